//! What was run on what, and what a reader of the whole should know.

use basis::{Digest, Interval, Standing};
use evidence::Evidence;
use findings::{Input, InputRole, Manifest, Note, Options};

use crate::context::Context;
use crate::options::PeriodLength;
use crate::words::records_counted;

/// Version of the accord language that this engine reads.
pub(crate) const LANGUAGE: u32 = 1;

pub(crate) fn manifest(context: &Context<'_>, evidence: &Evidence, range: Interval) -> Manifest {
    let facts = context.facts;
    Manifest {
        program: context.options.program.clone(),
        language: LANGUAGE,
        engine: "naive".to_owned(),
        inputs: inputs(context, evidence),
        encoded_by: context.accord.encoded_by.clone(),
        accepted_by: context.accord.accepted_by.clone(),
        contested_by: context.accord.contested_by.clone(),
        options: options(context, range),
        records_used: facts.reports.len()
            + facts.watches.len()
            + facts.tallies.len()
            + facts.acts.len(),
        records_later: facts.later,
        records_undated: facts.undated,
        rows_refused: evidence.files.iter().map(|file| file.rows_refused).sum(),
    }
}

/// Every file of the run: those that the options name, the accord with its geometry, the evidence.
fn inputs(context: &Context<'_>, evidence: &Evidence) -> Vec<Input> {
    let file = |role: InputRole, name: &str, sha256: Digest| Input {
        role,
        name: name.to_owned(),
        sha256,
        adapter: None,
        rows: None,
        rows_refused: None,
    };
    let accord = context.accord;
    let mut inputs = context.options.inputs.clone();
    inputs.push(file(InputRole::Accord, &accord.file, accord.digest));
    let geometry = accord.geometry.iter();
    inputs.extend(geometry.map(|(name, digest)| file(InputRole::Geometry, name, *digest)));
    inputs.extend(evidence.files.iter().map(|read| Input {
        adapter: Some(read.adapter.clone()),
        rows: Some(read.rows),
        rows_refused: Some(read.rows_refused),
        ..file(InputRole::Evidence, &read.name, read.digest)
    }));
    inputs.sort();
    inputs
}

fn options(context: &Context<'_>, range: Interval) -> Options {
    let options = context.options;
    Options {
        as_of: options.as_of.or(context.facts.last),
        as_of_asked: options.as_of.is_some(),
        from_asked: options.from.is_some(),
        until_asked: options.until.is_some(),
        clauses: Vec::new(),
        from: range.start,
        until: range.end,
        period: match options.period {
            PeriodLength::Day => "day",
            PeriodLength::Week => "week",
            PeriodLength::All => "all",
        }
        .to_owned(),
        zone: options.zone.name().to_owned(),
        day_ends: options.day_ends.strftime("%H:%M").to_string(),
        watched_min: options.watched_min,
        observers: options.observers.clone(),
    }
}

pub(crate) fn notes(context: &Context<'_>, evidence: &Evidence) -> Vec<Note> {
    let facts = context.facts;
    let mut notes = Vec::new();
    let mut note = |text: String, records: Vec<String>| {
        notes.push(Note { code: None, text, records });
    };
    for file in evidence.files.iter().filter(|file| file.rows_refused > 0) {
        let text = format!(
            "{} of {} rows of {} gave no record because of errors",
            file.rows_refused, file.rows, file.name
        );
        note(text, Vec::new());
    }
    let lowered = lowered(context);
    if !lowered.is_empty() {
        let text = format!(
            "{}: lower standing than declared, because the source is a bound side or is not a \
             named observer",
            records_counted(lowered.len())
        );
        note(text, lowered);
    }
    if facts.later > 0 {
        note(format!("{}: became known later, left out", records_counted(facts.later)), Vec::new());
    }
    if facts.undated > 0 {
        let text = format!(
            "{}: left out, because they do not say when they became known and an instant was asked \
             for",
            records_counted(facts.undated)
        );
        note(text, Vec::new());
    }
    if !facts.restated.is_empty() {
        let restated: Vec<String> = facts.restated.keys().cloned().collect();
        note(
            format!("{} record(s) are restated by others and count for nothing", restated.len()),
            restated,
        );
    }
    if context.accord.clauses.iter().any(|clause| clause.proof.origins_min.is_some()) {
        note(
            "reports of several origins are not yet grouped into incidents: the accord's rule \
              that they count as observed has no effect"
                .to_owned(),
            Vec::new(),
        );
    }
    notes
}

fn lowered(context: &Context<'_>) -> Vec<String> {
    let facts = context.facts;
    let heads = facts.reports.iter().map(|(r, s)| (&r.head, *s));
    let heads = heads.chain(facts.watches.iter().map(|(w, s)| (&w.head, *s)));
    let heads = heads.chain(facts.tallies.iter().map(|(t, s)| (&t.head, *s)));
    let heads = heads.chain(facts.acts.iter().map(|a| (&a.act.head, a.standing)));
    let is_lowered = |(head, standing): &(&evidence::Head, Standing)| *standing < head.standing;
    heads.filter(is_lowered).map(|(head, _)| head.id.clone()).collect()
}
