//! The reasons of a finding with the rows behind them.

use std::collections::{BTreeMap, BTreeSet};

use findings::{Finding, Findings, Reason, ReasonKind, RecordInfo};

use super::{RECORDS_PER_REASON_MAX, section};
use crate::layout::{Page, Tone};
use crate::words::{self, Clock};

/// Reasons that are contrary for certain and are told in full; each further one has a line.
pub(super) const CERTAIN_IN_FULL: usize = 5;

pub(super) fn reasons(page: &mut Page, findings: &Findings, finding: &Finding, clock: &Clock) {
    section(page, "Why, most decisive first");
    if finding.reasons.is_empty() {
        page.hanging("  ", "no evidence bears on it", Tone::Plain);
    }
    let mut told: BTreeMap<ReasonKind, usize> = BTreeMap::new();
    for (i, (reason, distances)) in grouped(&finding.reasons).iter().enumerate() {
        let lead = format!("{}. ", i + 1);
        let before = told.entry(reason.kind).or_default();
        *before += 1;
        // Where one would do, what follows adds no way of reasoning; a distance would be lost.
        let short = reason.kind == ReasonKind::Certain && distances.is_empty();
        if short && *before > CERTAIN_IN_FULL {
            if *before == CERTAIN_IN_FULL + 1 {
                page.text("Further ones of this kind, a line each:", Tone::Plain);
            }
            page.hanging(&lead, &in_short(findings, reason, clock), Tone::Plain);
            continue;
        }
        let label = words::capital(reason.kind.words());
        page.hanging(&lead, &format!("{label}: {}", reason.text), Tone::Plain);
        for distance in distances {
            page.hanging("   ", distance, Tone::Plain);
        }
        rows(page, findings, reason, clock);
    }
}

/// Id, time, count, file and line; the reason's own words where several rows are behind it.
fn in_short(findings: &Findings, reason: &Reason, clock: &Clock) -> String {
    let known: Vec<&RecordInfo> =
        reason.records.iter().filter_map(|id| findings.record(id)).collect();
    let files = words::list_or(&rows_by_file(&known), "no row in this copy");
    let text = match known[..] {
        [record] if reason.records.len() == 1 => {
            let span = clock.span(record.from, record.until);
            let count = record.count.map_or_else(String::new, |count| format!("{count} "));
            format!("{}: {count}{}, {span}", record.id, record.what)
        }
        _ => reason
            .text
            .trim_end_matches(", author not stated")
            .replace(&format!(" {}", clock.zone()), ""),
    };
    format!("{text} [{files}]")
}

/// `evidence/days.csv:8, 9, 12`, each file once.
fn rows_by_file(records: &[&RecordInfo]) -> Vec<String> {
    let mut by_file: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for record in records {
        by_file.entry(&record.file).or_default().insert(record.line);
    }
    let named = |(file, lines): (&str, BTreeSet<u64>)| {
        let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
        format!("{file}:{}", lines.join(", "))
    };
    by_file.into_iter().map(named).collect()
}

/// Reasons that say the same of the same records, once: readings differ in the distance at most.
fn grouped(reasons: &[Reason]) -> Vec<(&Reason, Vec<String>)> {
    let mut groups: Vec<(&Reason, Vec<String>)> = Vec::new();
    for reason in reasons {
        let same = |(known, _): &&mut (&Reason, Vec<String>)| {
            (known.kind, &known.text, &known.records)
                == (reason.kind, &reason.text, &reason.records)
        };
        let distance = reason.distance.as_ref().map(words::distance);
        match groups.iter_mut().find(same) {
            Some((_, distances)) => {
                distances.extend(distance.filter(|text| !distances.contains(text)));
            }
            None => groups.push((reason, distance.into_iter().collect())),
        }
    }
    groups
}

fn rows(page: &mut Page, findings: &Findings, reason: &Reason, clock: &Clock) {
    for id in reason.records.iter().take(RECORDS_PER_REASON_MAX) {
        let text = match findings.record(id) {
            Some(record) => row(record, &reason.text, clock),
            None => "not among the records of this copy".to_owned(),
        };
        page.hanging(&format!("   {id}  "), &text, Tone::Plain);
        if let Some(url) = findings.record(id).and_then(|record| record.url.as_ref()) {
            page.unbroken(&format!("      {url}"));
        }
    }
    let more = reason.records.len().saturating_sub(RECORDS_PER_REASON_MAX);
    if more > 0 {
        let more = words::plural(more as u64, "more record", "more records");
        page.hanging("   ", &format!("and {more}"), Tone::Plain);
    }
}

/// A record in one line: standing, source, when, where, what, count, file and hash; without what
/// the reason says of it where the reason names it with source and standing.
fn row(record: &RecordInfo, reason: &str, clock: &Clock) -> String {
    let standing = words::standing(record);
    let named = [&record.id, &record.source, &standing].iter().all(|part| reason.contains(*part));
    let ends = [clock.bare(record.from), clock.bare(record.until)];
    let timed = ends.iter().all(|end| reason.contains(end.as_str()))
        || (record.until.micros() == record.from.micros() + 1 && reason.contains(&ends[0]));
    let told = |text: &str| named && reason.contains(text);
    let mut parts = Vec::new();
    if !named {
        parts.extend([standing, record.source.clone()]);
    }
    if !(named && timed) {
        parts.push(clock.span(record.from, record.until));
    }
    let what = [&record.place, &record.what].into_iter();
    let what = what.filter(|text| !text.is_empty() && !told(text));
    parts.extend(what.cloned());
    if let Some(count) = record.count.filter(|count| !told(&format!(" {count} "))) {
        parts.push(format!("count: {count}"));
    }
    let unknown = record.actors.is_empty() || record.actors == "unknown";
    if !unknown && !told(&format!("by {}", record.actors)) {
        parts.push(format!("actors: {}", record.actors));
    }
    if let Some(by) = &record.relayed_by {
        parts.push(format!("relayed by {by}"));
    }
    if let Some(id) = &record.restated_by {
        parts.push(format!("restated by {id}"));
    }
    let place = words::place_in_file(record);
    let origin = format!("[{place}, record sha256 {}…]", record.digest.short());
    if parts.is_empty() { origin } else { format!("{} {origin}", parts.join(" · ")) }
}
