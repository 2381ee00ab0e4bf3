//! Edges of rings that cross or retrace one another.
//!
//! Rings may touch themselves and each other in a point: the even-odd rule and distances stay
//! right. What is refused is a ring that passes through another edge or corner to its other side,
//! and one that runs along itself.

use basis::Span;
use geo::Orientation::{self, Clockwise, Collinear, CounterClockwise};

use super::COMPARISONS_MAX;
use super::geometry::Vertex;
use crate::Point;
use crate::polygon::side;

/// The most crossings that one polygon is told of.
const CROSSINGS_MAX: usize = 5;

/// Two edges that meet as they must not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crossing {
    /// About where.
    pub(super) at: Point,
    /// Bytes of both edges.
    pub(super) edges: [Span; 2],
    /// They share more than a position.
    pub(super) retraced: bool,
}

/// An edge with the corner after it.
#[derive(Clone, Copy, Debug)]
struct Edge {
    a: Vertex,
    b: Vertex,
    next: Point,
}

impl Edge {
    fn lon(&self) -> [f64; 2] {
        let (a, b) = (self.a.point.lon, self.b.point.lon);
        [a.min(b), a.max(b)]
    }

    fn lat(&self) -> [f64; 2] {
        let (a, b) = (self.a.point.lat, self.b.point.lat);
        [a.min(b), a.max(b)]
    }
}

/// The crossings of a polygon's closed rings, the first few; `None` where [`COMPARISONS_MAX`] does
/// not suffice. Edges are swept from west to east.
pub(super) fn crossings(rings: &[Vec<Vertex>]) -> Option<Vec<Crossing>> {
    let mut edges: Vec<Edge> = rings.iter().flat_map(|ring| edges_of(ring)).collect();
    edges.sort_by(|s, t| s.lon()[0].total_cmp(&t.lon()[0]));
    let mut found = Vec::new();
    let mut open: Vec<Edge> = Vec::new();
    let mut comparisons = 0;
    for edge in edges {
        open.retain(|other| other.lon()[1] >= edge.lon()[0]);
        comparisons += open.len();
        if comparisons > COMPARISONS_MAX {
            return None;
        }
        let ([south, north], near) = (edge.lat(), open.iter());
        let near = near.filter(|other| other.lat()[0] <= north && south <= other.lat()[1]);
        found.extend(near.filter_map(|other| meet(other, &edge)));
        if found.len() >= CROSSINGS_MAX {
            break;
        }
        open.push(edge);
    }
    found.truncate(CROSSINGS_MAX);
    Some(found)
}

/// The edges of a closed ring, repeated positions left out.
fn edges_of(ring: &[Vertex]) -> Vec<Edge> {
    let mut corners: Vec<Vertex> = ring.to_vec();
    corners.dedup_by_key(|v| (v.point.lon, v.point.lat));
    let after = corners.iter().skip(1);
    let next = corners.iter().skip(2).chain(corners.get(1)).map(|v| v.point);
    corners.iter().zip(after).zip(next).map(|((&a, &b), next)| Edge { a, b, next }).collect()
}

fn meet(s: &Edge, t: &Edge) -> Option<Crossing> {
    let (a, b, c, d) = (s.a.point, s.b.point, t.a.point, t.b.point);
    let (s_c, s_d, t_a, t_b) = (side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b));
    let crossing = |at, retraced| {
        Some(Crossing { at, edges: [s, t].map(|e| e.a.span.to(e.b.span)), retraced })
    };
    let on_one_line = s_c == Collinear && s_d == Collinear;
    if on_one_line && let Some(at) = overlap(s, t) {
        return crossing(at, true);
    }
    if !on_one_line && (s_c == s_d || t_a == t_b) {
        return None;
    }
    if [s_c, s_d, t_a, t_b].iter().all(|o| *o != Collinear) {
        return crossing(between(a, b, c, d), false);
    }
    // They touch in a corner of one at least. Each pass through it is looked at once, with the
    // edge that ends there or has it inside.
    let at = [b, d].into_iter().find(|&corner| is_on(corner, a, b) && is_on(corner, c, d))?;
    if at == a || at == c {
        return None;
    }
    let leaves = |edge: &Edge| if at == edge.b.point { edge.next } else { edge.b.point };
    let [s_next, t_next] = [leaves(s), leaves(t)];
    let (before, after) = (is_left(a, at, s_next, c), is_left(a, at, s_next, t_next));
    (before? != after?).then_some(()).and_then(|()| crossing(at, false))
}

/// A position inside the part that two edges on one line share; `None` where they share at most
/// an end.
fn overlap(s: &Edge, t: &Edge) -> Option<Point> {
    let lon = [s.lon()[0].max(t.lon()[0]), s.lon()[1].min(t.lon()[1])];
    let lat = [s.lat()[0].max(t.lat()[0]), s.lat()[1].min(t.lat()[1])];
    let is_long = lon[0] < lon[1] || lat[0] < lat[1];
    let ends = [s.a, s.b, t.a, t.b].map(|v| v.point);
    let inside = |p: &Point| is_on(*p, ends[0], ends[1]) && is_on(*p, ends[2], ends[3]);
    if is_long { ends.into_iter().find(inside) } else { None }
}

/// Whether `x`, seen from the corner of the path `from` → `corner` → `to`, lies to its left;
/// `None` on the path itself, where an overlap is reported by its own.
fn is_left(from: Point, corner: Point, to: Point, x: Point) -> Option<bool> {
    let (by_first, by_second) = (side(from, corner, x), side(corner, to, x));
    let left = |o: Orientation| o == CounterClockwise;
    let on_path = (by_first == Collinear && is_ahead(corner, from, x))
        || (by_second == Collinear && is_ahead(corner, to, x));
    if on_path {
        return None;
    }
    Some(match side(from, corner, to) {
        CounterClockwise => left(by_first) && left(by_second),
        Clockwise => left(by_first) || left(by_second),
        Collinear => left(by_first),
    })
}

/// Whether, of positions on one line, `x` lies from `origin` in the direction of `towards`.
fn is_ahead(origin: Point, towards: Point, x: Point) -> bool {
    let lon = (towards.lon - origin.lon) * (x.lon - origin.lon);
    let lat = (towards.lat - origin.lat) * (x.lat - origin.lat);
    lon + lat > 0.0
}

/// Whether a position lies on the edge from `a` to `b`, its ends included, without rounding error.
pub(super) fn is_on(p: Point, a: Point, b: Point) -> bool {
    let within = |v: f64, x: f64, y: f64| x.min(y) <= v && v <= x.max(y);
    within(p.lon, a.lon, b.lon) && within(p.lat, a.lat, b.lat) && side(a, b, p) == Collinear
}

/// Where two straight lines cross, to rounding.
fn between(a: Point, b: Point, c: Point, d: Point) -> Point {
    let (ux, uy, vx, vy) = (b.lon - a.lon, b.lat - a.lat, d.lon - c.lon, d.lat - c.lat);
    let t = ((c.lon - a.lon) * vy - (c.lat - a.lat) * vx) / (ux * vy - uy * vx);
    Point { lon: a.lon + t * ux, lat: a.lat + t * uy }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ring(corners: &[(i32, i32)]) -> Vec<Vertex> {
        let vertex = |&(x, y): &(i32, i32)| Vertex {
            point: Point { lon: f64::from(x), lat: f64::from(y) },
            span: Span::default(),
        };
        corners.iter().chain(corners.first()).map(vertex).collect()
    }

    fn crosses(corners: &[(i32, i32)]) -> bool {
        !crossings(&[ring(corners)]).unwrap().is_empty()
    }

    /// Whether two edges cross within both, or share a length: each pair, no sweep.
    fn crosses_plainly(corners: &[(i32, i32)]) -> bool {
        let ring = ring(corners);
        let edges: Vec<(Point, Point)> = ring
            .windows(2)
            .map(|edge| (edge[0].point, edge[1].point))
            .filter(|(a, b)| a != b)
            .collect();
        let meet = |&(a, b): &(Point, Point), &(c, d): &(Point, Point)| {
            let [x, y, z, w] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
            let properly = ![x, y, z, w].contains(&Collinear) && x != y && z != w;
            let middles = [(a, b), (c, d)]
                .map(|(a, b)| Point { lon: (a.lon + b.lon) / 2.0, lat: (a.lat + b.lat) / 2.0 });
            let along = x == Collinear && y == Collinear;
            let lies = |p: Point, a, b| is_on(p, a, b) && p != a && p != b;
            let share = lies(middles[0], c, d)
                || lies(middles[1], a, b)
                || [a, b].iter().any(|&p| lies(p, c, d))
                || [c, d].iter().any(|&p| lies(p, a, b));
            properly || (along && share)
        };
        (0..edges.len()).any(|i| (0..i).any(|j| meet(&edges[i], &edges[j])))
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 4096,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        /// On a small grid corners meet corners and edges all the time.
        #[test]
        fn the_verdict_depends_on_the_ring_alone(
            corners in prop::collection::vec((0..5, 0..5), 3..8), turn in 0..8_usize,
        ) {
            let verdict = crosses(&corners);
            let mut turned = corners.clone();
            turned.rotate_left(turn % corners.len());
            prop_assert_eq!(crosses(&turned), verdict, "another start");
            let reversed: Vec<_> = corners.iter().rev().copied().collect();
            prop_assert_eq!(crosses(&reversed), verdict, "the other way round");
            let swapped: Vec<_> = corners.iter().map(|&(x, y)| (y, x)).collect();
            prop_assert_eq!(crosses(&swapped), verdict, "mirrored");
            prop_assert!(verdict || !crosses_plainly(&corners));
        }
    }

    #[test]
    fn touching_is_not_crossing() {
        assert!(!crosses(&[(0, 0), (4, 0), (4, 4), (2, 0), (0, 4)]));
        assert!(!crosses(&[(0, 0), (4, 0), (2, 2), (4, 4), (0, 4), (2, 2)]));
        assert!(crosses(&[(0, 0), (2, 2), (4, 4), (4, 0), (2, 2), (0, 4)]));
    }
}
