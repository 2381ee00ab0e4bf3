//! Points, lines and polygons with an accuracy.

use crate::Point;

/// A validated geometry. Edges are straight in longitude and latitude (RFC 7946, section 3.1.1)
/// and do not cross the antimeridian.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// Isolated positions.
    Points(Vec<Point>),
    /// Chains of at least two positions.
    Lines(Vec<Vec<Point>>),
    /// Polygons: for each an outer ring, then holes; rings closed (first equals last), simple.
    Polygons(Vec<Vec<Vec<Point>>>),
}

/// A geometry whose true position may differ from the drawn one by up to `accuracy_m` anywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// As drawn.
    pub geometry: Geometry,
    /// Metres, at least 0.
    pub accuracy_m: f64,
}
