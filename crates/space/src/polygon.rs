//! Which positions polygons enclose, and the union of polygons.

use geo::algorithm::unary_union;
use geo::kernels::RobustKernel;
use geo::orient::{Direction, Orient};
use geo::{Coord, Kernel, LineString, Orientation};

use crate::Point;

/// An outer ring, then holes; each closed.
pub(crate) type Polygon = Vec<Vec<Point>>;

/// The most that dissolving polygons may move their common boundary, in metres. Gaps narrower than
/// this between neighbours are closed.
pub const DISSOLVE_ERROR_M: f64 = 0.2;

/// How many steps of the overlay's integer grid a boundary may move: rounding of both ends, of
/// crossings and of the edges split there.
const DISSOLVE_STEPS: f64 = 16.0;

/// Length of a degree of latitude at its longest, in metres.
const DEGREE_MAX_M: f64 = 111_700.0;

pub(crate) fn coord(point: Point) -> Coord<f64> {
    Coord { x: point.lon, y: point.lat }
}

/// On which side of the straight line from `a` to `b` a position lies, without rounding error.
pub(crate) fn side(a: Point, b: Point, of: Point) -> Orientation {
    RobustKernel::orient2d(coord(a), coord(b), coord(of))
}

/// Whether the polygons enclose the position, by the even-odd rule over all rings of each polygon;
/// on the boundary either answer.
pub(crate) fn encloses(polygons: &[Polygon], point: Point) -> bool {
    polygons
        .iter()
        .any(|rings| rings.iter().filter(|ring| ring_encloses(ring, point)).count() % 2 == 1)
}

/// Whether a closed ring encloses the position, by the even-odd rule.
pub(crate) fn ring_encloses(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    for (&a, &b) in ring.iter().zip(ring.iter().skip(1)) {
        if (a.lat > point.lat) != (b.lat > point.lat) {
            let [low, high] = if a.lat < b.lat { [a, b] } else { [b, a] };
            inside ^= side(low, high, point) == Orientation::CounterClockwise;
        }
    }
    inside
}

/// The union of polygons as polygons without common edges, the same on every run and machine.
///
/// Edges are straight in longitude and latitude, so the union in that plane is exact but for the
/// overlay's integer grid, whose step is 2⁻²⁹ of the power of two next to half the extent. `None`
/// where that would exceed [`DISSOLVE_ERROR_M`] (polygons together wider than about 90°).
pub(crate) fn dissolve(polygons: &[Polygon]) -> Option<Vec<Polygon>> {
    let half_extent = half_extent(polygons)?;
    let step = libm::exp2(libm::round(libm::log2(half_extent)) - 29.0);
    if step * DEGREE_MAX_M * DISSOLVE_STEPS > DISSOLVE_ERROR_M {
        return None;
    }
    Some(from_geo(&unary_union(&to_geo(polygons).0)))
}

/// Half of the longer side of the box around the polygons, in degrees; `None` without a side.
fn half_extent(polygons: &[Polygon]) -> Option<f64> {
    let all = || polygons.iter().flatten().flatten();
    let extent = |of: fn(&Point) -> f64| {
        let (lo, hi) = all().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), value| {
            (lo.min(value), hi.max(value))
        });
        hi - lo
    };
    let longer = extent(|p| p.lon).max(extent(|p| p.lat));
    (longer.is_finite() && longer > 0.0).then_some(longer / 2.0)
}

/// Rings wound as the overlay wants them: outer counter-clockwise, holes clockwise.
pub(crate) fn to_geo(polygons: &[Polygon]) -> geo::MultiPolygon<f64> {
    let line = |ring: &Vec<Point>| LineString(ring.iter().copied().map(coord).collect());
    let polygons = polygons.iter().filter_map(|rings| {
        let (outer, holes) = rings.split_first()?;
        Some(geo::Polygon::new(line(outer), holes.iter().map(line).collect()))
    });
    geo::MultiPolygon(polygons.collect()).orient(Direction::Default)
}

pub(crate) fn from_geo(polygons: &geo::MultiPolygon<f64>) -> Vec<Polygon> {
    let ring = |line: &LineString<f64>| {
        let point =
            |c: &Coord<f64>| Point { lon: c.x.clamp(-180.0, 180.0), lat: c.y.clamp(-90.0, 90.0) };
        line.0.iter().map(point).collect::<Vec<_>>()
    };
    let rings = |polygon: &geo::Polygon<f64>| {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()
    };
    polygons.0.iter().map(rings).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Geometry;
    use crate::distance::distance_to_m;

    /// Rectangles with sides from a short list, so that they often share edges, and slanted
    /// quadrangles, so that their edges cross anywhere.
    fn polygon() -> impl Strategy<Value = Polygon> {
        let rectangle = (0..4, 0..4, 1..4, 1..4).prop_map(|(x, y, width, height)| {
            let [x, y, width, height] = [x, y, width, height].map(|v| f64::from(v) / 3.0);
            [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        });
        let slanted = (0.0..1.0, 0.0..1.0, 0.1..1.0, 0.1..1.0, -0.1..0.1).prop_map(
            |(x, y, width, height, slant): (f64, f64, f64, f64, f64)| {
                [(x, y), (x + width, y + slant), (x + width, y + height), (x, y + height - slant)]
            },
        );
        prop_oneof![rectangle, slanted].prop_map(|corners| {
            let corner = |&(x, y): &(f64, f64)| Point { lon: 37.0 + x, lat: 47.0 + y };
            vec![corners.iter().chain(&corners[..1]).map(corner).collect()]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_dissolved_boundary_is_drawn_boundary_and_encloses_the_same(
            polygons in prop::collection::vec(polygon(), 2..5),
            points in prop::collection::vec((36.9..39.5, 46.9..49.5), 20),
        ) {
            let whole = dissolve(&polygons).unwrap();
            let drawn = Geometry::Polygons(polygons.clone());
            for &corner in whole.iter().flatten().flatten() {
                prop_assert!(distance_to_m(corner, &drawn) <= DISSOLVE_ERROR_M);
            }
            for (lon, lat) in points {
                let point = Point { lon, lat };
                let is_same = encloses(&whole, point) == encloses(&polygons, point);
                prop_assert!(is_same || distance_to_m(point, &drawn) <= DISSOLVE_ERROR_M);
            }
        }
    }

    #[test]
    fn what_spans_too_much_is_not_dissolved() {
        let wide = |west: f64| {
            let corners = [(west, 0.0), (west + 60.0, 0.0), (west + 60.0, 50.0), (west, 0.0)];
            vec![corners.map(|(lon, lat)| Point { lon, lat }).to_vec()]
        };
        assert_eq!(dissolve(&[wide(0.0), wide(60.0)]), None);
        assert!(dissolve(&[wide(0.0), wide(10.0)]).is_some());
    }
}
