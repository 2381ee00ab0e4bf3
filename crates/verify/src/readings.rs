//! One product for several readings (docs/spec/verdicts.md, section 2).

use std::collections::BTreeSet;

use accord::model::Variant;
use findings::{Answer, Author, Excuse, Performance, Reason, ReasonKind};

use crate::outcome::Outcome;

/// One outcome for all readings, and whether anything in it depends on the reading. An answer that
/// all readings share stands, whatever else differs; otherwise none is chosen.
pub(crate) fn united(variants: &[&Variant], outcomes: Vec<Outcome>) -> (Outcome, bool) {
    let Some(first) = outcomes.first() else { return (Outcome::open(), false) };
    let same = outcomes.iter().all(|outcome| outcome.product() == first.product());
    if same {
        return (merged(outcomes), false);
    }
    let answer = (first.applicability, first.answer);
    let shared = outcomes.iter().all(|outcome| (outcome.applicability, outcome.answer) == answer);
    let text = told(variants, &outcomes);
    let author = author(&outcomes);
    let excuse = excuse(&outcomes);
    let performance = first.performance;
    let performed_alike = outcomes.iter().all(|outcome| outcome.performance == performance);
    let mut outcome = merged(outcomes);
    if shared {
        outcome.author = author;
    } else {
        outcome.applicability = findings::Applicability::InForce;
        outcome.answer = Some(Answer::NotConcluded);
        outcome.author = None;
    }
    outcome.performance = if performed_alike { performance } else { Performance::NotApplicable };
    outcome.excuse = excuse;
    outcome.because(ReasonKind::Reading, text, Vec::new());
    outcome.decide("which reading the parties accept".to_owned());
    outcome.reasons.sort_by_key(|reason| reason.kind);
    (outcome, true)
}

/// What each reading leads to, in words.
fn told(variants: &[&Variant], outcomes: &[Outcome]) -> String {
    let each = variants.iter().zip(outcomes).map(|(variant, outcome)| {
        let reading: Vec<String> =
            variant.readings.iter().map(|(of, name)| format!("{of}: {name}")).collect();
        let mut said =
            outcome.answer.map_or(outcome.applicability.words(), Answer::words).to_owned();
        match &outcome.author {
            Some(Author::Established(names)) => {
                said = format!("{said}, by {}", names.join(" and "));
            }
            Some(Author::NotEstablished) => said = format!("{said}, author not established"),
            None => {}
        }
        if let Performance::Late { days } = outcome.performance {
            said = format!("{said}, {days} days late");
        }
        format!("{} → {said}", reading.join(", "))
    });
    format!("the answer depends on the reading: {}", each.collect::<Vec<_>>().join("; "))
}

/// The sides that are established as authors under every reading.
fn author(outcomes: &[Outcome]) -> Option<Author> {
    let mut common: Option<BTreeSet<&String>> = None;
    for outcome in outcomes {
        let names = match outcome.author.as_ref()? {
            Author::Established(names) => names.iter().collect(),
            Author::NotEstablished => BTreeSet::new(),
        };
        common = Some(match common {
            Some(others) => others.intersection(&names).copied().collect(),
            None => names,
        });
    }
    let common: Vec<String> = common?.into_iter().cloned().collect();
    Some(if common.is_empty() { Author::NotEstablished } else { Author::Established(common) })
}

/// Proved under one reading only is not proved.
fn excuse(outcomes: &[Outcome]) -> Excuse {
    if outcomes.iter().all(|outcome| outcome.excuse == Excuse::Proved) {
        Excuse::Proved
    } else if outcomes.iter().any(|outcome| outcome.excuse != Excuse::NotInvoked) {
        Excuse::Claimed
    } else {
        Excuse::NotInvoked
    }
}

/// One outcome that carries the reasons of all, each once.
fn merged(outcomes: Vec<Outcome>) -> Outcome {
    let mut outcomes = outcomes.into_iter();
    let Some(mut first) = outcomes.next() else { return Outcome::open() };
    for other in outcomes {
        for reason in other.reasons {
            add(&mut first.reasons, reason);
        }
        for deciding in other.deciding {
            first.decide(deciding.text);
        }
        first.bearing.extend(other.bearing);
        first.watched = match (first.watched, other.watched) {
            (Some(a), Some(b)) => Some(if a.share <= b.share { a } else { b }),
            (a, b) => a.or(b),
        };
    }
    first.reasons.sort_by_key(|reason| reason.kind);
    first.bearing.sort();
    first.bearing.dedup();
    first
}

/// Adds a reason, or its records to one in the same words.
fn add(reasons: &mut Vec<Reason>, reason: Reason) {
    let alike = |r: &&mut Reason| {
        r.kind == reason.kind && r.text == reason.text && r.distance == reason.distance
    };
    match reasons.iter_mut().find(alike) {
        Some(known) => {
            for record in reason.records {
                if !known.records.contains(&record) {
                    known.records.push(record);
                }
            }
        }
        None => reasons.push(reason),
    }
}
