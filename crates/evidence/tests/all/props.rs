//! What holds of all inputs.

use std::io::BufReader;

use evidence::{Case, Evidence, Options, Source, read_source};
use proptest::prelude::*;

use crate::support;

const ALL: &str = r#"
[[source]]
file = "own.csv"
adapter = "detente-csv"
zone = "Europe/Kyiv"
day_ends = "19:30"

[[source]]
file = "own.jsonl"
adapter = "detente-jsonl"
zone = "Europe/Kyiv"

[[source]]
file = "any.csv"
adapter = "csv"
name = "mission"
standing = "observed"
zone = "Europe/Kyiv"
date_order = "dmy"
[[source.emit]]
record = "tally"
[source.emit.set]
counted = { column = "a" }
kinds = { column = "b", mapping = "osce-smm" }
began = { column = "c" }
count = { column = "d" }

[[source]]
file = "old.csv"
adapter = "detente-csv"
encoding = "windows-1251"

[[source]]
file = "ged.csv"
adapter = "ucdp-ged"
name = "UCDP GED"
zone = "UTC"

[[source]]
file = "seen.geojson"
adapter = "geojson"
name = "mission"
standing = "observed"
[[source.emit]]
record = "report"
[source.emit.set]
kinds = { value = "fire" }
began = { column = "day" }
"#;

/// Reads the bytes with every source; the counts must add up.
fn read_all(sources: &[Source], bytes: &[u8], chunk: usize) -> Vec<String> {
    let read = |source: &Source| {
        let input = BufReader::with_capacity(chunk, bytes);
        let read = read_source(source, Options::default(), input, &mut |_| {});
        let file = &read.file;
        let with_records = file.rows - file.rows_refused - file.rows_skipped;
        assert_eq!(file.records, read.records.len() as u64);
        assert!(read.records.is_empty() || with_records == file.records);
        assert!(file.rows_refused == 0 || !read.diagnostics.is_empty());
        format!("{read:?}")
    };
    sources.iter().map(read).collect()
}

/// Lines as they might stand in a file, with and without faults.
fn lines() -> impl Strategy<Value = String> {
    let cell = prop::sample::select(vec![
        "",
        "report",
        "tally",
        "observed",
        "2020-07-27",
        "2020-07-27T10:00",
        "27.7.2020",
        "fire",
        "mortar_fire; x",
        "37.5",
        "-1e9",
        "about 20",
        "\"a\nb\"",
        "\"",
        "é",
        "yes",
        "48.1",
    ]);
    let row = prop::collection::vec(cell, 0..9).prop_map(|cells| cells.join(","));
    let head = prop::sample::select(vec![
        "record,source,standing,began,kinds,lon,lat,radius_m,count",
        "record,source,standing,first_day,last_day,counted,kinds,parts,text",
        "a,b,c,d",
        "a,a",
    ]);
    (head, prop::collection::vec(row, 0..8), prop::sample::select(vec!["\n", "\r\n"]))
        .prop_map(|(head, rows, end)| format!("{head}{end}{}", rows.join(end)))
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_all(&support::case(ALL).sources, &bytes, 64);
    }

    #[test]
    fn neither_does_text(text in "[ -~\n\r\t\u{e9}\u{feff}]{0,200}", table in lines()) {
        let sources = support::case(ALL).sources;
        read_all(&sources, text.as_bytes(), 64);
        let bytes = table.as_bytes();
        // However the bytes arrive, what is read is the same.
        prop_assert_eq!(read_all(&sources, bytes, 1), read_all(&sources, bytes, 1 << 16));
    }

    #[test]
    fn nor_json(
        members in prop::collection::vec(
            (
                "(record|source|began|kinds|count|parts|place)",
                "(\"[ -!#-\\[\\]-~]{0,9}\"|[0-9.]{1,4}|null|\\[\\]|\\{\\}|true)",
            ),
            0..6,
        ),
    ) {
        let object = members.iter().map(|(name, value)| format!("\"{name}\": {value}"));
        let line = format!("{{{}}}\n", object.collect::<Vec<_>>().join(", "));
        read_all(&support::case(ALL).sources, line.as_bytes(), 7);
    }

    #[test]
    fn nor_does_a_declaration(text in ".{0,200}", key in "[a-z_]{1,12}", value in "[ -~]{0,20}") {
        let _ = Case::parse("detente.toml", &text);
        let emit = "[[source]]\nfile = \"a\"\nadapter = \"csv\"\n[[source.emit]]";
        for table in ["[case]", "[[source]]", emit] {
            let _ = Case::parse("detente.toml", &format!("{table}\n{key} = {value}\n"));
            let _ = Case::parse("detente.toml", &format!("{table}\n{key} = \"{value}\"\n"));
        }
    }

    #[test]
    fn neither_order_nor_splitting_matters(
        days in prop::collection::vec((1u8..28, 0u8..5), 1..12),
        files in prop::collection::vec(0usize..3, 12),
        seed in any::<u64>(),
    ) {
        let toml: String = ["a", "b", "c"]
            .map(|name| format!("[[source]]\nfile = \"{name}.csv\"\nadapter = \"detente-csv\"\n"))
            .concat();
        let sources = support::case(&toml).sources;
        let head = "id,record,source,standing,began,kinds\n";
        let row = |(at, (day, id)): (usize, &(u8, u8))| {
            format!("r{at}-{id},report,S,observed,2020-07-{day:02}T10:00Z,fire\n")
        };
        let rows: Vec<String> = days.iter().enumerate().map(row).collect();
        let collect = |pick: &dyn Fn(usize) -> usize, order: [usize; 3]| {
            let mut evidence = Evidence::default();
            for file in order {
                let chosen = rows.iter().enumerate().filter(|(at, _)| pick(*at) == file);
                let text: String = chosen.map(|(_, row)| row.as_str()).collect();
                let (source, text) = (&sources[file], format!("{head}{text}"));
                evidence.add(read_source(source, Options::default(), text.as_bytes(), &mut |_| {}));
            }
            evidence.sorted()
        };
        let orders = [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]];
        let order = orders[usize::try_from(seed % 4).unwrap()];
        let split = collect(&|at| files[at], [0, 1, 2]);
        let again = collect(&|at| files[at], order);
        prop_assert_eq!(format!("{split:?}"), format!("{again:?}"));
        let whole = collect(&|_| 0, [0, 1, 2]);
        let bare = |evidence: &Evidence| {
            let reports = evidence.reports.iter().map(|report| {
                (report.head.id.clone(), report.during, report.kinds)
            });
            reports.collect::<Vec<_>>()
        };
        prop_assert_eq!(bare(&split.0), bare(&whole.0));
    }
}
