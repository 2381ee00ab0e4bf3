//! One finding in full: text, construction, premises, measured values, rows, what is unknown.

use findings::{Author, ClauseInfo, Excuse, Finding, Findings, Performance, Reason, RecordInfo};

use crate::layout::{Page, Tone};
use crate::words::{self, ANY, Clock, DISCLAIMER};

/// Columns of an explanation.
pub const EXPLAIN_WIDTH: usize = 96;

/// More records of a reason than this are counted, not listed.
pub const RECORDS_PER_REASON_MAX: usize = 20;

/// Explains the finding with this id; `None` where there is none.
pub fn explain(findings: &Findings, finding_id: &str) -> Option<String> {
    let finding = findings.finding(finding_id)?;
    let clock = Clock::of(findings);
    let mut page = Page::new(EXPLAIN_WIDTH, false);
    let party = finding.party.as_deref().unwrap_or(ANY);
    page.heading(&format!("Finding {finding_id}: {}", finding.headline()));
    page.labelled("For", 10, party);
    page.labelled("Period", 10, &clock.period(&finding.period));
    page.labelled("Applies", 10, finding.applicability.words());
    if let Some(watched) = finding.watched {
        let share = findings::finding::percent(watched.share);
        let least = watched.minimum.map_or_else(
            || "no least share is set".to_owned(),
            |m| format!("least asked for {}", words::percent(m)),
        );
        page.labelled("Watched", 10, &format!("{share}\u{a0}% of area and time; {least}"));
    }
    page.labelled("This is", 10, DISCLAIMER);
    if let Some(clause) = findings.clause(&finding.clause) {
        text_and_construction(&mut page, findings, clause);
    }
    premises(&mut page, findings, finding);
    readings(&mut page, finding);
    reasons(&mut page, findings, finding, &clock);
    figures(&mut page, finding);
    unknown(&mut page, findings, finding);
    Some(page.finish())
}

fn section(page: &mut Page, heading: &str) {
    page.blank();
    page.text(heading, Tone::Strong);
}

fn text_and_construction(page: &mut Page, findings: &Findings, clause: &ClauseInfo) {
    section(page, &format!("The clause: {} {}", clause.id, clause.title));
    if let Some(article) = clause.article.and_then(|i| findings.articles.get(i)) {
        page.hanging("  ", &format!("{}: {}", article.heading, article.prose.trim()), Tone::Plain);
    }
    for line in clause.text.lines() {
        page.hanging("  | ", line, Tone::Plain);
    }
    page.hanging("  time: ", &clause.window, Tone::Plain);
    page.hanging("  bears the duty: ", &words::list_or(&clause.bearers, "not named"), Tone::Plain);
    if let Some(why) = &clause.not_checkable {
        page.hanging("  not checkable: ", why, Tone::Plain);
    }
    section(page, "Its construction (supplied by the encoder, not by the text)");
    let constructions = clause.constructions.iter().filter_map(|i| findings.constructions.get(*i));
    let lines: Vec<String> = constructions.map(|c| construed(&c.what, &c.construed)).collect();
    bullets(page, &lines, "none");
}

/// A rule or value with its reason and author.
pub(crate) fn construed(what: &str, construed: &basis::Construed) -> String {
    format!("{what}, because “{}” (by {})", construed.because, construed.by)
}

fn bullets(page: &mut Page, lines: &[String], none: &str) {
    if lines.is_empty() {
        page.hanging("  ", none, Tone::Plain);
    }
    for line in lines {
        page.hanging("  - ", line, Tone::Plain);
    }
}

fn premises(page: &mut Page, findings: &Findings, finding: &Finding) {
    section(page, "Premises (take one away and the answer may fall)");
    let premises = finding.premises.iter().filter_map(|i| findings.premises.get(*i));
    let lines: Vec<String> = premises.map(|p| construed(&p.rule, &p.construed)).collect();
    bullets(page, &lines, "none");
}

fn readings(page: &mut Page, finding: &Finding) {
    if finding.readings.is_empty() {
        return;
    }
    section(page, "Readings");
    let lines: Vec<String> = finding.readings.iter().map(reading).collect();
    bullets(page, &lines, "none");
}

/// `heavy: over 122 mm → not concluded`.
pub(crate) fn reading(reading: &findings::ReadingFinding) -> String {
    let names: Vec<String> =
        reading.reading.iter().map(|(what, which)| format!("{what}: {which}")).collect();
    let answer =
        reading.answer.map_or_else(|| reading.applicability.words(), |answer| answer.words());
    let excuse = match reading.excuse {
        Excuse::NotInvoked => "",
        Excuse::Claimed => "; excuse claimed",
        Excuse::Proved => "; excuse proved",
    };
    format!("{} → {answer}{excuse}", names.join(", "))
}

fn reasons(page: &mut Page, findings: &Findings, finding: &Finding, clock: &Clock) {
    section(page, "Why, most decisive first");
    if finding.reasons.is_empty() {
        page.hanging("  ", "no evidence bears on it", Tone::Plain);
    }
    for (i, (reason, distances)) in grouped(&finding.reasons).iter().enumerate() {
        let lead = format!("{}. ", i + 1);
        let label = words::capital(reason.kind.words());
        page.hanging(&lead, &format!("{label}: {}", reason.text), Tone::Plain);
        for distance in distances {
            page.hanging("   ", distance, Tone::Plain);
        }
        rows(page, findings, reason, clock);
    }
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
    let what = [&record.place, &record.what].into_iter().filter(|text| !told(text));
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

fn figures(page: &mut Page, finding: &Finding) {
    section(page, "Counts by standing (never added to each other)");
    let line = |f: &findings::Figure| {
        let records = words::list_or(&f.records, "none named");
        let notes = words::figure_notes(f);
        format!("{} – {} ({notes}); records: {records}", f.standing, words::figure(f))
    };
    let lines: Vec<String> = finding.figures.iter().map(line).collect();
    bullets(page, &lines, "nothing was counted");
}

fn unknown(page: &mut Page, findings: &Findings, finding: &Finding) {
    section(page, "What is unknown");
    let mut lines = Vec::new();
    if let Some(clause) = findings.clause(&finding.clause) {
        lines.extend(clause.gaps.iter().map(|gap| format!("the text leaves open: {gap}")));
    }
    if finding.author == Some(Author::NotEstablished) {
        lines.push("which side did it".to_owned());
    }
    if finding.performance == Performance::Partly {
        lines.push("whether the rest was performed".to_owned());
    }
    if finding.excuse == Excuse::Claimed {
        lines.push("whether the exception that is claimed holds".to_owned());
    }
    bullets(page, &lines, "nothing beyond the reasons above");
    section(page, "What would change the answer");
    let mut lines: Vec<String> =
        finding.premises_missing.iter().map(|p| format!("the premise `{p}`")).collect();
    lines.extend(finding.deciding.iter().map(|deciding| deciding.text.clone()));
    let none = match findings.release {
        findings::Release::Public => "deciding observations are not part of a public copy",
        findings::Release::Full => "no single observation can be named",
    };
    bullets(page, &lines, none);
}
