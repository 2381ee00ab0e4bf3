//! How much of a region's area was watched.

use std::collections::VecDeque;

use basis::Truth;
use serde::{Deserialize, Serialize};

use crate::bounds::Bounds;
use crate::cells::Cell;
use crate::contain::EPSILON_M;
use crate::{Place, Point, Prepared, Region};

/// The region is cut until so many cells may hold a part of it.
pub const SHARE_CELLS: usize = 2048;

/// The most cells looked at while cutting.
const SHARE_STEPS_MAX: usize = 16 * SHARE_CELLS;

/// For the bound, cells across a border are cut again so many times, which halves both of their
/// sides twice, and as long as no more than [`BORDER_STEPS_MAX`] are looked at.
const BORDER_CUTS_MAX: u8 = 4;

/// The most cells looked at along one border.
const BORDER_STEPS_MAX: usize = 2 * SHARE_CELLS;

/// The part of a region's area that others cover.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// From 0 to 1: an estimate on a fixed lattice over the region as drawn, each position weighed
    /// with its area on the ellipsoid. Its error has no bound: what lies between the positions of
    /// the lattice, or just on them, deceives it. Never below `at_least`. 0 for a region without
    /// area.
    pub share: f64,
    /// From 0 to 1: the share is not smaller. Only pieces that lie wholly in the region as drawn
    /// and, with all accuracies against them, in the others count as covered; all others that may
    /// hold a part of the region count whole as not covered.
    pub at_least: f64,
    /// Nothing of the region lies outside the others: proved from the structure or with all
    /// accuracies against it, not read off the estimate.
    pub complete: bool,
}

/// Fixed positions and pieces that stand for the area of a region, to be asked many times.
#[derive(Clone, Debug)]
pub struct Lattice {
    prepared: Prepared,
    /// Each with its area in units that cancel.
    samples: Vec<(Point, f64)>,
    /// All pieces that may hold a part of the region.
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    cell: Cell,
    /// Wholly in the region as drawn.
    inside: bool,
    /// How often it has been cut because it lies across a border.
    cuts: u8,
}

impl Lattice {
    /// Equal cuts through the box around the region (the whole Earth where it has no box).
    /// Positions are the middles of those whose middle lies in the region as drawn.
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
        let sample = |cell: &Cell| {
            let middle = cell.cover().centre;
            is_drawn_inside(&prepared, middle).then_some((middle, area(cell)))
        };
        let samples = queue.iter().filter_map(sample).collect();
        let pieces = pieces(&prepared, queue);
        Lattice { prepared, samples, pieces }
    }

    /// The share of the region that lies in `watched`, which is best built as a union.
    pub fn share(&self, watched: &Prepared) -> Share {
        let place = Place::Within(self.prepared.region().clone());
        if watched.contains(&place).truth == Truth::Yes {
            return Share { share: 1.0, at_least: 1.0, complete: true };
        }
        let covered = self.samples.iter().filter(|(point, _)| is_drawn_inside(watched, *point));
        let sum_covered: f64 = covered.map(|(_, area)| area).sum();
        let sum: f64 = self.samples.iter().map(|(_, area)| area).sum();
        let share = if sum > 0.0 { sum_covered / sum } else { 0.0 };
        let at_least = if sum > 0.0 { self.at_least(watched) } else { 0.0 };
        // An empty sum is -0.
        Share { share: share.max(at_least) + 0.0, at_least, complete: false }
    }

    fn at_least(&self, watched: &Prepared) -> f64 {
        let (mut covered, mut open) = (0.0, 0.0);
        let mut queue = VecDeque::from_iter(self.pieces.iter().copied());
        let mut steps_left = queue.len() + BORDER_STEPS_MAX;
        while let Some(piece) = queue.pop_front() {
            steps_left = steps_left.saturating_sub(1);
            let cover = piece.cell.cover();
            match watched.signed(cover.centre).widened(cover.radius_m).truth() {
                Truth::Yes if piece.inside => covered += area(&piece.cell),
                // It may be no part of the region: the share is least if it is none.
                Truth::Yes => {}
                Truth::Unknown if piece.cuts < BORDER_CUTS_MAX && queue.len() < steps_left => {
                    queue.extend(piece.halves(&self.prepared));
                }
                Truth::No | Truth::Unknown => open += area(&piece.cell),
            }
        }
        if covered > 0.0 { (covered / (covered + open) - self.area_error()).max(0.0) } else { 0.0 }
    }

    /// How much a share may be off because a cell is weighed by its middle: per cell not more than
    /// a twelfth of its height squared, in radians, of its area.
    fn area_error(&self) -> f64 {
        let height = |piece: &Piece| match piece.cell {
            Cell::Polar { .. } => 0.0,
            Cell::Box(Bounds { south, north, .. }) => (north - south).to_radians(),
        };
        let highest = self.pieces.iter().map(height).fold(0.0, f64::max);
        highest * highest / 6.0
    }
}

impl Piece {
    /// `None` where it holds nothing of the region as drawn.
    fn of(cell: Cell, cuts: u8, region: &Prepared) -> Option<Piece> {
        let cover = cell.cover();
        let margin = region.signed(cover.centre);
        let (middle, reach_m) = ((margin.lo_m + margin.hi_m) / 2.0, cover.radius_m + EPSILON_M);
        let outside = middle < -reach_m;
        (!outside).then_some(Piece { cell, inside: middle > reach_m, cuts })
    }

    fn halves(self, region: &Prepared) -> impl Iterator<Item = Piece> {
        let half = move |cell| {
            let cuts = self.cuts + 1;
            if self.inside {
                Some(Piece { cell, inside: true, cuts })
            } else {
                Piece::of(cell, cuts, region)
            }
        };
        self.cell.halves().into_iter().filter_map(half)
    }
}

/// The pieces that may hold a part of the region, those across its border cut again.
fn pieces(region: &Prepared, cells: VecDeque<Cell>) -> Vec<Piece> {
    let piece = |cell| Piece::of(cell, 0, region);
    let (mut done, mut border): (Vec<_>, VecDeque<_>) = (Vec::new(), VecDeque::new());
    for piece in cells.into_iter().filter_map(piece) {
        if piece.inside { done.push(piece) } else { border.push_back(piece) }
    }
    let mut steps = 0;
    while steps < BORDER_STEPS_MAX
        && let Some(piece) = border.pop_front()
    {
        steps += 1;
        if piece.inside || piece.cuts == BORDER_CUTS_MAX {
            done.push(piece);
        } else {
            border.extend(piece.halves(region));
        }
    }
    done.extend(border);
    // Those across the border of the watched are cut as often, whatever was cut here.
    done.into_iter().map(|piece| Piece { cuts: 0, ..piece }).collect()
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
