//! Files that nobody here made. The folder comes from `DETENTE_TEST_DATA`.

use std::path::PathBuf;

use basis::Truth::{Unknown, Yes};
use space::distance::{DISTANCE_ERROR_M, distance_to_m};
use space::geojson::{Feature, decode};
use space::{Geometry, Place, Region, Shape};

use crate::support::{disc, p};

/// The bytes of a file of the folder; `None` (with a word on standard error) where no folder is
/// named, unless `DETENTE_REQUIRE_DATA` is `1`.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn file(name: &str) -> Option<Vec<u8>> {
    let is_required = std::env::var("DETENTE_REQUIRE_DATA").is_ok_and(|value| value == "1");
    let Some(folder) = std::env::var_os("DETENTE_TEST_DATA") else {
        assert!(!is_required, "DETENTE_TEST_DATA names no folder");
        eprintln!("skipped: DETENTE_TEST_DATA names no folder");
        return None;
    };
    match std::fs::read(PathBuf::from(folder).join(name)) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            assert!(!is_required, "{name}: {error}");
            eprintln!("skipped: {name}: {error}");
            None
        }
    }
}

fn features(name: &str) -> Option<Vec<Feature>> {
    file(name).map(|bytes| match decode(&bytes, name) {
        Ok(features) => features,
        Err(problems) => panic!("{problems:#?}"),
    })
}

#[test]
fn sixteen_zones_are_sound() {
    let Some(zones) = features("zones/selected_zones.geojson") else { return };
    assert_eq!(zones.len(), 16);
    assert_eq!(zones.iter().map(|zone| count(&zone.geometry)).sum::<usize>(), 2_633);
    let find = |name: &str| zones.iter().find(|zone| zone.name.as_deref() == Some(name)).unwrap();
    let buffer =
        Shape { geometry: find("Cyprus U.N. Buffer Zone").geometry.clone(), accuracy_m: 0.0 };
    // Nicosia International Airport, 35.150° N, 33.277° E, lies in the zone.
    assert_eq!(Region::inside(buffer).contains(&disc(33.277, 35.150, 500.0)).truth, Yes);
}

#[test]
fn two_halves_of_the_korean_zone_are_one() {
    let Some(zones) = features("zones/selected_zones.geojson") else { return };
    let half = |name: &str| {
        let zone = zones.iter().find(|zone| zone.name.as_deref() == Some(name)).unwrap();
        Region::inside(Shape { geometry: zone.geometry.clone(), accuracy_m: 100.0 })
    };
    let [south, north] = ["Korean DMZ (south)", "Korean DMZ (north)"].map(half);
    // On the demarcation line as drawn, some 6 km from either edge of the zone.
    let place = disc(127.222, 38.3127, 2_000.0);
    assert_eq!([south.contains(&place).truth, north.contains(&place).truth], [Unknown, Unknown]);
    let zone = Region::union(vec![south.clone(), north]);
    let answer = zone.contains(&place);
    assert_eq!(answer.truth, Yes, "{answer:?}");
    assert_eq!(zone.contains(&Place::Within(south)).truth, Yes);
}

#[test]
fn the_line_of_contact_is_measured() {
    let Some(lines) = features("donbas-2020/contact-line.geojson") else { return };
    let Some(areas) = features("donbas-2020/certain-areas.geojson") else { return };
    assert_eq!((lines.len(), areas.len()), (1, 1));
    assert_eq!((count(&lines[0].geometry), count(&areas[0].geometry)), (86, 220));
    // Expected numbers: computed as in `distance.rs`.
    for (lon, lat, expected_m) in [
        (37.8028, 48.0159, 8_429.77518763231),
        (37.5494, 47.0951, 15_636.852180089076),
        (36.23, 49.99, 211_370.9429007794),
        (39.3, 48.57, 8_078.684656049164),
    ] {
        let found_m = distance_to_m(p(lon, lat), &lines[0].geometry);
        assert!((found_m - expected_m).abs() <= DISTANCE_ERROR_M, "{found_m}, not {expected_m}");
    }
}

fn count(geometry: &Geometry) -> usize {
    match geometry {
        Geometry::Points(points) => points.len(),
        Geometry::Lines(lines) => lines.iter().map(Vec::len).sum(),
        Geometry::Polygons(polygons) => polygons.iter().flatten().map(Vec::len).sum(),
    }
}
