//! Into which periods a run is cut.

use basis::civil::{Date, ISOWeekDate};
use basis::{Instant, Interval};
use findings::Period;

use crate::context::Context;
use crate::options::PeriodLength;

/// The most periods of a run: some 27 years of days.
pub(crate) const PERIODS_MAX: usize = 10_000;

/// From when to when a run looks: what was asked for, else from entry into force to the last
/// instant known.
pub(crate) fn range(context: &Context<'_>) -> Interval {
    let as_of = context.options.as_of.or(context.facts.last).unwrap_or(Instant::MIN);
    // Nothing is known of what comes after the instant that was asked for.
    let until = context.options.until.unwrap_or(as_of);
    let until = context.options.as_of.map_or(until, |as_of| until.min(as_of));
    let in_force = context.timing().in_force().map(|time| time.from.lo);
    let first = context.facts.events.iter().map(|event| event.during.start).min();
    let from = context.options.from.or(in_force.ok()).or(first).unwrap_or(until);
    Interval::new(from, until).unwrap_or(Interval::at(from))
}

/// The periods of a run.
pub(crate) fn periods(context: &Context<'_>, range: Interval) -> Vec<Period> {
    match context.options.period {
        PeriodLength::All => vec![period("all".to_owned(), range)],
        PeriodLength::Day => days(context, range),
        PeriodLength::Week => weeks(context, range),
    }
}

/// The reporting days that touch a range, clipped to it; rule R2.
pub(crate) fn days(context: &Context<'_>, range: Interval) -> Vec<Period> {
    let each = reporting_days(context, range).into_iter();
    each.filter_map(|(date, day)| Some(period(date.to_string(), day.intersect(range)?))).collect()
}

/// The whole reporting days that touch a range, with their dates.
pub(crate) fn reporting_days(context: &Context<'_>, range: Interval) -> Vec<(Date, Interval)> {
    let zone = &context.options.zone;
    let mut days = Vec::new();
    let mut date = zone.local(range.start).date();
    while days.len() < PERIODS_MAX {
        let Ok(day) = zone.reporting_day(date, context.options.day_ends) else { break };
        if day.start >= range.end {
            break;
        }
        if day.intersect(range).is_some() {
            days.push((date, day));
        }
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    days
}

fn weeks(context: &Context<'_>, range: Interval) -> Vec<Period> {
    let mut weeks: Vec<Period> = Vec::new();
    for (date, day) in reporting_days(context, range) {
        let Some(day) = day.intersect(range) else { continue };
        let week = ISOWeekDate::from(date);
        let label = format!("{}-W{:02}", week.year(), week.week());
        match weeks.last_mut().filter(|last| last.label == label) {
            Some(last) => last.until = day.end,
            None => weeks.push(period(label, day)),
        }
    }
    weeks
}

pub(crate) fn period(label: String, span: Interval) -> Period {
    Period { label, from: span.start, until: span.end }
}

/// The span of a period.
pub(crate) fn span(period: &Period) -> Interval {
    Interval { start: period.from, end: period.until }
}
