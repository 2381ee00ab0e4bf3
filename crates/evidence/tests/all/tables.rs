//! Tables in, records and problems out.

use evidence::{Options, read_source};

use crate::support::{self, merge, show};

const OWN: &str = r#"
[[source]]
file = "own.csv"
adapter = "detente-csv"
zone = "Europe/Kyiv"
day_ends = "19:30"
"#;

#[test]
fn all_four_types_of_our_own_csv() {
    let data = "\
record,id,source,standing,began,ended,first_day,lon,lat,radius_m,place,kinds,actors,count,sees,nil,counted,act,by,subject,at
report,r1,SMM,observed,2020-07-27T10:00,,,37.5,48.1,200,,mortar_fire; artillery_fire,A; B,about 20,,,,,,,
report,r2,Paper,reported,2020-07-27,2020-07-29,,,,,Donetsk region,any,,,,,,,,,
watch,w1,SMM,observed,,,2020-07-28,,,,Petrivske,,,,fire,yes,,,,,
tally,t1,SMM,observed,,,2020-07-28,,,,Donetsk region; Luhansk region,use_of_force,,,,,ceasefire violations,,,,
act,a1,A,claimed,,,,,,,,,,,,,,order,A,ban on fire,2020-07-27T00:01+03:00
";
    insta::assert_snapshot!(show(OWN, data), @r#"
    r1 observed by SMM
      report 2020-07-27T07:00:00Z: mortar_fire, artillery_fire, within 200 m of 37.5 48.1, by A or B, count about 20
    r2 reported by Paper
      report [2020-07-26T21:00:00Z, 2020-07-29T21:00:00Z): any, in Donetsk region, by unknown
    w1 observed by SMM
      watch [2020-07-27T16:30:00Z, 2020-07-28T16:30:00Z): sees fire, in Petrivske, nil Some(true)
    t1 observed by SMM
      tally [2020-07-27T16:30:00Z, 2020-07-28T16:30:00Z): ceasefire violations = ?, in Donetsk region or Luhansk region, accused unknown
    a1 claimed by A
      act 2020-07-26T21:01:00Z: order by A to : ban on fire, done true
    rows 5, refused 0, skipped 0, records 5
    "#);
}

#[test]
fn bad_rows_are_refused_and_the_rest_is_read() {
    let data = "\
record,source,standing,began,lon,lat,radius_m,kinds,count
report,SMM,observed,2020-07-27T10:00,37.5,48.1,0,fire,3
report,SMM,observd,27.7.2020,48.1,137.5,0,mortar_fre,many

report,SMM,observed,2020-10-25T03:30,37.5,48.1,,fire,
report,SMM,observed,2020-07-27T10:00,37.5,48.1,0,fire
,,,,,,,,
tally,SMM,observed,2020-07-27,,,,fire,1
";
    insta::assert_snapshot!(show(OWN, data), @r#"
    own.csv:2 observed by SMM
      report 2020-07-27T07:00:00Z: fire, within 0 m of 37.5 48.1, by unknown, count 3
    E042 own.csv:3, began = 27.7.2020: the order of day and month in `27.7.2020` is not stated
         state `date_order` of the source: `dmy` or `mdy`
    E048 own.csv:3, standing = observd: `observd` is not known here
         did you mean `observed`?
    E047 own.csv:3, lon: longitude 48.1, latitude 137.5 is no position on Earth
         are longitude and latitude swapped?
    E048 own.csv:3, kinds = mortar_fre: `mortar_fre` is not known here
         did you mean `mortar_fire`?
    E046 own.csv:3, count = many: `many` is not a count
         write `20`, `about 20` or `at least 20`, without a separator of thousands
    E044 own.csv:5, began = 2020-10-25T03:30: a clock change repeated this local time
         write the time with its offset: `2020-10-25T03:30+03:00`
    E040 own.csv:5, radius_m: a report needs `radius_m`
         metres around the position within which it was; 0 for the position itself
    E028 own.csv:6: 8 cells, but the header has 9
         a cell with the separator or a line break in it stands in quotation marks
    E040 own.csv:8, counted: a tally needs `counted`
         the heading that the source counts under
    rows 6, refused 4, skipped 1, records 1
    "#);
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    let head = "record,source,standing,began,kinds,text";
    let row = "report,S,observed,2020-07-27,fire,\"two\nlines\"";
    for end in ["\n", "\r\n", "\r"] {
        let data = [head, "", row, "", row, ""].join(end);
        let read = support::read(OWN, data.as_bytes());
        let lines: Vec<u64> = read.records.iter().map(|record| record.head().row.line).collect();
        assert_eq!(lines, [3, 6], "{end:?}");
        assert_eq!(read.records[0].head().text.as_deref(), Some("two\nlines"));
    }
}

#[test]
fn strict_stops_at_the_first_bad_row() {
    let case = support::case(OWN);
    let data = "record,source\nreport,A\nreport,B\n";
    let read =
        read_source(&case.sources[0], Options { strict: true }, data.as_bytes(), &mut |_| {});
    assert_eq!((read.file.rows, read.file.rows_refused), (1, 1));
}

#[test]
fn arrival_order_does_not_matter() {
    let toml = r#"
        [[source]]
        file = "b.csv"
        adapter = "detente-csv"
        [[source]]
        file = "a.csv"
        adapter = "detente-csv"
    "#;
    let row =
        "record,id,source,standing,began,kinds\nreport,ID,S,observed,2020-07-27T10:00Z,fire\n";
    let (a, b) = (row.replace("ID", "x"), row.replace("ID", "w"));
    let forth = merge(toml, &[("a.csv", &a), ("b.csv", &b)]);
    let back = merge(toml, &[("b.csv", &b), ("a.csv", &a)]);
    assert_eq!(format!("{forth:?}"), format!("{back:?}"));
    assert_eq!(forth.0.reports[0].head.id, "w");
    assert_eq!(forth.0.files[1].name, "b.csv");
    assert_eq!(forth.0.reports[0].head.row.file, 1);
}

const TWO_FILES: &str = r#"
    [[source]]
    file = "a.csv"
    adapter = "detente-csv"
    [[source]]
    file = "m.csv"
    adapter = "detente-csv"
"#;
const HEAD: &str = "record,id,source,standing,began,kinds,restates,text\n";

/// The records of two files by identifier, with their texts, and the codes of the problems.
fn called(a: &str, m: &str) -> (Vec<String>, Vec<&'static str>) {
    let [a, m] = [a, m].map(|rows| format!("{HEAD}{rows}"));
    let (evidence, diagnostics) = merge(TWO_FILES, &[("a.csv", &a), ("m.csv", &m)]);
    let text = |head: &evidence::record::Head| head.text.clone().unwrap_or_default();
    let show = |r: &evidence::record::Report| format!("{} {}", r.head.id, text(&r.head));
    let codes = diagnostics.iter().map(|d| d.code.0).collect();
    (evidence.reports.iter().map(show).collect(), codes)
}

fn rows(rows: &[[&str; 3]]) -> String {
    let row = |[id, restates, text]: &[&str; 3]| {
        format!("report,{id},S,observed,2020-07-27T10:00Z,fire,{restates},{text}\n")
    };
    rows.iter().map(row).collect()
}

#[test]
fn no_record_displaces_another_by_its_name() {
    let (records, codes) =
        called(&rows(&[["x", "", "hostile"]]), &rows(&[["x", "", "true"], ["y", "x", "mended"]]));
    assert_eq!(records, ["a.csv:2 hostile", "m.csv:2 true", "y mended"]);
    assert_eq!(codes, ["E060", "E062"]);
}

#[test]
fn the_name_of_a_place_is_the_place_s_own() {
    // Each hostile record takes the name that the one before it leaves free.
    let hostile = rows(&[["x", "", "1"], ["m.csv:2", "", "2"], ["a.csv:3", "", "3"]]);
    let (records, codes) = called(&hostile, &rows(&[["x", "", "true"], ["", "", "own"]]));
    assert_eq!(records, ["a.csv:2 1", "a.csv:3 2", "a.csv:4 3", "m.csv:2 true", "m.csv:3 own"]);
    assert_eq!(codes, ["E060"; 3]);
    let (records, _) = called(&rows(&[["m.csv:2", "", "hostile"]]), &rows(&[["", "", "own"]]));
    assert_eq!(records, ["a.csv:2 hostile", "m.csv:2 own"]);
}

#[test]
fn what_stands_twice_is_taken_once_beside_a_namesake() {
    let (records, codes) =
        called(&rows(&[["x", "", "1"], ["x", "", "2"]]), &rows(&[["x", "", "1"]]));
    assert_eq!(records, ["a.csv:2 1", "a.csv:3 2"]);
    assert_eq!(codes, ["E060", "E061"]);
}

#[test]
fn an_endless_line_is_refused_before_it_is_read() {
    use std::io::{BufReader, Read as _};
    let limit = evidence::limits::LINE_BYTES_MAX;
    for (file, adapter, head) in [
        ("own.csv", "detente-csv", "record,source\n"),
        ("own.csv", "detente-csv", "record,source\nreport,\""),
        ("own.jsonl", "detente-jsonl", "{\"record\": \"report\"}\n"),
    ] {
        let toml = format!("[[source]]\nfile = \"{file}\"\nadapter = \"{adapter}\"\n");
        let case = support::case(&toml);
        let line = std::io::repeat(b'x').take(200_000_000);
        let mut bytes = 0;
        let input = BufReader::new(head.as_bytes().chain(line));
        let read = read_source(&case.sources[0], Options::default(), input, &mut |now| bytes = now);
        let diagnostic = &read.diagnostics[0];
        assert_eq!(diagnostic.code, evidence::codes::LINE_TOO_LONG);
        assert!(read.records.is_empty());
        assert!(bytes < limit + 1_000_000, "{bytes} bytes were read");
    }
}

#[test]
fn files_of_other_formats() {
    for (bytes, what) in [
        (&b"PK\x03\x04rest"[..], "an XLSX, ODS or ZIP file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an XLS or DOC file"),
        (b"%PDF-1.7", "a PDF file"),
        (b" <!DOCTYPE html><html>", "a web page"),
        (b"<?xml version=\"1.0\"?>", "XML"),
        (b"[{\"record\": \"report\"}]", "JSON"),
    ] {
        let read = support::read(OWN, bytes);
        let expected = format!("declared as detente-csv, but it looks like {what}");
        assert_eq!(read.diagnostics[0].message, expected);
        assert_eq!(read.file.rows, 0);
    }
}

#[test]
fn byte_order_marks() {
    let row = "record,source,standing,began,kinds\nreport,S,observed,2020-07-27,fire\n";
    let read = support::read(OWN, format!("\u{feff}{row}").as_bytes());
    assert_eq!((read.diagnostics.len(), read.records.len()), (0, 1));
    // The digest is that of the whole file, the mark included.
    assert_eq!(read.file.digest, basis::Digest::of(format!("\u{feff}{row}").as_bytes()));
    let toml = OWN.replace("zone", "encoding = \"windows-1251\"\nzone");
    let read = support::read(&toml, format!("\u{feff}{row}").as_bytes());
    assert_eq!(read.diagnostics[0].code, evidence::codes::WRONG_ENCODING);
    let read = support::read(OWN, b"\xff\xfer\0e\0");
    assert_eq!(read.diagnostics[0].code, evidence::codes::WRONG_ENCODING);
}

#[test]
fn cyrillic_tables_are_read_in_their_encoding() {
    let toml = OWN.replace("zone", "encoding = \"windows-1251\"\nzone");
    let mut data = b"record,source,standing,began,kinds\nreport,".to_vec();
    data.extend_from_slice(b"\xce\xc1\xd1\xc5,observed,2020-07-27,fire\n");
    let read = support::read(&toml, &data);
    assert_eq!(read.records[0].head().source, "ОБСЕ");
}

#[test]
fn fields_of_all_types_in_json_lines() {
    let toml = r#"
        [[source]]
        file = "own.jsonl"
        adapter = "detente-jsonl"
        name = "mission"
        standing = "observed"
        zone = "Europe/Kyiv"
    "#;
    let data = r#"{"record": "report", "id": "r", "began": "2030-05-01T10:00", "kinds": ["weapon_present"], "from_lon": 37.5, "from_lat": 48.1, "bearing_min_deg": 350, "bearing_max_deg": 10, "distance_min_m": 500, "distance_max_m": 1500, "object": "howitzer", "calibre_mm": "120..152", "means": "uav", "exercise": false, "known_at": "2030-05-02", "text": null}
{"record": "watch", "id": "w", "first_day": "2030-05-01", "last_day": "2030-05-02", "sees": "any", "place": ["A", "B"], "restriction": "denial", "cause": "mines", "controlled_by": "undetermined"}
{"record": "act", "id": "m", "act": "modification", "by": ["A", "B"], "subject": "withdrawal", "at": "2030-05-01", "term": "2030-05-25", "done": "no"}
{"record": "watch", "id": "x", "first_day": "2030-05-01", "sees": "any"}
{"record": "report", "id": "y", "began": "2030-05-01", "kinds": "fire", "lon": 37.5, "calibre_mm": "big", "sees": "fire"}
"#;
    insta::assert_snapshot!(show(toml, data), @r#"
    r observed by mission
      report 2030-05-01T07:00:00Z: weapon_present, 500 to 1500 m at 350 to 10° from 37.5 48.1, by unknown
      known at 2030-05-02T21:00:00Z
    w observed by mission
      watch [2030-04-30T21:00:00Z, 2030-05-02T21:00:00Z): sees any, in A or B, nil None
    m observed by mission
      act [2030-04-30T21:00:00Z, 2030-05-01T21:00:00Z): modification by A and B to : withdrawal, done false
    E040 own.jsonl:4, place: a watch needs `place`
         names of areas: it was somewhere in them together
    E008 own.jsonl:5, sees = fire: a report has no field `sees`
         leave the cell empty in rows of this type
    E040 own.jsonl:5, lat: a report needs `lat`
         latitude in degrees north, WGS84
    E040 own.jsonl:5, radius_m: a report needs `radius_m`
         metres around the position within which it was; 0 for the position itself
    E046 own.jsonl:5, calibre_mm = big: `big` is not a number of mm or a range of them
         write `122`, or from–to as `120..152`
    rows 5, refused 2, skipped 0, records 3
    "#);
    let read = support::read(toml, data.as_bytes());
    let evidence::Record::Report(report) = &read.records[0] else { panic!() };
    let (least, greatest) = report.object.as_ref().unwrap().calibre.unwrap();
    assert_eq!((least.to_string(), greatest.to_string()), ("120 mm".into(), "152 mm".into()));
    assert!(!report.exercise && report.head.text.is_none());
    let evidence::Record::Watch(watch) = &read.records[1] else { panic!() };
    let restriction = watch.restriction.as_ref().unwrap();
    assert_eq!(restriction.controlled_by, basis::Actors::Undetermined);
    let evidence::Record::Act(act) = &read.records[2] else { panic!() };
    assert_eq!(act.term.unwrap().end, support::at("2030-05-26T00:00:00+03:00"));
    assert!(!act.done);
}

#[test]
fn long_texts_are_cut_visibly() {
    let text = "é".repeat(3000);
    let head = "record,source,standing,began,kinds,text";
    let data = format!("{head}\nreport,S,observed,2020-07-27,fire,{text}\n");
    let read = support::read(OWN, data.as_bytes());
    let kept = read.records[0].head().text.as_ref().unwrap();
    assert_eq!(kept.chars().count(), evidence::limits::TEXT_CHARS_MAX);
    assert!(kept.ends_with("é…"));
}
