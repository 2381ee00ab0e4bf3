//! Packages to be tabled, told as trades, with what can be verified of each.

use draft::condition::Choice;
use draft::table::NOT_REACHED;
use draft::{Condition, Draft};
use serde_json::{Value, json};
use talks::Domain;
use talks::number::{Number, exact, show, to_f64};
use talks::packages::{Reveals, Table, Tabled, Trade};
use talks::rules;

use crate::bargain::package_json;
use crate::document::Document;
use crate::paper::{plural, truth};
use crate::status::shortened;

/// Trades that are told for one party, unless all are asked for.
const TRADES_SHOWN: usize = 6;

/// What can be verified of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verifiable {
    /// Clauses that evidence can answer.
    pub checkable: Vec<String>,
    /// Clauses that evidence can answer in part.
    pub with_gaps: Vec<String>,
    /// Clauses that it cannot answer.
    pub not_checkable: Vec<String>,
    /// What the text leaves open.
    pub gaps: Vec<String>,
    /// Why the text cannot be checked as it stands.
    pub errors: Vec<String>,
}

/// What the clauses of a text would have shown about past evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Clause and answer in words, for any bound side.
    pub answers: Vec<(String, String)>,
    /// Whether the text has a time in force that could be moved to the past.
    pub moved: bool,
}

/// What is known of a package beside its points.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// By party: whether it is known to accept.
    pub accepts: Vec<basis::Truth>,
    /// Whether every body that has to agree would pass it; nothing where no bodies are declared.
    pub ratifiable: Option<basis::Truth>,
    /// What tabling it would show of confidential statements.
    pub reveals: Vec<Reveals>,
    /// What can be verified of its text.
    pub verifiable: Option<Verifiable>,
    /// A replay on past evidence.
    pub replayed: Option<Replayed>,
}

/// All that is shown.
pub struct Tabling<'a> {
    /// Issues, parties, points.
    pub domain: &'a Domain,
    /// The text.
    pub draft: &'a Draft,
    /// The present text as a package.
    pub present: &'a [usize],
    /// The packages.
    pub table: &'a Table,
    /// Beside each package; one more, the last, for the present text.
    pub beside: &'a [Beside],
    /// On what the answer rests, in words.
    pub rests_on: &'a str,
    /// What was construed, in words.
    pub construed: &'a [String],
}

/// The packages as people read them.
pub fn text(tabling: &Tabling<'_>, all: bool) -> Document {
    let mut told = Document::new();
    let table = tabling.table;
    told.heading(format!("{} to table", plural(table.packages.len(), "package")));
    told.aside(tabling.rests_on);
    for words in tabling.construed {
        told.open(words);
    }
    chosen(&mut told, table);
    not_possible(&mut told, tabling);
    overview(&mut told, tabling);
    for (at, tabled) in table.packages.iter().enumerate() {
        told.name(name(at));
        trades_of(&mut told, tabling, tabled, all);
        if let Some(beside) = tabling.beside.get(at) {
            beside_words(&mut told, tabling, beside);
        }
    }
    told
}

/// `Package A`, `Package B`, …
pub fn name(at: usize) -> String {
    let letter = u32::try_from(at).ok().and_then(|at| char::from_u32('A' as u32 + at));
    format!(
        "Package {}",
        letter.filter(char::is_ascii_uppercase).map_or(format!("{}", at + 1), String::from)
    )
}

/// How they were chosen.
fn chosen(told: &mut Document, table: &Table) {
    if table.packages.is_empty() {
        told.open(
            "Every package breaks some line, or leaves somebody less than it has without an agreement; \
             `detente talks deal` tells which, and which lines are only inferred.",
        );
        return;
    }
    let apart = table.apart.map_or(String::new(), |apart| {
        let furthest = if table.furthest { "; no choice of as many is further apart" } else { "" };
        format!(" The two most alike differ in {}{furthest}.", plural(apart, "bracket"))
    });
    let cut = if table.cut { " Not every efficient package was looked at." } else { "" };
    told.text(format!(
        "Chosen from {} that no other beats and that leave nobody with little.{apart}{cut} \
             Compared with the present text: where brackets are open, the option that most parties \
             hold, of several the first (construed).",
        plural(table.candidates, "package")
    ));
}

/// That the present text, as it is read, breaks rules.
fn not_possible(told: &mut Document, tabling: &Tabling<'_>) {
    let broken = broken(tabling);
    if !broken.is_empty() {
        told.open(format!(
            "Read so, the present text is no possible package itself: it breaks {}.",
            broken.join(", ")
        ));
    }
}

/// The rules that the present text breaks, as it is read.
fn broken<'a>(tabling: &'a Tabling<'_>) -> Vec<&'a str> {
    let broken = rules::broken(&tabling.domain.rules, tabling.present);
    broken.map(|rule| rule.name.as_str()).collect()
}

/// One row for each package, the present text last.
fn overview(told: &mut Document, tabling: &Tabling<'_>) {
    let mut head: Vec<&str> = vec!["package"];
    head.extend(tabling.domain.parties.iter().map(|party| party.name.as_str()));
    head.extend(["edits", "can be checked", "gaps"]);
    let row = |title: String, utilities: &[Number], edits: String, beside: Option<&Beside>| {
        let verifiable = beside.and_then(|beside| beside.verifiable.as_ref());
        let checkable = verifiable.map_or("–".to_owned(), |v| match v.errors.is_empty() {
            true => format!("{} of {}", v.checkable.len(), clauses(v)),
            false => "has errors".to_owned(),
        });
        let gaps = verifiable.map_or("–".to_owned(), |v| v.gaps.len().to_string());
        let figures = utilities.iter().map(show);
        let cells = [title].into_iter().chain(figures).chain([edits, checkable, gaps]);
        cells.collect::<Vec<String>>()
    };
    let packages = tabling.table.packages.iter().enumerate();
    let mut rows: Vec<Vec<String>> = packages
        .map(|(at, p)| row(name(at), &p.utilities, p.edits.to_string(), tabling.beside.get(at)))
        .collect();
    let utilities = talks::check::utilities(tabling.domain, tabling.present).unwrap_or_default();
    let last = tabling.beside.get(tabling.table.packages.len());
    rows.push(row("present text".to_owned(), &utilities, String::new(), last));
    told.table(head, rows);
}

fn clauses(verifiable: &Verifiable) -> usize {
    verifiable.checkable.len() + verifiable.with_gaps.len() + verifiable.not_checkable.len()
}

/// What each party gains and yields.
fn trades_of(told: &mut Document, tabling: &Tabling<'_>, tabled: &Tabled, all: bool) {
    for (party, trades) in tabling.domain.parties.iter().zip(&tabled.trades) {
        told.item(party.name.clone(), trade_words(tabling.domain, trades, all));
    }
    let changed: Vec<String> = tabled
        .package
        .iter()
        .zip(tabling.present)
        .enumerate()
        .filter(|(_, (now, before))| now != before)
        .filter_map(|(issue, (now, _))| {
            let issue = tabling.domain.issues.get(issue)?;
            // What is not reached went with the option around it.
            let option = issue.options.get(*now).filter(|option| *option != NOT_REACHED)?;
            Some(format!("{}: {}", issue.name, shortened(option)))
        })
        .collect();
    if !changed.is_empty() {
        told.item("changes", changed.join("; "));
    }
}

/// `yields 4 (3), gains 9 (8)`.
pub fn trade_words(domain: &Domain, trades: &[Trade], all: bool) -> String {
    let zero = Number::default();
    let side = |word: &str, picked: Vec<&Trade>| {
        if picked.is_empty() {
            return String::new();
        }
        let shown = if all { picked.len() } else { picked.len().min(TRADES_SHOWN) };
        let one = |trade: &&Trade| {
            let name = domain.issues.get(trade.issue).map_or("", |issue| issue.name.as_str());
            let gain = if trade.gain < zero { -&trade.gain } else { trade.gain.clone() };
            format!("{name} ({})", show(&gain))
        };
        let mut words: Vec<String> = picked.iter().take(shown).map(one).collect();
        if shown < picked.len() {
            words.push(format!("{} more", picked.len() - shown));
        }
        format!("{word} {}", words.join(", "))
    };
    let yields = side("yields", trades.iter().filter(|trade| trade.gain < zero).collect());
    let gains = side("gains", trades.iter().filter(|trade| trade.gain > zero).collect());
    match (yields.is_empty(), gains.is_empty()) {
        (true, true) => "neither gains nor yields".to_owned(),
        (false, false) => format!("{yields}; {gains}"),
        _ => yields + &gains,
    }
}

fn beside_words(told: &mut Document, tabling: &Tabling<'_>, beside: &Beside) {
    let names = tabling.domain.parties.iter().map(|party| party.name.as_str());
    let accepts: Vec<String> = names
        .zip(&beside.accepts)
        .map(|(name, accepts)| format!("{name}: {}", truth(*accepts)))
        .collect();
    if !accepts.is_empty() {
        told.item("known to accept", accepts.join("; "));
    }
    if let Some(ratifiable) = beside.ratifiable {
        told.item("would be ratified", truth(ratifiable));
    }
    for words in reveal_words(tabling.domain, &beside.reveals) {
        told.item("tabling it shows", words);
    }
    if let Some(verifiable) = &beside.verifiable {
        let present = tabling.beside.last().and_then(|beside| beside.verifiable.as_ref());
        verifiable_words(told, verifiable, present);
    }
    if let Some(replayed) = &beside.replayed {
        let answers = replayed.answers.iter().map(|(clause, answer)| format!("{clause} {answer}"));
        told.item("replay (no forecast, for the team)", answers.collect::<Vec<_>>().join("; "));
    }
}

fn verifiable_words(told: &mut Document, verifiable: &Verifiable, present: Option<&Verifiable>) {
    for error in verifiable.errors.iter().take(3) {
        told.item("cannot be checked", error.clone());
    }
    let Some(present) = present.filter(|_| verifiable.errors.is_empty()) else { return };
    let only = |of: &[String], without: &[String]| {
        of.iter().filter(|id| !without.contains(id)).cloned().collect::<Vec<_>>()
    };
    for (words, ids) in [
        ("becomes checkable", only(&verifiable.checkable, &present.checkable)),
        ("no longer checkable", only(&present.checkable, &verifiable.checkable)),
        ("opens gaps", only(&verifiable.gaps, &present.gaps)),
        ("closes gaps", only(&present.gaps, &verifiable.gaps)),
    ] {
        if !ids.is_empty() {
            told.item(words, ids.join(", "));
        }
    }
}

/// What tabling a package shows, one sentence for each party and kind.
fn reveal_words(domain: &Domain, reveals: &[Reveals]) -> Vec<String> {
    let mut words = Vec::new();
    for (at, party) in domain.parties.iter().enumerate() {
        let issue = |reveals: &Reveals| match reveals {
            Reveals::Accepts { party, issue } if *party == at => domain.issues.get(*issue),
            _ => None,
        };
        let issues: Vec<&str> =
            reveals.iter().filter_map(issue).map(|issue| issue.name.as_str()).collect();
        if !issues.is_empty() {
            let issues = issues.join(", ");
            words.push(format!(
                "{} can live with its options for {issues} (told in confidence)",
                party.name
            ));
        }
        let line = |reveals: &Reveals| match reveals {
            Reveals::Softens { party, line } if *party == at => Some(line.clone()),
            _ => None,
        };
        let lines = reveals.iter().filter_map(line);
        words.extend(lines.map(|line| {
            format!("the red line “{line}” of {} can be crossed (told in confidence)", party.name)
        }));
    }
    words
}

fn number(number: &Number) -> Value {
    json!({ "exact": exact(number), "decimal": to_f64(number) })
}

fn trades_json(domain: &Domain, trades: &[Trade]) -> Vec<Value> {
    let one = |trade: &Trade| {
        let issue = domain.issues.get(trade.issue);
        let option = |at: usize| issue.and_then(|issue| issue.options.get(at));
        json!({
            "issue": issue.map(|issue| &issue.name),
            "from": option(trade.from),
            "to": option(trade.to),
            "gain": number(&trade.gain),
        })
    };
    trades.iter().map(one).collect()
}

/// The packages for programs.
pub fn json(tabling: &Tabling<'_>) -> Value {
    let domain = tabling.domain;
    let package = |package: &[usize]| package_json(domain, package);
    let beside = |at: usize| {
        let beside = tabling.beside.get(at);
        json!({
            "accepts": beside.map(|b| b.accepts.iter().map(|t| truth(*t)).collect::<Vec<_>>()),
            "ratifiable": beside.and_then(|b| b.ratifiable).map(truth),
            "reveals": beside.map(|b| reveal_words(domain, &b.reveals)),
            "verifiable": beside.and_then(|b| b.verifiable.as_ref()).map(verifiable_json),
            "replay": beside.and_then(|b| b.replayed.as_ref()).map(|replayed| {
                let answers = replayed.answers.iter();
                answers.map(|(clause, answer)| json!([clause, answer])).collect::<Vec<_>>()
            }),
        })
    };
    let table = tabling.table;
    json!({
        "format": "detente-talks-packages/1",
        "rests_on": tabling.rests_on,
        "construed": tabling.construed,
        "parties": domain.parties.iter().map(|party| &party.name).collect::<Vec<_>>(),
        "candidates": table.candidates,
        "apart": table.apart,
        "no_choice_further_apart": table.furthest,
        "cut": table.cut,
        "present": {
            "package": package(tabling.present),
            "breaks": broken(tabling),
            "beside": beside(table.packages.len()),
        },
        "packages": table.packages.iter().enumerate().map(|(at, tabled)| json!({
            "package": package(&tabled.package),
            "utilities": tabled.utilities.iter().map(number).collect::<Vec<_>>(),
            "edits": tabled.edits,
            "trades": tabled.trades.iter().map(|of| trades_json(domain, of)).collect::<Vec<_>>(),
            "beside": beside(at),
        })).collect::<Vec<_>>(),
    })
}

fn verifiable_json(verifiable: &Verifiable) -> Value {
    json!({
        "checkable": verifiable.checkable,
        "with_gaps": verifiable.with_gaps,
        "not_checkable": verifiable.not_checkable,
        "gaps": verifiable.gaps,
        "errors": verifiable.errors,
    })
}

/// The present text as choices: what is agreed, else the option that most parties hold, those that
/// object taken away; of several the first. Construed.
pub fn present(draft: &Draft) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::with_capacity(draft.brackets.len());
    for bracket in &draft.brackets {
        let reached = bracket
            .inside
            .is_none_or(|(of, option)| choices.get(of) == Some(&Choice::Option(option)));
        let allowed = |at: &usize| {
            let only_if: Option<&Condition> = bracket.options[*at].only_if.as_ref();
            only_if.is_none_or(|only_if| only_if.holds(&choices) != basis::Truth::No)
        };
        let held = |at: &usize| {
            let holders = &bracket.options[*at].holders;
            let held = holders.proposed.len() + holders.supported.len();
            (
                i64::try_from(held).unwrap_or(0)
                    - i64::try_from(holders.against.len()).unwrap_or(0),
                std::cmp::Reverse(*at),
            )
        };
        let best = (0..bracket.options.len()).filter(allowed).max_by_key(held);
        choices.push(match (reached, bracket.agreed().or(best)) {
            (false, _) => Choice::NotReached,
            (true, Some(option)) => Choice::Option(option),
            (true, None) => Choice::Open,
        });
    }
    choices
}
