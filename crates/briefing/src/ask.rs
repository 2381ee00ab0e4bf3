//! What to ask next, whom, and what each answer would settle.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use talks::Domain;
use talks::ask::{About, Answer, Asked, Question, Settles};
use talks::efficiency::{Judgement, Possibly};
use talks::near::Near;
use talks::number::{exact, show, to_f64};

use crate::document::Document;
use crate::paper::plural;
use crate::status;

/// The packages of which something is to be settled, and where they are from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// Named one by one.
    Named(usize),
    /// Efficient ones: one for each of so many points of the frontier, of so many in all.
    Efficient {
        /// Points that were taken.
        taken: usize,
        /// Points that were found.
        of: usize,
        /// Whether the points that were found are the whole frontier.
        whole: bool,
    },
    /// Examples near another package.
    Near {
        /// What was found.
        near: Near,
        /// Near to what.
        start: Start,
    },
}

/// What examples are near to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The present text, with the option that most parties hold where brackets are open.
    Present,
    /// A package that breaks no line, since none near the present text does.
    Possible,
}

/// All that is shown.
pub struct Asking<'a> {
    /// Issues and parties.
    pub domain: &'a Domain,
    /// The questions.
    pub asked: &'a Asked,
    /// Where the packages are from.
    pub from: &'a From,
    /// Packages by name, and whether another of the list beats each; nothing where none was named.
    pub judged: &'a [(String, Judgement)],
    /// How many questions are told.
    pub count: usize,
    /// On what the answer rests, in words.
    pub rests_on: &'a str,
    /// What was construed to choose packages, in words.
    pub construed: &'a [String],
}

/// The same domain with long options cut to their first words, where these tell them apart.
pub fn shortened(domain: &Domain) -> Domain {
    let mut short = domain.clone();
    for issue in &mut short.issues {
        let options: Vec<String> = issue.options.iter().map(|o| status::shortened(o)).collect();
        let apart: BTreeSet<&String> = options.iter().collect();
        if apart.len() == options.len() {
            issue.options = options;
        }
    }
    short
}

/// Whether another package of the list beats one, with points as far as they are known.
fn judged_words(judged: &[(String, Judgement)], judgement: &Judgement) -> String {
    let name = |at: &usize| judged.get(*at).map_or("", |(name, _)| name.as_str());
    match (&judgement.rival, &judgement.possibly) {
        (None, _) if judged.len() == 1 => {
            "compared with no other: name others, or none, to tell whether one beats it".into()
        }
        (None, _) => {
            "necessarily efficient among these: none beats it, whatever the points are".into()
        }
        (_, Possibly::Yes) => {
            "possibly efficient among these: for some points that fit, none beats it".into()
        }
        (_, Possibly::No { rivals }) => {
            let rivals: Vec<&str> = rivals.iter().map(name).collect();
            format!("not efficient: whatever the points are, beaten by {}", rivals.join(" or "))
        }
        (_, Possibly::Undecided) => "cannot be known: there are too many cases to look at".into(),
    }
}

/// The questions as people read them.
pub fn text(asking: &Asking<'_>) -> Document {
    let asked = asking.asked;
    let mut told = Document::new();
    match asked.questions.len() {
        0 => told.heading("No question would settle anything about these packages"),
        all => told.heading(match asking.count.min(all) {
            0 => "Questions that would settle something".to_owned(),
            1 => "The most useful next question".to_owned(),
            shown => format!("The {shown} most useful next questions"),
        }),
    }
    told.aside(asking.rests_on);
    for words in asking.construed {
        told.open(words);
    }
    told.text(from_words(asking.from));
    for (name, judgement) in asking.judged {
        told.item(name.clone(), judged_words(asking.judged, judgement));
    }
    if asked.packages > 0 {
        told.text(format!(
            "Of {} it is settled already for {} whether another of these beats them, whatever the points \
             are. A question counts by what its least telling answer would settle.",
            plural(asked.packages, "package"),
            asked.efficiency_settled
        ));
    }
    for note in &asked.notes {
        told.open(note.message.clone());
    }
    for (at, question) in asked.questions.iter().take(asking.count).enumerate() {
        question_words(&mut told, asking, at, question);
    }
    if asked.questions.len() > asking.count {
        let more = asked.questions.len() - asking.count;
        told.aside(format!("… {more} more that would settle less; -n shows as many as it says"));
    }
    told
}

/// Where the packages are from, in words.
fn from_words(from: &From) -> String {
    match from {
        From::Named(1) => "About the package that is named.".to_owned(),
        From::Named(count) => format!("About the {} that are named.", plural(*count, "package")),
        From::Efficient { taken, of, whole } => {
            let which = if taken < of { format!("{taken} of ") } else { String::new() };
            let even = if taken < of { ", at even distances" } else { "" };
            let points = if *whole { "points of the frontier" } else { "points that were found" };
            format!(
                "About packages that no other beats: one for each of {which}{of} {points}{even}."
            )
        }
        From::Near { near, start } => {
            let (start, why) = match start {
                Start::Present => (
                    "the present text",
                    " Where that has open brackets, the option that most parties hold is taken \
                     (construed).",
                ),
                Start::Possible => (
                    "one package that breaks no line",
                    " The search found none near the present text.",
                ),
            };
            let picked = match near.picked {
                true => " There are more; these were picked at even distances.",
                false => "",
            };
            let cut = match near.cut {
                true => " The search for more ended at its limit.",
                false => "",
            };
            format!(
                "Points are not known for every party and bracket, so that nobody can tell which \
                 packages are the best. The list is one of examples: {} that break no line; each \
                 differs from {start} in at most {}.{why}{picked}{cut} Name others with --package.",
                plural(near.packages.len(), "package"),
                plural(near.edits, "bracket"),
            )
        }
    }
}

fn question_words(told: &mut Document, asking: &Asking<'_>, at: usize, question: &Question) {
    let party = asking.domain.party_name(question.party);
    told.name(format!("{}. Ask {party}: {}", at + 1, question.text));
    let means = match question.about {
        About::RedLine { .. } => "a red line that the team inferred",
        About::CanLiveWith { .. } => "what the party can live with",
        About::Order { .. } => "which of two options is worth more",
        About::Middle { .. } => "how much an option is worth",
    };
    told.item("about", means);
    told.item(
        "settles something of",
        format!(
            "{} at least, whatever the answer; {} in the mean over answers",
            plural(question.guaranteed, "package"),
            show(&question.mean)
        ),
    );
    for answer in &question.answers {
        told.item(format!("“{}”", answer.text), settles_words(&answer.settles));
    }
}

fn settles_words(settles: &Settles) -> String {
    let parts: Vec<String> = [
        (settles.leave, "the party refuses"),
        (settles.efficiency, "known to be beaten, or not to be"),
        (settles.acceptance, "known to be accepted by the party, or not"),
        (settles.possible, "no longer doubtful"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    match parts.is_empty() {
        true => "settles nothing".to_owned(),
        false => format!("{}: {}", plural(settles.packages, "package"), parts.join("; ")),
    }
}

/// The same for programs.
pub fn json(asking: &Asking<'_>) -> Value {
    let Asking { domain, asked, .. } = asking;
    let issue = |at: usize| domain.issues.get(at);
    let option = |of: usize, at: usize| issue(of).and_then(|issue| issue.options.get(at));
    let named = |at: usize| issue(at).map(|issue| &issue.name);
    let about = |about: &About| match about {
        About::RedLine { rule } => {
            json!({ "red_line": domain.rules.get(*rule).map(|rule| &rule.name) })
        }
        About::CanLiveWith { issue, option: at } => {
            json!({ "can_live_with": option(*issue, *at), "issue": named(*issue) })
        }
        About::Order { issue, first, second } => json!({
            "worth_more": [option(*issue, *first), option(*issue, *second)],
            "issue": named(*issue),
        }),
        About::Middle { issue, option: at } => {
            json!({ "worth_at_least_the_middle": option(*issue, *at), "issue": named(*issue) })
        }
    };
    let answer = |answer: &Answer| {
        json!({
            "text": answer.text,
            "packages": answer.settles.packages,
            "leave": answer.settles.leave,
            "efficiency": answer.settles.efficiency,
            "acceptance": answer.settles.acceptance,
            "no_longer_doubtful": answer.settles.possible,
        })
    };
    json!({
        "efficient_among_these": asking.judged.iter().map(|(name, judgement)| json!({
            "package": name,
            "answer": crate::paper::truth(judgement.answer()),
        })).collect::<Vec<_>>(),
        "format": "detente-talks-questions/1",
        "rests_on": asking.rests_on,
        "construed": asking.construed,
        "packages": asked.packages,
        "packages_from": from_json(asking.from),
        "efficiency_settled": asked.efficiency_settled,
        "notes": asked.notes.iter().map(|note| &note.message).collect::<Vec<_>>(),
        "questions_that_settle_something": asked.questions.len(),
        "questions": asked.questions.iter().take(asking.count).map(|question| json!({
            "ask": domain.party_name(question.party),
            "text": question.text,
            "about": about(&question.about),
            "guaranteed": question.guaranteed,
            "mean": { "exact": exact(&question.mean), "decimal": to_f64(&question.mean) },
            "answers": question.answers.iter().map(answer).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn from_json(from: &From) -> Value {
    match from {
        From::Named(count) => json!({ "is": "named", "packages": count }),
        From::Efficient { taken, of, whole } => {
            json!({ "is": "efficient", "points": taken, "of": of, "whole_frontier": whole })
        }
        From::Near { near, start } => json!({
            "is": "examples",
            "near": match start {
                Start::Present => "the present text",
                Start::Possible => "a package that breaks no line",
            },
            "packages": near.packages.len(),
            "edits": near.edits,
            "picked": near.picked,
            "cut": near.cut,
        }),
    }
}
