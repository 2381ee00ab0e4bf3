//! One run: every clause, in every period, for any bearer and for each.

use std::collections::BTreeSet;

use accord::model::{Accord, PartyIx};
use basis::KindSet;
use evidence::Evidence;
use findings::{Finding, Findings, Period, Release};

use crate::binding::Binding;
use crate::clause::{Concluded, Prepared};
use crate::context::Context;
use crate::facts::Facts;
use crate::options::Options;
use crate::outcome::Part;
use crate::periods::{periods, range, span};
use crate::premises::PremiseSets;
use crate::show;

/// An accord, evidence and options, made ready.
pub struct Run<'a> {
    pub(crate) accord: &'a Accord,
    pub(crate) evidence: &'a Evidence,
    pub(crate) options: &'a Options,
    pub(crate) binding: Binding<'a>,
    pub(crate) facts: Facts<'a>,
}

impl<'a> Run<'a> {
    /// Binds names and makes the evidence ready.
    pub fn new(accord: &'a Accord, evidence: &'a Evidence, options: &'a Options) -> Run<'a> {
        let binding = Binding::new(accord, &options.observers);
        let facts = Facts::new(&binding, evidence, options.as_of);
        Run { accord, evidence, options, binding, facts }
    }

    /// What the evidence shows on each clause.
    ///
    /// The result does not depend on the order of records or files.
    pub fn findings(&self) -> Findings {
        let Run { accord, evidence, options, binding, facts } = self;
        let zone = accord.zone.clone().unwrap_or_else(|| options.zone.clone());
        findings_of(&Context { accord, options, binding, facts, zone }, evidence)
    }
}

/// The findings of a run ([`Run::findings`]).
pub fn verify(accord: &Accord, evidence: &Evidence, options: &Options) -> Findings {
    Run::new(accord, evidence, options).findings()
}

fn findings_of(context: &Context<'_>, evidence: &Evidence) -> Findings {
    let accord = context.accord;
    let range = range(context);
    let prepared: Vec<Prepared<'_>> =
        accord.clauses.iter().map(|clause| Prepared::new(context, clause)).collect();
    let sets = PremiseSets::new(accord);
    let mut parts = show::layers::Parts::new();
    let mut findings = Vec::new();
    for period in periods(context, range) {
        for clause in &prepared {
            for concluded in clause.conclude(span(&period), &sets) {
                note_parts(&mut parts, clause, &concluded);
                findings.push(finding(context, clause, concluded, &period));
            }
        }
    }
    let kinds = accord.clauses.iter().map(|clause| show::figures::kinds_of(&clause.variants));
    let kinds = kinds.fold(KindSet::NONE, KindSet::union);
    let shown = show::timeline::widened(context, range);
    let (series, timeline) = show::timeline::timeline(context, shown, kinds);
    let ledger = show::ledger::ledger(context, evidence, shown);
    let mut run = Findings {
        format: findings::findings::FORMAT.to_owned(),
        release: Release::Full,
        manifest: show::manifest::manifest(context, evidence, range),
        title: accord.title.clone(),
        zone: context.options.zone.name().to_owned(),
        parties: show::accord::parties(context),
        premises: show::accord::premises(context),
        constructions: show::accord::constructions(context),
        articles: show::accord::articles(context),
        clauses: show::accord::clauses(context),
        findings,
        ledger,
        series,
        timeline,
        map: show::layers::layers(context, &parts),
        records: Vec::new(),
        notes: show::manifest::notes(context, evidence),
    };
    run.records = show::records::records(context, evidence, &cited(&run));
    run
}

fn finding(
    context: &Context<'_>,
    clause: &Prepared<'_>,
    concluded: Concluded,
    period: &Period,
) -> Finding {
    let Concluded { party, outcome, readings, depends_on_reading, premises, premises_missing } =
        concluded;
    let index = party;
    let party = party.map(|PartyIx(index)| context.accord.parties[index].name.clone());
    let whom = party.as_deref().unwrap_or("any");
    let bearing: Vec<String> = outcome
        .bearing
        .iter()
        .filter(|bearing| bearing.part != Part::Outside)
        .map(|bearing| bearing.record.clone())
        .collect();
    let kinds = show::figures::kinds_of(&clause.clause.variants);
    let figures = show::figures::figures(context, kinds, span(period), &bearing, index);
    Finding {
        id: format!("{}/{whom}/{}", clause.clause.id, period.label),
        clause: clause.clause.id.clone(),
        party,
        period: period.clone(),
        applicability: outcome.applicability,
        answer: outcome.answer,
        author: outcome.author,
        performance: outcome.performance,
        excuse: outcome.excuse,
        readings,
        depends_on_reading,
        reasons: outcome.reasons,
        premises,
        premises_missing,
        figures,
        watched: outcome.watched,
        deciding: outcome.deciding,
    }
}

fn note_parts(parts: &mut show::layers::Parts, clause: &Prepared<'_>, concluded: &Concluded) {
    for bearing in &concluded.outcome.bearing {
        let entry =
            parts.entry(bearing.record.clone()).or_insert_with(|| (bearing.part, BTreeSet::new()));
        entry.0 = entry.0.min(bearing.part);
        if bearing.part != Part::Outside {
            entry.1.insert(clause.clause.id.clone());
        }
    }
}

/// Ids of all records that anything in the findings names.
fn cited(run: &Findings) -> BTreeSet<String> {
    let reasons = run.findings.iter().flat_map(|f| &f.reasons).flat_map(|r| &r.records);
    let figures = run.findings.iter().flat_map(|f| &f.figures).flat_map(|f| &f.records);
    let days = run.timeline.iter().flat_map(|day| &day.records);
    let notes = run.notes.iter().flat_map(|note| &note.records);
    let events = run.map.events.iter().map(|event| &event.record);
    let ledger = run.ledger.iter().map(|row| &row.record);
    reasons.chain(figures).chain(days).chain(notes).chain(events).chain(ledger).cloned().collect()
}
