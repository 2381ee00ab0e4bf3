//! The answer on a terminal.

mod several;

use basis::Standing;
use findings::{Answer, Finding, Findings, Note, Period, Release};

use crate::figures::{Figures, RELATION, counted, related};
use crate::layout::{COLUMN_MIN, Cell, Page, Tone};
use crate::periods::Several;
use crate::words::{self, ANY, Clock, DISCLAIMER, Index};

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style<'a> {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to set text off by colour; words say the same without it.
    pub colour: bool,
    /// The case as a command line has to name it; empty in its own folder.
    pub case: &'a str,
}

/// Narrower terminals get one answer below the other instead of a table.
pub const TABLE_WIDTH_MIN: usize = 80;

/// Columns of the labels in front.
const LABEL: usize = 12;

/// More records of a note than this are counted, not listed.
const NOTE_RECORDS_MAX: usize = 8;

/// The answer first, then what was found in the period or in each of several periods, notes, and
/// where to go on.
pub fn terminal(findings: &Findings, style: &Style<'_>) -> String {
    let mut page = Page::new(style.width, style.colour);
    let clock = Clock::of(findings);
    let several = Several::of(findings);
    opening(&mut page, findings, several.as_ref(), &clock);
    match (&several, words::main_period(findings)) {
        (Some(several), _) => several::detail(&mut page, findings, several),
        (None, Some(period)) => one_period(&mut page, findings, period, &clock),
        (None, None) => {}
    }
    notes(&mut page, findings);
    closing(&mut page, findings, style.case);
    page.finish()
}

fn one_period(page: &mut Page, findings: &Findings, period: &Period, clock: &Clock) {
    let index = Index::of(findings);
    page.blank();
    page.heading(&format!("Period {}: {}", period.label, clock.period(period)));
    if fits(page, words::columns(findings).len() + 1) {
        answers_table(page, findings, &index, period);
        counts_table(page, findings, &index, period);
    } else {
        stacked(page, findings, &index, period);
    }
}

/// Whether the terminal has room for a table of so many columns.
fn fits(page: &Page, columns: usize) -> bool {
    page.width() >= TABLE_WIDTH_MIN && page.width() / columns.max(1) >= COLUMN_MIN
}

fn opening(page: &mut Page, findings: &Findings, several: Option<&Several>, clock: &Clock) {
    page.heading(&format!("What the evidence shows: {}", findings.title));
    let summary = match (several, words::main_period(findings)) {
        (Some(several), _) => several.summary(),
        (None, Some(period)) => words::summary(findings, period),
        (None, None) => Vec::new(),
    };
    if summary.is_empty() {
        page.text("No findings: the accord has no clause, or nothing was looked at.", Tone::Plain);
    }
    for (answer, sentence) in summary {
        page.text(&sentence, answer.map_or(Tone::Dim, tone));
    }
    page.blank();
    let options = &findings.manifest.options;
    let looked_at = format!("{} {}", clock.span(options.from, options.until), clock.zone());
    let cut = several.map_or_else(String::new, |s| format!("; {}, each on its own", s.number()));
    page.labelled("Looked at", LABEL, &format!("{looked_at}{cut}"));
    let as_of = options.as_of.map_or_else(String::new, |at| format!("; as of {}", clock.at(at)));
    page.labelled("Evidence", LABEL, &format!("{}{as_of}", words::evidence(findings)));
    if !findings.parties.is_empty() {
        page.labelled("Sides", LABEL, &words::sides(findings));
    }
    page.labelled("Rests on", LABEL, &rests_on(findings));
    page.labelled("Copy", LABEL, words::release(findings.release));
    page.labelled("This is", LABEL, DISCLAIMER);
}

/// Premises, constructions and whose they are.
fn rests_on(findings: &Findings) -> String {
    let manifest = &findings.manifest;
    format!(
        "{}, {}; encoded by {}; accepted by {}; contested by {}",
        words::plural(findings.premises.len() as u64, "premise", "premises"),
        words::plural(findings.constructions.len() as u64, "construction", "constructions"),
        manifest.encoded_by.as_deref().unwrap_or("nobody named"),
        words::list_or(&manifest.accepted_by, "nobody yet"),
        words::list_or(&manifest.contested_by, "nobody"),
    )
}

fn answers_table(page: &mut Page, findings: &Findings, index: &Index, period: &Period) {
    let columns = words::columns(findings);
    let mut head = vec!["clause"];
    head.extend(columns.iter().map(|party| party.unwrap_or(ANY)));
    let mut rows = Vec::new();
    for clause in &findings.clauses {
        let mut row = vec![Cell::plain(format!("{} {}", clause.id, clause.title))];
        for party in &columns {
            let finding = index.get(&clause.id, *party, &period.label);
            row.push(finding.map_or(Cell::new("–", Tone::Dim), |(_, f)| answer_cell(f)));
        }
        rows.push(row);
    }
    page.table(&head, &rows);
}

fn answer_cell(finding: &Finding) -> Cell {
    let mut text = finding.headline();
    if let Some(watched) = words::watched(finding) {
        text = format!("{text}\n{watched}");
    }
    Cell::new(text, finding.answer.map_or(Tone::Dim, tone))
}

fn tone(answer: Answer) -> Tone {
    match answer {
        Answer::Breached => Tone::Contrary,
        Answer::Kept | Answer::NoBreachFound => Tone::Settled,
        Answer::NotConcluded | Answer::Outstanding => Tone::Open,
    }
}

fn counts_table(page: &mut Page, findings: &Findings, index: &Index, period: &Period) {
    let told = Figures::of(findings);
    let mut rows = Vec::new();
    for (clause, party, finding) in counted(findings, index, period) {
        let mut row = vec![Cell::plain(format!("{}, {party}", clause.id))];
        row.extend(
            Standing::COLUMNS.map(|standing| Cell::plain(figures(&told, finding, standing))),
        );
        rows.push(row);
    }
    if rows.is_empty() {
        return;
    }
    page.blank();
    page.text("What was counted, by standing; columns are not added", Tone::Strong);
    if findings.findings.iter().any(related) {
        page.text(&words::capital(RELATION), Tone::Dim);
    }
    page.table(&["clause", "observed", "reported", "claimed"], &rows);
}

fn figures(told: &Figures, finding: &Finding, standing: Standing) -> String {
    let one = |figure: &&findings::Figure| {
        let notes = words::figure_notes(figure);
        let text = told.text(figure);
        if notes.is_empty() { text } else { format!("{text} ({notes})") }
    };
    let figures = told.ordered(finding, standing);
    if figures.is_empty() {
        return "–".to_owned();
    }
    figures.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn stacked(page: &mut Page, findings: &Findings, index: &Index, period: &Period) {
    let counted = counted(findings, index, period);
    let told = Figures::of(findings);
    for clause in &findings.clauses {
        page.text(&format!("{} {}", clause.id, clause.title), Tone::Strong);
        for party in words::columns(findings) {
            let Some((_, finding)) = index.get(&clause.id, party, &period.label) else { continue };
            let cell = answer_cell(finding);
            let text = cell.text.replace('\n', "; ");
            page.hanging(&format!("  {}: ", party.unwrap_or(ANY)), &text, cell.tone);
        }
        for (_, party, finding) in counted.iter().filter(|(of, ..)| of.id == clause.id) {
            page.text(&format!("  counted, {}, {party}:", clause.id), Tone::Dim);
            for standing in Standing::COLUMNS {
                if !words::figures_of(finding, standing).is_empty() {
                    let text = figures(&told, finding, standing);
                    page.hanging(&format!("    {standing}: "), &text, Tone::Plain);
                }
            }
        }
    }
}

fn notes(page: &mut Page, findings: &Findings) {
    if findings.notes.is_empty() {
        return;
    }
    page.blank();
    page.heading("Notes");
    for note in &findings.notes {
        page.hanging("- ", &note_text(note), Tone::Plain);
    }
}

/// A note with its code and records.
pub(crate) fn note_text(note: &Note) -> String {
    let code = note.code.as_ref().map_or_else(String::new, |code| format!("{code}: "));
    let more = note.records.len().saturating_sub(NOTE_RECORDS_MAX);
    let named: Vec<&str> = note.records.iter().take(NOTE_RECORDS_MAX).map(String::as_str).collect();
    let records = match (named.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!(" [{}]", named.join(", ")),
        (false, more) => format!(" [{} and {more} more]", named.join(", ")),
    };
    format!("{code}{}{records}", note.text)
}

fn closing(page: &mut Page, findings: &Findings, case: &str) {
    let answered = || findings.findings.iter().filter(|f| f.answer.is_some());
    let telling = answered().find(|f| f.answer == Some(Answer::Breached)).or(answered().next());
    let Some(finding) = telling.or(findings.findings.first()) else { return };
    page.blank();
    let period = match findings.manifest.options.period.as_str() {
        cut @ ("day" | "week") => format!(" --period {cut}"),
        _ => String::new(),
    };
    let case = if case.is_empty() { String::new() } else { format!(" {case}") };
    page.labelled("Why", LABEL, &format!("detente explain {}{case}{period}", finding.id));
    if !findings.ledger.is_empty() {
        page.labelled("Totals", LABEL, &format!("{}: detente report{case}", totals(findings)));
    }
    if findings.release == Release::Full {
        let hand_on = format!("detente report{case} (a public copy unless told otherwise)");
        page.labelled("To hand on", LABEL, &hand_on);
    }
}

/// `12 stated totals side by side (observed 9, reported 0, claimed 3)`.
fn totals(findings: &Findings) -> String {
    let number = |standing| findings.ledger.iter().filter(|row| row.standing == standing).count();
    let by_standing = Standing::COLUMNS.map(|standing| format!("{standing} {}", number(standing)));
    format!(
        "{} side by side ({})",
        words::plural(findings.ledger.len() as u64, "stated total", "stated totals"),
        by_standing.join(", "),
    )
}
