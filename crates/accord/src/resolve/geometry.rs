//! Geometry files: which ones are asked for, and what they hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use basis::suggest::did_you_mean;
use basis::{At, Diagnostic, Digest, Span};
use space::geojson::{Feature, decode, looks_swapped};
use space::{Geometry, Shape};

use super::Resolver;
use crate::codes;
use crate::syntax::{AreaValue, Drawn, ItemKind, Source, Syntax, Text};

/// The most positions that the shapes of one accord have together.
const POSITIONS_MAX: usize = 2_000_000;

/// A file that an accord asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its path in the case folder, with `/` between folders; it never leads out of the folder.
    pub file: String,
    /// Where the accord asks for it first.
    pub span: Span,
}

/// What a source is meant to draw.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Line,
    Sites,
    Area,
}

/// The geometry files that an accord asks for, each once, in the order of the text. Paths that lead
/// out of the case folder are left out here and reported by [`crate::resolve`].
pub fn needs(syntax: &Syntax) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for (_, source) in sources(syntax) {
        let file = &source.file.value;
        if stays_inside(file) && needs.iter().all(|need| need.file != *file) {
            needs.push(Need { file: file.clone(), span: source.file.span });
        }
    }
    needs
}

/// All sources of geometry in the order of the text.
fn sources(syntax: &Syntax) -> Vec<(Wanted, &Source)> {
    let mut sources = Vec::new();
    for item in &syntax.items {
        match &item.kind {
            ItemKind::Line(line) => {
                let wanted = match line.drawn {
                    Drawn::Line => Wanted::Line,
                    Drawn::Sites => Wanted::Sites,
                };
                sources.extend(line.definition.values.iter().map(|r| (wanted, &r.value)));
            }
            ItemKind::Area(area) => {
                sources.extend(area.definition.values.iter().filter_map(|r| match &r.value {
                    AreaValue::From(source) => Some((Wanted::Area, source)),
                    AreaValue::Is(_) => None,
                }));
            }
            _ => {}
        }
    }
    sources
}

/// Whether a path is relative and never climbs.
fn stays_inside(path: &str) -> bool {
    let parts_fit = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    parts_fit && !path.contains(['\\', ':', '\0'])
}

impl Resolver<'_> {
    /// Decodes the files and keeps a shape for each source; gives the digests of what was read.
    pub(super) fn load_geometry(
        &mut self,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> BTreeMap<String, Digest> {
        let mut decoded: BTreeMap<&str, Option<Vec<Feature>>> = BTreeMap::new();
        let mut digests = BTreeMap::new();
        let mut shapes: Vec<(Span, Arc<Shape>)> = Vec::new();
        let mut positions = 0;
        for (wanted, source) in sources(self.syntax) {
            let file = &source.file;
            if !decoded.contains_key(file.value.as_str()) {
                let features = self.file(file, files);
                if let Some(bytes) = files.get(&file.value).filter(|_| features.is_some()) {
                    digests.insert(file.value.clone(), Digest::of(bytes));
                }
                decoded.insert(&file.value, features);
            }
            if positions > POSITIONS_MAX {
                let message =
                    format!("the shapes have more than {POSITIONS_MAX} positions together");
                let help = "simplify the files, or pick single features".to_owned();
                self.problems.error(codes::LIMIT, file.span, message, help);
                break;
            }
            let features = decoded.get(file.value.as_str()).and_then(Option::as_deref);
            let geometry = features.and_then(|all| self.geometry(wanted, source, all));
            let accuracy_m = self.accuracy(wanted, source);
            if let (Some(geometry), Some(accuracy_m)) = (geometry, accuracy_m) {
                positions += count(&geometry);
                let shape = Arc::new(Shape { geometry, accuracy_m });
                self.shapes.insert(file.span.start, shape.clone());
                shapes.push((file.span, shape));
            }
        }
        self.check_axes(&shapes);
        digests
    }

    /// The shape of a source, where it could be read.
    pub(super) fn shape(&self, source: &Source) -> Option<Arc<Shape>> {
        self.shapes.get(&source.file.span.start).cloned()
    }

    fn file(&mut self, file: &Text, files: &BTreeMap<String, Vec<u8>>) -> Option<Vec<Feature>> {
        let path = &file.value;
        if !stays_inside(path) {
            let message = format!("`{path}` is not a path inside the case folder");
            let help =
                "write it from the folder of the accord, such as `geo/line.geojson`".to_owned();
            return self.error(codes::PATH_ESCAPES, file.span, message, help);
        }
        let Some(bytes) = files.get(path) else {
            let message = format!("geometry file `{path}` is missing");
            let help = did_you_mean(path, files.keys().map(String::as_str))
                .unwrap_or_else(|| "put it into the case folder under that name".to_owned());
            return self.error(codes::NO_FILE, file.span, message, help);
        };
        match decode(bytes, path) {
            Ok(features) => Some(features),
            Err(problems) => {
                let name = self.syntax.file.clone();
                for problem in problems {
                    let at = At::Bytes(file.span);
                    self.problems.push(problem.label(&name, at, "asked for here"));
                }
                None
            }
        }
    }

    fn accuracy(&mut self, wanted: Wanted, source: &Source) -> Option<f64> {
        if let Some(accuracy) = &source.accuracy {
            return Some(accuracy.value.base());
        }
        let message = "this geometry has no accuracy";
        let help = match wanted {
            Wanted::Line => {
                "add `accuracy D`: by how much the drawn line may differ from the true one"
            }
            Wanted::Sites | Wanted::Area => {
                "add `accuracy D`, or `exact` where the drawing itself is what was agreed"
            }
        };
        self.error(codes::NO_ACCURACY, source.file.span, message, help.to_owned())
    }

    /// The features that a source picks, as one geometry.
    fn geometry(&mut self, wanted: Wanted, source: &Source, all: &[Feature]) -> Option<Geometry> {
        let mut picked: Vec<&Geometry> = Vec::new();
        let mut sound = true;
        for name in &source.features {
            let before = picked.len();
            let named = all.iter().filter(|f| f.name.as_deref() == Some(name.value.as_str()));
            picked.extend(named.map(|feature| &feature.geometry));
            if picked.len() == before {
                let known = all.iter().filter_map(|f| f.name.as_deref());
                let help = did_you_mean(&name.value, known).unwrap_or_else(|| names_help(all));
                let message = format!("`{}` has no feature `{}`", source.file.value, name.value);
                self.error::<()>(codes::NO_FEATURE, name.span, message, help);
                sound = false;
            }
        }
        if source.features.is_empty() {
            picked.extend(all.iter().map(|feature| &feature.geometry));
        }
        let geometry = joined(wanted, &picked);
        if let Err(found) = geometry {
            let message =
                format!("`{}` holds {found}, {} is meant", source.file.value, noun(wanted));
            let help = format!("use `{found_item}` for {found}", found_item = item_for(found));
            return self.error(codes::OTHER_GEOMETRY, source.file.span, message, help);
        }
        geometry.ok().filter(|_| sound)
    }

    /// A swap of axes that ranges cannot tell shows against the other geometries of the case.
    fn check_axes(&mut self, shapes: &[(Span, Arc<Shape>)]) {
        let Some((first_span, first)) = shapes.first() else { return };
        for (span, shape) in shapes.iter().skip(1) {
            if looks_swapped(&shape.geometry, &first.geometry) {
                let name = self.syntax.file.clone();
                let message = "this geometry meets the first one only with its axes swapped";
                self.problems.push(
                    Diagnostic::error(codes::AXES, message)
                        .label(&name, At::Bytes(*span), "")
                        .label(&name, At::Bytes(*first_span), "the first geometry")
                        .help("GeoJSON has longitude before latitude: mend the file that has not"),
                );
            }
        }
    }
}

/// One geometry of the wanted type, or the type that was found in its place.
fn joined(wanted: Wanted, picked: &[&Geometry]) -> Result<Geometry, &'static str> {
    let (mut points, mut lines, mut polygons) = (Vec::new(), Vec::new(), Vec::new());
    for geometry in picked {
        match (wanted, geometry) {
            (Wanted::Sites, Geometry::Points(more)) => points.extend_from_slice(more),
            (Wanted::Line, Geometry::Lines(more)) => lines.extend_from_slice(more),
            (Wanted::Area, Geometry::Polygons(more)) => polygons.extend_from_slice(more),
            (_, Geometry::Points(_)) => return Err("points"),
            (_, Geometry::Lines(_)) => return Err("lines"),
            (_, Geometry::Polygons(_)) => return Err("polygons"),
        }
    }
    Ok(match wanted {
        Wanted::Sites => Geometry::Points(points),
        Wanted::Line => Geometry::Lines(lines),
        Wanted::Area => Geometry::Polygons(polygons),
    })
}

/// How many positions a geometry has.
fn count(geometry: &Geometry) -> usize {
    match geometry {
        Geometry::Points(points) => points.len(),
        Geometry::Lines(lines) => lines.iter().map(Vec::len).sum(),
        Geometry::Polygons(polygons) => polygons.iter().flatten().map(Vec::len).sum(),
    }
}

fn noun(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Line => "a line",
        Wanted::Sites => "a set of sites (points)",
        Wanted::Area => "an area (polygons)",
    }
}

fn item_for(found: &str) -> &'static str {
    match found {
        "points" => "sites",
        "lines" => "line",
        _ => "area",
    }
}

/// The names that a file has.
fn names_help(all: &[Feature]) -> String {
    const NAMES_MAX: usize = 8;
    let names: Vec<String> = all
        .iter()
        .filter_map(|f| f.name.as_ref())
        .take(NAMES_MAX)
        .map(|n| format!("`{n}`"))
        .collect();
    if names.is_empty() {
        return "the features of this file have no `name`".to_owned();
    }
    format!("its features are named {}", names.join(", "))
}
