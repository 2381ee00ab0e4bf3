//! From the text of a package to what can be verified of it, and to a replay on past evidence.

use std::path::Path;

use accord::Resolved;
use accord::table::{CheckTable, Status};
use basis::{Instant, Severity, Zone};
use briefing::packages::{Replayed, Verifiable};
use findings::{Answer, Findings};

use super::case::Case;
use crate::case::{Reading, zone_of};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::folder::Folder;
use crate::progress::Progress;
use crate::terminal::Terminal;
use crate::times::{self, Which};

/// What `detente check` says of a text, in the folder of the talks.
pub(super) fn verifiable(case: &Case, text: &str) -> Verifiable {
    let mut reading = Reading::new(case.folder.clone());
    let resolved = reading.accord_of(&case.draft.file, text.as_bytes());
    let errors = reading.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let mut errors: Vec<String> = errors.map(|d| format!("{} [{}]", d.message, d.code.0)).collect();
    errors.sort();
    errors.dedup();
    let Some(Resolved { table, .. }) = resolved else {
        return Verifiable { errors, ..Verifiable::default() };
    };
    let with = |status: Status| ids(&table, status);
    Verifiable {
        checkable: with(Status::Checkable),
        with_gaps: with(Status::WithGaps),
        not_checkable: [with(Status::NotCheckable), with(Status::NothingToVerify)].concat(),
        gaps: table
            .gaps
            .iter()
            .map(|gap| match &gap.clause {
                Some(clause) => format!("clause {clause}: {}", gap.what),
                None => gap.what.clone(),
            })
            .collect(),
        errors,
    }
}

fn ids(table: &CheckTable, status: Status) -> Vec<String> {
    let clauses = table.clauses.iter().filter(|clause| clause.status == status);
    clauses.map(|clause| clause.id.to_string()).collect()
}

/// Past evidence on which texts are replayed.
pub(super) struct Past {
    case: evidence::Case,
    evidence: evidence::Evidence,
    /// `in force from … until …`, as a line of an accord.
    window: String,
}

impl Past {
    /// Reads the evidence of a case folder; `from` and `until` are instants or dates.
    ///
    /// # Errors
    /// Where it cannot be read; problems were printed.
    pub(super) fn read(
        folder: &Path,
        from: &str,
        until: &str,
        terminal: Terminal,
    ) -> Result<Past, CommandError> {
        let mut reading = Reading::new(Folder::open(folder)?);
        let case = reading.case();
        let evidence = reading.evidence(&case, false, &Progress::new(terminal));
        terminal.problems(&reading.diagnostics, &reading.sources);
        match reading.prevented.filter(|exit| *exit != Exit::RowsRefused) {
            Some(exit) => Err(super::files::ended(exit)),
            None => {
                let zone = case.zone.clone().unwrap_or_else(Zone::utc);
                let at = |text, which| -> Result<String, CommandError> {
                    Ok(as_written(times::instant(text, which, &zone, case.day_ends)?))
                };
                let (from, until) = (at(from, Which::From)?, at(until, Which::Until)?);
                let window = format!("in force from {from} until {until}");
                Ok(Past { case, evidence, window })
            }
        }
    }

    /// What the clauses of a text would have shown about the past; `None` where the text cannot be
    /// checked at all.
    pub(super) fn replay(&self, case: &Case, text: &str) -> Option<Replayed> {
        let mut reading = Reading::new(case.folder.clone());
        let (text, moved) = in_force(text, &self.window);
        let resolved = reading.accord_of(&case.draft.file, text.as_bytes())?;
        let accord = resolved.accord.filter(|_| reading.prevented.is_none())?;
        let options = verify::Options {
            as_of: None,
            from: None,
            until: None,
            period: verify::PeriodLength::All,
            zone: zone_of(&self.case, &accord),
            day_ends: self.case.day_ends,
            watched_min: self.case.watched_min,
            observers: self.case.observers.clone(),
            inputs: Vec::new(),
            program: format!("detente {}", env!("CARGO_PKG_VERSION")),
        };
        let findings = verify::verify(&accord, &self.evidence, &options);
        Some(Replayed { answers: answers(&findings), moved })
    }
}

/// An instant as an accord writes it, to the minute.
fn as_written(instant: Instant) -> String {
    let text = instant.to_string();
    let (day, time) = text.split_once('T').unwrap_or((&text, "00:00"));
    format!("{day} {} UTC", time.get(..5).unwrap_or("00:00"))
}

/// Clause and answer, for any bound side.
fn answers(findings: &Findings) -> Vec<(String, String)> {
    let of_all = findings.findings.iter().filter(|finding| finding.party.is_none());
    of_all.map(|finding| (finding.clause.to_string(), words(finding.answer).to_owned())).collect()
}

fn words(answer: Option<Answer>) -> &'static str {
    answer.map_or("does not apply", Answer::words)
}

/// The text with another time in force in its accord blocks, and whether these had one.
fn in_force(text: &str, window: &str) -> (String, bool) {
    let (mut moved, mut inside) = (false, false);
    let lines = text.split_inclusive('\n').map(|line| {
        let words = line.trim_start();
        if words.starts_with("```") || words.starts_with("~~~") {
            inside = words.trim_start_matches(['`', '~']).trim() == "accord";
        }
        if moved || !inside || !words.starts_with("in force from ") {
            return line.to_owned();
        }
        moved = true;
        let indent = &line[..line.len() - words.len()];
        format!("{indent}{window}\n")
    });
    let text: String = lines.collect();
    (text, moved)
}

#[cfg(test)]
mod tests {
    use super::in_force;

    #[test]
    fn only_the_first_time_in_force_is_moved() {
        let text =
            "in force from p\n```accord\n  in force from 2031-01-01 00:00 UTC\n  in force from x\n";
        let (moved, found) = in_force(text, "in force from A until B");
        assert!(found);
        assert_eq!(
            moved,
            "in force from p\n```accord\n  in force from A until B\n  in force from x\n"
        );
        assert!(!in_force("nothing\n", "w").1);
    }
}
