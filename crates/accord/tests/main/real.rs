//! Real geometry under an accord. The files stay where they are: `DETENTE_TEST_DATA` names their
//! folder.

use std::collections::BTreeMap;
use std::path::PathBuf;

use basis::Truth;
use space::{Place, Point};

/// The bytes of a real file; `None` where there is no folder of real data.
fn real(name: &str) -> Option<Vec<u8>> {
    let required = std::env::var_os("DETENTE_REQUIRE_DATA").is_some_and(|value| value == "1");
    let Some(folder) = std::env::var_os("DETENTE_TEST_DATA") else {
        assert!(!required, "DETENTE_TEST_DATA names no folder");
        eprintln!("skipped: DETENTE_TEST_DATA names no folder with real data");
        return None;
    };
    Some(std::fs::read(PathBuf::from(folder).join(name)).expect("a real file"))
}

#[test]
fn the_line_of_contact_and_the_area_behind_it() {
    let names = ["donbas-2020/contact-line.geojson", "donbas-2020/certain-areas.geojson"];
    let [Some(line), Some(areas)] = names.map(real) else { return };
    let files =
        BTreeMap::from([("line.geojson".to_owned(), line), ("areas.geojson".to_owned(), areas)]);
    let text = "```accord\naccord \"A\"\n  in force from 2020-07-27 00:01 Europe/Kyiv\n  encoded by \"x\"\n\
                bound u \"U\"\nline contact from \"line.geojson\" accuracy 4 km\n\
                area behind from \"areas.geojson\" accuracy 4 km\n\
                area strip is within 15 km of contact\n\
                clause 1\n  u must not fire\n  in strip or behind\n```\n";
    let (syntax, problems) = accord::parse(text, "accord.md");
    let resolved = accord::resolve(&syntax, &files);
    assert!(problems.is_empty() && resolved.diagnostics.is_empty(), "{:?}", resolved.diagnostics);
    let accord = resolved.accord.expect("no error");
    assert_eq!(accord.geometry.len(), 2);
    let behind = &accord.areas[0].regions[0].1;
    let at = |lon, lat| Place::Disc { centre: Point::new(lon, lat).unwrap(), radius_m: 0.0 };
    // The centres of Donetsk and of Dnipro.
    assert_eq!(behind.contains(&at(37.8, 48.0)).truth, Truth::Yes);
    assert_eq!(behind.contains(&at(35.0, 48.5)).truth, Truth::No);
}
