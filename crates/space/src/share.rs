//! How much of a region's area was watched.

use std::collections::VecDeque;

use basis::Truth;
use serde::{Deserialize, Serialize};

use crate::bounds::Bounds;
use crate::cells::Cell;
use crate::{Place, Point, Prepared, Region};

/// The region is cut until so many cells may hold a part of it; the error of a share is of the
/// order of a hundredth.
pub const SHARE_CELLS: usize = 2048;

/// The most cells looked at while cutting.
const SHARE_STEPS_MAX: usize = 16 * SHARE_CELLS;

/// The part of a region's area that others cover.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// From 0 to 1: an estimate on a fixed lattice over the region as drawn, each position weighed
    /// with its area on the ellipsoid. 0 for a region without area.
    pub share: f64,
    /// Nothing of the region lies outside the others: proved from the structure or with all
    /// accuracies against it, not read off the estimate.
    pub complete: bool,
}

/// Fixed positions that stand for the area of a region, to be asked many times.
#[derive(Clone, Debug)]
pub struct Lattice {
    region: Region,
    /// Each with its area in units that cancel.
    samples: Vec<(Point, f64)>,
}

impl Lattice {
    /// The middles of equal cuts through the box around the region (the whole Earth where it has
    /// no box), those that lie in the region as drawn.
    pub fn of(region: &Region) -> Lattice {
        let prepared = Prepared::new(region);
        let mut queue = VecDeque::from([Cell::Box(region.bounds().unwrap_or(Bounds::EARTH))]);
        let mut steps = 0;
        while queue.len() < SHARE_CELLS && steps < SHARE_STEPS_MAX {
            let Some(cell) = queue.pop_front() else { break };
            let cover = cell.cover();
            if prepared.signed(cover.centre).widened(cover.radius_m).truth() != Truth::No {
                queue.extend(cell.halves());
            }
            steps += 1;
        }
        let inside = |cell: &Cell| {
            let middle = cell.cover().centre;
            is_drawn_inside(&prepared, middle).then_some((middle, area(cell)))
        };
        Lattice { region: region.clone(), samples: queue.iter().filter_map(inside).collect() }
    }

    /// The share of the region that lies in `watched`, which is best built as a union.
    pub fn share(&self, watched: &Prepared) -> Share {
        let covered = self.samples.iter().filter(|(point, _)| is_drawn_inside(watched, *point));
        let sum_covered: f64 = covered.map(|(_, area)| area).sum();
        let sum: f64 = self.samples.iter().map(|(_, area)| area).sum();
        let place = Place::Within(self.region.clone());
        let complete = watched.contains(&place).truth == Truth::Yes;
        let share = if complete {
            1.0
        } else if sum > 0.0 {
            sum_covered / sum
        } else {
            0.0
        };
        Share { share, complete }
    }
}

/// Accuracy left aside.
fn is_drawn_inside(region: &Prepared, point: Point) -> bool {
    let margin = region.signed(point);
    margin.lo_m + margin.hi_m > 0.0
}

/// Area of a box on the ellipsoid but for a constant factor: its sides in degrees times the
/// product of the radii of curvature and the cosine at its middle,
/// M N cos φ ~ cos φ / (1 − e² sin² φ)².
fn area(cell: &Cell) -> f64 {
    const ECCENTRICITY_SQUARED: f64 = 6.694_379_990_141_316_5e-3;
    match cell {
        Cell::Polar { .. } => 0.0,
        Cell::Box(Bounds { west, south, east, north }) => {
            let (sin, cos) = libm::sincos(((south + north) / 2.0).to_radians());
            let root = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
            (east - west) * (north - south) * cos / (root * root)
        }
    }
}
