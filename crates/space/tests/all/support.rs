//! Short ways to write positions and shapes.

use space::{Geometry, Place, Point, Region, Shape};

pub(crate) fn p(lon: f64, lat: f64) -> Point {
    Point::new(lon, lat).expect("a position in range")
}

pub(crate) fn line(positions: &[(f64, f64)], accuracy_m: f64) -> Shape {
    let chain = positions.iter().map(|&(lon, lat)| p(lon, lat)).collect();
    Shape { geometry: Geometry::Lines(vec![chain]), accuracy_m }
}

pub(crate) fn point(lon: f64, lat: f64, accuracy_m: f64) -> Shape {
    Shape { geometry: Geometry::Points(vec![p(lon, lat)]), accuracy_m }
}

/// A closed ring from its corners.
pub(crate) fn ring(corners: &[(f64, f64)]) -> Vec<Point> {
    corners.iter().chain(corners.first()).map(|&(lon, lat)| p(lon, lat)).collect()
}

pub(crate) fn polygon(corners: &[(f64, f64)], accuracy_m: f64) -> Shape {
    Shape { geometry: Geometry::Polygons(vec![vec![ring(corners)]]), accuracy_m }
}

/// A rectangle as a region.
pub(crate) fn rectangle(west: f64, south: f64, east: f64, north: f64, accuracy_m: f64) -> Region {
    let corners = [(west, south), (east, south), (east, north), (west, north)];
    Region::inside(polygon(&corners, accuracy_m))
}

pub(crate) fn disc(lon: f64, lat: f64, radius_m: f64) -> Place {
    Place::Disc { centre: p(lon, lat), radius_m }
}
