//! The search for an answer: a place is cut into cells until each is certainly inside or outside.

use std::collections::VecDeque;

use basis::Truth;

use crate::bounds::Bounds;
use crate::cells::{Cell, Cover};
use crate::contain::{Containment, EPSILON_M, Margin};
use crate::{Place, Prepared, Region};

/// The most cells that one question may look at; beyond it the answer is *unknown*.
pub const CELLS_MAX: usize = 4096;

/// As many cells are looked at before an answer with a margin is given, lest it be too wide.
const CELLS_MIN: usize = 64;

/// What is asked of the cells of a place.
struct Search<'a> {
    /// The region, where the place is one: its positions are those that it may contain.
    within: Option<&'a Prepared>,
    region: &'a Prepared,
    /// Positions certainly in here are not possible.
    except: Option<&'a Prepared>,
    /// Cells to look at in any case.
    cells_min: usize,
}

/// What the search found.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    /// A possible position is certainly inside.
    inside: bool,
    /// A possible position is certainly outside.
    outside: bool,
    /// A position is certainly possible whose side cannot be known.
    open: bool,
    /// Every cell was settled.
    settled: bool,
    /// Over all cells that may hold a possible position; `None` for no such cell.
    margin: Option<Margin>,
    /// Some cell, though perhaps not certainly possible, lies inside; some outside.
    maybe: [bool; 2],
}

/// One cell, judged.
struct Judged {
    /// The cell holds no possible position.
    impossible: bool,
    /// All of the cell is possible.
    possible: bool,
    /// Its middle is certainly possible.
    middle_possible: bool,
    margin: Margin,
    middle: Margin,
    radius_m: f64,
}

impl Search<'_> {
    /// `None` where the place makes no sense.
    fn of(&self, place: &Place, done: fn(&Found) -> bool) -> Option<Found> {
        let cells = place.cells()?;
        let within = place.region().map(Prepared::new);
        Some(Search { within: within.as_ref(), ..*self }.run(cells, done))
    }

    fn judge(&self, cell: &Cell) -> Judged {
        let Cover { centre, radius_m } = cell.cover();
        let everywhere = Margin { lo_m: f64::INFINITY, hi_m: f64::INFINITY };
        let within = self.within.map_or(everywhere, |place| place.signed(centre));
        let except = self.except.map_or(everywhere.negative(), |region| region.signed(centre));
        let middle = self.region.signed(centre);
        let [within_cell, except_cell] = [within, except].map(|m| m.widened(radius_m));
        Judged {
            impossible: within_cell.truth() == Truth::No || except_cell.truth() == Truth::Yes,
            possible: within_cell.truth() == Truth::Yes && except_cell.truth() == Truth::No,
            middle_possible: within.truth() == Truth::Yes && except.truth() == Truth::No,
            margin: middle.widened(radius_m),
            middle,
            radius_m,
        }
    }

    /// Looks at cells, larger ones first, until `done` or none is open or [`CELLS_MAX`].
    fn run(&self, cells: Vec<Cell>, done: fn(&Found) -> bool) -> Found {
        let mut found = Found { settled: true, ..Found::default() };
        let mut queue: VecDeque<(Cell, Option<Margin>)> =
            cells.into_iter().map(|cell| (cell, None)).collect();
        let mut looked_at = 0;
        while let Some((cell, parent)) = queue.pop_front() {
            let enough = looked_at >= CELLS_MAX || (looked_at >= self.cells_min && done(&found));
            if enough && let Some(margin) = parent {
                found.settled = false;
                found.spread(margin);
                continue;
            }
            looked_at += 1;
            let judged = self.judge(&cell);
            if judged.impossible {
                continue;
            }
            found.note(&judged);
            let is_settled = judged.margin.truth() != Truth::Unknown;
            let is_small = judged.radius_m < EPSILON_M;
            if is_settled && (looked_at >= self.cells_min || is_small) {
                found.settle(&judged);
            } else if is_small {
                found.settled = false;
                found.spread(judged.margin);
            } else {
                queue.extend(cell.halves().map(|half| (half, Some(judged.margin))));
            }
        }
        found
    }
}

impl Found {
    fn note(&mut self, judged: &Judged) {
        let cell_truth = judged.margin.truth();
        let middle_truth = judged.middle.truth();
        self.inside |= (judged.possible && cell_truth == Truth::Yes)
            || (judged.middle_possible && middle_truth == Truth::Yes);
        self.outside |= (judged.possible && cell_truth == Truth::No)
            || (judged.middle_possible && middle_truth == Truth::No);
        self.open |= judged.middle_possible && middle_truth == Truth::Unknown;
    }

    fn settle(&mut self, judged: &Judged) {
        self.spread(judged.margin);
        match judged.margin.truth() {
            Truth::Yes => self.maybe[0] = true,
            Truth::No => self.maybe[1] = true,
            Truth::Unknown => self.settled = false,
        }
    }

    fn spread(&mut self, margin: Margin) {
        self.margin = Some(self.margin.map_or(margin, |all| all.hull(margin)));
    }

    /// Neither yes nor no can come of it any more.
    fn is_undecided(&self) -> bool {
        self.open || (self.inside && self.outside)
    }

    fn truth(&self) -> Truth {
        match (self.settled, self.maybe) {
            (true, [true, false]) => Truth::Yes,
            (true, [false, true]) => Truth::No,
            _ => Truth::Unknown,
        }
    }
}

impl Place {
    /// Cells that together hold every position of the place, [`Place::Unknown`] being the whole
    /// Earth; `None` where its numbers make no sense (a negative radius, a distance range that
    /// ends before it begins).
    pub(crate) fn cells(&self) -> Option<Vec<Cell>> {
        let polar = |from, bearing_deg: [f64; 2], distance_m: [f64; 2]| {
            let [near, far] = distance_m;
            let is_range = near >= 0.0 && near <= far && far.is_finite();
            let is_angle = bearing_deg.iter().all(|degrees| degrees.is_finite());
            let turn = bearing_deg[1] - bearing_deg[0];
            let turn = if turn.abs() >= 360.0 { 360.0 } else { turn.rem_euclid(360.0) };
            let bearing_deg = [bearing_deg[0], bearing_deg[0] + turn];
            (is_range && is_angle).then(|| vec![Cell::Polar { from, bearing_deg, distance_m }])
        };
        match self {
            Place::Unknown => Some(vec![Cell::Box(Bounds::EARTH)]),
            Place::Disc { centre, radius_m } => polar(*centre, [0.0, 360.0], [0.0, *radius_m]),
            Place::Sector { from, bearing_deg, distance_m } => {
                polar(*from, *bearing_deg, *distance_m)
            }
            Place::Within(region) => {
                Some(vec![Cell::Box(region.bounds().unwrap_or(Bounds::EARTH))])
            }
        }
    }

    /// The place as a region, where it is one.
    fn region(&self) -> Option<&Region> {
        match self {
            Place::Unknown => Some(&Region::Everywhere),
            Place::Within(region) => Some(region),
            Place::Disc { .. } | Place::Sector { .. } => None,
        }
    }
}

impl Prepared {
    /// Whether a place lies in the region. An unknown place lies in *everywhere* only; nothing is
    /// known of a place that is nowhere or whose numbers make no sense.
    pub fn contains(&self, place: &Place) -> Containment {
        if let Some(answer) = self.contains_by_structure(place) {
            return answer;
        }
        let by_centre = self.margin_by_centre(place);
        if let Some(margin) = by_centre
            && (self.is_simple() || margin.truth() != Truth::Unknown)
        {
            return Containment { truth: margin.truth(), margin: margin.shown() };
        }
        let cells_min = if by_centre.is_some() { 0 } else { CELLS_MIN };
        let search = Search { cells_min, ..self.search(None) };
        let Some(found) = search.of(place, Found::is_undecided) else {
            return Containment::without_margin(Truth::Unknown);
        };
        let margin = match (found.margin, by_centre) {
            (Some(cells), Some(centre)) => Some(cells.common(centre)),
            (cells, centre) => cells.or(centre),
        };
        Containment { truth: found.truth(), margin: margin.and_then(Margin::shown) }
    }

    /// Of a disc: the margin of its centre, less and more its radius.
    fn margin_by_centre(&self, place: &Place) -> Option<Margin> {
        match place {
            Place::Disc { centre, radius_m } if radius_m.is_finite() && *radius_m >= 0.0 => {
                Some(self.signed(*centre).widened(*radius_m))
            }
            _ => None,
        }
    }

    fn contains_by_structure(&self, place: &Place) -> Option<Containment> {
        if place.region() == Some(&Region::nowhere()) {
            return Some(Containment::without_margin(Truth::Unknown));
        }
        if self.region == Region::Everywhere {
            return Some(Containment::without_margin(Truth::Yes));
        }
        if self.region == Region::nowhere() {
            return Some(Containment::without_margin(Truth::No));
        }
        let other = place.region()?;
        if other.is_part_of(&self.region) {
            Some(Containment::without_margin(Truth::Yes))
        } else if other.is_apart_from(&self.region) {
            Some(Containment::without_margin(Truth::No))
        } else {
            matches!(place, Place::Unknown).then_some(Containment::without_margin(Truth::Unknown))
        }
    }

    /// Whether the part of a place that lies outside `excluded` lies in this region: *yes* where
    /// all of it does, *no* where none of it does.
    ///
    /// A position is left out only where it certainly lies in `excluded`, whatever the accuracy of
    /// that region; so a definite answer holds in every world in which the event happened at the
    /// place and not in `excluded`. Where nothing of the place is left there is no such world and
    /// the answer says nothing: ask [`Prepared::leaves_possible`] first.
    pub fn contains_except(&self, place: &Place, excluded: &Prepared) -> Truth {
        if excluded.region == Region::nowhere() {
            return self.contains(place).truth;
        }
        if let Some(answer) = self.except_by_structure(place, excluded) {
            return answer;
        }
        let found = self.search(Some(excluded)).of(place, Found::is_undecided);
        found.map_or(Truth::Unknown, |found| found.truth())
    }

    fn except_by_structure(&self, place: &Place, excluded: &Prepared) -> Option<Truth> {
        let other = place.region()?;
        let (region, excluded) = (&self.region, &excluded.region);
        if other.is_part_of(excluded) {
            return Some(Truth::Unknown);
        }
        if other.is_part_of(&Region::union(vec![region.clone(), excluded.clone()])) {
            return Some(Truth::Yes);
        }
        let shared = Region::intersection(vec![other.clone(), region.clone()]);
        let apart = other.is_apart_from(region) || shared.is_part_of(excluded);
        apart.then_some(Truth::No)
    }

    /// Whether an event at the place can have happened outside this region: *no* where the region
    /// certainly holds every position of the place, *yes* where some position of the place
    /// certainly lies outside, else *unknown*.
    pub fn leaves_possible(&self, place: &Place) -> Truth {
        if self.contains(place).truth == Truth::Yes {
            return Truth::No;
        }
        if self.contains_by_structure(place).is_some_and(|answer| answer.truth == Truth::No) {
            return Truth::Yes;
        }
        let found = self.search(None).of(place, |found| found.outside);
        Truth::known(found.is_some_and(|found| found.outside)).or(Truth::Unknown)
    }

    fn search<'a>(&'a self, except: Option<&'a Prepared>) -> Search<'a> {
        Search { within: None, region: self, except, cells_min: 0 }
    }
}
