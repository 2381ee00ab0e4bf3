//! The timeline: a row per series; an unknown day is hatched, zero is written as zero.

use basis::{Count, Qualifier};
use findings::{Findings, TimelineDay};

use super::answers::column_name;
use super::{DAYS_BEFORE_DRAWN, DAYS_DRAWN_MAX, SERIES_DRAWN_MAX};
use crate::lists;

/// Width of the drawing in pixels where the days leave a choice.
const WIDTH: f64 = 880.0;

/// Least and greatest width of a day in pixels.
const DAY_PX: [f64; 2] = [9.0, 40.0];

/// Days narrower than this carry no numbers.
const NUMBER_PX_MIN: f64 = 24.0;

/// Phases narrower than this have their short name.
const PHASE_PX_MIN: f64 = 160.0;

/// Height of the bars of a row in pixels.
const BAR_PX: f64 = 56.0;

/// Height of a row in pixels: its name, room for numbers, bars, a gap.
const ROW_PX: f64 = 104.0;

/// From the top of a row to the top of its bars.
const BAR_TOP_PX: f64 = 36.0;

/// Room above the rows for phases, and below for dates.
const TOP_PX: f64 = 26.0;

/// Shapes in pixels of the drawing.
pub(super) struct TimelineView {
    pub(super) width: String,
    pub(super) height: String,
    pub(super) bottom: String,
    pub(super) rows: Vec<Row>,
    pub(super) phases: Vec<Phase>,
    pub(super) dates: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
    /// Series without a value on any day drawn.
    pub(super) empty: Vec<String>,
    pub(super) head: Vec<String>,
    pub(super) table: Vec<Vec<String>>,
    pub(super) description: String,
}

/// A series.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) standing: &'static str,
    pub(super) name_y: String,
    pub(super) base_y: String,
    pub(super) top_y: String,
    pub(super) scale: String,
    pub(super) unknown: Vec<Span>,
    pub(super) bars: Vec<Bar>,
    /// Steps of a cumulative series, broken where a day is unknown.
    pub(super) steps: String,
    pub(super) dots: Vec<(String, String)>,
    pub(super) numbers: Vec<(String, String, String)>,
}

/// A stretch of days.
pub(super) struct Span {
    pub(super) x: String,
    pub(super) width: String,
    pub(super) title: String,
}

/// A value; `possible` ones stand on top of the certain, pale.
pub(super) struct Bar {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
    pub(super) possible: bool,
    pub(super) title: String,
}

/// A stretch of days of one phase, and a marker where it begins after another.
pub(super) struct Phase {
    pub(super) x: String,
    pub(super) width: String,
    pub(super) class: &'static str,
    pub(super) label: &'static str,
    pub(super) marker: bool,
}

/// What a row draws on each day: value, possible ones, words.
struct Series {
    name: String,
    standing: &'static str,
    cumulative: bool,
    days: Vec<(Option<Count>, u64)>,
    percent: bool,
}

impl Series {
    /// Whether it has anything to draw.
    fn is_told(&self) -> bool {
        self.days.iter().any(|(value, possible)| value.is_some() || *possible > 0)
    }
}

impl TimelineView {
    /// `None` where the findings have no days or no series.
    pub(super) fn of(findings: &Findings) -> Option<TimelineView> {
        let known: Vec<&TimelineDay> = findings.timeline.iter().collect();
        let left_out = left_out(&known);
        let listed = &known[..known.len().min(left_out + DAYS_DRAWN_MAX)];
        let days = &listed[left_out..];
        let all = series(findings, days);
        if days.is_empty() || all.is_empty() {
            return None;
        }
        let n = number(days.len() as u64);
        let day_px = (WIDTH / n).clamp(DAY_PX[0], DAY_PX[1]);
        let (told, empty): (Vec<&Series>, Vec<&Series>) = all.iter().partition(|s| s.is_told());
        let drawn = || told.iter().take(SERIES_DRAWN_MAX);
        let bottom = TOP_PX + ROW_PX * number(drawn().count() as u64);
        let (head, table) = table(&series(findings, listed), listed);
        Some(TimelineView {
            width: px(n * day_px),
            height: px(bottom + 28.0),
            bottom: px(bottom),
            rows: drawn().zip(0..).map(|(series, i)| row(series, days, day_px, i)).collect(),
            phases: phases(days, day_px),
            dates: dates(days, day_px),
            notes: notes(findings, left_out, told.len()),
            empty: empty.iter().map(|series| series.name.clone()).collect(),
            description: format!(
                "{}, {}; the same as a table below",
                crate::words::plural(days.len() as u64, "day", "days"),
                crate::words::plural(drawn().count() as u64, "row", "rows"),
            ),
            head,
            table,
        })
    }
}

/// Days at the start that are not drawn: those long before entry into force. Where the accord is
/// in force on no day, all are drawn.
fn left_out(days: &[&TimelineDay]) -> usize {
    let before = days.iter().take_while(|day| day.phase == "before").count();
    if before == days.len() { 0 } else { before.saturating_sub(DAYS_BEFORE_DRAWN) }
}

fn series(findings: &Findings, days: &[&TimelineDay]) -> Vec<Series> {
    let at = |day: &TimelineDay, i: usize| {
        (day.values.get(i).copied().flatten(), day.possible.get(i).copied().unwrap_or(0))
    };
    let mut all: Vec<Series> = findings
        .series
        .iter()
        .enumerate()
        .map(|(i, series)| Series {
            name: lists::series(series),
            standing: column_name(series.standing),
            cumulative: series.cumulative,
            days: days.iter().map(|day| at(day, i)).collect(),
            percent: false,
        })
        .collect();
    if days.iter().any(|day| day.watched.is_some()) {
        let share = |day: &&TimelineDay| {
            let percent = day.watched.map(findings::finding::percent);
            (percent.map(|p| Count::exact(u64::from(p))), 0)
        };
        all.push(Series {
            name: "watched by anything that declared what it saw, %".to_owned(),
            standing: "watched",
            cumulative: false,
            days: days.iter().map(share).collect(),
            percent: true,
        });
    }
    all
}

fn row(series: &Series, days: &[&TimelineDay], day_px: f64, position: u32) -> Row {
    let top = TOP_PX + ROW_PX * f64::from(position) + BAR_TOP_PX;
    let base = top + BAR_PX;
    let top_of_scale = if series.percent { 100 } else { most(series) };
    let height = |n: u64| BAR_PX * number(n) / number(top_of_scale.max(1));
    let mut row = Row {
        name: series.name.clone(),
        standing: series.standing,
        name_y: px(top - BAR_TOP_PX + 16.0),
        base_y: px(base),
        top_y: px(top),
        scale: if most(series) == 0 {
            "only zeros".to_owned()
        } else {
            format!("top of the scale: {top_of_scale}")
        },
        unknown: unknown(series, day_px),
        bars: Vec::new(),
        steps: String::new(),
        dots: Vec::new(),
        numbers: Vec::new(),
    };
    let mut known_before = false;
    for (i, ((value, possible), day)) in series.days.iter().zip(days).enumerate() {
        let x = number(i as u64) * day_px;
        let certain = value.map_or(0.0, |count| height(count.number));
        let title = format!("{}: {}", day.period.label, words_of(*value, *possible));
        if let Some(count) = value {
            if series.cumulative {
                step(&mut row, x, day_px, base - certain, known_before);
            } else {
                row.bars.push(bar(x, day_px, base - certain, certain, false, title.clone()));
            }
            if day_px >= NUMBER_PX_MIN {
                let middle = px(x + day_px / 2.0);
                row.numbers.push((middle, px(base - certain - 4.0), short(*count)));
            }
        }
        if *possible > 0 && !series.cumulative {
            let more = height(*possible);
            row.bars.push(bar(x, day_px, base - certain - more, more, true, title));
        }
        known_before = value.is_some();
    }
    row
}

fn step(row: &mut Row, x: f64, day_px: f64, y: f64, known_before: bool) {
    let join = if known_before { "L" } else { "M" };
    row.steps.push_str(&format!("{join}{} {}H{}", px(x), px(y), px(x + day_px)));
    row.dots.push((px(x + day_px / 2.0), px(y)));
}

fn bar(x: f64, day_px: f64, y: f64, height: f64, possible: bool, title: String) -> Bar {
    let width = px((day_px - 2.0).max(1.0));
    Bar { x: px(x + 1.0), y: px(y), width, height: px(height), possible, title }
}

fn most(series: &Series) -> u64 {
    let sum = |(value, possible): &(Option<Count>, u64)| {
        value.map_or(0, |count| count.number).saturating_add(*possible)
    };
    series.days.iter().map(sum).max().unwrap_or(0)
}

/// Stretches of unknown days, for hatching.
fn unknown(series: &Series, day_px: f64) -> Vec<Span> {
    let known: Vec<bool> = series.days.iter().map(|(value, _)| value.is_some()).collect();
    let runs = known.chunk_by(|a, b| a == b);
    let mut spans = Vec::new();
    let mut start = 0;
    for run in runs {
        if run.first() == Some(&false) {
            spans.push(Span {
                x: px(number(start as u64) * day_px),
                width: px(number(run.len() as u64) * day_px),
                title: format!(
                    "unknown on {}",
                    crate::words::plural(run.len() as u64, "day", "days")
                ),
            });
        }
        start += run.len();
    }
    spans
}

fn phases(days: &[&TimelineDay], day_px: f64) -> Vec<Phase> {
    let mut phases = Vec::new();
    let mut start = 0;
    for run in days.chunk_by(|a, b| a.phase == b.phase) {
        let (class, label, short) = match run.first().map(|day| day.phase.as_str()) {
            Some("before") => ("before", "before entry into force", "before"),
            Some("in force") => ("in-force", "in force", "in force"),
            Some("after") => ("after", "no longer in force", "after"),
            _ => ("other", "phase not stated", "?"),
        };
        let room = number(run.len() as u64) * day_px;
        phases.push(Phase {
            x: px(number(start as u64) * day_px),
            width: px(room),
            class,
            label: if room < PHASE_PX_MIN { short } else { label },
            marker: start > 0,
        });
        start += run.len();
    }
    phases
}

/// Labels of days, as many as have room.
fn dates(days: &[&TimelineDay], day_px: f64) -> Vec<(String, String)> {
    const LABEL_PX: f64 = 84.0;
    let room = (1..=days.len()).find(|n| number(*n as u64) * day_px >= LABEL_PX);
    let every = room.unwrap_or(days.len()).max(1);
    let label = |(i, day): (usize, &&TimelineDay)| {
        (px(number(i as u64) * day_px + 2.0), day.period.label.clone())
    };
    days.iter().enumerate().step_by(every).map(label).collect()
}

fn table(all: &[Series], days: &[&TimelineDay]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut head = vec!["day".to_owned(), "phase".to_owned()];
    head.extend(all.iter().map(|series| series.name.clone()));
    let row = |(i, day): (usize, &&TimelineDay)| {
        let mut row = vec![day.period.label.clone(), day.phase.clone()];
        row.extend(all.iter().map(|series| {
            let (value, possible) = series.days.get(i).copied().unwrap_or((None, 0));
            words_of(value, possible)
        }));
        row
    };
    (head, days.iter().enumerate().map(row).collect())
}

fn notes(findings: &Findings, left_out: usize, series: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if left_out > 0 {
        notes.push(format!(
            "Drawn are {DAYS_BEFORE_DRAWN} days before entry into force; earlier days, {left_out}, \
             stand in the table below and in the JSON form."
        ));
    }
    let days = findings.timeline.len().saturating_sub(left_out + DAYS_DRAWN_MAX);
    if days > 0 {
        notes.push(format!("{days} later days are not drawn; the JSON form has them."));
    }
    let more = series.saturating_sub(SERIES_DRAWN_MAX);
    if more > 0 {
        notes.push(format!("{more} further rows are not drawn; the table below has them."));
    }
    notes
}

fn words_of(value: Option<Count>, possible: u64) -> String {
    let value = value.map_or_else(|| "unknown".to_owned(), |count| count.to_string());
    if possible > 0 { format!("{value}, and {possible} possible") } else { value }
}

/// A count in few characters.
fn short(count: Count) -> String {
    let sign = match count.qualifier {
        Qualifier::Exact => "",
        Qualifier::AtLeast => "≥",
        Qualifier::About => "~",
    };
    format!("{sign}{}", count.number)
}

fn px(value: f64) -> String {
    super::map::px(value)
}

/// Counts of this size are exact in a float.
#[expect(clippy::cast_precision_loss, reason = "only for drawing")]
fn number(n: u64) -> f64 {
    n as f64
}
