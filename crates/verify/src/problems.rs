//! What is to be mended before anybody relies on findings: names that do not bind, records that
//! contradict each other, axes that look swapped.
//!
//! None of it changes a finding; a name that does not bind only makes them weaker than the source
//! meant, and nobody would see why.

mod axes;

mod contradictions;

mod names;

use basis::{At, Diagnostic, Interval};
use evidence::{Evidence, Head, Row};
use findings::Findings;

use crate::facts::Facts;
use crate::run::Run;

impl Run<'_> {
    /// The problems of the run, by code; of evidence only those of records that the run uses (known
    /// by the as-of instant, not restated), and of names only those in what the run looks at. Of
    /// contradictions those that stand in `findings`: all of the run's, or those that are shown.
    ///
    /// Where [`crate::codes::AXES_SWAPPED`] is among them, the findings rest on places that nobody
    /// meant and are not to be shown.
    pub fn problems(&self, findings: &Findings) -> Vec<Diagnostic> {
        let Run { accord, evidence, options, binding, facts } = self;
        let asked = &findings.manifest.options;
        let scope = names::Scope { facts, evidence, from: asked.from, until: asked.until };
        let mut problems = names::actors(accord, options, binding, &scope);
        problems.extend(names::places(accord, &scope));
        problems.extend(contradictions::contradictions(findings));
        problems.extend(axes::swapped(accord, facts, evidence));
        problems
    }
}

/// Name of the file that a row stands in.
fn file_of(evidence: &Evidence, row: Row) -> &str {
    let file = usize::try_from(row.file).ok().and_then(|index| evidence.files.get(index));
    file.map_or("", |file| file.name.as_str())
}

/// The line of a row; a column only where the file's columns are our fields.
fn cell(evidence: &Evidence, row: Row, field: Option<&str>, value: Option<&str>) -> At {
    let file = usize::try_from(row.file).ok().and_then(|index| evidence.files.get(index));
    let own = file.is_some_and(|file| file.adapter.starts_with("detente-"));
    let column = field.filter(|_| own).map(str::to_owned);
    At::Cell { line: row.line, column, value: value.map(str::to_owned) }
}

/// The heads, times and places of all records in use; no time for acts, which bear on answers
/// whenever they were done.
fn placed<'f>(
    facts: &'f Facts<'_>,
) -> impl Iterator<Item = (&'f Head, Option<Interval>, &'f evidence::Where)> + 'f {
    let reports = facts.reports.iter().map(|(r, _)| (&r.head, Some(r.during), &r.place));
    let watches = facts.watches.iter().map(|(w, _)| (&w.head, Some(w.during), &w.place));
    let tallies = facts.tallies.iter().map(|(t, _)| (&t.head, Some(t.period), &t.place));
    let acts = facts.acts.iter().filter_map(|a| Some((&a.act.head, None, a.act.place.as_ref()?)));
    reports.chain(watches).chain(tallies).chain(acts)
}

/// `1 record`, `12 records`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
