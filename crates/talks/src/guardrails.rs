//! Guard-rails: what law forbids to agree. Red lines of nobody, and never given up.
//!
//! Reading order: [`list`] (those that ship with the program), this page (what the team says of
//! them in `talks.toml`, and the rules that follow), `undecided` (what speaks of a guard-rail's
//! subject without a decision), `sentences`, `fold` (words as they are compared), `words` (in which
//! order they can follow each other), `near` (phrases).
//!
//! Which choices reach a guard-rail is for the team to say; words cannot tell. Words only see to
//! it that no bracket is passed over in silence.

use std::collections::BTreeSet;

use basis::{Diagnostic, suggest};
use draft::{Condition, Draft};
use num_traits::Zero as _;

use crate::codes;
use crate::folder::{Fields, Placed, Tree, quoted};
use crate::number::Number;
use crate::positions::issues::Issues;
use crate::positions::refs;
use crate::rules::{Origin, Rule};

pub mod list;

mod classes;

mod undecided;

mod sentences;

mod fold;

mod words;

mod near;

pub use classes::CLASSES;
pub use list::{GUARDRAILS, Guardrail};

/// `[[guardrail]]` of `talks.toml`, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which guard-rail: one of the list, or the team's own by its name.
    pub rule: Placed,
    /// What the team says.
    pub says: Says,
}

/// What the team says of a guard-rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// It is reached where one of these conditions holds.
    ReachedBy {
        /// Conditions as written.
        conditions: Vec<Placed>,
        /// Of the team's own guard-rail: why, and the source.
        own: Option<Own>,
    },
    /// A bracket or an article that speaks of its subject does not reach it.
    NotReached {
        /// Id of the bracket, or number of the article, as written.
        place: Place,
        /// Why not.
        because: String,
        /// Who decided.
        by: String,
    },
}

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A bracket, by its id.
    Bracket(Placed),
    /// A whole article with its brackets, by its number; `0` for what stands before the first.
    Article(Placed),
}

/// What the team's own guard-rail rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Why it is one.
    pub because: String,
    /// Its source, with the section.
    pub source: String,
}

/// The decisions of a team, over positions of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Guard-rails and the conditions that reach them.
    pub reached: Vec<Reached>,
    /// Guard-rail and bracket that does not reach it.
    pub not_reached: BTreeSet<(String, usize)>,
    /// Guard-rail and article that does not reach it, by position in the draft.
    pub articles: BTreeSet<(String, usize)>,
}

/// A condition that reaches a guard-rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Id of the guard-rail, or the name of the team's own.
    pub rule: String,
    /// Where this holds, it is reached.
    pub condition: Condition,
    /// The condition as written.
    pub words: String,
    /// What it says, and its sources: for whoever shows the rule.
    pub because: String,
}

const KEYS: &[&str] = &[
    "rule",
    "name",
    "because",
    "source",
    "reached_by",
    "bracket",
    "article",
    "not_reached_because",
    "by",
];

/// Reads `[[guardrail]]` of `talks.toml`.
pub(crate) fn entries(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Vec<Entry> {
    let tables = tree.tables(fields, "guardrail", KEYS);
    tables.iter().filter_map(|table| entry(tree, table)).collect()
}

fn entry(tree: &mut Tree<'_>, table: &Fields<'_>) -> Option<Entry> {
    let has = |key: &str| table.has(key);
    let forms: [(&str, &[&str]); 4] = [
        ("reached_by", &["rule", "reached_by"]),
        ("bracket", &["rule", "bracket", "not_reached_because", "by"]),
        ("article", &["rule", "article", "not_reached_because", "by"]),
        ("name", &["name", "because", "source", "reached_by"]),
    ];
    let fits = |keys: &[&str]| KEYS.iter().all(|key| keys.contains(key) == has(key));
    let Some((form, _)) = forms.iter().find(|(_, keys)| fits(keys)) else {
        let help = "state `rule` and `reached_by`; or `rule`, `bracket` or `article`, `not_reached_because` and \
                    `by`; or `name`, `because`, `source` and `reached_by`";
        let message = "this decision about a guard-rail has too few fields, or too many";
        tree.error(codes::GUARDRAIL, message, table.span, Some(help.to_owned()));
        return None;
    };
    let rule = |tree: &mut Tree<'_>| {
        let rule = tree.need(table, "rule")?;
        known_rule(tree, &rule).then_some(rule)
    };
    Some(match *form {
        "reached_by" => {
            let conditions = tree.texts(table, "reached_by");
            Entry { rule: rule(tree)?, says: Says::ReachedBy { conditions, own: None } }
        }
        "bracket" | "article" => {
            let because = tree.need(table, "not_reached_because")?.text;
            let (place, by) = (tree.need(table, form)?, tree.need(table, "by")?.text);
            let place = match *form {
                "bracket" => Place::Bracket(place),
                _ => Place::Article(place),
            };
            Entry { rule: rule(tree)?, says: Says::NotReached { place, because, by } }
        }
        _ => {
            let because = tree.need(table, "because")?.text;
            let own = Some(Own { because, source: tree.need(table, "source")?.text });
            let conditions = tree.texts(table, "reached_by");
            let name = tree.need(table, "name")?;
            Entry { rule: name, says: Says::ReachedBy { conditions, own } }
        }
    })
}

fn known_rule(tree: &mut Tree<'_>, rule: &Placed) -> bool {
    let known = || GUARDRAILS.iter().map(|guardrail| guardrail.id);
    if known().any(|id| id == rule.text) {
        return true;
    }
    let help = suggest::did_you_mean(&rule.text, known())
        .unwrap_or_else(|| format!("known are {}", known().collect::<Vec<_>>().join(", ")));
    let message = format!("there is no guard-rail {}", quoted(&rule.text));
    tree.error(codes::GUARDRAIL, message, rule.span, Some(help));
    false
}

/// The decisions, over positions of a draft. `file` and `text` are those of `talks.toml`.
///
/// The problems are decisions about brackets or options that the text does not have, and, as
/// warnings, brackets that speak of the subject of a guard-rail without a decision.
pub fn decide(
    entries: &[Entry],
    draft: &Draft,
    file: &str,
    text: &str,
) -> (Decisions, Vec<Diagnostic>) {
    let mut tree = Tree { file, text, problems: Vec::new() };
    let mut decisions = Decisions::default();
    for entry in entries {
        match &entry.says {
            Says::ReachedBy { conditions, own } => {
                for words in conditions {
                    let condition = refs::condition(&mut tree, draft, words);
                    decisions.reached.extend(condition.map(|condition| Reached {
                        rule: entry.rule.text.clone(),
                        condition,
                        words: words.text.clone(),
                        because: because(&entry.rule.text, own.as_ref()),
                    }));
                }
            }
            Says::NotReached { place: Place::Bracket(bracket), .. } => {
                let bracket = refs::bracket(&mut tree, draft, bracket, None);
                let pair = bracket.map(|bracket| (entry.rule.text.clone(), bracket));
                decisions.not_reached.extend(pair);
            }
            Says::NotReached { place: Place::Article(number), .. } => {
                let articles = refs::articles(&mut tree, draft, number);
                let pairs = articles.into_iter().map(|at| (entry.rule.text.clone(), at));
                decisions.articles.extend(pairs);
            }
        }
    }
    let mut problems = tree.problems;
    problems.extend(undecided::undecided(&decisions, draft));
    (decisions, problems)
}

fn because(rule: &str, own: Option<&Own>) -> String {
    match (own, GUARDRAILS.iter().find(|guardrail| guardrail.id == rule)) {
        (Some(own), _) => format!("{} ({})", own.because, own.source),
        (None, Some(guardrail)) => {
            format!("{} ({})", guardrail.says, guardrail.sources.join("; "))
        }
        (None, None) => String::new(),
    }
}

impl Decisions {
    /// The rules that follow, over positions of issues; and what speaks of a bracket that cannot
    /// be counted, by position in [`Decisions::reached`]: no search can heed it.
    pub fn rules(&self, issues: &Issues) -> (Vec<Rule>, Vec<usize>) {
        let (mut rules, mut left_out) = (Vec::new(), Vec::new());
        let mut names = BTreeSet::new();
        for (at, reached) in self.reached.iter().enumerate() {
            let Some(condition) = issues.condition(&reached.condition) else {
                left_out.push(at);
                continue;
            };
            let name = format!("guard-rail {}: not {}", reached.rule, reached.words);
            if names.insert(name.clone()) {
                let must = Condition::Not(Box::new(condition));
                rules.push(Rule { name, must, origin: Origin::Guardrail, cost: Number::zero() });
            }
        }
        (rules, left_out)
    }
}
