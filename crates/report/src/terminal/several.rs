//! Several periods on a terminal: a line for each clause, rows where periods differ.

use findings::{ClauseInfo, Findings};

use super::{fits, tone};
use crate::layout::{Cell, Page, Tone};
use crate::periods::{Counting, Row, Several, Telling};
use crate::words::{self, ANY};

/// Said of periods in which no figure stands.
const NOTHING: &str = "nothing counted";

/// Clause by clause: what is counted over the periods, duties at their end, and what is not
/// checked.
pub(super) fn detail<'a>(page: &mut Page, findings: &'a Findings, several: &Several<'a>) {
    page.blank();
    page.heading(&format!("Clause by clause, over {}", several.number()));
    let told =
        |telling| findings.clauses.iter().filter(move |clause| several.telling(clause) == telling);
    for (i, clause) in told(Telling::Counted).enumerate() {
        if i > 0 {
            page.blank();
        }
        counted(page, findings, several, clause);
    }
    for (i, clause) in told(Telling::AtEnd).enumerate() {
        if i == 0 {
            page.blank();
            page.heading(&format!("Duties, as they stand at the end of {}", several.last()));
        }
        page.text(&format!("{} {}", clause.id, clause.title), Tone::Strong);
        by_side(page, findings, |party| several.at_end(clause, party));
    }
    for (i, clause) in told(Telling::NotCheckable).enumerate() {
        if i == 0 {
            page.blank();
            page.heading("Not checkable");
        }
        let why = clause.not_checkable.as_deref().unwrap_or("left open by the text");
        page.hanging("", &format!("{} {}: {why}", clause.id, clause.title), Tone::Dim);
    }
}

/// One line for all sides of which the same is said.
fn by_side<'a>(
    page: &mut Page,
    findings: &'a Findings,
    told: impl Fn(Option<&'a str>) -> Option<crate::periods::Sentence>,
) {
    let mut lines: Vec<(Vec<&str>, crate::periods::Sentence)> = Vec::new();
    for party in words::columns(findings) {
        let Some(sentence) = told(party) else { continue };
        let name = party.unwrap_or(ANY);
        match lines.iter_mut().find(|(_, known)| *known == sentence) {
            Some((names, _)) => names.push(name),
            None => lines.push((vec![name], sentence)),
        }
    }
    for (names, (answer, text)) in lines {
        let tone = answer.map_or(Tone::Dim, tone);
        page.hanging(&format!("  {}: ", names.join(", ")), &text, tone);
    }
}

fn counted<'a>(
    page: &mut Page,
    findings: &'a Findings,
    several: &Several<'a>,
    clause: &'a ClauseInfo,
) {
    page.text(&format!("{} {}", clause.id, clause.title), Tone::Strong);
    let shared = several.watched(clause);
    by_side(page, findings, |party| {
        let (answer, tally) = several.tally(clause, party)?;
        let own = several.watched_for(clause, party).filter(|_| shared.is_none());
        Some((answer, [Some(tally), own].into_iter().flatten().collect::<Vec<_>>().join("; ")))
    });
    let (columns, alike) = several.columns(clause);
    let rows = several.rows(clause, &columns);
    let mut about = Vec::new();
    about.extend(shared);
    let nothing = rows.iter().all(Row::empty);
    if nothing {
        about.push(format!("{NOTHING} in any {}", several.unit_name()));
    }
    about.extend(Counting::of(several, clause).legend());
    if !alike.is_empty() {
        let unit = several.unit_name();
        about.push(format!("{} as {ANY}, {unit} by {unit}", alike.join(", ")));
    }
    if !about.is_empty() {
        page.hanging("  ", &about.join("; "), Tone::Dim);
    }
    if rows.len() < 2 && nothing {
        return;
    }
    // The columns in which anything stands.
    let standings: Vec<usize> =
        (0..3).filter(|i| rows.iter().any(|row| !column(row, *i).is_empty())).collect();
    if fits(page, 1 + columns.len() + standings.len()) {
        table(page, several, &columns, &standings, &rows);
    } else {
        stacked(page, several, &columns, &rows);
    }
}

fn column<'r>(row: &'r Row, i: usize) -> &'r str {
    row.counts.get(i).map_or("", String::as_str)
}

fn table(
    page: &mut Page,
    several: &Several,
    columns: &[Option<&str>],
    standings: &[usize],
    rows: &[Row],
) {
    let mut head = vec![several.unit_name()];
    head.extend(columns.iter().map(|party| party.unwrap_or(ANY)));
    head.extend(standings.iter().filter_map(|i| STANDINGS.get(*i)));
    let cells = rows.iter().map(|row| {
        let mut cells = vec![Cell::plain(row.label(several.unit_name()))];
        cells.extend(row.answers.iter().map(|answer| match answer {
            Some((answer, text)) => Cell::new(text.clone(), answer.map_or(Tone::Dim, tone)),
            None => Cell::new("–", Tone::Dim),
        }));
        for (n, i) in standings.iter().enumerate() {
            cells.push(match column(row, *i) {
                "" if n == 0 && row.empty() => Cell::new(NOTHING, Tone::Dim),
                "" => Cell::new("–", Tone::Dim),
                text => Cell::plain(text),
            });
        }
        cells
    });
    page.dense_table(&head, &cells.collect::<Vec<_>>(), 1 + columns.len());
}

/// Names of [`basis::Standing::COLUMNS`].
const STANDINGS: [&str; 3] = ["observed", "reported", "claimed"];

/// A paragraph for each row.
fn stacked(page: &mut Page, several: &Several, columns: &[Option<&str>], rows: &[Row]) {
    for row in rows {
        let mut parts = Vec::new();
        for (party, answer) in columns.iter().zip(&row.answers) {
            let Some((_, text)) = answer else { continue };
            parts.push(match party {
                None => text.clone(),
                Some(name) => format!("{name}: {text}"),
            });
        }
        let first = row.answers.iter().flatten().next();
        for (i, standing) in STANDINGS.iter().enumerate() {
            if !column(row, i).is_empty() {
                parts.push(format!("{standing} {}", column(row, i)));
            }
        }
        if row.empty() {
            parts.push(NOTHING.to_owned());
        }
        let label = row.label(several.unit_name()).replace('\n', ", ");
        let tone = first.and_then(|(answer, _)| *answer).map_or(Tone::Dim, tone);
        page.hanging("  ", &format!("{label}: {}", parts.join(" · ")), tone);
    }
}
