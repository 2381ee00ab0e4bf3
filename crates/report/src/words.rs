//! Phrases, times and numbers that all outputs share.

use std::collections::BTreeMap;

use basis::{Count, Instant, Standing, Zone};
use findings::{Answer, Author, Distance, Figure, Finding, Findings, Period, RecordInfo, Release};

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

/// Shows instants in the zone of the case, which is named once per line.
pub(crate) struct Clock {
    zone: Zone,
}

impl Clock {
    /// In the zone of the findings; UTC, by that name, where the zone is not known.
    pub(crate) fn of(findings: &Findings) -> Clock {
        Clock { zone: Zone::named(&findings.zone).unwrap_or_else(Zone::utc) }
    }

    pub(crate) fn zone(&self) -> &str {
        self.zone.name()
    }

    /// `2020-07-27 00:01`, without the zone's name.
    pub(crate) fn bare(&self, at: Instant) -> String {
        if at <= Instant::MIN || at >= Instant::MAX {
            return "open".to_owned();
        }
        let local = self.zone.local(at);
        let format = if local.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
        local.strftime(format).to_string()
    }

    /// `2020-07-27 00:01 Europe/Kyiv`.
    pub(crate) fn at(&self, at: Instant) -> String {
        format!("{} {}", self.bare(at), self.zone())
    }

    /// `2020-07-27 00:01 – 19:30`, the end not included; whole days without times of day, the
    /// last day named: `2020-07-27`, `2020-07-27 – 2020-08-09`.
    pub(crate) fn span(&self, from: Instant, until: Instant) -> String {
        let (a, b) = (self.bare(from), self.bare(until));
        if until.micros() == from.micros() + 1 {
            return a;
        }
        if let (Some(first), true) = (a.strip_suffix(" 00:00"), b.ends_with(" 00:00")) {
            let last = self.bare(until.plus_micros(-1));
            let last = last.split(' ').next().unwrap_or(&last);
            return if first == last { first.to_owned() } else { format!("{first} – {last}") };
        }
        match (a.split_once(' '), b.split_once(' ')) {
            (Some((day, _)), Some((other, time))) if day == other => format!("{a} – {time}"),
            _ => format!("{a} – {b}"),
        }
    }

    /// [`Clock::span`] with the zone's name.
    pub(crate) fn period(&self, period: &Period) -> String {
        format!("{} {}", self.span(period.from, period.until), self.zone())
    }
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

/// Signed kilometres with one decimal: `−1.5 … +0.7 km`; the sign of zero is left out.
pub(crate) fn margin(distance: &Distance) -> String {
    let [least, greatest] = distance.margin_m.map(signed_km);
    format!("{least} … {greatest} km")
}

fn signed_km(metres: f64) -> String {
    let tenths = (metres / 100.0).round();
    let sign = match tenths {
        t if t < 0.0 => "−",
        t if t > 0.0 => "+",
        _ => "",
    };
    format!("{sign}{:.1}", (tenths / 10.0).abs())
}

/// A length for reading: `150 m`, `2.5 km`.
pub(crate) fn length(metres: f64) -> String {
    if metres < 1000.0 {
        format!("{metres:.0} m")
    } else {
        let tenths = (metres / 100.0).round() / 10.0;
        format!("{tenths} km")
    }
}

/// What *measured − limit* means in words.
pub(crate) fn distance(distance: &Distance) -> String {
    let [least, greatest] = distance.margin_m;
    let side = if greatest < 0.0 {
        "nearer than the limit in every case"
    } else if least >= 0.0 {
        "not nearer than the limit in any case"
    } else {
        "nearer than the limit or not"
    };
    format!(
        "measured from `{}`, limit {}: {} from the limit ({side}; minus is too near)",
        distance.from,
        length(distance.limit_m),
        margin(distance),
    )
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

/// What the evidence shows in the given period, a sentence per answer: `Contrary to the clause: 2
/// (author not established).`
pub(crate) fn summary(findings: &Findings, period: &Period) -> Vec<(Option<Answer>, String)> {
    summary_with(findings, period, |finding| finding.clause.clone())
}

/// The same with the titles of clauses that something is contrary to: a page is read by people who
/// do not know the accord by its numbers.
pub(crate) fn titled_summary(
    findings: &Findings,
    period: &Period,
) -> Vec<(Option<Answer>, String)> {
    summary_with(findings, period, |finding| {
        let title = findings.clause(&finding.clause).map(|clause| clause.title.as_str());
        match (finding.answer, title) {
            (Some(Answer::Breached), Some(title)) => format!("{} {title}", finding.clause),
            _ => finding.clause.clone(),
        }
    })
}

fn summary_with(
    findings: &Findings,
    period: &Period,
    name: impl Fn(&Finding) -> String,
) -> Vec<(Option<Answer>, String)> {
    let of_any = findings.findings.iter().filter(|f| f.party.is_none() && f.period == *period);
    let mut groups: BTreeMap<(u8, String), (Option<Answer>, Vec<String>)> = BTreeMap::new();
    for finding in of_any {
        let words = match finding.answer {
            Some(answer) => answer.words(),
            None => finding.applicability.words(),
        };
        let rank = finding.answer.map_or(9, |answer| answer as u8);
        let group = groups.entry((rank, words.to_owned()));
        group.or_insert((finding.answer, Vec::new())).1.push(with_particulars(
            finding,
            &name(finding),
            words,
        ));
    }
    let sentence = |((_, words), (answer, clauses)): (&(u8, String), &(_, Vec<String>))| {
        (*answer, format!("{}: {}.", capital(words), clauses.join(", ")))
    };
    groups.iter().map(sentence).collect()
}

/// `2 (author not established)`.
fn with_particulars(finding: &Finding, name: &str, words: &str) -> String {
    let headline = finding.headline();
    let rest = headline.strip_prefix(words).unwrap_or("").trim_start_matches([';', ',', ' ']);
    let mut particulars = Vec::new();
    if let Some(Author::Established(parties)) = &finding.author {
        particulars.push(format!("by {}", parties.join(", ")));
    }
    if !rest.is_empty() {
        particulars.push(rest.to_owned());
    }
    if particulars.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({})", particulars.join("; "))
    }
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
