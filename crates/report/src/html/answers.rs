//! The answers in one table, in words and with a symbol.

use basis::Standing;
use findings::{Answer, Finding, Findings, Period};

use crate::figures::{Figures, counted};
use crate::words::{self, ANY, Clock, Index};

/// An answer as a symbol, a class for its colour, and words.
pub(super) struct Chip {
    pub(super) symbol: &'static str,
    pub(super) class: &'static str,
    pub(super) words: String,
}

/// A sentence of the summary.
pub(super) struct Sentence {
    pub(super) chip: Chip,
}

/// The answers of a period.
pub(super) struct AnswerTable {
    pub(super) caption: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<AnswerRow>,
}

/// The answers on a clause.
pub(super) struct AnswerRow {
    pub(super) clause: String,
    pub(super) title: String,
    pub(super) anchor: String,
    pub(super) cells: Vec<AnswerCell>,
}

/// The answer for a side; without finding where the clause does not bind it.
pub(super) struct AnswerCell {
    /// The short name; the head of the table has the label.
    pub(super) column: String,
    pub(super) found: Option<(String, Chip)>,
    /// What stands where there is no finding.
    pub(super) none: &'static str,
    pub(super) watched: Option<String>,
}

/// Counts of a clause, by standing.
pub(super) struct CountRow {
    pub(super) name: String,
    pub(super) columns: Vec<(&'static str, Vec<Counted>)>,
}

/// A figure with how it was had.
pub(super) struct Counted {
    pub(super) lead: String,
    pub(super) text: String,
    pub(super) notes: String,
}

/// Anchor of the finding at a position.
pub(super) fn finding_anchor(position: usize) -> String {
    format!("finding-{position}")
}

/// Anchor of the clause at a position.
pub(super) fn clause_anchor(position: usize) -> String {
    format!("clause-{position}")
}

pub(super) fn chip(finding: &Finding) -> Chip {
    Chip { words: finding.headline(), ..mark(finding.answer) }
}

/// Symbol and class of an answer. No answer is marked as good or bad.
pub(super) fn mark(answer: Option<Answer>) -> Chip {
    let (symbol, class) = match answer {
        Some(Answer::Breached) => ("✕", "contrary"),
        Some(Answer::Kept) => ("✓", "kept"),
        Some(Answer::NoBreachFound) => ("○", "none-found"),
        Some(Answer::NotConcluded) => ("?", "open"),
        Some(Answer::Outstanding) => ("…", "outstanding"),
        None => ("–", "not-applicable"),
    };
    Chip { symbol, class, words: String::new() }
}

pub(super) fn summary(sentences: Vec<(Option<Answer>, String)>) -> Vec<Sentence> {
    sentences
        .into_iter()
        .map(|(answer, words)| Sentence { chip: Chip { words, ..mark(answer) } })
        .collect()
}

pub(super) fn table(findings: &Findings, period: &Period, clock: &Clock) -> AnswerTable {
    let index = Index::of(findings);
    let columns = words::columns(findings);
    let label = |party: &Option<&str>| column_label(findings, *party);
    let row = |(i, clause): (usize, &findings::ClauseInfo)| AnswerRow {
        clause: clause.id.clone(),
        title: clause.title.clone(),
        anchor: clause_anchor(i),
        cells: columns
            .iter()
            .map(|party| {
                let found = index.get(&clause.id, *party, &period.label);
                AnswerCell {
                    column: party.unwrap_or(ANY).to_owned(),
                    none: without_finding(clause, *party),
                    found: found.map(|(i, f)| (finding_anchor(i), chip(f))),
                    watched: found.and_then(|(_, f)| words::watched(f)),
                }
            })
            .collect(),
    };
    AnswerTable {
        caption: format!("Answers in the period {}: {}", period.label, clock.period(period)),
        columns: columns.iter().map(label).collect(),
        rows: findings.clauses.iter().enumerate().map(row).collect(),
    }
}

pub(super) fn column_label(findings: &Findings, party: Option<&str>) -> String {
    party.map_or_else(|| ANY.to_owned(), |name| party_label(findings, name))
}

/// A side is not bound by a clause only where the clause names its bearers and not this side.
pub(super) fn without_finding(clause: &findings::ClauseInfo, party: Option<&str>) -> &'static str {
    let bears = |name: &str| clause.bearers.iter().any(|bearer| bearer == name);
    match party {
        Some(name) if !clause.bearers.is_empty() && !bears(name) => "not bound by it",
        _ => "–",
    }
}

/// The accord's label, and the short name that clauses use.
pub(super) fn party_label(findings: &Findings, name: &str) -> String {
    match findings.parties.iter().find(|party| party.name == name) {
        Some(party) if party.label != name && !party.label.is_empty() => {
            format!("{name} ({})", party.label)
        }
        _ => name.to_owned(),
    }
}

/// Counts of the period; of a side only where they differ from those of all sides.
pub(super) fn counts(findings: &Findings, told: &Figures, period: &Period) -> Vec<CountRow> {
    let index = Index::of(findings);
    let row = |(clause, party, finding): (&findings::ClauseInfo, &str, &Finding)| CountRow {
        name: format!("{} {}: {party}", clause.id, clause.title),
        columns: figures(told, finding),
    };
    counted(findings, &index, period).into_iter().map(row).collect()
}

/// Figures in three columns that are never added.
pub(super) fn figures(told: &Figures, finding: &Finding) -> Vec<(&'static str, Vec<Counted>)> {
    let counted = |figure: &&findings::Figure| Counted {
        lead: told.lead(figure),
        text: words::figure(figure),
        notes: words::figure_notes(figure),
    };
    let column = |standing| told.ordered(finding, standing).iter().map(counted).collect();
    Standing::COLUMNS.iter().map(|standing| (column_name(*standing), column(*standing))).collect()
}

pub(super) fn column_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Observed => "observed",
        Standing::Reported => "reported",
        Standing::Claimed => "claimed",
    }
}
