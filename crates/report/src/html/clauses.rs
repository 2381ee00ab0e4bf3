//! Clause by clause: text, construction, premises, findings and their reasons.

use std::collections::BTreeSet;

use findings::{ClauseInfo, Finding, Findings, Period, Reason, ReasonKind};

use super::answers::{Chip, Counted, chip, clause_anchor, figures, finding_anchor, party_label};
use super::records::{Cite, Records};
use super::{REASONS_PER_KIND_MAX, RECORDS_PER_REASON_MAX};
use crate::explain::{construed, reading, would_change};
use crate::figures::{Figures, RELATION, related};
use crate::periods::{Several, Telling};
use crate::words::{self, ANY, Clock};

/// A clause with all its findings.
pub(super) struct ClauseView<'a> {
    pub(super) info: &'a ClauseInfo,
    pub(super) anchor: String,
    pub(super) article: Option<(String, String)>,
    /// `None` where the clause has no norm, and so nobody who bears it.
    pub(super) bearers: Option<String>,
    pub(super) constructions: Vec<String>,
    pub(super) premises: Vec<String>,
    pub(super) findings: Vec<FindingView>,
    pub(super) others: Vec<FindingView>,
    pub(super) others_heading: String,
}

/// A finding with its reasons.
pub(super) struct FindingView {
    pub(super) anchor: String,
    pub(super) id: String,
    pub(super) party: String,
    pub(super) period: String,
    pub(super) chip: Chip,
    pub(super) watched: Option<String>,
    pub(super) readings: Vec<String>,
    pub(super) reasons: Vec<ReasonGroup>,
    /// What to say where there is no reason.
    pub(super) no_reason: &'static str,
    pub(super) figures: Vec<(&'static str, Vec<Counted>)>,
    pub(super) counted: bool,
    pub(super) relation: Option<&'static str>,
    pub(super) premises_missing: Vec<String>,
    pub(super) deciding: Vec<String>,
}

/// The reasons of one kind, kinds in the order in which they first decide.
pub(super) struct ReasonGroup {
    pub(super) label: String,
    pub(super) reasons: Vec<ReasonView>,
    pub(super) more: usize,
}

/// A reason with the rows behind it.
pub(super) struct ReasonView {
    pub(super) text: String,
    pub(super) distance: Option<String>,
    pub(super) records: Vec<Cite>,
    pub(super) more: usize,
}

pub(super) fn all<'a>(
    findings: &'a Findings,
    several: Option<&Several<'a>>,
    records: &Records,
    told: (&Clock, &Figures),
) -> Vec<ClauseView<'a>> {
    let clauses = findings.clauses.iter().enumerate();
    clauses.map(|(i, info)| clause(findings, several, records, told, (i, info))).collect()
}

fn clause<'a>(
    findings: &'a Findings,
    several: Option<&Several<'a>>,
    records: &Records,
    told: (&Clock, &Figures),
    (position, info): (usize, &'a ClauseInfo),
) -> ClauseView<'a> {
    // What is told once stands open; findings on each of several periods unfold.
    let open = |period: &Period| match several {
        None => true,
        Some(several) if several.telling(info) == Telling::Counted => false,
        Some(several) => period.label == several.last(),
    };
    // Of two clauses with one id the first has the findings, so that anchors stay unique.
    let first = findings.clauses.iter().position(|clause| clause.id == info.id) == Some(position);
    let own = findings.findings.iter().enumerate().filter(|(_, f)| first && f.clause == info.id);
    let premises: BTreeSet<usize> = own.clone().flat_map(|(_, f)| f.premises.clone()).collect();
    let (first, others): (Vec<_>, Vec<_>) = own.partition(|(_, f)| open(&f.period));
    let view = |(i, f): &(usize, &Finding)| finding(findings, records, told, *i, f);
    let constructions = info.constructions.iter().filter_map(|i| findings.constructions.get(*i));
    let premises = premises.iter().filter_map(|i| findings.premises.get(*i));
    let article = info.article.and_then(|i| findings.articles.get(i));
    ClauseView {
        info,
        anchor: clause_anchor(position),
        article: article.map(|a| (a.heading.clone(), a.prose.trim().to_owned())),
        bearers: words::bearers(info),
        constructions: constructions.map(|c| construed(&c.what, &c.construed)).collect(),
        premises: premises.map(|p| construed(&p.rule, &p.construed)).collect(),
        findings: first.iter().map(view).collect(),
        others: others.iter().map(view).collect(),
        others_heading: several.map_or_else(String::new, |several| {
            let number = words::plural(others.len() as u64, "finding", "findings");
            let each = several.unit_name();
            let other = if first.is_empty() { "" } else { "earlier, " };
            format!("{other}{each} by {each}: {number}")
        }),
    }
}

fn finding(
    findings: &Findings,
    records: &Records,
    (clock, told): (&Clock, &Figures),
    position: usize,
    finding: &Finding,
) -> FindingView {
    let party = finding.party.as_deref();
    FindingView {
        anchor: finding_anchor(position),
        id: finding.id.clone(),
        party: party.map_or_else(|| ANY.to_owned(), |name| party_label(findings, name)),
        period: clock.period(&finding.period),
        chip: chip(finding),
        watched: words::watched(finding),
        readings: finding.readings.iter().map(reading).collect(),
        reasons: groups(records, &finding.reasons),
        no_reason: match finding.answer {
            Some(_) => "No evidence bears on it.",
            None => "No answer arises here.",
        },
        figures: figures(told, finding),
        counted: !finding.figures.is_empty(),
        relation: related(finding).then_some(RELATION),
        premises_missing: finding.premises_missing.clone(),
        deciding: would_change(findings, finding),
    }
}

fn groups(records: &Records, reasons: &[Reason]) -> Vec<ReasonGroup> {
    let mut groups: Vec<(ReasonKind, ReasonGroup)> = Vec::new();
    for one in reasons {
        if !groups.iter().any(|(kind, _)| *kind == one.kind) {
            let label = words::capital(one.kind.words());
            groups.push((one.kind, ReasonGroup { label, reasons: Vec::new(), more: 0 }));
        }
        let Some((_, group)) = groups.iter_mut().find(|(kind, _)| *kind == one.kind) else {
            continue;
        };
        if group.reasons.len() < REASONS_PER_KIND_MAX {
            group.reasons.push(reason(records, one));
        } else {
            group.more += 1;
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn reason(records: &Records, reason: &Reason) -> ReasonView {
    ReasonView {
        text: if reason.text == reason.kind.words() { String::new() } else { reason.text.clone() },
        distance: reason.distance.as_ref().map(words::distance),
        records: reason
            .records
            .iter()
            .take(RECORDS_PER_REASON_MAX)
            .map(|id| records.cite(id))
            .collect(),
        more: reason.records.len().saturating_sub(RECORDS_PER_REASON_MAX),
    }
}
