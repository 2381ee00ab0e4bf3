//! Positions and the geodesic distance between them.

use serde::{Deserialize, Serialize};

/// A position in degrees on WGS84, longitude in [-180, 180], latitude in [-90, 90].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

impl Point {
    /// `None` where a coordinate is not finite or out of range.
    pub fn new(lon: f64, lat: f64) -> Option<Point> {
        let inside = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        inside.then_some(Point { lon, lat })
    }
}
