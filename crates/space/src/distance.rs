//! Geodesic distance from a position to points and to edges that are straight in longitude and
//! latitude (RFC 7946, section 3.1.1).

use crate::chord::{Space, curvature_slack_m, sag_m};
use crate::point::distance_m;
use crate::{Geometry, Point};

/// Error of a computed distance to a geometry up to [`DISTANCE_EXACT_MAX_M`], in metres; beyond it
/// an answer counts as certain only with the extra margin of [`distance_slack_m`].
pub const DISTANCE_ERROR_M: f64 = 0.01;

/// Distance up to which [`DISTANCE_ERROR_M`] follows, for every geometry, from bounds on the
/// curvature of the ellipsoid; for ordinary edges the tests find it kept to 900 km.
pub const DISTANCE_EXACT_MAX_M: f64 = 70_000.0;

/// Chords are compared to this many metres.
const CHORD_TOLERANCE_M: f64 = 0.001;

/// What a distance may be off beyond [`DISTANCE_ERROR_M`].
pub fn distance_slack_m(distance_m: f64) -> f64 {
    if distance_m <= DISTANCE_EXACT_MAX_M { 0.0 } else { curvature_slack_m(distance_m) }
}

/// Geodesic distance in metres from a position to the nearest point of the drawn geometry (of a
/// polygon: of its boundary, also from inside); infinite where the geometry is empty.
pub fn distance_to_m(from: Point, geometry: &Geometry) -> f64 {
    Edges::of(geometry).distance_m(from)
}

/// A part of an edge, or a single position where both ends are the same.
#[derive(Clone, Copy, Debug)]
struct Edge {
    ends: [Point; 2],
    space: [Space; 2],
    /// See [`sag_m`].
    sag_m: f64,
}

impl Edge {
    fn new(a: Point, b: Point) -> Edge {
        Edge { ends: [a, b], space: [Space::of(a), Space::of(b)], sag_m: sag_m(a, b) }
    }

    /// No point of the edge has a shorter chord to `from`.
    fn lower_bound_m(&self, from: Space) -> f64 {
        from.to_segment(self.space[0], self.space[1]).0 - self.sag_m
    }

    /// The point whose chord to `from` is the shortest, to [`CHORD_TOLERANCE_M`]: branch and bound
    /// on halves of the edge, whose bounds tighten fourfold with each halving.
    fn nearest(&self, from: Space) -> (f64, Point) {
        let mut best = (from.chord_m(self.space[0]), self.ends[0]);
        let mut parts = vec![*self];
        while let Some(part) = parts.pop() {
            let (chord_m, t) = from.to_segment(part.space[0], part.space[1]);
            let worth_it = chord_m - part.sag_m < best.0 - CHORD_TOLERANCE_M;
            if !worth_it {
                continue;
            }
            for candidate in [part.at(t), part.ends[1]] {
                let chord_m = from.chord_m(Space::of(candidate));
                if chord_m < best.0 {
                    best = (chord_m, candidate);
                }
            }
            let halves = part.halves();
            let nearer = usize::from(t >= 0.5);
            parts.extend([halves[1 - nearer], halves[nearer]]);
        }
        best
    }

    fn at(&self, t: f64) -> Point {
        let [a, b] = self.ends;
        Point { lon: a.lon + t * (b.lon - a.lon), lat: a.lat + t * (b.lat - a.lat) }
    }

    fn halves(&self) -> [Edge; 2] {
        let (middle, sag_m) = (self.at(0.5), self.sag_m / 4.0);
        let space = Space::of(middle);
        [
            Edge { ends: [self.ends[0], middle], space: [self.space[0], space], sag_m },
            Edge { ends: [middle, self.ends[1]], space: [space, self.space[1]], sag_m },
        ]
    }
}

/// The edges and positions of geometries, ready for many questions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edges(Vec<Edge>);

impl Edges {
    pub(crate) fn of(geometry: &Geometry) -> Edges {
        let mut edges = Edges::default();
        match geometry {
            Geometry::Points(points) => edges.0.extend(points.iter().map(|&p| Edge::new(p, p))),
            Geometry::Lines(lines) => lines.iter().for_each(|line| edges.add_chain(line)),
            Geometry::Polygons(polygons) => {
                polygons.iter().flatten().for_each(|ring| edges.add_chain(ring));
            }
        }
        edges
    }

    fn add_chain(&mut self, chain: &[Point]) {
        let steps = chain.iter().zip(chain.iter().skip(1));
        self.0.extend(steps.map(|(&a, &b)| Edge::new(a, b)));
    }

    /// All edges of both.
    pub(crate) fn append(&mut self, other: Edges) {
        self.0.extend(other.0);
    }

    /// Geodesic distance to the nearest of them; infinite for none.
    pub(crate) fn distance_m(&self, from: Point) -> f64 {
        let here = Space::of(from);
        let bounds: Vec<f64> = self.0.iter().map(|edge| edge.lower_bound_m(here)).collect();
        let Some(first) = (0..bounds.len()).min_by(|&a, &b| bounds[a].total_cmp(&bounds[b])) else {
            return f64::INFINITY;
        };
        let mut found = vec![self.0[first].nearest(here)];
        let mut limit_m = with_slack(found[0].0);
        for (i, edge) in self.0.iter().enumerate() {
            if i != first && bounds[i] <= limit_m {
                let near = edge.nearest(here);
                limit_m = limit_m.min(with_slack(near.0));
                found.push(near);
            }
        }
        let contenders = found.iter().filter(|(chord_m, _)| *chord_m <= limit_m);
        contenders.map(|&(_, near)| distance_m(from, near)).fold(f64::INFINITY, f64::min)
    }
}

/// A longer chord than this cannot belong to a shorter geodesic.
fn with_slack(chord_m: f64) -> f64 {
    chord_m + CHORD_TOLERANCE_M + curvature_slack_m(chord_m)
}
