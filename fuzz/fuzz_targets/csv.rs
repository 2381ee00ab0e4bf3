//! Arbitrary bytes as evidence, under each adapter: nothing panics, and every row is accounted for.
//!
//! The first byte picks the declaration, the rest is the file.

#![no_main]

use libfuzzer_sys::fuzz_target;

/// One source for each adapter.
const CASE: &str = r#"
[case]
zone = "Europe/Kyiv"
day_ends = "19:30"

[[source]]
file = "own.csv"
adapter = "detente-csv"
name = "somebody"
standing = "reported"
zone = "Europe/Kyiv"

[[source]]
file = "own.jsonl"
adapter = "detente-jsonl"
name = "somebody"
standing = "reported"
zone = "Europe/Kyiv"

[[source]]
file = "ucdp.csv"
adapter = "ucdp-ged"
name = "UCDP GED"
zone = "Europe/Kyiv"
encoding = "windows-1252"
date_order = "mdy"

[[source]]
file = "any.csv"
adapter = "csv"
name = "somebody"
standing = "claimed"
zone = "Europe/Kyiv"
date_order = "dmy"
encoding = "windows-1251"

[[source.emit]]
record = "report"
set.began = { column = "a" }
set.kinds = { column = "b", mapping = "osce-smm" }
set.count = { column = "c", before = "/" }
set.lon = { column = "d" }
set.lat = { column = "e" }
set.text = { pattern = "{a} {b}" }

[[source]]
file = "any.geojson"
adapter = "geojson"
name = "somebody"
standing = "reported"
zone = "UTC"
accuracy_m = 100

[[source.emit]]
record = "report"
set.began = { column = "a" }
set.kinds = { value = "fire" }
"#;

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, bytes)) = bytes.split_first() else { return };
    let (case, problems) = evidence::Case::parse("detente.toml", CASE);
    assert!(problems.is_empty(), "{problems:?}");
    let source = &case.sources[usize::from(which) % case.sources.len()];
    let strict = which >= 128;
    let options = evidence::Options { strict };
    let read = evidence::read_source(source, options, bytes, &mut |_| {});
    assert!(read.file.rows >= read.file.rows_refused + read.file.rows_skipped);
    let errors = read.diagnostics.iter().any(|d| d.severity == basis::Severity::Error);
    assert!(errors || read.file.rows_refused == 0, "a refused row is told");
    let mut evidence = evidence::Evidence::default();
    evidence.add(read);
    let _ = evidence.sorted();
});
