//! Several periods on a page: one table of what is said over all, and one of all periods.

use basis::Standing;
use findings::{Answer, ClauseInfo, Finding, Findings};

use super::PERIODS_DRAWN_MAX;
use super::answers::{
    AnswerCell, AnswerRow, AnswerTable, Chip, clause_anchor, column_label, column_name,
    finding_anchor, mark, without_finding,
};
use crate::periods::{Counting, Row, Several, Telling};
use crate::words::{self, ANY, Clock};

/// Clauses by periods.
pub(super) struct Matrix {
    pub(super) unit: &'static str,
    /// The first part of each period's name, and the rest.
    pub(super) columns: Vec<(String, String)>,
    pub(super) more: usize,
    pub(super) rows: Vec<MatrixRow>,
}

/// The answers on a clause, for any side or for one whose answers differ from that.
pub(super) struct MatrixRow {
    pub(super) clause: String,
    pub(super) title: String,
    pub(super) anchor: String,
    pub(super) party: String,
    pub(super) cells: Vec<Option<MatrixCell>>,
}

/// An answer in short; the finding has it in full.
pub(super) struct MatrixCell {
    pub(super) anchor: String,
    pub(super) chip: Chip,
    pub(super) full: String,
}

/// What was found and counted on a clause, neighbours that show the same in one row.
pub(super) struct CountTable {
    pub(super) name: String,
    pub(super) legend: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<(String, Vec<(String, String)>)>,
}

/// What is said over all periods, clause by clause and side by side.
pub(super) fn table<'a>(
    findings: &'a Findings,
    several: &Several<'a>,
    clock: &Clock,
) -> AnswerTable {
    let parties = words::columns(findings);
    let options = &findings.manifest.options;
    let mut rows = Vec::new();
    for (i, clause) in findings.clauses.iter().enumerate() {
        let cell = |party: &Option<&'a str>| {
            let told = several.told_once(clause, *party);
            let chip = |(answer, words)| Chip { words, ..mark(answer) };
            AnswerCell {
                column: party.unwrap_or(ANY).to_owned(),
                found: told.map(|told| (clause_anchor(i), chip(told))),
                none: without_finding(clause, *party),
                watched: several.watched_for(clause, *party),
            }
        };
        rows.push(AnswerRow {
            clause: clause.id.clone(),
            title: clause.title.clone(),
            anchor: clause_anchor(i),
            cells: parties.iter().map(cell).collect(),
        });
    }
    AnswerTable {
        caption: format!(
            "Answers over {}, {} {}; duties as they stand at the end of {}",
            several.number(),
            clock.span(options.from, options.until),
            clock.zone(),
            several.last(),
        ),
        columns: parties.iter().map(|party| column_label(findings, *party)).collect(),
        rows,
    }
}

/// Every clause that is checked, in every period.
pub(super) fn matrix<'a>(findings: &'a Findings, several: &Several<'a>) -> Matrix {
    let drawn = several.periods.len().min(PERIODS_DRAWN_MAX);
    let mut rows = Vec::new();
    for (i, clause) in findings.clauses.iter().enumerate() {
        if several.telling(clause) == Telling::NotCheckable {
            continue;
        }
        for party in several.columns(clause).0 {
            let cell = |period| {
                let (position, finding) = several.finding(clause, party, period)?;
                let chip = Chip { words: short(finding), ..mark(finding.answer) };
                let full = finding.headline();
                Some(MatrixCell { anchor: finding_anchor(position), chip, full })
            };
            rows.push(MatrixRow {
                clause: clause.id.clone(),
                title: clause.title.clone(),
                anchor: clause_anchor(i),
                party: party.unwrap_or(ANY).to_owned(),
                cells: (0..drawn).map(cell).collect(),
            });
        }
    }
    let name = |label: &str| match label.split_once('-') {
        Some((year, rest)) => (year.to_owned(), rest.to_owned()),
        None => (String::new(), label.to_owned()),
    };
    Matrix {
        unit: several.unit_name(),
        columns: several.periods.iter().take(drawn).map(|p| name(&p.label)).collect(),
        more: several.periods.len() - drawn,
        rows,
    }
}

/// A word or two; the key below the table has the rest.
fn short(finding: &Finding) -> String {
    match finding.answer {
        Some(Answer::Breached) => "contrary",
        Some(Answer::Kept) => "kept",
        Some(Answer::NoBreachFound) => "none found",
        Some(Answer::NotConcluded) => "open",
        Some(Answer::Outstanding) => "outstanding",
        None => finding.applicability.words(),
    }
    .to_owned()
}

/// For clauses that differ between periods, or on which something was counted.
pub(super) fn counts<'a>(findings: &'a Findings, several: &Several<'a>) -> Vec<CountTable> {
    let counted = |clause: &&ClauseInfo| several.telling(clause) == Telling::Counted;
    let tables = findings.clauses.iter().filter(counted).filter_map(|clause| {
        let (parties, _) = several.columns(clause);
        let rows = several.rows(clause, &parties);
        if rows.len() < 2 && rows.iter().all(Row::empty) {
            return None;
        }
        let mut heads: Vec<String> =
            parties.iter().map(|party| party.unwrap_or(ANY).to_owned()).collect();
        heads.extend(Standing::COLUMNS.map(|standing| column_name(standing).to_owned()));
        Some(CountTable {
            name: format!("{} {}", clause.id, clause.title),
            legend: Counting::of(several, clause).legend().join("; "),
            rows: rows.iter().map(|row| count_row(several, row, &heads)).collect(),
            heads,
        })
    });
    tables.collect()
}

/// Label, then for each column its name and text.
fn count_row(several: &Several, row: &Row, heads: &[String]) -> (String, Vec<(String, String)>) {
    let answers = row.answers.iter().map(|answer| match answer {
        Some((_, text)) => text.clone(),
        None => "–".to_owned(),
    });
    let nothing = |i: usize| if i == 0 && row.empty() { "nothing counted" } else { "–" };
    let counts = row
        .counts
        .iter()
        .enumerate()
        .map(|(i, text)| if text.is_empty() { nothing(i).to_owned() } else { text.clone() });
    let label = row.label(several.unit_name()).replace('\n', ", ");
    (label, heads.iter().cloned().zip(answers.chain(counts)).collect())
}
