//! What is said of names, contradictions and axes beside the findings.

use std::collections::BTreeMap;

use accord::model::Accord;
use basis::{At, Diagnostic, Instant};
use evidence::Evidence;
use verify::{Options, PeriodLength};

const ACCORD: &str = r#"
accord "A truce (invented)"
  agreed 2024-03-01
  in force from 2024-03-04 00:00 UTC
  encoded by "test", accepted by nobody yet
bound north "Northern Army"
bound south "Southern Army"
  matches "Army of the South"
observer mission "Joint Observers"
guarantor neighbour "The Neighbour"
non_signatory guard "Village Guard"
area zone from "geo/zone.geojson" exact
  matches "The Zone"
clause 1 "No firing"
  each side must not fire
  in zone
"#;

/// A square at longitude 20, latitude 10.
const ZONE: &str = r#"{"type": "Polygon", "coordinates":
    [[[20.0, 10.0], [20.1, 10.0], [20.1, 10.1], [20.0, 10.1], [20.0, 10.0]]]}"#;

fn accord() -> Accord {
    let text = format!("# Article\n\n```accord{ACCORD}```\n");
    let (syntax, problems) = accord::parse(&text, "accord.md");
    assert!(problems.is_empty(), "{problems:?}");
    let geometry = BTreeMap::from([("geo/zone.geojson".to_owned(), ZONE.as_bytes().to_vec())]);
    accord::resolve(&syntax, &geometry).accord.expect("the accord resolves")
}

/// Evidence from files of our own tables, by name.
fn evidence(files: &[(&str, &str)]) -> Evidence {
    let declare = |(name, _): &(&str, &str)| {
        format!("[[source]]\nfile = \"{name}\"\nadapter = \"detente-csv\"\nzone = \"UTC\"\n")
    };
    read(&files.iter().map(declare).collect::<String>(), files)
}

fn read(declared: &str, files: &[(&str, &str)]) -> Evidence {
    let (case, problems) = evidence::Case::parse("detente.toml", declared);
    assert!(problems.is_empty(), "{problems:?}");
    let mut evidence = Evidence::default();
    for (source, (_, text)) in case.sources.iter().zip(files) {
        let options = evidence::Options { strict: true };
        let read = evidence::read_source(source, options, text.as_bytes(), &mut |_| {});
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        evidence.add(read);
    }
    evidence.sorted().0
}

fn problems(evidence: &Evidence, options: &Options) -> Vec<Diagnostic> {
    let accord = accord();
    let run = verify::Run::new(&accord, evidence, options);
    run.problems(&run.findings())
}

/// Code, message and places, one line each.
fn shown(problems: &[Diagnostic]) -> String {
    let place = |label: &basis::Label| {
        let At::Cell { line, column, value } = &label.at else { panic!("{label:?}") };
        let [column, value] = [column, value].map(|text| text.as_deref().unwrap_or("-"));
        format!("  {}:{line} {column} {value} {}\n", label.file, label.text)
    };
    let lines = |problem: &Diagnostic| {
        let places: String = problem.labels.iter().map(place).collect();
        format!("{} {}\n{places}", problem.code.0, problem.message)
    };
    problems.iter().map(lines).collect()
}

const REPORTS: &str =
    "record,id,source,standing,known_at,began,lon,lat,radius_m,kinds,actors,restates\n";

/// A report of an explosion in the zone.
fn report(id: &str, known_day: u32, actors: &str, restates: &str) -> String {
    format!(
        "report,{id},Joint Observers,observed,2024-03-{known_day:02}T12:00Z,2024-03-05T10:00Z,\
         20.05,10.05,10,fire,{actors},{restates}\n"
    )
}

#[test]
fn every_sort_of_actor_is_known_by_each_of_its_names() {
    let names = [
        "north",
        " SOUTHERN ARMY",
        "army of the south",
        "mission",
        "the neighbour",
        "village guard",
    ];
    let rows: String = names.iter().map(|name| report(name, 6, name, "")).collect();
    let evidence = evidence(&[("a.csv", &format!("{REPORTS}{rows}"))]);
    assert_eq!(shown(&problems(&evidence, &Options::default())), "");
    let rows = report("r", 6, "Marshal; radar 7", "");
    let evidence = self::evidence(&[("a.csv", &format!("{REPORTS}{rows}"))]);
    let options = Options { observers: vec!["Radar 7".to_owned()], ..Options::default() };
    assert_eq!(
        shown(&problems(&evidence, &options)),
        "V001 no actor of the accord is called `Marshal`\n  a.csv:2 actors Marshal \n"
    );
}

#[test]
fn only_records_in_use_are_spoken_of() {
    let rows = [
        report("r1", 6, "Nrothern Army", ""),
        report("r2", 7, "Northern Army", "r1"),
        report("r3", 8, "River Guard", ""),
    ];
    let evidence = evidence(&[("a.csv", &format!("{REPORTS}{}", rows.concat()))]);
    let at = |text: &str| Options { as_of: Instant::parse(text), ..Options::default() };
    let before = at("2024-03-06T23:00:00Z");
    assert!(before.as_of.is_some());
    let told = problems(&evidence, &before);
    assert_eq!(told.len(), 1);
    assert!(told[0].help.as_deref().unwrap().starts_with("did you mean `Northern Army`?"));
    assert_eq!(shown(&problems(&evidence, &at("2024-03-07T23:00:00Z"))), "", "restated");
    assert_eq!(
        shown(&problems(&evidence, &Options::default())),
        "V001 no actor of the accord is called `River Guard`\n  a.csv:4 actors River Guard \n"
    );
}

#[test]
fn names_outside_of_what_is_looked_at_are_left() {
    let text = "record,id,source,standing,began,ended,place,kinds,actors,act,by,subject\n\
        report,r1,press,reported,2019-05-01,2019-05-01,Hill,fire,Raiders,,,\n\
        report,r2,press,reported,2024-03-04,2024-03-04,Dale,fire,Strangers,,,\n\
        act,a1,press,reported,2023-01-01,2023-01-01,,,,order,Staff,hold fire\n";
    let evidence = evidence(&[("a.csv", text)]);
    assert_eq!(
        shown(&problems(&evidence, &Options::default())),
        "V001 no actor of the accord is called `Staff`\n  a.csv:4 by Staff \n\
         V001 no actor of the accord is called `Strangers`\n  a.csv:3 actors Strangers \n\
         V002 no area of the accord is called `Dale`\n  a.csv:3 place Dale \n"
    );
}

#[test]
fn beyond_a_limit_names_are_counted() {
    let rows = (0..23).map(|n| report(&format!("r{n}"), 6, &format!("group {n:02}"), ""));
    let more = report("s", 6, "group 22; group 21", "");
    let text = format!("{REPORTS}{}{more}", rows.collect::<String>());
    let told = problems(&evidence(&[("a.csv", &text)]), &Options::default());
    assert_eq!(told.len(), 21);
    assert_eq!(told[0].message, "no actor of the accord is called `group 21`", "most records");
    assert_eq!(told[20].message, "3 more names that no actor of the accord carries, in 3 records");
}

#[test]
fn a_table_of_others_has_other_columns() {
    let declared = r#"
[[source]]
file = "a.csv"
adapter = "csv"
name = "Joint Observers"
standing = "observed"
zone = "UTC"
[[source.emit]]
record = "report"
[source.emit.set]
began = { column = "when" }
actors = { column = "who" }
kinds = { value = "fire" }
place = { column = "where" }
"#;
    let files =
        [("a.csv", "when,who,where\n2024-03-05,Raiders,the zone\n2024-03-05,raiders,Hill\n")];
    let evidence = read(declared, &files);
    assert_eq!(
        shown(&problems(&evidence, &Options::default())),
        "V001 no actor of the accord is called `Raiders`\n  a.csv:2 - Raiders the first of 2 records\n\
         V002 no area of the accord is called `Hill`\n  a.csv:3 - Hill \n"
    );
}

#[test]
fn a_contradiction_is_told_once_for_all_periods_and_sides() {
    let text = "record,id,source,standing,began,ended,place,lon,lat,radius_m,kinds,sees,nil\n\
        watch,w1,Joint Observers,observed,2024-03-05,2024-03-05,zone,,,,,fire,yes\n\
        report,r1,Joint Observers,observed,2024-03-05T10:00Z,2024-03-05T10:05Z,,20.05,10.05,9,fire,,\n\
        report,r2,Joint Observers,observed,2024-03-05T11:00Z,2024-03-05T11:05Z,,20.05,10.05,9,fire,,\n\
        report,r3,Joint Observers,observed,2024-03-06T11:00Z,2024-03-06T11:05Z,,20.05,10.05,9,fire,,\n";
    let evidence = evidence(&[("a.csv", text)]);
    for period in [PeriodLength::All, PeriodLength::Day] {
        let options = Options { period, ..Options::default() };
        assert_eq!(
            shown(&problems(&evidence, &options)),
            "V003 `r1` and `w1` cannot both be right\n  \
             a.csv:3 - - `r1`: fire\n  a.csv:2 - - `w1`: nil watch, sees fire\n\
             V003 `r2` and `w1` cannot both be right\n  \
             a.csv:4 - - `r2`: fire\n  a.csv:2 - - `w1`: nil watch, sees fire\n"
        );
    }
}

/// Positions as longitude and latitude, one report each.
fn located(positions: &[(f64, f64)]) -> String {
    let row = |(n, (lon, lat)): (usize, &(f64, f64))| {
        format!(
            "report,r{n},Joint Observers,observed,,2024-03-05T10:00Z,{lon},{lat},10,fire,unknown,\n"
        )
    };
    format!("{REPORTS}{}", positions.iter().enumerate().map(row).collect::<String>())
}

#[test]
fn a_file_is_swapped_when_most_of_it_would_be_near() {
    let axes = |text: &str| problems(&evidence(&[("a.csv", text)]), &Options::default());
    assert_eq!(axes(&located(&[(10.05, 20.05), (12.0, 19.0)])).len(), 1);
    let outlier = [(10.05, 20.05), (12.0, 19.0), (50.0, 60.0)];
    assert_eq!(axes(&located(&outlier)).len(), 1, "a country reaches beyond its truce");
    // One where it belongs; one that is nowhere near either way; one that cannot be exchanged.
    assert_eq!(axes(&located(&[(10.05, 20.05), (20.05, 10.05)])), []);
    assert_eq!(axes(&located(&[(10.05, 20.05), (50.0, 60.0)])), []);
    assert_eq!(axes(&located(&[(10.05, 20.05), (120.0, 10.0)])), []);
    // Nothing located.
    assert_eq!(axes(REPORTS), []);
}

#[test]
fn one_swapped_file_is_not_excused_by_another() {
    let (good, bad) = (located(&[(20.05, 10.05)]), located(&[(10.05, 20.05)]));
    let bad = bad.replace("r0", "s0");
    let told = problems(&evidence(&[("a.csv", &good), ("b.csv", &bad)]), &Options::default());
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].code, verify::codes::AXES_SWAPPED);
    assert_eq!(told[0].labels[0].file, "b.csv");
}
