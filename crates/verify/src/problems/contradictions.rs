//! Records that cannot all be right, as the findings met them.

use std::collections::BTreeSet;

use basis::{At, Diagnostic};
use findings::{Findings, ReasonKind, RecordInfo};

use super::counted;
use crate::codes;

/// Contradictions that are told one by one; of the others only how many there are.
const CONTRADICTIONS_MAX: usize = 20;

/// Records of one contradiction that are shown with their place.
const PLACES_MAX: usize = 10;

/// One problem for each set of records that contradict each other, in whatever findings.
pub(super) fn contradictions(findings: &Findings) -> Vec<Diagnostic> {
    let reasons = findings.findings.iter().flat_map(|finding| &finding.reasons);
    let sets: BTreeSet<BTreeSet<&str>> = reasons
        .filter(|reason| reason.kind == ReasonKind::Conflict)
        .map(|reason| reason.records.iter().map(String::as_str).collect())
        .collect();
    let told = sets.iter().take(CONTRADICTIONS_MAX).map(|records| contradiction(findings, records));
    let mut problems: Vec<Diagnostic> = told.collect();
    if let Some(rest) = sets.len().checked_sub(CONTRADICTIONS_MAX).filter(|rest| *rest > 0) {
        let message = format!("{rest} more sets of records that contradict each other");
        let help = "the findings that conflict name them";
        problems.push(Diagnostic::error(codes::CONTRADICTION, message).help(help));
    }
    problems
}

fn contradiction(findings: &Findings, records: &BTreeSet<&str>) -> Diagnostic {
    let mut named: Vec<String> =
        records.iter().take(PLACES_MAX).map(|id| format!("`{id}`")).collect();
    if let Some(rest) = records.len().checked_sub(PLACES_MAX).filter(|rest| *rest > 0) {
        named.push(counted(rest, "other record"));
    }
    let last = named.pop().unwrap_or_default();
    let message = match named.as_slice() {
        [] => format!("{last} contradicts itself"),
        [one] => format!("{one} and {last} cannot both be right"),
        some => format!("{} and {last} cannot all be right", some.join(", ")),
    };
    let help = "ask the source for a restatement; until then findings on which they bear are not \
                concluded";
    let shown = records.iter().take(PLACES_MAX).filter_map(|id| findings.record(id));
    shown.fold(Diagnostic::error(codes::CONTRADICTION, message).help(help), with_place)
}

fn with_place(problem: Diagnostic, record: &RecordInfo) -> Diagnostic {
    let at = At::Cell { line: record.line, column: None, value: None };
    problem.label(&record.file, at, format!("`{}`: {}", record.id, record.what))
}
