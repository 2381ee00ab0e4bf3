//! Packages to be tabled, told as trades, with what can be verified of each.

use draft::Draft;
use draft::table::NOT_REACHED;
use talks::Domain;
use talks::number::{Number, show};
use talks::packages::{Table, Tabled, Trade};
use talks::rules;

use crate::document::Document;
use crate::paper::plural;
use crate::status::shortened;

mod beside;
mod json;

pub use beside::{Beside, Replayed, Verifiable};
pub use json::json;

/// Trades that are told for one party, unless all are asked for.
const TRADES_SHOWN: usize = 6;

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
            beside::words(&mut told, tabling, beside);
        }
    }
    told
}

/// `Package A`, `Package B`, …
pub fn name(at: usize) -> String {
    format!("Package {}", letter(at))
}

/// `A`, `B`, …; beyond `Z` a number.
pub fn letter(at: usize) -> String {
    let letter = u32::try_from(at).ok().and_then(|at| char::from_u32('A' as u32 + at));
    let letter = letter.filter(char::is_ascii_uppercase);
    letter.map_or_else(|| (at + 1).to_string(), String::from)
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
            let name = domain.issue_name(trade.issue);
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
