//! One finding in full: text, construction, premises, measured values, rows, what is unknown.

mod reasons;

use basis::Standing;
use findings::{
    Answer, Author, ClauseInfo, Excuse, Finding, Findings, Performance, Reason, ReasonKind,
};

use crate::figures::{Figures, RELATION, related};
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
    reasons::reasons(&mut page, findings, finding, &clock);
    figures(&mut page, findings, finding);
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
    if !clause.window.is_empty() {
        page.hanging("  time: ", &clause.window, Tone::Plain);
    }
    if let Some(bearers) = words::bearers(clause) {
        page.hanging("  bears the duty: ", &bearers, Tone::Plain);
    }
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
    section(
        page,
        if concluded(finding) {
            "Premises (take one away and the answer may fall)"
        } else {
            "Premises"
        },
    );
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

fn figures(page: &mut Page, findings: &Findings, finding: &Finding) {
    section(page, "Counts by standing (never added to each other)");
    if related(finding) {
        page.hanging("  ", &words::capital(RELATION), Tone::Plain);
    }
    let told = Figures::of(findings);
    let line = |f: &findings::Figure| {
        let mut ids = f.records.clone();
        // The end of one difference is the start of the next.
        ids.dedup();
        let records = words::list_or(&ids, "none named");
        let notes = words::figure_notes(f);
        let notes = if notes.is_empty() { notes } else { format!(" ({notes})") };
        format!("{}, {}{notes}; records: {records}", f.standing, told.text(f))
    };
    let columns = Standing::COLUMNS.into_iter();
    let figures = columns.flat_map(|standing| told.ordered(finding, standing));
    let lines: Vec<String> = figures.map(line).collect();
    bullets(page, &lines, "nothing was counted");
}

/// Whether something was concluded that a premise may carry.
fn concluded(finding: &Finding) -> bool {
    matches!(finding.answer, Some(Answer::Breached | Answer::Kept | Answer::NoBreachFound))
}

/// The record without which nothing is contrary for certain, if there is one.
fn only_certain(finding: &Finding) -> Option<&str> {
    let proof = |reason: &&Reason| matches!(reason.kind, ReasonKind::Certain | ReasonKind::Omitted);
    let mut proofs = finding.reasons.iter().filter(proof);
    let only = proofs.next().filter(|reason| reason.kind == ReasonKind::Certain)?;
    // Readings repeat a reason with another distance.
    let same = proofs.all(|other| other.kind == only.kind && other.records == only.records);
    match &only.records[..] {
        [id] if same && finding.answer == Some(Answer::Breached) => Some(id),
        _ => None,
    }
}

/// What would settle the answer or let it fall: premises it rests on, the author, observations.
pub(crate) fn would_change(findings: &Findings, finding: &Finding) -> Vec<String> {
    let premises = finding.premises.iter().filter_map(|i| findings.premises.get(*i));
    let told = |text: &str| finding.deciding.iter().any(|deciding| deciding.text.contains(text));
    let premises = premises.filter(|p| concluded(finding) && !told(&p.rule));
    let mut lines: Vec<String> =
        premises.map(|p| format!("taking away a premise: {}", p.rule)).collect();
    if finding.author == Some(Author::NotEstablished) && !told("names the author") {
        lines.push("a record that names the author".to_owned());
    }
    lines.extend(
        only_certain(finding).map(|id| {
            format!("a restatement of {id}, the only record that is contrary for certain")
        }),
    );
    lines.extend(finding.deciding.iter().map(|deciding| deciding.text.clone()));
    lines
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
    lines.extend(would_change(findings, finding));
    let none = match findings.release {
        findings::Release::Public => "deciding observations are not part of a public copy",
        findings::Release::Full => "no single observation can be named",
    };
    bullets(page, &lines, none);
}
