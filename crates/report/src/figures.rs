//! Figures in an order, and with words in front, that say how they relate.

use std::collections::BTreeMap;

use basis::Standing;
use findings::{ClauseInfo, Figure, Finding, Findings, Period, RecordInfo};

use crate::words::{self, ANY, Clock, Index};

/// Stands where figures of one unit stand side by side.
pub(crate) const RELATION: &str = "figures of one unit may count the same events in different \
    ways – so far, day by day, over longer times, between totals – and are never added";

/// Longer totals are those of more than a day; one on which clocks go back has 25 hours.
const DAY_MAX_US: i64 = 25 * 3_600_000_000;

/// How a figure was had, in the order in which figures of one unit are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    SoFar,
    Daily,
    Longer,
    Between,
    Cut,
    Counted,
}

/// Tells figures; knows the records behind them and the zone of the case.
pub(crate) struct Figures<'a> {
    records: BTreeMap<&'a str, &'a RecordInfo>,
    clock: Clock,
}

impl<'a> Figures<'a> {
    pub(crate) fn of(findings: &'a Findings) -> Figures<'a> {
        let records = findings.records.iter().map(|record| (record.id.as_str(), record));
        Figures { records: records.collect(), clock: Clock::of(findings) }
    }

    /// The figures of one standing: what one source states in one unit together, in a fixed order.
    pub(crate) fn ordered<'f>(&self, finding: &'f Finding, standing: Standing) -> Vec<&'f Figure> {
        let mut figures = words::figures_of(finding, standing);
        let mut groups: Vec<(&str, &str)> = Vec::new();
        for figure in &figures {
            if !groups.contains(&group(figure)) {
                groups.push(group(figure));
            }
        }
        // Stable: what is alike in all this stays in the order of the findings.
        figures.sort_by_key(|figure| {
            let position = groups.iter().position(|known| *known == group(figure));
            (position, self.way(figure), figure.unit.as_str())
        });
        figures
    }

    /// `latest cumulative total, to 2020-08-09 19:30 Europe/Kyiv: ceasefire violations 256`; what
    /// qualifies the unit goes to the words in front.
    pub(crate) fn text(&self, figure: &Figure) -> String {
        let (unit, rest) = split(&figure.unit);
        let lead = [self.lead(figure), rest.to_owned()].into_iter().filter(|text| !text.is_empty());
        let lead: Vec<String> = lead.collect();
        if lead.is_empty() {
            return words::figure(figure);
        }
        format!("{}: {unit} {}", lead.join(", "), words::count(figure.count))
    }

    /// How the number was had, in plain words.
    pub(crate) fn lead(&self, figure: &Figure) -> String {
        let how = figure.how.replace(" for not stated", ", place not stated");
        match self.way(figure) {
            Way::Daily | Way::Longer if how.starts_with("stated") => match self.first(figure) {
                Some(record) => {
                    format!("{how}, {}", self.clock.span(record.from, record.until))
                }
                None => how,
            },
            Way::Daily => how.replace("stated totals", "daily totals"),
            Way::Longer => how.replace("stated totals", "longer totals"),
            _ => how,
        }
    }

    fn first(&self, figure: &Figure) -> Option<&'a RecordInfo> {
        figure.records.first().and_then(|id| self.records.get(id.as_str())).copied()
    }

    fn way(&self, figure: &Figure) -> Way {
        match figure.how.as_str() {
            how if how.starts_with("latest cumulative total") => Way::SoFar,
            how if how.starts_with("difference of") => Way::Between,
            how if how.contains("partly outside the period") => Way::Cut,
            "counted" => Way::Counted,
            // The totals of one sum are all of a day at most, or all longer.
            _ => {
                let length = self
                    .first(figure)
                    .map_or(0, |r| r.until.micros().saturating_sub(r.from.micros()));
                if length > DAY_MAX_US { Way::Longer } else { Way::Daily }
            }
        }
    }
}

/// Who states it, and the unit without the place or the qualification behind it.
fn group(figure: &Figure) -> (&str, &str) {
    (&figure.source, split(&figure.unit).0)
}

/// A unit, and the place or the qualification behind it.
fn split(unit: &str) -> (&str, &str) {
    unit.split_once(", ").unwrap_or((unit, ""))
}

/// Whether one source states several figures in one unit, so that a reader might add them.
pub(crate) fn related(finding: &Finding) -> bool {
    let stated = || finding.figures.iter().filter(|figure| !figure.source.is_empty());
    stated().enumerate().any(|(i, figure)| {
        stated().take(i).any(|o| o.standing == figure.standing && group(o) == group(figure))
    })
}

/// Findings with counts, each with its clause and the name of its column; that of a side only where
/// it differs from that of all sides.
pub(crate) fn counted<'a>(
    findings: &'a Findings,
    index: &Index<'a>,
    period: &'a Period,
) -> Vec<(&'a ClauseInfo, &'a str, &'a Finding)> {
    let mut found = Vec::new();
    for clause in &findings.clauses {
        let any = index.get(&clause.id, None, &period.label).map(|(_, f)| f);
        for party in words::columns(findings) {
            let Some((_, finding)) = index.get(&clause.id, party, &period.label) else { continue };
            let same = party.is_some() && any.is_some_and(|any| any.figures == finding.figures);
            if !finding.figures.is_empty() && !same {
                found.push((clause, party.unwrap_or(ANY), finding));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use findings::sample::invented;

    use super::*;

    fn figure(how: &str, unit: &str, record: &str) -> Figure {
        Figure {
            standing: Standing::Observed,
            source: "Invented Mission".to_owned(),
            unit: unit.to_owned(),
            count: None,
            how: how.to_owned(),
            per_day: None,
            trend: None,
            records: vec![record.to_owned()],
        }
    }

    #[test]
    fn what_counts_the_same_events_stands_together_in_a_fixed_order() {
        let mut findings = invented();
        let day = findings.records[0].clone();
        let mut week = day.clone();
        week.id = "week".to_owned();
        week.until = week.from.plus_micros(7 * 24 * 3_600_000_000);
        findings.records.push(week);
        let mut finding = findings.findings[0].clone();
        finding.figures = vec![
            figure("stated for a week, partly outside the period", "shots", "week"),
            figure("difference of cumulative totals", "shots", &day.id),
            figure("counted", "reports", &day.id),
            figure("sum of 2 stated totals", "shots", "week"),
            figure("sum of 3 stated totals", "shots, west", &day.id),
            figure("sum of 3 stated totals", "shots, east", &day.id),
            figure("latest cumulative total, to noon", "shots", "week"),
        ];
        let figures = Figures::of(&findings);
        let told: Vec<String> = figures
            .ordered(&finding, Standing::Observed)
            .into_iter()
            .map(|figure| figures.text(figure))
            .collect();
        assert_eq!(
            told,
            [
                "latest cumulative total, to noon: shots not stated",
                "sum of 3 daily totals, east: shots not stated",
                "sum of 3 daily totals, west: shots not stated",
                "sum of 2 longer totals: shots not stated",
                "difference of cumulative totals: shots not stated",
                "stated for a week, partly outside the period: shots not stated",
                "counted: reports not stated",
            ]
        );
        assert!(related(&finding));
        finding.figures.truncate(1);
        assert!(!related(&finding));
    }
}
