//! The ledger and the timeline as text.

use basis::Standing;
use findings::{Findings, LedgerRow, TimelineSeries};

use crate::layout::{Cell, Page, Tone};
use crate::terminal::Style;
use crate::words::{self, Clock};

/// Stated totals side by side: one row per total, one column per standing.
pub fn ledger(findings: &Findings, style: &Style<'_>) -> String {
    let clock = Clock::of(findings);
    let mut page = Page::new(style.width, style.colour);
    page.heading("Stated totals, side by side; columns are not added");
    page.text(&format!("times in {}", clock.zone()), Tone::Dim);
    let rows: Vec<Vec<Cell>> = findings.ledger.iter().map(|row| ledger_row(row, &clock)).collect();
    let head = ["period", "observed", "reported", "claimed", "counted, where, by whom", "record"];
    page.table(&head, &rows);
    page.finish()
}

fn ledger_row(row: &LedgerRow, clock: &Clock) -> Vec<Cell> {
    let mut cells = vec![Cell::plain(clock.span(row.period.from, row.period.until))];
    for standing in Standing::COLUMNS {
        let own = standing == row.standing;
        cells.push(Cell::plain(if own { stated(row) } else { String::new() }));
    }
    let named = [&row.counted, &row.place, &row.source].into_iter().filter(|t| !t.is_empty());
    let mut about = named.map(String::as_str).collect::<Vec<_>>().join("; ");
    if !row.accused.is_empty() {
        about.push_str(&format!("; accused: {}", row.accused));
    }
    for remark in &row.remarks {
        about.push_str(&format!("; {remark}"));
    }
    cells.push(Cell::plain(about));
    cells.push(Cell::plain(row.record.clone()));
    cells
}

/// The total with what qualifies it.
pub(crate) fn stated(row: &LedgerRow) -> String {
    let mut text = words::count(row.count);
    if row.cumulative {
        text.push_str(" so far");
    }
    if let Some(id) = &row.restated_by {
        text.push_str(&format!(" (restated by {id})"));
    }
    text
}

/// Day by day; an unknown value is `?`, which is not zero.
pub fn timeline(findings: &Findings, style: &Style<'_>) -> String {
    let clock = Clock::of(findings);
    let mut page = Page::new(style.width, style.colour);
    page.heading(&format!("Day by day, days of {}; ? is unknown, not zero", clock.zone()));
    let mut head = vec!["day".to_owned(), "phase".to_owned()];
    head.extend(findings.series.iter().map(series));
    head.push("watched".to_owned());
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut rows = Vec::new();
    for day in &findings.timeline {
        let mut row = vec![Cell::plain(day.period.label.clone()), Cell::plain(day.phase.clone())];
        for i in 0..findings.series.len() {
            let value = day.values.get(i).copied().flatten();
            let value = value.map_or_else(|| "?".to_owned(), |count| count.to_string());
            let possible = day.possible.get(i).copied().unwrap_or(0);
            let more =
                if possible > 0 { format!(" (+{possible} possible)") } else { String::new() };
            row.push(Cell::plain(format!("{value}{more}")));
        }
        let share = day.watched.map(|w| format!("{}\u{a0}%", findings::finding::percent(w)));
        row.push(Cell::plain(share.unwrap_or_else(|| "?".to_owned())));
        rows.push(row);
    }
    page.table(&head, &rows);
    page.finish()
}

/// `truce violations, observed, Invented Mission, cumulative`.
pub(crate) fn series(series: &TimelineSeries) -> String {
    let mut parts = vec![series.unit.clone(), series.standing.to_string()];
    if !series.source.is_empty() {
        parts.push(series.source.clone());
    }
    if series.cumulative {
        parts.push("cumulative".to_owned());
    }
    parts.join(", ")
}
