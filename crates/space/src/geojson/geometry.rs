//! Positions, chains and rings of one geometry.

use basis::{At, Diagnostic, Severity, Span};
use serde_json::value::RawValue;

use super::json::{self, Object};
use super::{POSITIONS_MAX, PROBLEMS_MAX};
use crate::{Geometry, Point, codes};

mod rings;

/// A position and the bytes where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vertex {
    pub(super) point: Point,
    pub(super) span: Span,
}

/// Names by which files call coordinates on WGS84, longitude first.
const WGS84_NAMES: &[&str] = &["CRS84", "EPSG:4326", "EPSG::4326", "WGS84"];

/// Reads one file and gathers its problems.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Bytes of the file before the text.
    pub(super) offset: usize,
    pub(super) file: &'a str,
    /// What messages speak of.
    pub(super) subject: String,
    pub(super) problems: Vec<Diagnostic>,
    positions: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, offset: usize, file: &'a str) -> Reader<'a> {
        let subject = String::new();
        Reader { text, offset, file, subject, problems: Vec::new(), positions: 0 }
    }

    /// The bytes of a value; values are slices of the text.
    fn span(&self, raw: &RawValue) -> Span {
        let start = (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span::new(self.offset + start, self.offset + start + raw.get().len())
    }

    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= PROBLEMS_MAX || self.positions > POSITIONS_MAX
    }

    pub(super) fn into_problems(mut self) -> Vec<Diagnostic> {
        if self.problems.len() >= PROBLEMS_MAX {
            self.problems.truncate(PROBLEMS_MAX);
            let message = format!("only the first {PROBLEMS_MAX} problems of the file are shown");
            let note = Diagnostic::new(codes::LIMIT, Severity::Note, message);
            self.problems.push(note.label(self.file, At::File, ""));
        }
        self.problems
    }

    pub(super) fn report(&mut self, problem: Diagnostic, raw: &RawValue, text: &str) {
        let span = self.span(raw);
        self.problems.push(problem.label(self.file, At::Bytes(span), text));
    }

    fn report_at(&mut self, code: basis::Code, message: &str, span: Span, help: &str) {
        let message = format!("{} {message}", self.subject);
        let problem = Diagnostic::error(code, message).help(help);
        self.problems.push(problem.label(self.file, At::Bytes(span), ""));
    }

    pub(super) fn not_geojson(&mut self, raw: &RawValue, message: &str) {
        let problem = Diagnostic::error(codes::NOT_GEOJSON, format!("not GeoJSON: {message}"))
            .help("a GeoJSON file is a `FeatureCollection`, a `Feature` or a geometry (RFC 7946)");
        self.report(problem, raw, "");
    }

    pub(super) fn over_limit(&mut self, raw: &RawValue, what: &str) {
        let problem = Diagnostic::error(codes::LIMIT, format!("the file has {what}"))
            .help("keep the features that the accord names, simplified to the accuracy stated");
        self.report(problem, raw, "");
    }

    /// RFC 7946, section 4: coordinates are WGS84, and a file that says otherwise is refused.
    pub(super) fn check_system(&mut self, object: &Object<'a>) {
        let Some(raw) = object.get("crs") else { return };
        let name = json::object(raw)
            .and_then(|crs| json::object(crs.get("properties")?))
            .and_then(|properties| json::string(properties.get("name")?));
        if name.as_ref().is_some_and(|name| WGS84_NAMES.iter().any(|known| name.ends_with(known))) {
            return;
        }
        let system = name.as_deref().map_or("one that it does not name".to_owned(), |name| {
            format!("`{}`", json::shortened(name))
        });
        let message = format!("the coordinate reference system is {system}, not WGS84");
        let problem = Diagnostic::error(codes::OTHER_SYSTEM, message)
            .help("export the file in longitude and latitude on WGS84 (EPSG:4326)");
        self.report(problem, raw, "");
    }

    /// The geometry at `raw`; several where it is a collection, none where it has a problem.
    pub(super) fn geometries(&mut self, raw: &'a RawValue, depth: usize) -> Vec<Geometry> {
        let object = json::object(raw).unwrap_or_default();
        let Some(kind) = json::type_of(&object) else {
            self.not_geojson(raw, &format!("{} has no `type`", self.subject));
            return Vec::new();
        };
        if kind == "GeometryCollection" {
            return self.collected(raw, &object, depth);
        }
        let levels = match kind.as_str() {
            "Point" => 0,
            "MultiPoint" | "LineString" => 1,
            "MultiLineString" | "Polygon" => 2,
            "MultiPolygon" => 3,
            other => {
                let other = json::shortened(other);
                self.not_geojson(raw, &format!("{} has the unknown type `{other}`", self.subject));
                return Vec::new();
            }
        };
        let Some(coordinates) = object.get("coordinates") else {
            self.not_geojson(raw, &format!("{} (`{kind}`) has no `coordinates`", self.subject));
            return Vec::new();
        };
        let known = self.problems.len();
        let parts = self.rings(coordinates, levels);
        if self.problems.len() == known && parts.iter().all(|part| part.iter().all(Vec::is_empty)) {
            self.report_at(codes::NO_GEOMETRY, "has no position", self.span(raw), "draw it");
        }
        if self.problems.len() == known {
            self.check_ranges(&parts);
        }
        if self.problems.len() > known {
            return Vec::new();
        }
        let geometry = self.shaped(&kind, &parts);
        if self.problems.len() > known { Vec::new() } else { vec![geometry] }
    }

    fn collected(&mut self, raw: &'a RawValue, object: &Object<'a>, depth: usize) -> Vec<Geometry> {
        let members = object.get("geometries").and_then(|raw| json::array(raw));
        match members {
            Some(members) if depth > 0 && !members.is_empty() => {
                members.into_iter().flat_map(|raw| self.geometries(raw, depth - 1)).collect()
            }
            Some(members) if members.is_empty() => {
                self.report_at(codes::NO_GEOMETRY, "has no geometry", self.span(raw), "draw it");
                Vec::new()
            }
            Some(_) => {
                self.over_limit(raw, "geometry collections too deep in one another");
                Vec::new()
            }
            None => {
                self.not_geojson(raw, &format!("{} has no list of `geometries`", self.subject));
                Vec::new()
            }
        }
    }

    /// Coordinates of any depth as polygons of rings of positions.
    fn rings(&mut self, raw: &'a RawValue, levels: usize) -> Vec<Vec<Vec<Vertex>>> {
        match levels {
            0 => vec![vec![self.vertex(raw).into_iter().collect()]],
            1 => vec![vec![self.chain(raw)]],
            2 => vec![self.list(raw).into_iter().map(|raw| self.chain(raw)).collect()],
            _ => {
                let part = |reader: &mut Self, raw| reader.rings(raw, 2);
                self.list(raw).into_iter().flat_map(|raw| part(self, raw)).collect()
            }
        }
    }

    fn list(&mut self, raw: &'a RawValue) -> Vec<&'a RawValue> {
        json::array(raw).unwrap_or_else(|| {
            self.wrong_depth(raw);
            Vec::new()
        })
    }

    fn wrong_depth(&mut self, raw: &RawValue) {
        let message = format!("{} has coordinates of another depth than its type", self.subject);
        self.not_geojson(raw, &message);
    }

    fn chain(&mut self, raw: &'a RawValue) -> Vec<Vertex> {
        let items = self.list(raw);
        if items.first().is_some_and(|first| json::array(first).is_none()) {
            self.wrong_depth(raw);
            return Vec::new();
        }
        let mut chain = Vec::with_capacity(items.len());
        for item in items {
            if self.is_full() {
                break;
            }
            chain.extend(self.vertex(item));
        }
        chain
    }

    fn vertex(&mut self, raw: &'a RawValue) -> Option<Vertex> {
        self.positions += 1;
        if self.positions == POSITIONS_MAX + 1 {
            self.over_limit(raw, &format!("more than {POSITIONS_MAX} positions"));
        }
        let numbers: Option<Vec<f64>> =
            json::array(raw).and_then(|items| items.into_iter().map(json::number).collect());
        match numbers.as_deref() {
            Some(&[lon, lat]) | Some(&[lon, lat, _]) => {
                Some(Vertex { point: Point { lon, lat }, span: self.span(raw) })
            }
            _ => {
                let found = json::shortened(raw.get());
                let message = format!("has `{found}` in place of a position");
                let help = "a position is `[longitude, latitude]`, two finite numbers in degrees";
                self.report_at(codes::POSITION, &message, self.span(raw), help);
                None
            }
        }
    }

    /// Positions outside the globe, taken for swapped where swapping mends all of the geometry.
    fn check_ranges(&mut self, parts: &[Vec<Vec<Vertex>>]) {
        let all = || parts.iter().flatten().flatten().copied();
        let is_out = |v: &Vertex| Point::new(v.point.lon, v.point.lat).is_none();
        let Some(first) = all().find(is_out) else { return };
        if all().all(|v| Point::new(v.point.lat, v.point.lon).is_some()) {
            let help = "GeoJSON puts longitude first: `[longitude, latitude]`";
            let message = "has its axes swapped: latitude before longitude";
            self.report_at(codes::AXES_SWAPPED, message, first.span, help);
            return;
        }
        for Vertex { point: Point { lon, lat }, span } in all().filter(is_out) {
            if self.is_full() {
                return;
            }
            let (axis, value, limit) =
                if lon.abs() > 180.0 { ("longitude", lon, 180) } else { ("latitude", lat, 90) };
            let message = format!("has a {axis} of {value}, outside ±{limit} degrees");
            let help = "are these degrees on WGS84, or metres of a map projection?";
            self.report_at(codes::OUT_OF_RANGE, &message, span, help);
        }
    }

    fn shaped(&mut self, kind: &str, parts: &[Vec<Vec<Vertex>>]) -> Geometry {
        let points = |chain: &Vec<Vertex>| chain.iter().map(|v| v.point).collect::<Vec<_>>();
        let chains = || parts.iter().flatten();
        match kind {
            "Point" | "MultiPoint" => Geometry::Points(chains().flat_map(points).collect()),
            "LineString" | "MultiLineString" => {
                chains().for_each(|chain| self.check_chain(chain, 2, "a line"));
                Geometry::Lines(chains().map(points).collect())
            }
            _ => {
                parts.iter().for_each(|rings| self.check_polygon(rings));
                let rings = |rings: &Vec<Vec<Vertex>>| rings.iter().map(points).collect();
                Geometry::Polygons(parts.iter().map(rings).collect())
            }
        }
    }
}
