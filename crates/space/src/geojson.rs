//! Shapes from GeoJSON (RFC 7946), with every fault named and placed.
//!
//! Our own reading of JSON with `serde_json`: a general GeoJSON library stops at the first fault
//! and cannot say at which byte it is.
//!
//! What is checked is what measuring needs: positions in range, rings closed, with an area and
//! without crossings, holes where holes belong, no edge across the antimeridian. Rings may touch
//! themselves and each other in a point, in either winding; consecutive positions may repeat;
//! altitudes are read over.

mod crossing;
mod geometry;
mod json;
mod sniff;

use std::collections::BTreeMap;

use basis::{At, Diagnostic, Span};
use serde_json::value::RawValue;

use crate::{Geometry, codes};
use geometry::Reader;
use json::Object;

/// The most features of one file.
pub const FEATURES_MAX: usize = 100_000;

/// The most positions of one file.
pub const POSITIONS_MAX: usize = 1_000_000;

/// The most comparisons of two edges for one polygon: rings so tangled that it does not suffice
/// are refused.
pub const COMPARISONS_MAX: usize = 40_000_000;

/// The most problems that one file is told of.
pub const PROBLEMS_MAX: usize = 50;

/// How deep geometry collections may lie in one another.
pub const COLLECTION_DEPTH_MAX: usize = 4;

/// One geometry of a file with what the file says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// The property `name` (however capitalised), else the feature's `id`.
    pub name: Option<String>,
    /// Texts as they are, everything else as JSON; nulls are left out.
    pub properties: BTreeMap<String, String>,
    /// As drawn.
    pub geometry: Geometry,
}

/// Reads a FeatureCollection, a Feature or a bare geometry. A GeometryCollection becomes one
/// feature for each of its geometries.
///
/// # Errors
/// All problems of the file, at most [`PROBLEMS_MAX`], in the order in which they stand there.
///
/// ```
/// let text = br#"{"type": "Point", "coordinates": [37.8, 48.0]}"#;
/// let features = space::geojson::decode(text, "site.geojson").unwrap();
/// assert_eq!(features.len(), 1);
/// let swapped = br#"{"type": "Point", "coordinates": [48.0, 137.8]}"#;
/// let problems = space::geojson::decode(swapped, "site.geojson").unwrap_err();
/// assert_eq!(problems[0].message, "the geometry has its axes swapped: latitude before longitude");
/// ```
pub fn decode(bytes: &[u8], file: &str) -> Result<Vec<Feature>, Vec<Diagnostic>> {
    let (text, offset) = sniff::text(bytes, file).map_err(|problem| vec![*problem])?;
    let mut reader = Reader::new(text, offset, file);
    let features = reader.file();
    if reader.problems.is_empty() { Ok(features) } else { Err(reader.into_problems()) }
}

/// Whether a geometry lies wholly outside the box around `near`, but reaches into it when
/// longitude and latitude change places: a swap that no range can tell.
pub fn looks_swapped(geometry: &Geometry, near: &Geometry) -> bool {
    let (Some([w, s, e, n]), Some(near)) = (geometry.bbox(), near.bbox()) else { return false };
    let meets =
        |[w, s, e, n]: [f64; 4]| w <= near[2] && near[0] <= e && s <= near[3] && near[1] <= n;
    !meets([w, s, e, n]) && meets([s, w, n, e])
}

impl<'a> Reader<'a> {
    /// The whole file.
    fn file(&mut self) -> Vec<Feature> {
        let root: &RawValue = match serde_json::from_str(self.text) {
            Ok(root) => root,
            Err(error) => {
                self.not_json(&error);
                return Vec::new();
            }
        };
        let Some(object) = json::object(root) else {
            self.not_geojson(root, "the file holds no JSON object");
            return Vec::new();
        };
        let mut features = Vec::new();
        self.check_system(&object);
        match json::type_of(&object) {
            Some(kind) if kind == "FeatureCollection" => {
                self.collection(root, &object, &mut features);
            }
            Some(kind) if kind == "Feature" => {
                "the feature".clone_into(&mut self.subject);
                self.feature(root, &object, &mut features);
            }
            Some(_) => {
                "the geometry".clone_into(&mut self.subject);
                self.bare(root, Properties::default(), &mut features);
            }
            None => self.not_geojson(root, "the file has no `type`"),
        }
        features
    }

    fn collection(&mut self, root: &'a RawValue, object: &Object<'a>, into: &mut Vec<Feature>) {
        let Some(items) = object.get("features").and_then(|raw| json::array(raw)) else {
            self.not_geojson(root, "the FeatureCollection has no list of `features`");
            return;
        };
        if items.is_empty() {
            let problem = Diagnostic::error(codes::NO_GEOMETRY, "the file has no feature")
                .help("save at least one point, line or polygon into it");
            self.report(problem, root, "");
        }
        if items.len() > FEATURES_MAX {
            self.over_limit(root, &format!("more than {FEATURES_MAX} features"));
            return;
        }
        for (i, item) in items.into_iter().enumerate() {
            self.subject = format!("feature {}", i + 1);
            match json::object(item) {
                Some(object) if json::type_of(&object).is_some_and(|kind| kind == "Feature") => {
                    self.check_system(&object);
                    self.feature(item, &object, into);
                }
                _ => self.not_geojson(item, &format!("{} is not a `Feature`", self.subject)),
            }
            if self.is_full() {
                return;
            }
        }
    }

    fn feature(&mut self, raw: &'a RawValue, object: &Object<'a>, into: &mut Vec<Feature>) {
        let properties = Properties::of(object);
        if let Some(name) = &properties.name {
            self.subject = format!("{} `{}`", self.subject, json::shortened(name));
        }
        match object.get("geometry") {
            Some(geometry) if geometry.get() != "null" => self.bare(geometry, properties, into),
            Some(_) => {
                let message = format!("{} has no geometry", self.subject);
                let problem = Diagnostic::error(codes::NO_GEOMETRY, message)
                    .help("draw it, or take the feature out of the file");
                self.report(problem, raw, "");
            }
            None => self.not_geojson(raw, &format!("{} lacks `geometry`", self.subject)),
        }
    }

    fn bare(&mut self, raw: &'a RawValue, properties: Properties, into: &mut Vec<Feature>) {
        let Properties { name, properties } = properties;
        let feature =
            |geometry| Feature { name: name.clone(), properties: properties.clone(), geometry };
        into.extend(self.geometries(raw, COLLECTION_DEPTH_MAX).into_iter().map(feature));
    }

    fn not_json(&mut self, error: &serde_json::Error) {
        let at = json::offset_of(self.text, error);
        let problem = Diagnostic::error(codes::NOT_JSON, json::reason(error))
            .label(self.file, At::Bytes(Span::new(self.offset + at, self.offset + at)), "here")
            .help("export the file again as GeoJSON, or check it with a JSON editor");
        self.problems.push(problem);
    }
}

/// What a feature says about its geometry.
#[derive(Clone, Debug, Default)]
struct Properties {
    name: Option<String>,
    properties: BTreeMap<String, String>,
}

impl Properties {
    fn of(feature: &Object<'_>) -> Properties {
        let stated =
            feature.get("properties").and_then(|raw| json::object(raw)).unwrap_or_default();
        let properties: BTreeMap<String, String> =
            stated.iter().filter_map(|(key, raw)| Some((key.clone(), json::plain(raw)?))).collect();
        let named = properties.iter().find(|(key, _)| key.eq_ignore_ascii_case("name"));
        let name = match named {
            Some((_, name)) => Some(name.clone()),
            None => feature.get("id").and_then(|raw| json::plain(raw)),
        };
        Properties { name, properties }
    }
}
