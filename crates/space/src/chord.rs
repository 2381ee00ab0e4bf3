//! Straight lines through the Earth: cheap, sound bounds for distances on it.
//!
//! A geodesic between two points of the ellipsoid is never shorter than the chord between them,
//! and among geodesics the chord tells the nearer point apart but for the small difference in
//! curvature that [`curvature_slack_m`] bounds. So the nearest edge is sought with chords and only
//! the winner is measured with a geodesic.

use crate::Point;

/// Equatorial radius of WGS84 in metres.
const EQUATOR_M: f64 = 6_378_137.0;

/// Square of the first eccentricity of WGS84.
const ECCENTRICITY_SQUARED: f64 = 6.694_379_990_141_316_5e-3;

/// Smallest radius of curvature on WGS84: the meridian at the equator, b²/a.
pub(crate) const RADIUS_MIN_M: f64 = 6_335_439.0;

/// Largest radius of curvature on WGS84: at the poles, a²/b.
pub(crate) const RADIUS_MAX_M: f64 = 6_399_594.0;

/// Bound on each second derivative of the position in space by longitude and latitude in radians.
const SECOND_DERIVATIVE_MAX_M: f64 = 6_410_000.0;

/// A position in space, metres from the centre of the Earth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Space(pub(crate) [f64; 3]);

impl Space {
    /// The point of the ellipsoid at a longitude and latitude (EPSG method 9602, height 0).
    pub(crate) fn of(point: Point) -> Space {
        let (sin_lat, cos_lat) = libm::sincos(point.lat.to_radians());
        let (sin_lon, cos_lon) = libm::sincos(point.lon.to_radians());
        let normal = EQUATOR_M / (1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat).sqrt();
        let from_axis = normal * cos_lat;
        let [x, y] = [from_axis * cos_lon, from_axis * sin_lon];
        Space([x, y, normal * (1.0 - ECCENTRICITY_SQUARED) * sin_lat])
    }

    fn minus(self, other: Space) -> [f64; 3] {
        let (a, b) = (self.0, other.0);
        [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
    }

    /// Length of the chord in metres.
    pub(crate) fn chord_m(self, other: Space) -> f64 {
        let d = self.minus(other);
        dot(d, d).sqrt()
    }

    /// Distance to the straight segment from `a` to `b`, and where on it the nearest point lies
    /// (0 at `a`, 1 at `b`).
    pub(crate) fn to_segment(self, a: Space, b: Space) -> (f64, f64) {
        let (along, to) = (b.minus(a), self.minus(a));
        let square = dot(along, along);
        let t = if square > 0.0 { (dot(along, to) / square).clamp(0.0, 1.0) } else { 0.0 };
        let off = [to[0] - t * along[0], to[1] - t * along[1], to[2] - t * along[2]];
        (dot(off, off).sqrt(), t)
    }
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// How far at most the edge between two positions, straight in longitude and latitude, departs
/// from the chord between its ends: h²/8 times the bound on its second derivative.
pub(crate) fn sag_m(a: Point, b: Point) -> f64 {
    let turn = ((b.lon - a.lon).abs() + (b.lat - a.lat).abs()).to_radians();
    SECOND_DERIVATIVE_MAX_M * turn * turn / 8.0
}

/// By how much, at most, geodesics of nearly this chord may differ in length because the Earth
/// curves more in one direction than in another: d³/24 times the spread of 1/R², and never more
/// than 0.7 %. Negligible (8 mm) up to 70 km; 22 m at 1,000 km.
pub(crate) fn curvature_slack_m(distance_m: f64) -> f64 {
    const SPREAD_PER_24: f64 = 2.2e-17;
    (SPREAD_PER_24 * distance_m * distance_m * distance_m).min(0.007 * distance_m)
}
