//! What is known of a package beside its points: who accepts it, what tabling it shows, what can be
//! verified of it.

use basis::Truth;
use talks::Domain;
use talks::packages::Reveals;

use super::Tabling;
use crate::document::Document;
use crate::paper::truth;

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
    pub accepts: Vec<Truth>,
    /// Whether every body that has to agree would pass it; nothing where no bodies are declared.
    pub ratifiable: Option<Truth>,
    /// What tabling it would show of confidential statements.
    pub reveals: Vec<Reveals>,
    /// What can be verified of its text.
    pub verifiable: Option<Verifiable>,
    /// A replay on past evidence.
    pub replayed: Option<Replayed>,
}

/// Tells what is known of a package beside its points.
pub(super) fn words(told: &mut Document, tabling: &Tabling<'_>, beside: &Beside) {
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
pub(super) fn reveal_words(domain: &Domain, reveals: &[Reveals]) -> Vec<String> {
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
