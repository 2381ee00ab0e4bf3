//! What a map of the run shows.

use std::collections::{BTreeMap, BTreeSet};

use findings::{MapArea, MapEvent, MapLayers, MapLine};
use space::{Geometry, Place, Point};

use crate::context::Context;
use crate::facts::Made;
use crate::outcome::Part;

/// For each record its strongest part and the clauses on which it bears.
pub(crate) type Parts = BTreeMap<String, (Part, BTreeSet<String>)>;

/// Areas and lines of the accord, and events with a position that bear on a clause.
pub(crate) fn layers(context: &Context<'_>, parts: &Parts) -> MapLayers {
    let mut layers = MapLayers::default();
    for area in &context.accord.areas {
        for (reading, region) in &area.regions {
            let name = if reading.is_empty() {
                area.name.clone()
            } else {
                format!("{} ({reading})", area.name)
            };
            let ring = |points: &Vec<Point>| points.iter().map(|p| [p.lon, p.lat]).collect();
            let outlines = region.outline();
            layers.areas.push(MapArea {
                name,
                rings: outlines.iter().flat_map(|o| &o.rings).map(ring).collect(),
                construed: area.construed.is_some(),
            });
        }
    }
    for line in &context.accord.lines {
        layers.lines.push(MapLine {
            name: line.name.clone(),
            chains: chains(&line.shape.geometry),
            accuracy_m: line.shape.accuracy_m,
            construed: line.construed.is_some(),
        });
    }
    for event in context.facts.events.iter().filter(|e| e.made == Made::Report) {
        let Some((part, clauses)) = parts.get(&event.id) else { continue };
        match event.place {
            Place::Disc { centre, radius_m } => layers.events.push(MapEvent {
                record: event.id.clone(),
                at: [centre.lon, centre.lat],
                radius_m,
                standing: event.standing,
                part: part.words().to_owned(),
                clauses: clauses.iter().cloned().collect(),
            }),
            _ => layers.unplaced += 1,
        }
    }
    layers
}

fn chains(geometry: &Geometry) -> Vec<Vec<[f64; 2]>> {
    let chain = |points: &Vec<Point>| points.iter().map(|p| [p.lon, p.lat]).collect();
    match geometry {
        Geometry::Points(points) => points.iter().map(|p| vec![[p.lon, p.lat]]).collect(),
        Geometry::Lines(lines) => lines.iter().map(chain).collect(),
        Geometry::Polygons(polygons) => polygons.iter().flatten().map(chain).collect(),
    }
}
