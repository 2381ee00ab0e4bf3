//! Small counts of persons.

use std::collections::{BTreeMap, BTreeSet};

use basis::{Count, Instant};

use super::PUBLIC_PERSONS_MIN;
use crate::{Figure, Findings, LedgerRow, RecordInfo, TimelineDay, TimelineSeries};

/// A heading that holds one of these counts persons.
const STEMS: &[&str] = &[
    "abduct", "arrest", "bodies", "body", "casualt", "child", "civilian", "dead", "death",
    "detain", "displac", "fatal", "harmed", "hostage", "injur", "kidnap", "kill", "missing",
    "people", "person", "prisoner", "remains", "victim", "women", "wound",
];

/// Which records hold counts of persons that a public copy does not show.
pub(super) struct Persons {
    hidden: BTreeSet<String>,
}

impl Persons {
    /// Small counts, and all but the last of a run of cumulative ones: their differences would
    /// show small counts again.
    pub(super) fn of(findings: &Findings) -> Persons {
        let rows = || findings.ledger.iter().filter(|row| counts_persons(&row.counted));
        let key = |row: &LedgerRow| {
            (row.source.clone(), row.counted.clone(), row.place.clone(), row.period.from)
        };
        let mut last: BTreeMap<_, Instant> = BTreeMap::new();
        for row in rows().filter(|row| row.cumulative) {
            let end = last.entry(key(row)).or_insert(row.period.until);
            *end = row.period.until.max(*end);
        }
        let earlier = |row: &LedgerRow| {
            row.cumulative && last.get(&key(row)).is_some_and(|end| row.period.until < *end)
        };
        let ledger = rows().filter(|row| is_small(row.count) || earlier(row));
        let records = findings.records.iter();
        let records = records.filter(|r| counts_persons(&r.what) && is_small(r.count));
        let hidden = ledger.map(|row| &row.record).chain(records.map(|r| &r.id));
        Persons { hidden: hidden.cloned().collect() }
    }

    /// Whether the count of this record is hidden.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.hidden.contains(id)
    }

    pub(super) fn record(&self, record: &mut RecordInfo) {
        if self.hides(&record.id) {
            record.count = None;
        }
    }

    pub(super) fn figure(&self, figure: &mut Figure) {
        let small = counts_persons(&figure.unit) && is_small(figure.count);
        if small || figure.records.iter().any(|id| self.hides(id)) {
            figure.count = None;
            figure.per_day = None;
            figure.trend = None;
            figure.how = format!("fewer than {PUBLIC_PERSONS_MIN} persons, or derived from such");
        }
    }

    pub(super) fn ledger_row(&self, row: &mut LedgerRow) {
        let persons =
            |(name, _): &(String, Count)| counts_persons(&row.counted) || counts_persons(name);
        let small_part = row.parts.iter().any(|part| persons(part) && is_small(Some(part.1)));
        let hidden = self.hides(&row.record);
        if hidden {
            row.count = None;
        }
        if hidden || small_part {
            // All parts: the whole less the others would show the small one.
            row.parts.clear();
            row.remarks =
                vec![format!("counts of fewer than {PUBLIC_PERSONS_MIN} persons left out")];
        }
    }

    pub(super) fn day(&self, series: &[TimelineSeries], day: &mut TimelineDay) {
        for (value, series) in day.values.iter_mut().zip(series) {
            if counts_persons(&series.unit) && (series.cumulative || is_small(*value)) {
                *value = None;
            }
        }
    }
}

/// Whether a heading counts persons; in doubt it does.
fn counts_persons(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    words.any(|word| STEMS.iter().any(|stem| word.starts_with(stem)))
}

fn is_small(count: Option<Count>) -> bool {
    count.is_some_and(|count| (1..PUBLIC_PERSONS_MIN).contains(&count.number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_count_persons() {
        for heading in ["Civilian casualties", "persons injured", "killed", "deaths (best)"] {
            assert!(counts_persons(heading), "{heading}");
        }
        for heading in ["ceasefire violations", "explosions", "weapons beyond the lines"] {
            assert!(!counts_persons(heading), "{heading}");
        }
    }
}
