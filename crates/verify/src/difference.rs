//! What cumulative totals with a common start imply for the time between their ends.

use std::collections::BTreeMap;

use basis::{Count, Instant, Interval, KindSet, Qualifier, Standing};
use evidence::{Tally, Where};

use crate::binding::{Binding, key};
use crate::facts::{Event, Made, Stated};

/// Differences and contradictions of cumulative totals.
#[derive(Clone, Debug, Default)]
pub(crate) struct Differences {
    /// Events that the differences imply.
    pub(crate) events: Vec<Event>,
    /// All differences, zero included.
    pub(crate) stated: Vec<Difference>,
    /// Pairs of records of which the later total is below the earlier one.
    pub(crate) falling: Vec<(String, String)>,
}

/// So many between the ends of two totals.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    pub(crate) id: String,
    pub(crate) records: [String; 2],
    pub(crate) source: String,
    pub(crate) counted: String,
    pub(crate) place: Where,
    pub(crate) standing: Standing,
    pub(crate) period: Interval,
    pub(crate) count: Count,
    pub(crate) kinds: KindSet,
}

/// Differences of exact cumulative totals of one source, standing, heading, place, accused, kinds
/// and start, each with the next one in time.
pub(crate) fn of(tallies: &[(&Tally, Standing)], binding: &Binding<'_>) -> Differences {
    let mut runs: BTreeMap<(String, Standing, String, String, Instant), Vec<&Tally>> =
        BTreeMap::new();
    for (tally, standing) in tallies {
        let exact = tally.count.is_some_and(|count| count.qualifier == Qualifier::Exact);
        if tally.cumulative && exact {
            // Where, by whom and of which kinds: totals of different things imply nothing.
            let place = format!("{:?} {} {:?}", tally.place, tally.accused, tally.kinds);
            let run = (
                key(&tally.head.source),
                *standing,
                key(&tally.counted),
                place,
                tally.period.start,
            );
            runs.entry(run).or_default().push(tally);
        }
    }
    let mut found = Differences::default();
    for ((_, standing, ..), mut run) in runs {
        run.sort_by(|a, b| (a.period.end, &a.head.id).cmp(&(b.period.end, &b.head.id)));
        for pair in run.windows(2) {
            if let [earlier, later] = pair {
                found.add(binding, standing, earlier, later);
            }
        }
    }
    found
}

impl Differences {
    fn add(&mut self, binding: &Binding<'_>, standing: Standing, a: &Tally, b: &Tally) {
        let (Some(first), Some(second)) = (a.count, b.count) else { return };
        let disagree = a.period.end == b.period.end && first != second;
        if second.number < first.number || disagree {
            self.falling.push((a.head.id.clone(), b.head.id.clone()));
            return;
        }
        let Some(period) = Interval::new(a.period.end, b.period.end) else { return };
        let difference = Difference {
            id: format!("{} minus {}", b.head.id, a.head.id),
            records: [a.head.id.clone(), b.head.id.clone()],
            source: b.head.source.clone(),
            counted: b.counted.clone(),
            place: b.place.clone(),
            standing,
            period,
            count: Count::exact(second.number - first.number),
            kinds: b.kinds,
        };
        if difference.count.number > 0 {
            let stated = Stated {
                head: &b.head,
                during: period,
                place: &b.place,
                kinds: b.kinds,
                actors: &b.accused,
            };
            self.events.push(Event {
                id: difference.id.clone(),
                records: difference.records.to_vec(),
                counted: Some(b.counted.clone()),
                ..Event::of(binding, Made::Difference, standing, &stated)
            });
        }
        self.stated.push(difference);
    }
}
