//! What a case expects of findings, and whether it holds.

use std::collections::BTreeSet;
use std::fmt::Write;

use findings::{Author, Finding, Findings, Performance, ReadingFinding, Reason};

use crate::chapter::Difference;

/// What is expected of one run.
#[derive(Default)]
pub(crate) struct Expect {
    pub(crate) findings: Vec<(String, String, Vec<Check>)>,
    whole: Vec<Whole>,
}

/// A check of one finding.
pub(crate) struct Check {
    what: What,
    line: String,
}

enum What {
    Premise(Wanted),
    MissingPremise(Wanted),
    Reason(String, Wanted),
    Figure(Wanted),
    Author(Vec<String>),
    Watched(u32, u32),
    InTime,
    Margin(f64, f64),
    Reading(Vec<(String, String)>, String),
    Deciding(String),
}

/// Something that must be there, or must not be.
struct Wanted {
    there: bool,
    words: String,
}

/// A check of the findings as a whole.
enum Whole {
    NoFinding(String),
    Standing(String, String),
    Declared(String, String),
    RestatedBy(String, String),
    LedgerRestatedBy(String, String),
    Note(String),
}

/// Reads an `expect` block.
pub(crate) fn parse_expect(text: &str) -> Result<Expect, String> {
    let mut expect = Expect::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with("  ") {
            let check = parse_check(line.trim())?;
            match expect.findings.last_mut() {
                Some((_, _, checks)) => checks.push(check),
                None => return Err(format!("a check without a finding: `{}`", line.trim())),
            }
        } else if let Some(whole) = parse_whole(line) {
            expect.whole.push(whole);
        } else {
            match line.split_once(": ") {
                Some((id, headline)) if id.split('/').count() == 3 => {
                    expect.findings.push((id.to_owned(), headline.trim().to_owned(), Vec::new()));
                }
                _ => return Err(format!("an expectation that the suite does not know: `{line}`")),
            }
        }
    }
    Ok(expect)
}

/// Reads an `expect compare` block: `path: class; record, record`.
pub(crate) fn parse_compare(text: &str) -> Result<Vec<Difference>, String> {
    let read = |line: &str| {
        let (path, rest) = line.split_once(": ").ok_or_else(|| format!("no class: `{line}`"))?;
        let (class, records) = rest.split_once("; ").unwrap_or((rest, ""));
        let records = records.split(", ").filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Ok(Difference { path: path.to_owned(), class: class.to_owned(), records })
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(read).collect()
}

fn parse_whole(line: &str) -> Option<Whole> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match *words.as_slice() {
        ["no", "finding", id] => Some(Whole::NoFinding(id.to_owned())),
        ["record", id, "standing", word] => Some(Whole::Standing(id.to_owned(), word.to_owned())),
        ["record", id, "declared", word] => Some(Whole::Declared(id.to_owned(), word.to_owned())),
        ["record", id, "restated", "by", by] => {
            Some(Whole::RestatedBy(id.to_owned(), by.to_owned()))
        }
        ["ledger", id, "restated", "by", by] => {
            Some(Whole::LedgerRestatedBy(id.to_owned(), by.to_owned()))
        }
        ["note", ..] => Some(Whole::Note(line.get(4..)?.trim().to_owned())),
        _ => None,
    }
}

fn parse_check(line: &str) -> Result<Check, String> {
    let (there, rest) = match line.strip_prefix("no ") {
        Some(rest) => (false, rest),
        None => (true, line),
    };
    let (word, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let wanted = |words: &str| Wanted { there, words: words.trim().to_owned() };
    let what = match (word, there) {
        ("premise", _) => Some(What::Premise(wanted(rest))),
        ("missing", _) => {
            rest.strip_prefix("premise").map(|words| What::MissingPremise(wanted(words)))
        }
        ("reason", _) => {
            let (kind, words) = rest.split_once(' ').unwrap_or((rest, ""));
            let known = serde_json::from_value::<findings::ReasonKind>(kind.into()).is_ok();
            known.then(|| What::Reason(kind.to_owned(), wanted(words)))
        }
        ("figure", _) => Some(What::Figure(wanted(rest))),
        ("author", true) => Some(What::Author(rest.split(", ").map(str::to_owned).collect())),
        ("watched", true) => parse_share(rest),
        ("performance", true) => (rest == "in time").then_some(What::InTime),
        ("margin", true) => parse_margin(rest),
        ("reading", true) => rest.split_once(": ").map(|(names, answer)| {
            let pairs = names.split_whitespace().filter_map(|pair| pair.split_once('='));
            let pairs = pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
            What::Reading(pairs, answer.to_owned())
        }),
        ("deciding", true) => Some(What::Deciding(rest.to_owned())),
        _ => None,
    };
    match what {
        Some(what) => Ok(Check { what, line: line.to_owned() }),
        None => Err(format!("a check that the suite does not know: `{line}`")),
    }
}

/// `80 %` or `49..50 %`.
fn parse_share(text: &str) -> Option<What> {
    let text = text.strip_suffix(" %")?;
    let (least, most) = text.split_once("..").unwrap_or((text, text));
    Some(What::Watched(least.parse().ok()?, most.parse().ok()?))
}

/// `-1.5 .. +0.7 km`.
fn parse_margin(text: &str) -> Option<What> {
    let (least, most) = text.strip_suffix(" km")?.split_once(" .. ")?;
    Some(What::Margin(least.parse().ok()?, most.parse().ok()?))
}

impl Expect {
    /// What does not hold, in words; `ids` are those of the evidence.
    pub(crate) fn failures(&self, findings: &Findings, ids: &BTreeSet<&str>) -> Vec<String> {
        let mut failures: Vec<String> =
            self.whole.iter().filter_map(|whole| whole.failure(findings)).collect();
        for (id, headline, checks) in &self.findings {
            let Some(finding) = findings.finding(id) else {
                let ids: Vec<&str> = findings.findings.iter().map(|f| f.id.as_str()).collect();
                failures.push(format!("no finding `{id}` among {}", ids.join(" ")));
                continue;
            };
            let got = plain(&finding.headline());
            let mut wrong = Vec::new();
            if got != *headline {
                wrong.push(format!("expected: {headline}"));
            }
            let failed = checks.iter().filter(|check| !check.what.holds(finding, findings, ids));
            wrong.extend(failed.map(|check| format!("expected: {}", check.line)));
            if !wrong.is_empty() {
                failures.push(format!(
                    "{id}\n  {}\n{}",
                    wrong.join("\n  "),
                    show(finding, findings)
                ));
            }
        }
        failures
    }
}

impl Whole {
    fn failure(&self, findings: &Findings) -> Option<String> {
        let record = |id: &str| findings.record(id);
        let holds = match self {
            Whole::NoFinding(id) => findings.finding(id).is_none(),
            Whole::Standing(id, word) => {
                record(id).is_some_and(|record| record.standing.to_string() == *word)
            }
            Whole::Declared(id, word) => record(id)
                .and_then(|record| record.standing_declared)
                .is_some_and(|standing| standing.to_string() == *word),
            Whole::RestatedBy(id, by) => {
                record(id).is_some_and(|record| record.restated_by.as_ref() == Some(by))
            }
            Whole::LedgerRestatedBy(id, by) => findings
                .ledger
                .iter()
                .any(|row| row.record == *id && row.restated_by.as_ref() == Some(by)),
            Whole::Note(words) => findings.notes.iter().any(|note| note.text.contains(words)),
        };
        (!holds).then(|| match self {
            Whole::NoFinding(id) => format!("there is a finding `{id}`"),
            Whole::Standing(id, word) => format!("record `{id}`: standing is not {word}"),
            Whole::Declared(id, word) => format!("record `{id}`: not shown as declared {word}"),
            Whole::RestatedBy(id, by) => format!("record `{id}`: not shown as restated by {by}"),
            Whole::LedgerRestatedBy(id, by) => {
                format!("ledger: no row `{id}` that is restated by {by}")
            }
            Whole::Note(words) => format!("no note says `{words}`"),
        })
    }
}

impl What {
    fn holds(&self, finding: &Finding, findings: &Findings, ids: &BTreeSet<&str>) -> bool {
        match self {
            What::Premise(wanted) => wanted.among(premises(finding, findings)),
            What::MissingPremise(wanted) => wanted.among(finding.premises_missing.iter().cloned()),
            What::Reason(kind, wanted) => {
                let of_kind = finding.reasons.iter().filter(|reason| kind_word(reason) == *kind);
                wanted.there == of_kind.clone().any(|reason| speaks_of(reason, &wanted.words, ids))
            }
            What::Figure(wanted) => {
                let shown = finding.figures.iter().map(figure);
                wanted.there == shown.into_iter().any(|shown| has_parts(&shown, &wanted.words))
            }
            What::Author(names) => {
                matches!(&finding.author, Some(Author::Established(is)) if is == names)
            }
            What::Watched(least, most) => finding.watched.is_some_and(|watched| {
                (*least..=*most).contains(&findings::finding::percent(watched.share))
            }),
            What::InTime => finding.performance == Performance::InTime,
            What::Margin(least, most) => finding.reasons.iter().any(|reason| {
                let near = |a: f64, km: f64| (a / 1_000.0 - km).abs() < 0.05;
                let margin = reason.distance.as_ref().map(|distance| distance.margin_m);
                margin.is_some_and(|[lo, hi]| near(lo, *least) && near(hi, *most))
            }),
            What::Reading(names, answer) => finding
                .readings
                .iter()
                .any(|reading| same(&reading.reading, names) && reading_words(reading) == *answer),
            What::Deciding(words) => {
                finding.deciding.iter().any(|d| plain(&d.text).contains(words))
            }
        }
    }
}

impl Wanted {
    fn among(&self, mut texts: impl Iterator<Item = String>) -> bool {
        self.there == texts.any(|text| text.contains(&self.words))
    }
}

/// The same readings, in whatever order.
fn same(a: &[(String, String)], b: &[(String, String)]) -> bool {
    a.len() == b.len() && a.iter().all(|pair| b.contains(pair))
}

/// The id of a record of the evidence means that record, anything else a part of the text.
fn speaks_of(reason: &Reason, words: &str, ids: &BTreeSet<&str>) -> bool {
    if ids.contains(words) {
        reason.records.iter().any(|id| id == words)
    } else {
        plain(&reason.text).contains(words)
    }
}

/// Each part of what is wanted begins a part of what is shown, at a whole word.
fn has_parts(shown: &str, wanted: &str) -> bool {
    let starts = |part: &str, want: &str| {
        part.strip_prefix(want).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
    };
    wanted.split("; ").all(|want| shown.split("; ").any(|part| starts(part, want)))
}

fn premises(finding: &Finding, findings: &Findings) -> impl Iterator<Item = String> {
    let rule = |index: &usize| findings.premises.get(*index).map(|premise| premise.rule.clone());
    finding.premises.iter().filter_map(rule).collect::<Vec<_>>().into_iter()
}

fn kind_word(reason: &Reason) -> String {
    let value = serde_json::to_value(reason.kind).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn figure(figure: &findings::Figure) -> String {
    let count = figure.count.map_or("unknown".to_owned(), |count| count.to_string());
    let mut shown = format!("{} {count} {}", figure.standing, figure.unit);
    if let Some(per_day) = figure.per_day {
        let _ = write!(shown, "; {per_day} per day");
    }
    if let Some(trend) = &figure.trend {
        let _ = write!(shown, "; {trend}");
    }
    shown
}

fn reading_words(reading: &ReadingFinding) -> String {
    let answer = reading.answer.map_or(reading.applicability.words(), findings::Answer::words);
    match reading.excuse {
        findings::Excuse::NotInvoked => answer.to_owned(),
        findings::Excuse::Claimed => format!("{answer}; excuse claimed"),
        findings::Excuse::Proved => format!("{answer}; excuse proved"),
    }
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// A finding in full, to see why it says what it says.
fn show(finding: &Finding, findings: &Findings) -> String {
    let mut text = format!("  got: {}\n", plain(&finding.headline()));
    let mut line = |name: &str, words: String| {
        let _ = writeln!(text, "    {name}: {}", plain(&words));
    };
    for reason in &finding.reasons {
        let margin = reason.distance.as_ref().map(|d| format!(" {:?} m", d.margin_m));
        let margin = margin.unwrap_or_default();
        line(&kind_word(reason), format!("{} {:?}{margin}", reason.text, reason.records));
    }
    for reading in &finding.readings {
        line("reading", format!("{:?}: {}", reading.reading, reading_words(reading)));
    }
    premises(finding, findings).for_each(|rule| line("premise", rule));
    finding.premises_missing.iter().for_each(|rule| line("missing premise", rule.clone()));
    finding.figures.iter().for_each(|f| line("figure", figure(f)));
    finding.deciding.iter().for_each(|deciding| line("deciding", deciding.text.clone()));
    if let Some(watched) = finding.watched {
        line("watched", format!("{} of {:?}", watched.share, watched.minimum));
    }
    line("author", format!("{:?}, performance {:?}", finding.author, finding.performance));
    text
}
