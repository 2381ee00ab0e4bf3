//! The folder of real data: read with declarations as a case would write them.
//!
//! The folder's path stands in `DETENTE_TEST_DATA`; unset, the tests skip with a message, and
//! fail where `DETENTE_REQUIRE_DATA` is `1`.

use std::path::PathBuf;

use basis::{Count, Zone};
use evidence::{Read, Record, Standing, Tally, Where};
use space::Place;

use crate::support::{self, at, problems};

/// The bytes of a file of the folder.
fn data(name: &str) -> Option<Vec<u8>> {
    let required = std::env::var("DETENTE_REQUIRE_DATA").is_ok_and(|value| value == "1");
    let Some(folder) = std::env::var_os("DETENTE_TEST_DATA").map(PathBuf::from) else {
        assert!(!required, "DETENTE_REQUIRE_DATA is 1, but DETENTE_TEST_DATA is not set");
        eprintln!("skipped: DETENTE_TEST_DATA is not set");
        return None;
    };
    let path = folder.join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            assert!(!required, "{}: {error}", path.display());
            eprintln!("skipped: {}: {error}", path.display());
            None
        }
    }
}

fn read(toml: &str, name: &str) -> Option<Read> {
    Some(support::read(toml, &data(name)?))
}

fn tallies<'a>(read: &'a Read, template: &'a str) -> impl Iterator<Item = &'a Tally> {
    read.records.iter().filter_map(move |record| match record {
        Record::Tally(tally) if tally.head.id.ends_with(template) => Some(tally),
        _ => None,
    })
}

const SMM_DAILY: &str = r#"
[[source]]
file = "osce-smm-daily.csv"
adapter = "csv"
name = "OSCE SMM"
standing = "observed"
zone = "Europe/Kyiv"
day_ends = "19:30"
known_after = "24 hours"

# What all three totals of a row share. Counting for this truce began on 27 July at 00:01.
[source.set]
counted = { value = "ceasefire violations" }
kinds = { value = "use_of_force" }
last_day = { column = "period_last_day_1930" }
url = { column = "source_url" }
text = { column = "note" }

[[source.emit]]
name = "donetsk"
record = "tally"
when = [{ column = "cfv_donetsk_region", is = "present" }]
[source.emit.set]
first_day = { column = "period_first_day" }
not_before = { value = "2020-07-27T00:01" }
place = { value = "Donetsk region" }
count = { column = "cfv_donetsk_region" }

[[source.emit]]
name = "luhansk"
record = "tally"
when = [{ column = "cfv_luhansk_region", is = "present" }]
[source.emit.set]
first_day = { column = "period_first_day" }
not_before = { value = "2020-07-27T00:01" }
place = { value = "Luhansk region" }
count = { column = "cfv_luhansk_region" }

[[source.emit]]
name = "cumulative"
record = "tally"
when = [{ column = "cumulative_since_2020-07-27T00:01", is = "present" }]
[source.emit.set]
began = { value = "2020-07-27T00:01" }
cumulative = { value = "yes" }
place = { value = ["Donetsk region", "Luhansk region"] }
count = { column = "cumulative_since_2020-07-27T00:01" }
"#;

#[test]
fn the_observers_cumulative_tally() {
    let Some(read) = read(SMM_DAILY, "donbas-2020/osce-smm-daily.csv") else { return };
    assert_eq!(problems("", &read.diagnostics), "");
    assert_eq!((read.file.rows, read.file.rows_refused, read.file.rows_skipped), (66, 0, 0));
    let kyiv = Zone::named("Europe/Kyiv").unwrap();
    let cumulative: Vec<String> = tallies(&read, ":cumulative")
        .map(|tally| {
            assert!(tally.cumulative);
            assert_eq!(tally.period.start, at("2020-07-27T00:01:00+03:00"));
            format!("{} {}", kyiv.local(tally.period.end).date(), tally.count.unwrap())
        })
        .collect();
    insta::assert_snapshot!(cumulative.join("\n"), @r"
    2020-07-27 111
    2020-07-28 121
    2020-07-30 123
    2020-07-31 225
    2020-08-03 246
    2020-08-04 251
    2020-08-05 251
    2020-08-06 256
    2020-08-07 256
    ");
    // An empty cell is unknown: no record, and no zero.
    let donetsk: Vec<&Tally> = tallies(&read, ":donetsk").collect();
    assert_eq!(donetsk.len(), 64);
    let first = donetsk[0];
    assert_eq!(first.count, Some(Count::exact(111)));
    assert_eq!(first.period.to_string(), "[2020-07-26T21:01:00Z, 2020-07-27T16:30:00Z)");
    assert_eq!(first.head.known_at, Some(at("2020-07-28T19:30:00+03:00")));
    assert_eq!(first.place, Where::Named(vec!["Donetsk region".into()]));
    let second = donetsk[1];
    assert_eq!(second.period.to_string(), "[2020-07-28T16:30:00Z, 2020-07-29T16:30:00Z)");
}

const UCDP: &str = r#"
[[source]]
file = "ucdp-ukraine.csv"
adapter = "ucdp-ged"
name = "UCDP GED"
encoding = "windows-1252"
zone = "Europe/Kyiv"
"#;

#[test]
fn the_events_of_ucdp() {
    let Some(read) = read(UCDP, "donbas-2020/ucdp-ukraine.csv") else { return };
    assert_eq!(problems("", &read.diagnostics), "");
    assert_eq!((read.file.rows, read.file.rows_refused, read.file.records), (3883, 0, 3883));
    let kyiv = Zone::named("Europe/Kyiv").unwrap();
    let reports: Vec<&evidence::Report> = read
        .records
        .iter()
        .filter_map(|record| match record {
            Record::Report(report) => Some(report),
            _ => None,
        })
        .collect();
    let starting = |from: &str, to: &str| {
        let day = |report: &&&evidence::Report| kyiv.local(report.during.start).date().to_string();
        reports.iter().filter(|r| (from..=to).contains(&day(r).as_str())).count()
    };
    assert_eq!(starting("2020-05-01", "2020-07-26"), 46);
    assert_eq!(starting("2020-07-27", "2020-10-21"), 18);
    // The precision codes of the file: 1055 exact, 1841 near, 38 + 568 + 37 named, 343 + 1 open.
    let discs = |metres: f64| {
        let radius_m = |report: &evidence::Report| match report.place {
            Where::At(Place::Disc { radius_m, .. }) => Some(radius_m),
            _ => None,
        };
        reports.iter().filter(|report| radius_m(report) == Some(metres)).count()
    };
    assert_eq!((discs(5_000.0), discs(25_000.0)), (1055, 1841));
    let named = reports.iter().filter(|report| matches!(report.place, Where::Named(_))).count();
    let open = reports.iter().filter(|report| report.place == Where::At(Place::Unknown)).count();
    assert_eq!((named, open), (38 + 568 + 37, 343 + 1));
    // A dyad is a pair, never one side; the sources are third parties.
    for report in &reports {
        assert_eq!(report.actors.names().count(), 2, "{}", report.head.id);
        assert_eq!((report.head.standing, report.count), (Standing::Reported, None));
    }
}

const CLAIMS: &str = r#"
[[source]]
file = "claims.csv"
adapter = "csv"
zone = "Europe/Kyiv"

[source.set]
began = { column = "from" }
ended = { column = "to" }
counted = { column = "what" }
kinds = { column = "what", table = "kinds" }
count = { column = "count" }
place = { column = "place", split = ";" }
accused = { column = "accused", table = "accused" }
text = { column = "detail" }
url = { column = "source_url" }

[source.tables.kinds]
"ceasefire violations" = "use_of_force"
"shelling" = ["mortar_fire", "artillery_fire", "rocket_fire", "tank_fire"]
"explosions of unidentified devices" = "use_of_force"
"civilian injured (shrapnel)" = "injury"
"grenade-launcher fire" = "grenade_launcher_fire"
"under-barrel grenade-launcher fire" = "grenade_launcher_fire"
"small-arms fire" = ["small_arms_fire", "sniper_fire"]
"engineering works (measure 1)" = ["engineering_works", "new_position"]
"person in disengagement area (measures 1/3)" = "force_present"
"any violation" = "any"

[source.tables.accused]
"both/unattributed" = "undetermined"
"unattributed" = "undetermined"
"DPR/LPR armed formations" = "DPR/LPR armed formations"
"UAF" = "UAF"
"UAF (alleged self-provocation)" = "UAF"
"UAF (per DPR)" = "UAF"

[source.tables.standing]
"observer" = "observed"
"party:UA" = "claimed"
"party:DPR" = "claimed"

[[source.emit]]
name = "stated"
record = "tally"
when = [
  { column = "claimant", not_contains = " via " },
  { column = "source_url", not_contains = "uawire.org:80/kyiv" },
]
[source.emit.set]
source = { column = "claimant" }
standing = { column = "claimant_role", table = "standing" }

# The number of the same evening, corrected the next morning.
[[source.emit]]
name = "restated"
record = "tally"
when = [{ column = "source_url", contains = "uawire.org:80/kyiv" }]
[source.emit.set]
source = { column = "claimant" }
standing = { column = "claimant_role", table = "standing" }
restates = { value = "claims.csv:4:stated" }

# What a party relays is its claim, whoever is quoted.
[[source.emit]]
name = "relayed"
record = "tally"
when = [{ column = "claimant", contains = " via " }]
[source.emit.set]
source = { column = "claimant", before = " via " }
relayed_by = { column = "claimant", after = " via " }
standing = { value = "claimed" }
"#;

#[test]
fn what_each_side_stated() {
    let Some(read) = read(CLAIMS, "donbas-2020/claims.csv") else { return };
    assert_eq!(problems("", &read.diagnostics), "");
    let file = &read.file;
    assert_eq!((file.rows, file.rows_refused, file.rows_skipped), (17, 0, 0));
    let all: Vec<&Tally> = tallies(&read, "").collect();
    assert_eq!(all.len(), 17);
    let day = "[2020-07-26T21:00:00Z, 2020-07-27T21:00:00Z)";
    let of_ukraine: Vec<&&Tally> = all
        .iter()
        .filter(|tally| tally.head.source == "UA JFO HQ" && tally.period.to_string() == day)
        .collect();
    let [restated, first] = of_ukraine[..] else { panic!("{of_ukraine:?}") };
    assert_eq!((restated.count, first.count), (Some(Count::exact(3)), Some(Count::exact(2))));
    assert_eq!(restated.head.restates.as_ref(), Some(&first.head.id));
    let relayed: Vec<&Tally> = tallies(&read, ":relayed").collect();
    let [relayed] = relayed[..] else { panic!("{relayed:?}") };
    assert_eq!(relayed.head.source, "OSCE SMM");
    assert_eq!(relayed.head.relayed_by.as_deref(), Some("DPR office JCCC"));
    assert_eq!(relayed.head.standing, Standing::Claimed);
    // The same time twice is that instant; two days are both of them; an empty count is unknown.
    let times: Vec<String> = all.iter().map(|tally| tally.period.to_string()).collect();
    assert_eq!(times[11], "2020-08-11T07:45:00Z");
    assert_eq!(times[13], "[2020-08-25T21:00:00Z, 2020-08-27T21:00:00Z)");
    assert_eq!(all.iter().filter(|tally| tally.count.is_none()).count(), 1);
    let observed = all.iter().filter(|tally| tally.head.standing == Standing::Observed).count();
    assert_eq!(observed, 3);
}

const STATUS: &str = r#"
[[source]]
file = "osce-smm-status-reports.csv"
adapter = "csv"
name = "OSCE SMM"
standing = "observed"
zone = "Europe/Kyiv"
day_ends = "19:30"
date_order = "ymd"

# The reports write their period in words; the table says which days they mean.
[source.tables.first]
"Between 29 June and 12 July" = "2020-06-29"
"Between 27 July and 9 August" = "2020-07-27"
[source.tables.last]
"Between 29 June and 12 July" = "2020-07-12"
"Between 27 July and 9 August" = "2020-08-09"

[[source.emit]]
name = "fortnight"
record = "tally"
when = [
  { column = "cfv", is = "present" },
  { column = "issued", one_of = ["20200713", "20200810"] },
]
[source.emit.set]
id = { pattern = "smm-{issued}" }
counted = { value = "ceasefire violations" }
kinds = { value = "ceasefire violations", mapping = "osce-smm" }
first_day = { column = "period_text", table = "first" }
last_day = { column = "period_text", table = "last" }
count = { column = "cfv" }
count_qualifier = { column = "approx", table = { 1 = "about" } }
known_at = { column = "issued" }
text = { column = "sentence" }
"#;

#[test]
fn the_fortnight_of_the_status_report() {
    let Some(read) = read(STATUS, "donbas-2020/osce-smm-status-reports.csv") else { return };
    assert_eq!(problems("", &read.diagnostics), "");
    assert_eq!((read.file.rows, read.file.rows_skipped, read.file.records), (179, 177, 2));
    let shown: Vec<String> = tallies(&read, "")
        .map(|tally| format!("{} {} {}", tally.head.id, tally.count.unwrap(), tally.period))
        .collect();
    let expected = [
        "smm-20200713 about 5200 [2020-06-28T16:30:00Z, 2020-07-12T16:30:00Z)",
        "smm-20200810 256 [2020-07-26T16:30:00Z, 2020-08-09T16:30:00Z)",
    ];
    assert_eq!(shown, expected);
}
