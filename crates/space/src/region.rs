//! The algebra of areas in clauses.

use std::sync::Arc;

use crate::Shape;

/// A set of positions, drawn or derived.
#[derive(Clone, Debug, PartialEq)]
pub enum Region {
    /// The whole Earth.
    Everywhere,
    /// The inside of polygons.
    Inside(Arc<Shape>),
    /// Everything up to a distance from points, lines or polygons (the polygon itself included).
    Near {
        /// From what the distance is measured.
        shape: Arc<Shape>,
        /// Metres, more than 0.
        distance_m: f64,
    },
    /// In one of them at least; polygons of equal accuracy are dissolved when it is built.
    Union(Vec<Region>),
    /// In all of them.
    Intersection(Vec<Region>),
    /// Not in it.
    Outside(Box<Region>),
}
