//! Regions as rings, for maps only: nothing is concluded from a drawing.

use geo::algorithm::unary_union;
use geo::{BooleanOps, ConvexHull, Coord, MultiPoint, MultiPolygon};

use crate::bounds::Bounds;
use crate::point::destination;
use crate::polygon::{Polygon, coord, from_geo, to_geo};
use crate::{Geometry, Point, Region, Shape};

/// How many corners stand for a circle.
pub const ARC_POINTS: usize = 64;

/// Edges are drawn around in pieces of at most so many degrees.
const PIECE_DEG: f64 = 1.0;

/// Decimals of a drawn coordinate: a centimetre.
const STEPS_PER_DEGREE: f64 = 1e7;

/// One polygon of a drawing, to be filled by the even-odd rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The outer ring, then holes; each closed.
    pub rings: Vec<Vec<Point>>,
}

impl Region {
    /// The region as polygons in longitude and latitude, without its accuracy: drawn polygons as
    /// they are, circles with [`ARC_POINTS`] corners, neighbours dissolved. What would cross the
    /// antimeridian is cut off there; near the poles the picture is not to be trusted.
    pub fn outline(&self) -> Vec<Outline> {
        let rings = from_geo(&drawn(self)).into_iter();
        rings
            .map(|rings| Outline { rings: rings.iter().map(|ring| rounded(ring)).collect() })
            .collect()
    }
}

fn rounded(ring: &[Point]) -> Vec<Point> {
    let round = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE;
    ring.iter().map(|p| Point { lon: round(p.lon), lat: round(p.lat) }).collect()
}

fn drawn(region: &Region) -> MultiPolygon<f64> {
    match region {
        Region::Everywhere => earth(),
        Region::Inside(shape) => match &shape.geometry {
            Geometry::Polygons(polygons) if polygons.len() > 1 => unary_union(&to_geo(polygons).0),
            Geometry::Polygons(polygons) => to_geo(polygons),
            Geometry::Points(_) | Geometry::Lines(_) => MultiPolygon(Vec::new()),
        },
        Region::Near { shape, distance_m } => unary_union(&around(shape, *distance_m).0),
        Region::Union(members) => {
            unary_union(&members.iter().flat_map(|member| drawn(member).0).collect::<Vec<_>>())
        }
        Region::Intersection(members) => {
            members.iter().fold(earth(), |all, member| all.intersection(&drawn(member)))
        }
        Region::Outside(inner) => earth().difference(&drawn(inner)),
    }
}

fn earth() -> MultiPolygon<f64> {
    let Bounds { west, south, east, north } = Bounds::EARTH;
    let corner = |lon, lat| Point { lon, lat };
    let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    to_geo(&[vec![ring.map(|(lon, lat)| corner(lon, lat)).to_vec()]])
}

/// Overlapping pieces that together make the neighbourhood of a shape.
fn around(shape: &Shape, distance_m: f64) -> MultiPolygon<f64> {
    let mut pieces = Vec::new();
    let mut along = |chain: &[Point]| {
        for (&a, &b) in chain.iter().zip(chain.iter().skip(1)) {
            pieces.extend(capsules(a, b, distance_m));
        }
    };
    match &shape.geometry {
        Geometry::Points(points) => points.iter().for_each(|&p| along(&[p, p])),
        Geometry::Lines(lines) => lines.iter().for_each(|line| along(line)),
        Geometry::Polygons(polygons) => {
            polygons.iter().flatten().for_each(|ring| along(ring));
            pieces.extend(polygons.iter().cloned());
        }
    }
    to_geo(&pieces)
}

/// Hulls of two circles, one after the other along an edge.
fn capsules(a: Point, b: Point, distance_m: f64) -> Vec<Polygon> {
    let (dx, dy) = (b.lon - a.lon, b.lat - a.lat);
    let count = (dx.abs().max(dy.abs()) / PIECE_DEG).ceil().clamp(1.0, 360.0) as usize;
    let at = |i: usize| {
        let t = i as f64 / count as f64;
        Point { lon: a.lon + t * dx, lat: a.lat + t * dy }
    };
    let hull = |i| {
        let corners = circle(at(i), distance_m).chain(circle(at(i + 1), distance_m));
        let corners: MultiPoint<f64> = corners.collect::<Vec<_>>().into();
        from_geo(&MultiPolygon(vec![corners.convex_hull()]))
    };
    (0..count).flat_map(hull).collect()
}

/// Corners of a circle; longitudes do not jump at the antimeridian.
fn circle(centre: Point, radius_m: f64) -> impl Iterator<Item = Coord<f64>> {
    (0..ARC_POINTS).map(move |i| {
        let mut corner = destination(centre, 360.0 * i as f64 / ARC_POINTS as f64, radius_m);
        if (corner.lon - centre.lon).abs() > 180.0 {
            corner.lon += 360.0_f64.copysign(centre.lon - corner.lon);
        }
        coord(corner)
    })
}
