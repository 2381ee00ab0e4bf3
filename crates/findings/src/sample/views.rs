//! The invented ledger, timeline and map.

use basis::{Count, Standing};

use super::{at, period, records, texts};
use crate::{
    LedgerRow, MapArea, MapEvent, MapLayers, MapLine, Period, RecordType, TimelineDay,
    TimelineSeries,
};

/// One row per stated total.
pub(super) fn ledger() -> Vec<LedgerRow> {
    let tallies = records::records().into_iter().filter(|r| r.sort == RecordType::Tally);
    let mut rows: Vec<LedgerRow> = tallies
        .map(|r| LedgerRow {
            cumulative: r.standing == Standing::Observed,
            record: r.id,
            standing: r.standing,
            source: r.source,
            counted: r.what,
            place: r.place,
            period: Period { label: "stated".to_owned(), from: r.from, until: r.until },
            count: r.count,
            accused: r.actors,
            parts: Vec::new(),
            restated_by: r.restated_by,
            remarks: Vec::new(),
        })
        .collect();
    for row in &mut rows {
        match row.record.as_str() {
            "t-05" => {
                row.parts = vec![
                    ("explosions".to_owned(), Count::exact(21)),
                    ("bursts and shots".to_owned(), Count::exact(90)),
                ];
            }
            "c-2" => {
                row.parts = vec![("mine-laying".to_owned(), Count::exact(1))];
                row.remarks = texts(&["1 of 3 is outside the clause: mine-laying"]);
            }
            "t-14" => row.remarks = texts(&["stated again in the fortnight's report"]),
            _ => {}
        }
    }
    rows
}

/// Four columns: a cumulative one, two of daily totals, one of reports.
pub(super) fn series() -> Vec<TimelineSeries> {
    let series = |standing, source: &str, unit: &str, cumulative| TimelineSeries {
        standing,
        source: source.to_owned(),
        unit: unit.to_owned(),
        cumulative,
    };
    vec![
        series(Standing::Observed, "Invented Mission", "truce violations", true),
        series(Standing::Observed, "Invented Mission", "truce violations", false),
        series(Standing::Reported, "", "reports", false),
        series(Standing::Claimed, "office of the south", "breaches by the north", false),
    ]
}

/// Twenty-two days, seven of them before entry into force.
pub(super) fn timeline() -> Vec<TimelineDay> {
    (0..22).map(day).collect()
}

fn day(i: i64) -> TimelineDay {
    let start = at("2031-04-28T00:00:00Z").plus_micros(i * basis::time::DAY_US);
    let label = start.to_string()[..10].to_owned();
    let number = label[8..].to_owned();
    let cumulative = [("05", 111), ("06", 121), ("07", 123), ("11", 225), ("14", 256)];
    let total = cumulative.iter().find(|(d, _)| i >= 7 && *d == number);
    let daily = match i {
        0..=3 => Some([340, 512, 288, 401][i as usize]),
        7 => Some(111),
        8 => Some(10),
        9 => Some(2),
        14 => Some(0),
        _ => None,
    };
    TimelineDay {
        period: Period { label, from: start, until: start.plus_micros(basis::time::DAY_US) },
        phase: if i < 7 { "before" } else { "in force" }.to_owned(),
        values: vec![
            total.map(|(_, n)| Count::exact(*n)),
            daily.map(Count::exact),
            Some(Count::exact(u64::from(i == 10))),
            (i == 7).then(|| Count::exact(3)),
        ],
        possible: vec![0, 0, u64::from(i >= 3), 0],
        watched: if i < 7 { None } else { Some([1.0, 1.0, 0.4, 0.0][(i % 4) as usize]) },
        records: match i {
            7 => texts(&["t-05", "c-2", "w-1"]),
            8 => texts(&["t-06", "t-06 minus t-05", "w-1"]),
            _ => Vec::new(),
        },
    }
}

/// Two areas, a line, a site and seven events.
pub(super) fn map() -> MapLayers {
    let event =
        |record: &str, at: [f64; 2], radius_m, standing, part: &str, clause: &str| MapEvent {
            record: record.to_owned(),
            at,
            radius_m,
            standing,
            part: part.to_owned(),
            clauses: texts(&[clause]),
        };
    use Standing::{Claimed, Observed, Reported};
    MapLayers {
        areas: vec![
            MapArea {
                name: "shoals".to_owned(),
                rings: vec![vec![
                    [-30.5, 47.7],
                    [-29.4, 47.6],
                    [-29.2, 48.1],
                    [-29.6, 48.5],
                    [-30.4, 48.4],
                    [-30.5, 47.7],
                ]],
                construed: true,
            },
            MapArea {
                name: "harbour".to_owned(),
                rings: vec![vec![
                    [-30.2, 48.2],
                    [-30.0, 48.2],
                    [-30.0, 48.32],
                    [-30.2, 48.32],
                    [-30.2, 48.2],
                ]],
                construed: false,
            },
        ],
        lines: vec![
            MapLine {
                name: "channel".to_owned(),
                chains: vec![vec![
                    [-30.5, 48.0],
                    [-30.2, 48.08],
                    [-29.9, 47.98],
                    [-29.6, 48.07],
                    [-29.2, 48.02],
                ]],
                accuracy_m: 1500.0,
                construed: true,
            },
            MapLine {
                name: "buoy store".to_owned(),
                chains: vec![vec![[-29.75, 48.25]]],
                accuracy_m: 50.0,
                construed: false,
            },
        ],
        events: vec![
            event("r-1", [-29.8144, 48.0612], 150.0, Observed, "certain", "2"),
            event("r-2", [-29.72, 47.9031], 100.0, Observed, "possible", "3"),
            event("r-3", [-30.1, 48.2], 9000.0, Reported, "possible", "2"),
            event("r-5", [-30.0266, 48.1188], 300.0, Observed, "certain", "4"),
            event("r-6", [-29.9711, 48.0402], 200.0, Observed, "outside", "2"),
            event("c-4", [-29.8, 48.05], 2000.0, Claimed, "alleged", "2"),
            event("w-1", [-29.9444, 48.0301], 5000.0, Observed, "outside", "4"),
        ],
        unplaced: 14,
        grid_deg: None,
    }
}

/// The weeks of the invented run, for shorter periods.
pub(super) fn weeks() -> [Period; 2] {
    [
        period("2031-W19", "2031-05-05T00:01:00Z", "2031-05-12T00:00:00Z"),
        period("2031-W20", "2031-05-12T00:00:00Z", "2031-05-19T00:00:00Z"),
    ]
}
