//! Each fault of a geometry file: its words and what is underlined.

use basis::{At, Diagnostic};
use insta::assert_snapshot;
use proptest::prelude::*;
use space::geojson::{COMPARISONS_MAX, POSITIONS_MAX, PROBLEMS_MAX, decode, looks_swapped};
use space::{Geometry, codes};

use crate::support::{line, polygon};

/// Every problem on a line: code, message, then the underlined texts and the help below it.
fn problems(bytes: &[u8]) -> String {
    let shown = |problem: &Diagnostic| {
        let mut lines = format!("{} {}", problem.code.0, problem.message);
        for label in &problem.labels {
            if let At::Bytes(span) = label.at {
                let found = String::from_utf8_lossy(&bytes[span.start..span.end]);
                lines += format!("\n  {found} {}", label.text).trim_end();
            }
        }
        lines + &problem.help.iter().map(|help| format!("\n  = {help}")).collect::<String>()
    };
    match decode(bytes, "areas.geojson") {
        Ok(features) => format!("{} features", features.len()),
        Err(problems) => problems.iter().map(shown).collect::<Vec<_>>().join("\n"),
    }
}

fn one(kind: &str, coordinates: &str) -> String {
    problems(format!(r#"{{"type": "{kind}", "coordinates": {coordinates}}}"#).as_bytes())
}

#[test]
fn files_that_hold_something_else() {
    assert_snapshot!(problems(b" \n"), @r#"
    G001 the file is empty
      = was it saved? a GeoJSON file begins with `{`
    "#);
    assert_snapshot!(problems(b"PK\x03\x04"), @r#"
    G003 the file is a ZIP archive (KMZ, XLSX or a zipped shapefile), not GeoJSON
      = open it in a GIS and save the layer as GeoJSON, in longitude and latitude on WGS84
    "#);
    assert_snapshot!(problems(b"<?xml version=\"1.0\"?><kml/>"), @r#"
    G003 the file is XML (KML, GPX or GML), not GeoJSON
      = open it in a GIS and save the layer as GeoJSON, in longitude and latitude on WGS84
    "#);
    assert_snapshot!(problems("name;lat;lon\nДонецьк;48.0;37.8".as_bytes()), @r#"
    G003 the file is a table (CSV), not GeoJSON
      = open it in a GIS and save the layer as GeoJSON, in longitude and latitude on WGS84
    "#);
    assert_snapshot!(problems(b"{\"name\": \"\xc4onezk\"}"), @r#"
    G002 the file is not UTF-8 but another encoding, perhaps a Windows code page
      � this byte
      = save it as UTF-8, as RFC 7946 requires
    "#);
    assert_snapshot!(problems(b"\xff\xfe{\x00}\x00"), @r#"
    G002 the file is not UTF-8 but UTF-16
      � this byte
      = save it as UTF-8, as RFC 7946 requires
    "#);
    assert_snapshot!(problems(br#"{"type": "Point", "coordinates": [37.8, 48.0"#), @r#"
    G004 the file is not JSON: it ends in the middle of a value
       here
      = export the file again as GeoJSON, or check it with a JSON editor
    "#);
    assert_snapshot!(problems(br#"{"type": "Point", "coordinates": [37.8, NaN]}"#), @r#"
    G004 the file is not JSON: expected value
       here
      = export the file again as GeoJSON, or check it with a JSON editor
    "#);
    assert_snapshot!(problems(b"[1, 2]"), @r#"
    G005 not GeoJSON: the file holds no JSON object
      [1, 2]
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    "#);
    assert_snapshot!(problems(br#"{"name": "x"}"#), @r#"
    G005 not GeoJSON: the file has no `type`
      {"name": "x"}
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    "#);
    assert_snapshot!(problems(br#"{"type": "Topology"}"#), @r#"
    G005 not GeoJSON: the geometry has the unknown type `Topology`
      {"type": "Topology"}
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    "#);
}

#[test]
fn a_byte_order_mark_is_read_over_and_spans_count_it() {
    assert_eq!(
        problems(b"\xef\xbb\xbf{\"type\": \"Point\", \"coordinates\": [1, 2]}"),
        "1 features"
    );
    let text = b"\xef\xbb\xbf{\"type\": \"Point\", \"coordinates\": [1, 92]}";
    assert!(problems(text).contains("\n  [1, 92]\n"), "{}", problems(text));
}

#[test]
fn features_without_geometry() {
    assert_snapshot!(problems(br#"{"type": "FeatureCollection", "features": []}"#), @r#"
    G006 the file has no feature
      {"type": "FeatureCollection", "features": []}
      = save at least one point, line or polygon into it
    "#);
    assert_snapshot!(problems(br#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "A"}, "geometry": null},
        {"type": "Feature", "properties": {"Name": "B"}},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Feature", "id": 7, "geometry": {"type": "MultiPoint", "coordinates": []}},
        {"type": "Feature", "geometry": {"type": "Circle", "coordinates": [1, 2]}},
        {"type": "Feature", "geometry": {"type": "Point"}}
    ]}"#), @r#"
    G006 feature 1 `A` has no geometry
      {"type": "Feature", "properties": {"name": "A"}, "geometry": null}
      = draw it, or take the feature out of the file
    G005 not GeoJSON: feature 2 `B` lacks `geometry`
      {"type": "Feature", "properties": {"Name": "B"}}
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    G005 not GeoJSON: feature 3 is not a `Feature`
      {"type": "Point", "coordinates": [1, 2]}
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    G006 feature 4 `7` has no position
      {"type": "MultiPoint", "coordinates": []}
      = draw it
    G005 not GeoJSON: feature 5 has the unknown type `Circle`
      {"type": "Circle", "coordinates": [1, 2]}
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    G005 not GeoJSON: feature 6 (`Point`) has no `coordinates`
      {"type": "Point"}
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    "#);
}

#[test]
fn positions() {
    assert_snapshot!(one("LineString", r#"[[1], [1, "2"], [1e999, 2], [null, 2], 5, [1, 2]]"#), @r#"
    G008 the geometry has `[1]` in place of a position
      [1]
      = a position is `[longitude, latitude]`, two finite numbers in degrees
    G008 the geometry has `[1, "2"]` in place of a position
      [1, "2"]
      = a position is `[longitude, latitude]`, two finite numbers in degrees
    G008 the geometry has `[1e999, 2]` in place of a position
      [1e999, 2]
      = a position is `[longitude, latitude]`, two finite numbers in degrees
    G008 the geometry has `[null, 2]` in place of a position
      [null, 2]
      = a position is `[longitude, latitude]`, two finite numbers in degrees
    G008 the geometry has `5` in place of a position
      5
      = a position is `[longitude, latitude]`, two finite numbers in degrees
    "#);
    assert_snapshot!(one("Polygon", "[[1, 2], [3, 4]]"), @r#"
    G005 not GeoJSON: the geometry has coordinates of another depth than its type
      [1, 2]
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    G005 not GeoJSON: the geometry has coordinates of another depth than its type
      [3, 4]
      = a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)
    "#);
    assert_snapshot!(one("LineString", "[[37.0, 48.0], [190.5, 48.0], [37.0, -91]]"), @r#"
    G009 the geometry has a longitude of 190.5, outside ±180 degrees
      [190.5, 48.0]
      = are these degrees on WGS84, or metres of a map projection?
    G009 the geometry has a latitude of -91, outside ±90 degrees
      [37.0, -91]
      = are these degrees on WGS84, or metres of a map projection?
    "#);
    assert_snapshot!(one("LineString", "[[6123456.7, 5412345.6], [6123466.7, 5412355.6]]"), @r#"
    G009 the geometry has a longitude of 6123456.7, outside ±180 degrees
      [6123456.7, 5412345.6]
      = are these degrees on WGS84, or metres of a map projection?
    G009 the geometry has a longitude of 6123466.7, outside ±180 degrees
      [6123466.7, 5412355.6]
      = are these degrees on WGS84, or metres of a map projection?
    "#);
}

#[test]
fn swapped_axes() {
    // Dili, 125.6° E, 8.6° S.
    assert_snapshot!(one("LineString", "[[-8.6, 125.6], [-8.7, 125.7]]"), @r#"
    G010 the geometry has its axes swapped: latitude before longitude
      [-8.6, 125.6]
      = GeoJSON puts longitude first: `[longitude, latitude]`
    "#);
    let swapped = polygon(&[(47.0, 37.0), (48.0, 37.0), (48.0, 38.0)], 0.0).geometry;
    let near = line(&[(37.5, 46.9), (38.5, 48.5)], 0.0).geometry;
    assert!(looks_swapped(&swapped, &near));
    assert!(!looks_swapped(&near, &near));
    let elsewhere = line(&[(37.5, 40.0), (38.5, 41.0)], 0.0).geometry;
    assert!(!looks_swapped(&elsewhere, &near), "outside, but swapped it is too");
    assert!(!looks_swapped(&Geometry::Points(vec![]), &near));
}

#[test]
fn lines_and_rings() {
    assert_snapshot!(one("LineString", "[[37, 48]]"), @r#"
    G011 the geometry has a line of 1 positions, fewer than 2
      [37, 48]
      = draw it again, or take it out
    "#);
    assert_snapshot!(one("LineString", "[[179, 48], [-179, 48]]"), @r#"
    G016 the geometry has an edge over more than 180 degrees of longitude
      [179, 48], [-179, 48]
      = split the geometry at the antimeridian (RFC 7946, section 3.1.9)
    "#);
    assert_snapshot!(one("Polygon", "[[[0, 0], [1, 0], [1, 1], [0, 1]]]"), @r#"
    G012 the geometry has a ring that is not closed
      [0, 1]
      = repeat the first position at the end of the ring
    "#);
    assert_snapshot!(one("Polygon", "[[[0, 0], [1, 0], [0, 0]]]"), @r#"
    G011 the geometry has a ring of 3 positions, fewer than 4
      [0, 0], [1, 0], [0, 0]
      = draw it again, or take it out
    "#);
    assert_snapshot!(one("Polygon", "[[[0, 0], [1, 1], [2, 2], [0, 0]]]"), @r#"
    G015 the geometry has a ring without area
      [0, 0], [1, 1], [2, 2], [0, 0]
      = draw it again
    "#);
    assert_snapshot!(one("Polygon", "[]"), @r#"
    G006 the geometry has no position
      {"type": "Polygon", "coordinates": []}
      = draw it
    "#);
    assert_snapshot!(one("Polygon", "[[]]"), @r#"
    G006 the geometry has no position
      {"type": "Polygon", "coordinates": [[]]}
      = draw it
    "#);
}

#[test]
fn crossings() {
    assert_snapshot!(one("Polygon", "[[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]"), @r#"
    G013 the geometry has a ring that crosses itself or another at 1.000000, 1.000000
      [0, 0], [2, 2] this edge
      [2, 0], [0, 2] crosses this one
      = move a corner, or cut the polygon in two at that longitude and latitude
    "#);
    // Through a corner, and along an edge there and back.
    let corner = "[[[0, 0], [1, 1], [2, 2], [2, 0], [1, 1], [0, 2], [0, 0]]]";
    assert_snapshot!(one("Polygon", corner), @r#"
    G013 the geometry has a ring that crosses itself or another at 1.000000, 1.000000
      [0, 0], [1, 1] this edge
      [2, 0], [1, 1] crosses this one
      = move a corner, or cut the polygon in two at that longitude and latitude
    "#);
    assert_snapshot!(one("Polygon", "[[[0, 0], [2, 0], [2, 2], [2, 1], [0, 1], [0, 0]]]"), @r#"
    G013 the geometry has a ring that retraces itself or another at 2.000000, 2.000000
      [2, 0], [2, 2] this edge
      [2, 2], [2, 1] runs along this one
      = move a corner, or cut the polygon in two at that longitude and latitude
    "#);
    // A hole across the edge.
    let outer = "[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]";
    let across = format!("[{outer}, [[3, 1], [5, 1], [5, 2], [3, 2], [3, 1]]]");
    assert_snapshot!(one("Polygon", &across), @r#"
    G013 the geometry has a ring that crosses itself or another at 4.000000, 1.000000
      [3, 1], [5, 1] this edge
      [4, 0], [4, 4] crosses this one
      = move a corner, or cut the polygon in two at that longitude and latitude
    G013 the geometry has a ring that crosses itself or another at 4.000000, 2.000000
      [5, 2], [3, 2] this edge
      [4, 0], [4, 4] crosses this one
      = move a corner, or cut the polygon in two at that longitude and latitude
    "#);
}

#[test]
fn holes() {
    let outer = "[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]";
    let hole = "[[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]";
    assert_eq!(one("Polygon", &format!("[{outer}, {hole}]")), "1 features");
    assert_snapshot!(one("Polygon", &format!("[{outer}, [[5, 1], [6, 1], [6, 2], [5, 1]]]")), @r#"
    G014 the geometry has a hole outside its outer ring
      [5, 1], [6, 1], [6, 2], [5, 1]
      = holes lie inside the first ring; make it a polygon of its own
    "#);
    let nested = format!("[{outer}, {hole}, [[2, 2], [2.5, 2], [2, 2.5], [2, 2]]]");
    assert_snapshot!(one("Polygon", &nested), @r#"
    G014 the geometry has a hole inside another hole
      [2, 2], [2.5, 2], [2, 2.5], [2, 2]
      = holes lie inside the first ring; make it a polygon of its own
    "#);
}

#[test]
fn what_is_tolerated() {
    // A corner that touches an edge, a corner met twice, repeated positions, a hole that touches
    // its outer ring, either winding, an altitude.
    for ring in [
        "[[[0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]]]",
        "[[[0, 0], [4, 0], [2, 2], [4, 4], [0, 4], [2, 2], [0, 0]]]",
        "[[[0, 0], [0, 0], [4, 0], [4, 4], [4, 4], [0, 0]]]",
        "[[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[0, 2], [1, 1], [1, 3], [0, 2]]]",
        "[[[0, 0], [0, 4], [4, 4], [0, 0]]]",
        "[[[0, 0, 5], [4, 0, 5], [4, 4, 5], [0, 0, 5]]]",
    ] {
        assert_eq!(one("Polygon", ring), "1 features", "{ring}");
    }
}

#[test]
fn coordinate_reference_systems() {
    let with = |crs: &str| {
        let text = format!(r#"{{"type": "Point", "crs": {crs}, "coordinates": [37, 48]}}"#);
        problems(text.as_bytes())
    };
    let named =
        |name: &str| with(&format!(r#"{{"type": "name", "properties": {{"name": "{name}"}}}}"#));
    assert_eq!(named("urn:ogc:def:crs:OGC:1.3:CRS84"), "1 features");
    assert_eq!(named("EPSG:4326"), "1 features");
    assert_snapshot!(named("urn:ogc:def:crs:EPSG::3857"), @r#"
    G007 the coordinate reference system is `urn:ogc:def:crs:EPSG::3857`, not WGS84
      {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
      = export the file in longitude and latitude on WGS84 (EPSG:4326)
    "#);
    assert_snapshot!(with("null"), @r#"
    G007 the coordinate reference system is one that it does not name, not WGS84
      null
      = export the file in longitude and latitude on WGS84 (EPSG:4326)
    "#);
}

#[test]
fn collections_become_features() {
    let text = br#"{"type": "Feature",
        "properties": {"name": "site", "rank": 2, "open": true, "note": null},
        "geometry": {"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [37, 48]},
            {"type": "LineString", "coordinates": [[37, 48], [38, 48]]}]}}"#;
    let features = decode(text, "site.geojson").unwrap();
    assert_eq!(features.len(), 2);
    assert!(features.iter().all(|feature| feature.name.as_deref() == Some("site")));
    assert!(matches!(features[0].geometry, Geometry::Points(_)));
    assert!(matches!(features[1].geometry, Geometry::Lines(_)));
    let properties: Vec<_> = features[0].properties.iter().collect();
    assert_snapshot!(
        format!("{properties:?}"),
        @r#"[("name", "site"), ("open", "true"), ("rank", "2")]"#
    );
    let nested =
        "{\"type\": \"GeometryCollection\", \"geometries\": [".repeat(200) + &"]}".repeat(200);
    assert!(problems(nested.as_bytes()).starts_with("G017"), "{}", problems(nested.as_bytes()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is cut out of a file or written over it: an answer, and spans inside the file.
    #[test]
    fn damaged_files_are_refused_in_order(
        at in 0..400_usize, cut in 0..40_usize, junk in prop::collection::vec(any::<u8>(), 0..4),
    ) {
        let mut bytes = br#"{"type": "FeatureCollection", "features": [{"type": "Feature",
            "properties": {"name": "A"}, "geometry": {"type": "MultiPolygon", "coordinates": [
            [[[37, 47], [38, 47], [38, 48], [37, 47]]], [[[1, 2], [3, 2], [3, 4], [1, 2]]]]}},
            {"type": "Feature", "properties": null, "geometry": {"type": "GeometryCollection",
            "geometries": [{"type": "Point", "coordinates": [1, 2, 3]}]}}]}"#.to_vec();
        let start = at.min(bytes.len());
        let end = (start + cut).min(bytes.len());
        bytes.splice(start..end, junk);
        if let Err(problems) = decode(&bytes, "x") {
            prop_assert!(!problems.is_empty());
            for label in problems.iter().flat_map(|problem| &problem.labels) {
                let fits = match label.at {
                    At::Bytes(span) => span.start <= span.end && span.end <= bytes.len(),
                    _ => true,
                };
                prop_assert!(fits, "{label:?}");
            }
        }
    }
}

#[test]
fn too_much() {
    let positions = vec!["[37,48]"; POSITIONS_MAX + 1].join(",");
    let found =
        decode(format!(r#"{{"type":"LineString","coordinates":[{positions}]}}"#).as_bytes(), "x");
    let codes_found: Vec<_> = found.unwrap_err().iter().map(|problem| problem.code).collect();
    assert_eq!(codes_found, [codes::LIMIT]);
    let bad = vec!["[null]"; 500].join(",");
    let found = decode(format!(r#"{{"type":"LineString","coordinates":[{bad}]}}"#).as_bytes(), "x");
    assert_eq!(found.unwrap_err().len(), PROBLEMS_MAX + 1);
    // A ring whose every edge lies beside every other.
    let teeth = (0..COMPARISONS_MAX.isqrt() * 3 / 2).map(|i| {
        let lat = 1e-3 * i as f64;
        format!("[{},{lat}]", i % 2)
    });
    let teeth = teeth.collect::<Vec<_>>().join(",");
    let ring = format!("[[{teeth},[2,80],[2,-1],[0,0]]]");
    assert!(one("Polygon", &ring).starts_with("G017"));
}

#[test]
fn the_example_on_each_page_meets_its_code() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors");
    let mut tried = 0;
    for number in 1..=17 {
        let code = format!("G{number:03}");
        let page = std::fs::read_to_string(folder.join(format!("{code}.md"))).unwrap();
        let Some((_, rest)) = page.split_once("```json\n") else { continue };
        let (example, _) = rest.split_once("```").unwrap();
        let found = problems(example.as_bytes());
        assert!(found.lines().any(|line| line.starts_with(&code)), "{code}: {found}");
        tried += 1;
    }
    assert_eq!(tried, 13);
}
