//! Phrases, times and numbers that all outputs share.

use std::collections::BTreeMap;

use basis::{Count, Standing};
use findings::{Answer, Figure, Finding, Findings, Period, RecordInfo, Release};

mod clock;
mod distance;
mod summary;

pub(crate) use clock::Clock;
pub(crate) use distance::{distance, length};
pub(crate) use summary::{summary, titled_summary};

/// Stands with every output.
pub(crate) const DISCLAIMER: &str = "finding on the text; not a legal determination";

/// Name of the column for all bound sides together.
pub(crate) const ANY: &str = "any bound side";

/// Makes characters visible that would hide or reorder what a reader sees: controls other than
/// line feeds, and marks that override the direction of text.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => clean.push(' '),
            '\n' => clean.push(c),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => {
                clean.push_str(&format!("[U+{:04X}]", u32::from(c)));
            }
            c if c.is_control() => clean.push_str(&format!("[U+{:04X}]", u32::from(c))),
            c => clean.push(c),
        }
    }
    clean
}

/// The columns of answers: any bound side, then each side.
pub(crate) fn columns(findings: &Findings) -> Vec<Option<&str>> {
    let parties = findings.parties.iter().map(|party| Some(party.name.as_str()));
    std::iter::once(None).chain(parties).collect()
}

/// `north = the northern shoal; …`: what short names stand for.
pub(crate) fn sides(findings: &Findings) -> String {
    let one = |party: &findings::PartyInfo| {
        if party.label.is_empty() || party.label == party.name {
            party.name.clone()
        } else {
            format!("{} = {}", party.name, party.label)
        }
    };
    let named: Vec<String> = findings.parties.iter().map(one).collect();
    let order = if named.len() > 1 { " (in the order of the text; treated alike)" } else { "" };
    format!("{}{order}", named.join("; "))
}

/// The periods in the order of the findings.
pub(crate) fn periods(findings: &Findings) -> Vec<&Period> {
    let mut periods: Vec<&Period> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for finding in &findings.findings {
        if seen.insert(&finding.period.label) {
            periods.push(&finding.period);
        }
    }
    periods
}

/// The longest period, of which outputs speak first.
pub(crate) fn main_period(findings: &Findings) -> Option<&Period> {
    let length = |p: &&Period| p.until.micros().saturating_sub(p.from.micros());
    // The first of several as long.
    periods(findings).into_iter().rev().max_by_key(length)
}

/// Findings by clause, party and period.
pub(crate) struct Index<'a> {
    by_key: BTreeMap<(&'a str, Option<&'a str>, &'a str), (usize, &'a Finding)>,
}

impl<'a> Index<'a> {
    pub(crate) fn of(findings: &'a Findings) -> Index<'a> {
        let entry = |(i, f): (usize, &'a Finding)| {
            ((f.clause.as_str(), f.party.as_deref(), f.period.label.as_str()), (i, f))
        };
        Index { by_key: findings.findings.iter().enumerate().map(entry).collect() }
    }

    /// The finding and its position.
    pub(crate) fn get(
        &self,
        clause: &'a str,
        party: Option<&'a str>,
        period: &'a str,
    ) -> Option<(usize, &'a Finding)> {
        self.by_key.get(&(clause, party, period)).copied()
    }
}

/// The answer, or why there is none, without particulars.
pub(crate) fn plain(finding: &Finding) -> &'static str {
    finding.answer.map_or_else(|| finding.applicability.words(), Answer::words)
}

/// The place of a finding among others: by its answer, those without one last.
pub(crate) fn rank(answer: Option<Answer>) -> u8 {
    answer.map_or(9, |answer| answer as u8)
}

/// `watched 12 %, 80 % asked for`; without what the headline already says.
pub(crate) fn watched(finding: &Finding) -> Option<String> {
    let watched = finding.watched?;
    finding.answer?;
    let share = format!("watched {}\u{a0}%", findings::finding::percent(watched.share));
    let asked = watched.minimum.map(|m| format!("{} asked for", percent(m)));
    match (finding.answer, asked) {
        (Some(Answer::NoBreachFound), asked) => asked,
        (_, Some(asked)) => Some(format!("{share}, {asked}")),
        (_, None) => Some(share),
    }
}

/// A share that was asked for, in percent with at most one decimal.
pub(crate) fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round() / 10.0;
    format!("{tenths}\u{a0}%")
}

/// `truce violations: 256`; the unit first, so that no grammar of numbers is needed.
pub(crate) fn figure(figure: &Figure) -> String {
    format!("{}: {}", figure.unit, count(figure.count))
}

/// Who states the number, its rate and trend.
pub(crate) fn figure_notes(figure: &Figure) -> String {
    let mut notes = Vec::new();
    if !figure.source.is_empty() {
        notes.push(figure.source.clone());
    }
    // A rate that rounds to nothing tells less than the number.
    if let Some(rate) = figure.per_day.filter(|rate| *rate >= 0.05) {
        notes.push(format!("{rate:.1} per day"));
    }
    if let Some(trend) = &figure.trend {
        notes.push(trend.clone());
    }
    notes.join("; ")
}

pub(crate) fn count(count: Option<Count>) -> String {
    count.map_or_else(|| "not stated".to_owned(), |count| count.to_string())
}

/// File and line of a record, for people who look it up.
pub(crate) fn place_in_file(record: &RecordInfo) -> String {
    format!("{}:{}", record.file, record.line)
}

/// `observed`, or `claimed (declared observed)`.
pub(crate) fn standing(record: &RecordInfo) -> String {
    match record.standing_declared {
        Some(declared) if declared != record.standing => {
            format!("{} (declared {declared})", record.standing)
        }
        _ => record.standing.to_string(),
    }
}

/// The banner of a copy.
pub(crate) fn release(release: Release) -> &'static str {
    match release {
        Release::Public => "public",
        Release::Full => "FULL – for the team",
    }
}

/// The figures of one standing.
pub(crate) fn figures_of(finding: &Finding, standing: Standing) -> Vec<&Figure> {
    finding.figures.iter().filter(|figure| figure.standing == standing).collect()
}

pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// `1 row`, `2 rows`.
pub(crate) fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Names, or words for none.
pub(crate) fn list_or(names: &[String], none: &str) -> String {
    if names.is_empty() { none.to_owned() } else { names.join(", ") }
}

/// Who bears a clause; `None` where it has no norm that anybody could bear.
pub(crate) fn bearers(clause: &findings::ClauseInfo) -> Option<String> {
    let norm = clause.not_checkable.is_none() && clause.sort != "not checkable";
    (norm || !clause.bearers.is_empty()).then(|| list_or(&clause.bearers, "not named in the text"))
}

/// What was used, and what was left out, in one sentence.
pub(crate) fn evidence(findings: &Findings) -> String {
    let manifest = &findings.manifest;
    let used = manifest.records_used as u64;
    let mut parts = vec![plural(used, "record", "records")];
    for (n, one, many) in [
        (
            manifest.records_later as u64,
            "record known later left out",
            "records known later left out",
        ),
        (
            manifest.records_undated as u64,
            "record left out that does not say when it became known",
            "records left out that do not say when they became known",
        ),
        (manifest.rows_refused, "row refused", "rows refused"),
    ] {
        if n > 0 {
            parts.push(plural(n, one, many));
        }
    }
    parts.join("; ")
}
