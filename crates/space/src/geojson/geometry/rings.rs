//! Chains and rings that are no geometry: too short, open, flat, crossing, holes outside.

use basis::{At, Diagnostic, Span};

use super::{Reader, Vertex};
use crate::geojson::COMPARISONS_MAX;
use crate::geojson::crossing::{self, Crossing};
use crate::polygon::{ring_encloses, side};
use crate::{Point, codes};

impl Reader<'_> {
    pub(super) fn check_chain(&mut self, chain: &[Vertex], least: usize, what: &str) {
        if chain.len() < least {
            let message = format!("has {what} of {} positions, fewer than {least}", chain.len());
            let span = around(chain).unwrap_or_default();
            self.report_at(codes::TOO_FEW, &message, span, "draw it again, or take it out");
        }
        for (a, b) in chain.iter().zip(chain.iter().skip(1)) {
            if (a.point.lon - b.point.lon).abs() > 180.0 && !self.is_full() {
                let message = "has an edge over more than 180 degrees of longitude";
                let help = "split the geometry at the antimeridian (RFC 7946, section 3.1.9)";
                self.report_at(codes::ANTIMERIDIAN, message, a.span.to(b.span), help);
            }
        }
    }

    pub(super) fn check_polygon(&mut self, rings: &[Vec<Vertex>]) {
        let known = self.problems.len();
        if rings.is_empty() {
            let message = "has a polygon without a ring";
            self.report_at(codes::NO_GEOMETRY, message, Span::default(), "draw it");
        }
        rings.iter().for_each(|ring| self.check_ring(ring));
        if self.problems.len() > known {
            return;
        }
        match crossing::crossings(rings) {
            Some(found) => found.iter().for_each(|crossing| self.report_crossing(crossing)),
            None => {
                let message = format!("takes more than {COMPARISONS_MAX} comparisons to check");
                let span = rings.first().and_then(|ring| around(ring)).unwrap_or_default();
                self.report_at(codes::LIMIT, &message, span, "simplify its rings");
            }
        }
        if self.problems.len() == known {
            self.check_holes(rings);
        }
    }

    fn check_ring(&mut self, ring: &[Vertex]) {
        let known = self.problems.len();
        let (Some(first), Some(last)) = (ring.first(), ring.last()) else {
            self.check_chain(ring, 4, "a ring");
            return;
        };
        if first.point != last.point {
            let help = "repeat the first position at the end of the ring";
            self.report_at(codes::UNCLOSED, "has a ring that is not closed", last.span, help);
        }
        self.check_chain(ring, 4, "a ring");
        let is_flat = |b: &Vertex| {
            ring.iter().all(|c| side(first.point, b.point, c.point) == geo::Orientation::Collinear)
        };
        let far = ring.iter().find(|b| b.point != first.point);
        if self.problems.len() == known && far.is_none_or(is_flat) {
            let span = around(ring).unwrap_or_default();
            self.report_at(codes::NO_AREA, "has a ring without area", span, "draw it again");
        }
    }

    fn report_crossing(&mut self, crossing: &Crossing) {
        if self.is_full() {
            return;
        }
        let Crossing { at, edges: [first, second], retraced } = crossing;
        let verb = if *retraced { "retraces" } else { "crosses" };
        let message = format!(
            "{} has a ring that {verb} itself or another at {:.6}, {:.6}",
            self.subject, at.lon, at.lat
        );
        let other = if *retraced { "runs along this one" } else { "crosses this one" };
        let problem = Diagnostic::error(codes::CROSSING, message)
            .label(self.file, At::Bytes(*first), "this edge")
            .label(self.file, At::Bytes(*second), other)
            .help("move a corner, or cut the polygon in two at that longitude and latitude");
        self.problems.push(problem);
    }

    /// Rings do not cross here, so one corner off the other ring tells for the whole ring.
    fn check_holes(&mut self, rings: &[Vec<Vertex>]) {
        let points: Vec<Vec<Point>> =
            rings.iter().map(|ring| ring.iter().map(|v| v.point).collect()).collect();
        for (i, (ring, hole)) in rings.iter().zip(&points).enumerate().skip(1) {
            let outside = points.first().is_some_and(|outer| !lies_in(hole, outer));
            let others = points.iter().enumerate().skip(1).filter(|(j, _)| *j != i);
            let nested = others.into_iter().any(|(_, other)| lies_in(hole, other));
            if (outside || nested) && !self.is_full() {
                let place = if outside { "outside its outer ring" } else { "inside another hole" };
                let span = around(ring).unwrap_or_default();
                let help = "holes lie inside the first ring; make it a polygon of its own";
                let message = format!("has a hole {place}");
                self.report_at(codes::HOLE_OUTSIDE, &message, span, help);
            }
        }
    }
}

/// Whether a ring lies in another that it does not cross.
fn lies_in(ring: &[Point], other: &[Point]) -> bool {
    let edges = || other.iter().zip(other.iter().skip(1));
    let off = |p: &Point| !edges().any(|(&a, &b)| crossing::is_on(*p, a, b));
    let middles = ring
        .iter()
        .zip(ring.iter().skip(1))
        .map(|(a, b)| Point { lon: (a.lon + b.lon) / 2.0, lat: (a.lat + b.lat) / 2.0 });
    let probe = ring.iter().copied().chain(middles).find(off);
    probe.is_some_and(|p| ring_encloses(other, p))
}

/// The bytes from the first to the last position.
fn around(chain: &[Vertex]) -> Option<Span> {
    Some(chain.first()?.span.to(chain.last()?.span))
}
