//! Positions and the geodesic distance between them.
//!
//! Geodesics on WGS84 come from `geographiclib-rs`, a port of C. F. F. Karney, *Algorithms for
//! geodesics*, J. Geodesy 87 (2013), with an error of some nanometres. It uses the sine, cosine
//! and arc tangent of Rust's standard library, whose last bit may differ between platforms:
//! margins that leave this crate are therefore rounded outward to a millimetre. Our own formulas
//! use `libm`, which is the same everywhere.

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};
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

/// Length in metres of the shortest path on WGS84 between two positions.
///
/// ```
/// use space::{Point, point::distance_m};
/// let greenwich = Point { lon: 0.0, lat: 51.4779 };
/// let tower = Point { lon: -0.0759, lat: 51.5081 };
/// assert_eq!(distance_m(greenwich, tower).round(), 6_251.0);
/// ```
pub fn distance_m(a: Point, b: Point) -> f64 {
    Geodesic::wgs84().inverse(a.lat, a.lon, b.lat, b.lon)
}

/// Where one arrives on the geodesic that leaves `from` at a bearing (degrees clockwise from true
/// north) after so many metres; the longitude lies in [-180, 180].
pub fn destination(from: Point, bearing_deg: f64, distance_m: f64) -> Point {
    let (lat, lon) = Geodesic::wgs84().direct(from.lat, from.lon, bearing_deg, distance_m);
    Point { lon: lon.clamp(-180.0, 180.0), lat: lat.clamp(-90.0, 90.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected numbers: pyproj 3.7.2 (PROJ's C port of GeographicLib), `Geod(ellps="WGS84").inv`.
    #[test]
    fn distances_agree_with_geographiclib() {
        for (lon1, lat1, lon2, lat2, metres) in [
            (-73.8, 40.6, -0.4614, 51.4775, 5_558_493.282686968),
            (37.8028, 48.0159, 38.0, 48.0, 14_819.685641989181),
            (0.0, 0.0, 0.0, 90.0, 10_001_965.729312724),
            (0.0, 0.0, 179.5, 0.5, 19_936_288.578965314),
            (179.9, -17.0, -179.9, -16.9, 24_005.936259961272),
            (126.6, 37.9, 126.7, 37.95, 10_397.222269753605),
        ] {
            let [a, b] = [(lon1, lat1), (lon2, lat2)].map(|(lon, lat)| Point { lon, lat });
            assert!((distance_m(a, b) - metres).abs() < 1e-6, "{}", distance_m(a, b));
        }
    }

    /// Expected numbers as above, `Geod.fwd`.
    #[test]
    fn destinations_agree_with_geographiclib() {
        for (lon, lat, bearing, metres, lon2, lat2) in [
            (37.8, 48.0, 60.0, 25_000.0, 38.09075506974051, 48.11205138411578),
            (179.95, -17.0, 90.0, 25_000.0, -179.81522709302214, -16.99986468585435),
        ] {
            let there = destination(Point { lon, lat }, bearing, metres);
            assert!((there.lon - lon2).abs() < 1e-12 && (there.lat - lat2).abs() < 1e-12);
        }
    }

    #[test]
    fn positions_out_of_range_are_refused() {
        assert_eq!(Point::new(180.1, 0.0), None);
        assert_eq!(Point::new(0.0, f64::NAN), None);
        assert!(Point::new(-180.0, 90.0).is_some());
    }
}
