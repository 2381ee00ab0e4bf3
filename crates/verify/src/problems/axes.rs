//! Evidence that lies near the accord only when longitude and latitude change places.
//!
//! Ranges cannot tell such a swap where both numbers are less than 90: the records are simply
//! somewhere else, and "no breach found" would be said of an area that nobody reported on.

use std::collections::BTreeMap;
use std::sync::Arc;

use accord::model::{Accord, Norm};
use basis::Diagnostic;
use evidence::{Evidence, Head, Where};
use space::{Place, Point, Region, Shape};

use super::{cell, file_of, placed};
use crate::codes;
use crate::facts::Facts;

/// Metres: records farther than this from every geometry of the accord have nothing to do with
/// it. Boxes are compared, which is coarse and cheap; where longitude and latitude differ by less
/// than some degrees a swap stays unseen.
const AWAY_M: f64 = 300_000.0;

/// West, south, east, north in degrees.
type Bounds = [f64; 4];

/// One problem for each file of whose located records none is near the geometry of the accord, and
/// more than half are once their axes are exchanged: data of a whole country reach far beyond what
/// an accord is about.
pub(super) fn swapped(accord: &Accord, facts: &Facts<'_>, evidence: &Evidence) -> Vec<Diagnostic> {
    let boxes = boxes(accord);
    let mut files: BTreeMap<u32, Vec<(&Head, Point)>> = BTreeMap::new();
    for (head, _, place) in placed(facts) {
        if let Some(point) = position(place) {
            files.entry(head.row.file).or_default().push((head, point));
        }
    }
    let near = |point: Point| boxes.iter().any(|b| holds(b, point));
    let exchanged_near = |p: &Point| Point::new(p.lat, p.lon).is_some_and(near);
    let away = files.values().filter(|located| !located.iter().any(|(_, point)| near(*point)));
    away.filter_map(|located| {
        let exchanged = located.iter().filter(|(_, point)| exchanged_near(point));
        let is_swapped = exchanged.clone().count() * 2 > located.len();
        let first = exchanged.min_by_key(|(head, _)| head.row)?;
        is_swapped.then(|| problem(evidence, located.len(), *first))
    })
    .collect()
}

fn problem(
    evidence: &Evidence,
    located: usize,
    (head, Point { lon, lat }): (&Head, Point),
) -> Diagnostic {
    let message = "longitude and latitude look swapped in this file";
    let which = match located {
        1 => "the only located record of the file lies".to_owned(),
        count => format!("all {count} located records of the file lie"),
    };
    let km = AWAY_M / 1000.0;
    let text = format!(
        "longitude {lon}, latitude {lat}; {which} more than {km} km from every geometry of the \
         accord; once the two are exchanged, {} nearer",
        if located == 1 { "it is" } else { "more than half are" }
    );
    let at = cell(evidence, head.row, None, None);
    Diagnostic::error(codes::AXES_SWAPPED, message)
        .label(file_of(evidence, head.row), at, text)
        .help(
            "exchange the columns of longitude and latitude; where the evidence is right, the \
             geometry of the accord has latitude first",
        )
}

/// A position for a record that gives one.
fn position(place: &Where) -> Option<Point> {
    let Where::At(place) = place else { return None };
    match place {
        Place::Disc { centre, .. } => Some(*centre),
        Place::Sector { from, .. } => Some(*from),
        Place::Within(region) => {
            let [west, south, east, north] = region.bbox()?;
            Point::new(f64::midpoint(west, east), f64::midpoint(south, north))
        }
        Place::Unknown => None,
    }
}

fn holds([west, south, east, north]: &Bounds, point: Point) -> bool {
    (*west..=*east).contains(&point.lon) && (*south..=*north).contains(&point.lat)
}

/// A box around each geometry of the accord with everything up to [`AWAY_M`] from it.
fn boxes(accord: &Accord) -> Vec<Bounds> {
    let mut shapes: Vec<&Arc<Shape>> = accord.lines.iter().map(|line| &line.shape).collect();
    let areas = accord.areas.iter().flat_map(|area| &area.regions).map(|(_, region)| region);
    areas.chain(places(accord)).for_each(|region| add_shapes(region, &mut shapes));
    let around = |shape: &&Arc<Shape>| Region::near(Arc::clone(shape), AWAY_M).bbox();
    let mut boxes: Vec<Bounds> = Vec::new();
    for found in shapes.iter().filter_map(around) {
        if !boxes.contains(&found) {
            boxes.push(found);
        }
    }
    boxes
}

/// The regions of clauses: some are drawn in the clause itself.
fn places(accord: &Accord) -> impl Iterator<Item = &Region> {
    let variants = accord.clauses.iter().flat_map(|clause| &clause.variants);
    let conduct = variants.filter_map(|variant| match &variant.norm {
        Norm::Prohibition(prohibition) => Some(prohibition),
        Norm::Notice(notice) => Some(&notice.activity),
        Norm::Duty(_) => None,
    });
    conduct.flat_map(|prohibition| &prohibition.place).flatten()
}

fn add_shapes<'a>(region: &'a Region, shapes: &mut Vec<&'a Arc<Shape>>) {
    match region {
        Region::Everywhere => {}
        Region::Inside(shape) | Region::Near { shape, .. } => shapes.push(shape),
        Region::Union(members) | Region::Intersection(members) => {
            members.iter().for_each(|member| add_shapes(member, shapes));
        }
        Region::Outside(inner) => add_shapes(inner, shapes),
    }
}
