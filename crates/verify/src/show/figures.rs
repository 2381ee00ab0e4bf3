//! Counts by standing in named units, with rate and trend (docs/spec/verdicts.md, section 7).

use std::collections::BTreeMap;

use accord::model::{Norm, PartyIx, Variant};
use basis::{Count, Interval, KindSet, Standing, Truth};
use evidence::Tally;
use findings::Figure;

use super::ledger::place;
use crate::binding::Doers;
use crate::context::Context;
use crate::difference::Difference;
use crate::facts::Made;

/// The later half has to be this many times the earlier one to be called rising.
pub(crate) const TREND_RATIO: f64 = 1.5;

/// No rate is stated for less than half a day.
const RATE_DAYS_MIN: f64 = 0.5;

/// A period of so many times 24 hours still counts as a day: one on which clocks go back has 25.
const DAY_MAX: f64 = 25.0 / 24.0;

/// Totals that a period cuts, shown one by one, for each source and heading.
const CUT_MAX: usize = 5;

/// The fewest days with a total for which a trend is stated.
pub(crate) const TREND_DAYS_MIN: usize = 4;

/// The kinds that a clause is about, over all its readings.
pub(crate) fn kinds_of(variants: &[Variant]) -> KindSet {
    let each = variants.iter().map(|variant| match &variant.norm {
        Norm::Prohibition(ban) => ban.kinds,
        Norm::Notice(notice) => notice.activity.kinds,
        Norm::Duty(_) => KindSet::NONE,
    });
    each.fold(KindSet::NONE, KindSet::union)
}

/// The figures of a clause about some kinds, in a period. Records in `bearing` are those that
/// bear on the clause in some world. For a side only records that point to it are counted.
pub(crate) fn figures(
    context: &Context<'_>,
    kinds: KindSet,
    period: Interval,
    bearing: &[String],
    party: Option<PartyIx>,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    for standing in Standing::COLUMNS {
        figures.extend(of_tallies(context, standing, kinds, period, party));
        if party.is_none() {
            figures.extend(of_differences(context, standing, kinds, period));
        }
        figures.extend(of_reports(context, standing, period, bearing, party));
    }
    figures
}

/// Totals of one source under one heading.
fn of_tallies(
    context: &Context<'_>,
    standing: Standing,
    kinds: KindSet,
    period: Interval,
    party: Option<PartyIx>,
) -> Vec<Figure> {
    let mut groups: BTreeMap<(String, String, String, String), Vec<&Tally>> = BTreeMap::new();
    for (tally, of) in &context.facts.tallies {
        let touches = period.intersect(tally.period).is_some()
            && points_to(&context.binding.doers(&tally.accused), standing, party);
        if *of == standing && touches && !tally.kinds.is_disjoint(kinds) && tally.count.is_some() {
            let accused = tally.accused.to_string();
            let at = place(&tally.place);
            let group = (tally.head.source.clone(), tally.counted.clone(), at, accused);
            groups.entry(group).or_default().push(tally);
        }
    }
    let mut figures = Vec::new();
    for ((source, counted, at, _), tallies) in groups {
        let (inside, cut): (Vec<&Tally>, Vec<&Tally>) =
            tallies.into_iter().partition(|tally| period.encloses(tally.period));
        let (running, single): (Vec<&Tally>, Vec<&Tally>) =
            inside.into_iter().partition(|tally| tally.cumulative);
        let base = |count, how: String, days: Option<f64>, records: Vec<String>| Figure {
            standing,
            source: source.clone(),
            unit: counted.clone(),
            count: Some(count),
            how,
            per_day: days.filter(|days| *days >= RATE_DAYS_MIN).map(|days| rate(count, days)),
            trend: None,
            records,
        };
        if let Some(latest) = running.iter().max_by_key(|t| (t.period.end, t.head.id.clone()))
            && let Some(count) = latest.count
        {
            let how =
                format!("latest cumulative total for {at}, to {}", context.show(latest.period.end));
            let days = days(latest.period.micros());
            figures.push(base(count, how, Some(days), vec![latest.head.id.clone()]));
        }
        for tally in cut.into_iter().filter(|tally| !tally.cumulative).take(CUT_MAX) {
            let how = format!(
                "stated for {at}, {}, partly outside the period",
                context.span(tally.period)
            );
            let records = vec![tally.head.id.clone()];
            figures.extend(tally.count.map(|count| base(count, how, None, records)));
        }
        for chain in disjoint(single) {
            let counts = chain.iter().filter_map(|tally| tally.count);
            let Some(sum) = counts.reduce(Count::plus) else { continue };
            let how = match chain.len() {
                1 => format!("stated for {at}"),
                n => format!("sum of {n} stated totals for {at}"),
            };
            let records = chain.iter().map(|tally| tally.head.id.clone()).collect();
            let mut figure = base(sum, how, Some(covered_days(&chain)), records);
            figure.trend = trend(&chain);
            figures.push(figure);
        }
    }
    figures
}

/// What cumulative totals imply for the time between their ends, summed over the period.
fn of_differences(
    context: &Context<'_>,
    standing: Standing,
    kinds: KindSet,
    period: Interval,
) -> Vec<Figure> {
    let mut groups: BTreeMap<(&str, &str, String), Vec<&Difference>> = BTreeMap::new();
    for difference in &context.facts.differences.stated {
        let inside = period.encloses(difference.period) && !difference.kinds.is_disjoint(kinds);
        if difference.standing == standing && inside {
            let at = place(&difference.place);
            let group = (difference.source.as_str(), difference.counted.as_str(), at);
            groups.entry(group).or_default().push(difference);
        }
    }
    let figure = |((source, counted, at), found): ((&str, &str, String), Vec<&Difference>)| {
        let count = found.iter().map(|d| d.count).reduce(Count::plus);
        let micros = found.iter().map(|d| d.period.micros()).sum();
        Figure {
            standing,
            source: source.to_owned(),
            unit: counted.to_owned(),
            count,
            how: format!("difference of cumulative totals for {at}"),
            per_day: count.map(|count| rate(count, days(micros))),
            trend: None,
            records: found.iter().flat_map(|d| d.records.clone()).collect(),
        }
    };
    groups.into_iter().map(figure).collect()
}

/// Totals that do not overlap, in the order of time: days apart from longer periods, overlapping
/// ones in chains of their own, so that nothing is counted twice.
fn disjoint(mut tallies: Vec<&Tally>) -> Vec<Vec<&Tally>> {
    tallies.sort_by(|a, b| (a.period, &a.head.id).cmp(&(b.period, &b.head.id)));
    let mut chains: Vec<Vec<&Tally>> = Vec::new();
    for tally in tallies {
        let long = |tally: &Tally| days(tally.period.micros()) > DAY_MAX;
        let fits = |chain: &Vec<&Tally>| {
            let apart = |other: &&&Tally| other.period.intersect(tally.period).is_none();
            chain.iter().all(|other| apart(&other) && long(other) == long(tally))
        };
        match chains.iter().position(fits) {
            Some(index) => chains[index].push(tally),
            None => chains.push(vec![tally]),
        }
    }
    chains
}

/// Days that at least one total covers.
fn covered_days(chain: &[&Tally]) -> f64 {
    let mut covered = 0;
    let mut end = None;
    for tally in chain {
        let start = end.map_or(tally.period.start, |end| tally.period.start.max(end));
        if tally.period.end > start {
            covered += tally.period.end.micros() - start.micros();
            end = Some(tally.period.end);
        }
    }
    days(covered)
}

#[expect(clippy::cast_precision_loss, reason = "days are shown to a tenth")]
fn days(micros: i64) -> f64 {
    micros as f64 / basis::time::DAY_US as f64
}

#[expect(clippy::cast_precision_loss, reason = "a rate is shown to a tenth")]
fn rate(count: Count, days: f64) -> f64 {
    (count.number as f64 / days.max(1.0) * 10.0).round() / 10.0
}

/// The later half of the days with a total against the earlier half.
#[expect(clippy::cast_precision_loss, reason = "means are compared by a ratio")]
fn trend(chain: &[&Tally]) -> Option<String> {
    let mut by_day: BTreeMap<Interval, u64> = BTreeMap::new();
    for tally in chain {
        if days(tally.period.micros()) <= DAY_MAX {
            *by_day.entry(tally.period).or_default() += tally.count?.number;
        }
    }
    let values: Vec<u64> = by_day.values().copied().collect();
    if values.len() < TREND_DAYS_MIN {
        return None;
    }
    let half = values.len() / 2;
    let mean = |part: &[u64]| part.iter().sum::<u64>() as f64 / part.len() as f64;
    let (earlier, later) = (mean(&values[..half]), mean(&values[values.len() - half..]));
    let word = if earlier == later {
        "no clear change"
    } else if later >= earlier * TREND_RATIO {
        "rising"
    } else if later * TREND_RATIO <= earlier {
        "falling"
    } else {
        "no clear change"
    };
    Some(format!(
        "{word}: {earlier:.1} a day in the earlier {half} days with a total, {later:.1} in the later {half}"
    ))
}

/// Whether a record points to this side; any record for any side.
fn points_to(doers: &Doers, standing: Standing, party: Option<PartyIx>) -> bool {
    party.is_none_or(|party| doers.points_to(standing, party))
}

/// How many reports lie certainly, and how many possibly, in the period.
fn of_reports(
    context: &Context<'_>,
    standing: Standing,
    period: Interval,
    bearing: &[String],
    party: Option<PartyIx>,
) -> Vec<Figure> {
    let (mut certain, mut possible) = (Vec::new(), Vec::new());
    let events = context.facts.events.iter().filter(|event| {
        event.made == Made::Report
            && event.standing == standing
            && bearing.contains(&event.id)
            && points_to(&event.doers, standing, party)
    });
    for event in events {
        match event.during.within(period) {
            Truth::Yes => certain.push(event.id.clone()),
            Truth::Unknown => possible.push(event.id.clone()),
            Truth::No => {}
        }
    }
    let units = [("reports", certain), ("reports, possibly in this period", possible)];
    let some = units.into_iter().filter(|(_, records)| !records.is_empty());
    some.map(|(unit, records)| Figure {
        standing,
        source: String::new(),
        unit: unit.to_owned(),
        count: Some(Count::exact(records.len() as u64)),
        how: "counted".to_owned(),
        per_day: None,
        trend: None,
        records,
    })
    .collect()
}
