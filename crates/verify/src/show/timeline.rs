//! Day by day; what is not known stays unknown.

use std::collections::BTreeSet;

use basis::{Count, Interval, KindSet, Standing, Truth};
use evidence::Tally;
use findings::{TimelineDay, TimelineSeries};

use super::ledger::place;
use crate::context::Context;
use crate::facts::Made;
use crate::periods::{period, reporting_days};

/// The most days of a timeline before entry into force, where nothing else was asked for.
pub(crate) const DAYS_BEFORE_MAX: i64 = 90;

/// Series and days of a range; reports of `kinds` are counted, wherever they happened.
pub(crate) fn timeline(
    context: &Context<'_>,
    range: Interval,
    kinds: KindSet,
) -> (Vec<TimelineSeries>, Vec<TimelineDay>) {
    let columns = columns(context);
    let days: Vec<TimelineDay> = reporting_days(context, range)
        .into_iter()
        .map(|(date, day)| one_day(context, &columns, period(date.to_string(), day), kinds))
        .collect();
    without_empty(&columns, days)
}

/// Leaves out series that say nothing about any single day, such as totals of fortnights.
fn without_empty(
    columns: &[Column],
    mut days: Vec<TimelineDay>,
) -> (Vec<TimelineSeries>, Vec<TimelineDay>) {
    let speaks =
        |slot: usize| days.iter().any(|day| day.values[slot].is_some() || day.possible[slot] > 0);
    let kept: Vec<usize> = (0..columns.len()).filter(|slot| speaks(*slot)).collect();
    for day in &mut days {
        day.values = kept.iter().map(|slot| day.values[*slot]).collect();
        day.possible = kept.iter().map(|slot| day.possible[*slot]).collect();
    }
    (kept.iter().map(|slot| columns[*slot].series.clone()).collect(), days)
}

/// From some time before entry into force, where evidence reaches back and nothing was asked for.
pub(crate) fn widened(context: &Context<'_>, range: Interval) -> Interval {
    if context.options.from.is_some() {
        return range;
    }
    let reports = context.facts.events.iter().filter(|event| event.made != Made::Difference);
    let first = reports.map(|event| event.during.start).min().unwrap_or(range.start);
    let earliest = range.start.plus_micros(-DAYS_BEFORE_MAX * basis::time::DAY_US);
    Interval { start: first.max(earliest).min(range.start), end: range.end }
}

struct Column {
    series: TimelineSeries,
    of: Of,
}

/// What a column shows.
enum Of {
    /// Totals under a heading for a place.
    Tallies {
        counted: String,
        at: String,
    },
    /// Differences of cumulative totals under a heading for a place.
    Differences {
        counted: String,
        at: String,
    },
    Reports,
}

fn columns(context: &Context<'_>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for standing in Standing::COLUMNS {
        let series = |source: &str, unit: String, cumulative| TimelineSeries {
            standing,
            source: source.to_owned(),
            unit,
            cumulative,
        };
        let tallies = context.facts.tallies.iter().filter(|(_, of)| *of == standing);
        let headings: BTreeSet<_> = tallies
            .map(|(t, _)| (&t.head.source, &t.counted, t.cumulative, place(&t.place)))
            .collect();
        for (source, counted, cumulative, at) in headings {
            let series = series(source, format!("{counted}, {at}"), cumulative);
            columns.push(Column { series, of: Of::Tallies { counted: counted.clone(), at } });
        }
        let stated = context.facts.differences.stated.iter().filter(|d| d.standing == standing);
        let implied: BTreeSet<_> =
            stated.map(|d| (&d.source, &d.counted, place(&d.place))).collect();
        for (source, counted, at) in implied {
            let unit = format!("{counted}, {at}, difference of cumulative totals");
            let of = Of::Differences { counted: counted.clone(), at };
            columns.push(Column { series: series(source, unit, false), of });
        }
        if context.facts.reports.iter().any(|(_, of)| *of == standing) {
            let series = series("", "reports".to_owned(), false);
            columns.push(Column { series, of: Of::Reports });
        }
    }
    columns
}

fn one_day(
    context: &Context<'_>,
    columns: &[Column],
    day: findings::Period,
    kinds: KindSet,
) -> TimelineDay {
    let span = crate::periods::span(&day);
    let mut values = Vec::new();
    let mut possible = Vec::new();
    let mut records = Vec::new();
    for column in columns {
        let (value, maybe) = match &column.of {
            Of::Tallies { counted, at } => {
                (total(context, &column.series, counted, at, span, &mut records), 0)
            }
            Of::Differences { counted, at } => {
                (difference(context, &column.series, counted, at, span, &mut records), 0)
            }
            Of::Reports => reports(context, &column.series, span, kinds, &mut records),
        };
        values.push(value);
        possible.push(maybe);
    }
    records.sort();
    records.dedup();
    TimelineDay {
        phase: phase(context, span).to_owned(),
        period: day,
        values,
        possible,
        watched: watched(context, span),
        records,
    }
}

/// The total of a column for a day: stated for this day alone, or cumulative to its end.
fn total(
    context: &Context<'_>,
    series: &TimelineSeries,
    counted: &str,
    at: &str,
    day: Interval,
    records: &mut Vec<String>,
) -> Option<Count> {
    let mine = |tally: &Tally| {
        tally.head.source == series.source
            && tally.counted == counted
            && place(&tally.place) == at
            && tally.cumulative == series.cumulative
    };
    let of_day = |tally: &Tally| {
        if series.cumulative { tally.period.end == day.end } else { day.encloses(tally.period) }
    };
    let found: Vec<&Tally> = context
        .facts
        .tallies
        .iter()
        .filter(|(tally, standing)| *standing == series.standing && mine(tally) && of_day(tally))
        .map(|(tally, _)| *tally)
        .collect();
    records.extend(found.iter().map(|tally| tally.head.id.clone()));
    match found.as_slice() {
        [] => None,
        [one] => one.count,
        several if series.cumulative => several.iter().find_map(|tally| tally.count),
        several => several
            .iter()
            .map(|tally| tally.count)
            .try_fold(Count::exact(0), |sum, count| Some(sum.plus(count?))),
    }
}

/// What cumulative totals imply for a day that lies between their ends alone.
fn difference(
    context: &Context<'_>,
    series: &TimelineSeries,
    counted: &str,
    at: &str,
    day: Interval,
    records: &mut Vec<String>,
) -> Option<Count> {
    let found = context.facts.differences.stated.iter().find(|d| {
        d.standing == series.standing
            && d.source == series.source
            && d.counted == counted
            && place(&d.place) == at
            && day.encloses(d.period)
    })?;
    records.extend(found.records.iter().cloned());
    Some(found.count)
}

/// Reports of the clauses' kinds: certainly of this day, and possibly.
fn reports(
    context: &Context<'_>,
    series: &TimelineSeries,
    day: Interval,
    kinds: KindSet,
    records: &mut Vec<String>,
) -> (Option<Count>, u64) {
    let (mut certain, mut possible) = (0, 0);
    for (report, standing) in &context.facts.reports {
        if *standing != series.standing || report.kinds.is_disjoint(kinds) {
            continue;
        }
        match report.during.within(day) {
            Truth::Yes => {
                certain += 1;
                records.push(report.head.id.clone());
            }
            Truth::Unknown => possible += 1,
            Truth::No => {}
        }
    }
    // No report is not a report of nothing.
    ((certain > 0).then(|| Count::exact(certain)), possible)
}

fn phase(context: &Context<'_>, day: Interval) -> &'static str {
    match context.timing().in_force() {
        Ok(time) if day.end <= time.from.lo => "before",
        Ok(time) if day.start >= time.until.hi => "after",
        Ok(_) => "in force",
        Err(_) => "before",
    }
}

/// The share of the day's length in which some nil watch looked anywhere.
#[expect(clippy::cast_precision_loss, reason = "a share of a day is shown in percent")]
fn watched(context: &Context<'_>, day: Interval) -> Option<f64> {
    let mut spans: Vec<Interval> =
        context.facts.nil_watches.iter().filter_map(|w| w.during.intersect(day)).collect();
    if spans.is_empty() {
        return None;
    }
    spans.sort();
    let mut covered = 0;
    let mut end = day.start;
    for span in spans {
        let start = span.start.max(end);
        if span.end > start {
            covered += span.end.micros() - start.micros();
            end = span.end;
        }
    }
    Some((covered as f64 / day.micros() as f64 * 1000.0).floor() / 1000.0)
}
