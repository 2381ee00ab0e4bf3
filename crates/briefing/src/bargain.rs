//! Whether there is a deal, what clashes, and what can be improved after signature.

use basis::Truth;
use draft::condition::Choice;
use draft::table::NOT_REACHED;
use serde_json::{Value, json};
use talks::conflict::{Clash, Conflict, Line, Relaxation};
use talks::count::Count;
use talks::deal::Deal;
use talks::deal::bounds::Partly;
use talks::domain::Package;
use talks::improve::{Improvement, Improvements};
use talks::number::{exact, show, to_f64};
use talks::{Domain, Origin, Standing};

use crate::document::Document;
use crate::packages::trade_words;
use crate::paper::{plural, truth};
use crate::status::shortened;

mod partly;

/// Digits of a number that are written out.
const DIGITS_SHOWN: usize = 15;

/// Conflicts that are told.
const CONFLICTS_SHOWN: usize = 20;

/// Improvements that are told.
const IMPROVEMENTS_SHOWN: usize = 5;

/// Brackets of an example that are told.
const EXAMPLE_SHOWN: usize = 60;

/// What an answer is about.
pub struct Told<'a> {
    /// Issues, parties, rules.
    pub domain: &'a Domain,
    /// Parties that reserved something and whose points are only partly known.
    pub partly: &'a [Partly],
    /// On what it rests, in words.
    pub rests_on: &'a str,
    /// Lines that could not be compared, in words.
    pub left_aside: &'a [String],
}

/// Whether there is a deal.
pub fn deal(told: &Told<'_>, deal: &Deal) -> Document {
    let mut out = Document::new();
    out.heading(match deal.answer {
        Truth::Yes if !has_lines(told.domain) => {
            "Nobody stated anything that stands against a deal"
        }
        Truth::Yes => "There is a deal that breaks no line",
        Truth::No => "There is no deal: every package breaks some line",
        Truth::Unknown if deal.settled => "It cannot be known whether there is a deal",
        Truth::Unknown => "Not settled within the limits",
    });
    out.aside(told.rests_on);
    if !told.left_aside.is_empty() {
        out.aside(format!(
            "Not compared, so that each may exclude any package: {}.",
            told.left_aside.join("; ")
        ));
    }
    partly::aside(&mut out, told);
    out.item("possible packages", count(&deal.possible));
    if deal.not_doubtful != deal.possible {
        out.item("of these, not doubtful", count(&deal.not_doubtful));
        out.aside("Doubtful: only red lines that the team inferred exclude them.");
    }
    if let Some(accepted) = &deal.accepted {
        out.item("known to be accepted by all", count(&accepted.count));
        out.aside("Silence is no acceptance.");
    }
    if let Some(example) = deal.example.as_ref().filter(|example| !example.is_empty()) {
        out.name(if deal.open.is_empty() { "One of them" } else { "This one may break no line" });
        package(&mut out, told.domain, example);
    }
    if !deal.open.is_empty() {
        partly::open(&mut out, told.domain, &deal.open);
    }
    clash(&mut out, told, deal.clash.as_ref());
    out
}

/// What clashes, and the cheapest way out.
fn clash(out: &mut Document, told: &Told<'_>, clash: Option<&Clash>) {
    match clash {
        None => {}
        Some(Clash::Rules(conflict)) => {
            out.name("The text and guard-rails alone leave no package");
            conflict_words(out, told.domain, conflict);
        }
        Some(Clash::Lines { conflicts, all_found, relaxation }) => {
            let all = if *all_found { "all of them" } else { "there may be more" };
            let sets = plural(conflicts.len(), "minimal set");
            out.name(format!("{sets} of lines that clash ({all})"));
            for conflict in conflicts.iter().take(CONFLICTS_SHOWN) {
                conflict_words(out, told.domain, conflict);
            }
            out.more(conflicts.len(), CONFLICTS_SHOWN);
            if let Some(relaxation) = relaxation {
                relaxation_words(out, told.domain, relaxation);
            }
            if !told.partly.is_empty() {
                out.aside(
                    "These clash whatever the points are. What giving up leaves may break no line: \
                     that is not sure.",
                );
            }
        }
    }
}

/// Whether any red line or reserved value was stated.
fn has_lines(domain: &Domain) -> bool {
    domain.rules.iter().any(|rule| rule.origin.can_be_given_up())
        || domain.parties.iter().any(|party| party.reserved.is_some())
}

fn package(out: &mut Document, domain: &Domain, package: &Package) {
    let words = domain.issues.iter().zip(domain.words(package));
    let reached: Vec<_> = words.filter(|(_, option)| *option != NOT_REACHED).collect();
    for (issue, option) in reached.iter().take(EXAMPLE_SHOWN) {
        out.item(issue.name.clone(), shortened(option));
    }
    if reached.len() > EXAMPLE_SHOWN {
        out.aside(format!("… {} more", reached.len() - EXAMPLE_SHOWN));
    }
}

/// A number of packages; a long one is rounded, with a sign that says so.
pub(crate) fn count(count: &Count) -> String {
    let number = |number: String| match number.len() {
        digits if digits > DIGITS_SHOWN => {
            format!("≈{}.{}·10^{}", &number[..1], &number[1..3], digits - 1)
        }
        _ => number,
    };
    match count {
        Count::Exactly(exactly) => number(exactly.to_string()),
        Count::Between { least, most } => {
            format!("at least {}, at most {}", number(least.to_string()), number(most.to_string()))
        }
    }
}

/// A line in words.
fn line(domain: &Domain, line: &Line) -> String {
    match line {
        Line::Reservation(at) => {
            let reserved = domain.parties.get(*at).and_then(|party| party.reserved.as_ref());
            let reserved = reserved.map_or(String::new(), show);
            format!(
                "{}: at least {reserved} points, what it has without an agreement",
                domain.party_name(*at)
            )
        }
        Line::Rule(at) => {
            let Some(rule) = domain.rules.get(*at) else { return String::new() };
            match rule.origin {
                Origin::Text => format!("the text: {}", rule.name),
                Origin::Guardrail => rule.name.clone(),
                Origin::RedLine { standing, .. } => {
                    let standing = match standing {
                        Standing::Said => "said",
                        Standing::Confidential => "told in confidence",
                        Standing::Inferred => "inferred by the team",
                    };
                    format!("{} ({standing})", rule.name)
                }
            }
        }
    }
}

fn conflict_words(out: &mut Document, domain: &Domain, conflict: &Conflict) {
    let lines: Vec<String> = conflict.lines.iter().map(|one| line(domain, one)).collect();
    out.item("clash", lines.join("  ×  "));
}

fn relaxation_words(out: &mut Document, domain: &Domain, relaxation: &Relaxation) {
    out.name(format!("Cheapest to give up, at a cost of {}", show(&relaxation.cost)));
    for part in &relaxation.parts {
        let one = |set: &Vec<Line>| {
            let lines: Vec<String> = set.iter().map(|one| line(domain, one)).collect();
            lines.join(" and ")
        };
        let sets: Vec<String> = part.sets.iter().map(one).collect();
        let more = if part.all_found { "" } else { " (perhaps others of the same cost)" };
        out.item("give up", sets.join(", or ") + more);
    }
    out.aside("A cost is what the team thinks moving a line would take; it is no advice.");
}

/// The same for programs.
pub fn deal_json(told: &Told<'_>, deal: &Deal) -> Value {
    let domain = told.domain;
    let bounds = |count: &Count| {
        let (least, most) = (count.least().to_string(), count.most().to_string());
        json!({ "least": least, "most": most })
    };
    let lines = |lines: &[Line]| lines.iter().map(|one| line(domain, one)).collect::<Vec<_>>();
    let conflict = |conflict: &Conflict| {
        let (clash, with) = (lines(&conflict.lines), lines(&conflict.with));
        json!({ "lines": clash, "with": with })
    };
    json!({
        "format": "detente-talks-deal/1",
        "rests_on": told.rests_on,
        "not_compared": told.left_aside,
        "partly_known": partly::names(told).collect::<Vec<_>>(),
        "answer": truth(deal.answer),
        "settled": deal.settled,
        "possible": bounds(&deal.possible),
        "not_doubtful": bounds(&deal.not_doubtful),
        "accepted_by_all": deal.accepted.as_ref().map(|accepted| bounds(&accepted.count)),
        "example": deal.example.as_ref().map(|package| package_json(domain, package)),
        "open": partly::open_json(domain, &deal.open),
        "clash": deal.clash.as_ref().map(|clash| match clash {
            Clash::Rules(one) => json!({ "of": "text and guard-rails", "conflicts": [conflict(one)] }),
            Clash::Lines { conflicts, all_found, relaxation } => json!({
                "of": "lines",
                "conflicts": conflicts.iter().map(conflict).collect::<Vec<_>>(),
                "all_found": all_found,
                "cheapest": relaxation.as_ref().map(|relaxation| json!({
                    "cost": exact(&relaxation.cost),
                    "one_set_of_each": relaxation.parts.iter().map(|part| {
                        part.sets.iter().map(|set| lines(set)).collect::<Vec<_>>()
                    }).collect::<Vec<_>>(),
                    "package": package_json(domain, &relaxation.package),
                })),
            }),
        }),
    })
}

/// A package by names.
pub(crate) fn package_json(domain: &Domain, package: &[usize]) -> Value {
    let words = domain.issues.iter().zip(domain.words(package));
    let pairs = words.map(|(issue, option)| (issue.name.clone(), Value::from(option)));
    Value::Object(pairs.collect())
}

/// What can be improved after signature.
pub fn improvements(told: &Told<'_>, signed: &[usize], found: &Improvements) -> Document {
    let mut out = Document::new();
    match found {
        Improvements::None => {
            out.heading(
                "No package that breaks no line is better for one party and worse for none",
            );
            out.aside(told.rests_on);
        }
        Improvements::AtLeast { edits } => {
            out.heading(format!(
                "With fewer than {} changed there is no improvement; more was not looked at",
                plural(*edits, "bracket")
            ));
            out.aside(told.rests_on);
        }
        Improvements::Fewest { edits, found } => {
            out.heading(format!("Better for all with {} changed", plural(*edits, "bracket")));
            out.aside(told.rests_on);
            for improvement in found.iter().take(IMPROVEMENTS_SHOWN) {
                improvement_words(&mut out, told.domain, improvement);
            }
            out.more(found.len(), IMPROVEMENTS_SHOWN);
        }
    }
    let broken = broken(told.domain, signed);
    if !broken.is_empty() {
        out.aside(format!(
            "The signed package itself breaks lines; others that break them were not looked at: {}.",
            broken.join("; ")
        ));
    }
    out
}

/// The rules that a package breaks, in words.
fn broken(domain: &Domain, package: &[usize]) -> Vec<String> {
    let choices: Vec<Choice> = package.iter().map(|at| Choice::Option(*at)).collect();
    let rules = domain.rules.iter().enumerate();
    let broken = rules.filter(|(_, rule)| rule.must.holds(&choices) == Truth::No);
    broken.map(|(at, _)| line(domain, &Line::Rule(at))).collect()
}

fn improvement_words(out: &mut Document, domain: &Domain, improvement: &Improvement) {
    let gains: Vec<String> = domain
        .parties
        .iter()
        .zip(&improvement.gains)
        .map(|(party, gain)| format!("{} +{}", party.name, show(gain)))
        .collect();
    out.name(gains.join(", "));
    for (party, trades) in domain.parties.iter().zip(&improvement.trades) {
        out.item(party.name.clone(), trade_words(domain, trades, true));
    }
}

/// The same for programs.
pub fn improvements_json(told: &Told<'_>, signed: &[usize], found: &Improvements) -> Value {
    let domain = told.domain;
    let one = |improvement: &Improvement| {
        json!({
            "package": package_json(domain, &improvement.package),
            "gains": improvement.gains.iter().map(|gain| {
                json!({ "exact": exact(gain), "decimal": to_f64(gain) })
            }).collect::<Vec<_>>(),
        })
    };
    let (answer, edits, list) = match found {
        Improvements::None => ("none", None, Vec::new()),
        Improvements::AtLeast { edits } => ("not known", Some(edits), Vec::new()),
        Improvements::Fewest { edits, found } => {
            ("found", Some(edits), found.iter().map(one).collect())
        }
    };
    json!({
        "format": "detente-talks-improvements/1",
        "rests_on": told.rests_on,
        "answer": answer,
        "edits_at_least": edits,
        "signed_breaks": broken(domain, signed),
        "improvements": list,
    })
}
