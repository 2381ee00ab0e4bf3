//! GeoJSON by templates: properties are columns, the geometry is the place.

use std::io::{BufRead, Read};
use std::sync::Arc;

use basis::{Diagnostic, Digest};
use space::{Geometry, Place, Region, Shape};

use super::input::{Input, Stop};
use super::outcome::{Outcome, RowResult};
use super::template::{Columns, Drawn, columns_of, missing_column};
use crate::case::Source;
use crate::codes;
use crate::limits::GEOJSON_BYTES_MAX;
use crate::problem::Problem;

/// Reads a file of GeoJSON. Rows are features; their line is their number in the file.
pub(super) fn read<R: BufRead>(
    source: &Source,
    mut input: Input<'_, R>,
    outcome: &mut Outcome,
) -> Digest {
    input.limit_row(GEOJSON_BYTES_MAX);
    match read_all(&mut input) {
        Ok(bytes) => features(source, &bytes, outcome),
        Err(stop) => outcome.stop(stop),
    }
    input.digest()
}

fn read_all<R: BufRead>(input: &mut Input<'_, R>) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    match input.read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(input.take_stop().unwrap_or_else(|| {
            Stop::new(Diagnostic::error(codes::UNREADABLE, "the file cannot be read"))
        })),
    }
}

fn features(source: &Source, bytes: &[u8], outcome: &mut Outcome) {
    let features = match space::geojson::decode(bytes, &source.file) {
        Ok(features) => features,
        Err(diagnostics) => return outcome.refuse(diagnostics),
    };
    for column in columns_of(source) {
        // A property that no feature has is a slip; one that some lack is an empty cell.
        if !features.iter().any(|feature| feature.properties.contains_key(column)) {
            let names = features.iter().flat_map(|feature| feature.properties.keys());
            let names: std::collections::BTreeSet<&str> = names.map(String::as_str).collect();
            return outcome.stop(missing_column(column, names.into_iter()));
        }
    }
    let templates = Columns::of(source);
    for (number, feature) in (1..).zip(&features) {
        outcome.at_line(number);
        let result = match drawn(&feature.geometry, source.accuracy_m) {
            Ok(drawn) => {
                let column = |name: &str| {
                    let value = feature.properties.get(name)?.trim();
                    (!value.is_empty()).then(|| value.to_owned())
                };
                templates.records(&column, number, Some(&drawn))
            }
            Err(problem) => RowResult { problems: vec![problem], records: Vec::new() },
        };
        if !outcome.row(result) {
            return;
        }
    }
}

fn drawn(geometry: &Geometry, accuracy_m: Option<f64>) -> Result<Drawn, Problem> {
    let problem =
        |message: &str, help: &str| Problem::error(codes::FEATURE_GEOMETRY, message).help(help);
    match (geometry, accuracy_m) {
        (Geometry::Points(points), _) if points.len() == 1 => {
            points.first().copied().map(Drawn::Point).ok_or_else(|| problem("no position", ""))
        }
        (Geometry::Polygons(_), Some(accuracy_m)) => {
            let shape = Arc::new(Shape { geometry: geometry.clone(), accuracy_m });
            Ok(Drawn::Area(Place::Within(Region::Inside(shape))))
        }
        (Geometry::Polygons(_), None) => Err(problem(
            "a drawn area, but the source does not say how exactly it is drawn",
            "state `accuracy_m` of the source: metres by which a border may be off",
        )),
        (Geometry::Points(_) | Geometry::Lines(_), _) => Err(problem(
            "an event is at one position or in an area, not on a line or at several positions",
            "draw the area in which it was, or the one position with its `radius_m`",
        )),
    }
}
