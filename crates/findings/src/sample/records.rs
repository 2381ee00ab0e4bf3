//! The invented records.

use basis::{Count, Digest, Standing};

use super::at;
use crate::{RecordInfo, RecordType};

use RecordType::{Act, Difference, Report, Tally, Watch};
use Standing::{Claimed, Observed, Reported};

/// Id, sort, standing, source, day or instant pair, place, what, actors, count.
type Row = (
    &'static str,
    RecordType,
    Standing,
    &'static str,
    [&'static str; 2],
    &'static str,
    &'static str,
    &'static str,
    Option<u64>,
);

const MISSION: &str = "Invented Mission";

#[rustfmt::skip]
const ROWS: [Row; 22] = [
    ("t-05", Tally, Observed, MISSION, ["05-05T00:01", "05-05T19:30"], "both shoals", "truce violations", "not stated", Some(111)),
    ("t-06", Tally, Observed, MISSION, ["05-05T00:01", "05-06T19:30"], "both shoals", "truce violations", "not stated", Some(121)),
    ("t-07", Tally, Observed, MISSION, ["05-05T00:01", "05-07T19:30"], "both shoals", "truce violations", "not stated", Some(123)),
    ("t-11", Tally, Observed, MISSION, ["05-05T00:01", "05-11T19:30"], "both shoals", "truce violations", "not stated", Some(225)),
    ("t-14", Tally, Observed, MISSION, ["05-05T00:01", "05-14T19:30"], "both shoals", "truce violations", "not stated", Some(256)),
    ("t-06 minus t-05", Difference, Observed, MISSION, ["05-05T19:30", "05-06T19:30"], "both shoals", "truce violations", "not stated", Some(10)),
    ("t-h", Tally, Observed, MISSION, ["05-05T00:01", "05-14T19:30"], "both shoals", "persons injured", "not stated", Some(2)),
    ("r-1", Report, Observed, MISSION, ["05-06T07:10", "05-06T07:25"], "48.0612, -29.8144 ± 150 m", "burst", "not stated", Some(4)),
    ("r-2", Report, Observed, MISSION, ["05-09T10:00", "05-09T10:01"], "47.9031, -29.7200 ± 100 m", "howitzer 122 mm, towed", "south", Some(1)),
    ("r-3", Report, Reported, "Invented Wire", ["05-08T00:00", "05-09T00:00"], "48.2000, -30.1000 ± 9000 m", "explosion", "either side", None),
    ("r-4", Report, Reported, "Invented Wire", ["05-01T00:00", "06-01T00:00"], "Middle Bank", "explosion", "either side", None),
    ("r-5", Report, Observed, MISSION, ["05-12T15:00", "05-12T15:20"], "48.1188, -30.0266 ± 300 m", "drone flight", "north", Some(1)),
    ("r-6", Report, Observed, MISSION, ["05-02T09:00", "05-02T09:10"], "48.0402, -29.9711 ± 200 m", "explosion", "not stated", Some(3)),
    ("c-1", Tally, Claimed, "office of the south", ["05-05T00:00", "05-06T00:00"], "southern shoal", "breaches by the north", "north", Some(2)),
    ("c-2", Tally, Claimed, "office of the south", ["05-05T00:00", "05-06T00:00"], "southern shoal", "breaches by the north", "north", Some(3)),
    ("c-3", Tally, Claimed, "office of the north", ["05-05T00:00", "05-06T00:00"], "northern shoal", "breaches by the south", "south", Some(0)),
    ("c-4", Report, Claimed, "office of the north", ["05-06T07:00", "05-06T08:00"], "48.0500, -29.8000 ± 2000 m", "burst", "south", None),
    ("a-1", Act, Observed, MISSION, ["05-12T11:00", "05-12T11:01"], "not stated", "certification: buoys set", "north", None),
    ("a-2", Act, Claimed, "office of the south", ["05-06T09:40", "05-06T09:41"], "not stated", "order: return fire", "south", None),
    ("w-1", Watch, Observed, MISSION, ["05-05T00:01", "05-12T00:00"], "post at 48.0301, -29.9444", "sees drone flights; nil", "", None),
    ("w-2", Watch, Observed, MISSION, ["05-12T00:00", "05-14T00:00"], "post at 48.1000, -29.9000", "access denied", "north", None),
    ("w-3", Watch, Observed, "Invented Harbour Watch", ["05-14T00:00", "05-20T00:00"], "whole shoals", "sees drone flights", "", None),
];

/// The records, in the order of their ids.
pub(super) fn records() -> Vec<RecordInfo> {
    let mut records: Vec<RecordInfo> = ROWS.iter().zip(2..).map(record).collect();
    records.sort_by(|a, b| a.id.cmp(&b.id));
    for record in &mut records {
        finish(record);
    }
    records
}

fn record((row, line): (&Row, u64)) -> RecordInfo {
    let &(id, sort, standing, source, [from, until], place, what, actors, count) = row;
    let file = if standing == Claimed { "evidence/sides.csv" } else { "evidence/mission.csv" };
    RecordInfo {
        id: id.to_owned(),
        sort,
        digest: Digest::of(format!("{row:?}").as_bytes()),
        file: file.to_owned(),
        line,
        source: source.to_owned(),
        relayed_by: None,
        standing,
        standing_declared: None,
        from: at(&format!("2031-{from}:00Z")),
        until: at(&format!("2031-{until}:00Z")),
        known_at: Some(at(&format!("2031-{until}:00Z")).plus_micros(basis::time::HOUR_US)),
        place: place.to_owned(),
        what: what.to_owned(),
        actors: actors.to_owned(),
        count: count.map(Count::exact),
        restates: None,
        restated_by: None,
        text: None,
        url: (standing != Claimed).then(|| format!("https://mission.example/daily/{id}")),
    }
}

fn finish(record: &mut RecordInfo) {
    match record.id.as_str() {
        "c-1" => record.restated_by = Some("c-2".to_owned()),
        "c-2" => {
            record.restates = Some("c-1".to_owned());
            record.standing_declared = Some(Observed);
            record.relayed_by = Some("office of the south".to_owned());
        }
        "r-1" => record.text = Some("Patrol leader A. Example heard four bursts".to_owned()),
        "r-4" => record.known_at = None,
        "t-11" => record.count = Some(Count::at_least(225)),
        _ => {}
    }
}
