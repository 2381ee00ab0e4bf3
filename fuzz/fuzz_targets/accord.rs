//! Arbitrary bytes as an accord: nothing panics, and every place lies inside the file.

#![no_main]

use std::collections::BTreeMap;

use basis::At;
use libfuzzer_sys::fuzz_target;

/// Geometry that the text may ask for, so that more than its absence is met.
const SQUARE: &[u8] = br#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;

fuzz_target!(|bytes: &[u8]| {
    const FILE: &str = "accord.md";
    let Ok(text) = accord::read(bytes, FILE) else { return };
    let (syntax, mut diagnostics) = accord::parse(text, FILE);
    let needs = accord::needs(&syntax);
    let files: BTreeMap<String, Vec<u8>> =
        needs.into_iter().map(|need| (need.file, SQUARE.to_vec())).collect();
    let resolved = accord::resolve(&syntax, &files);
    diagnostics.extend(resolved.diagnostics);
    for label in diagnostics.iter().flat_map(|d| &d.labels).filter(|l| l.file == FILE) {
        if let At::Bytes(span) = label.at {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} of {}", text.len());
        }
    }
    let errors = diagnostics.iter().any(|d| d.severity == basis::Severity::Error);
    assert_eq!(resolved.accord.is_none(), errors, "an accord exactly when there is no error");
});
