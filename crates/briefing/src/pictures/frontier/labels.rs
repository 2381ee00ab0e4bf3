//! Where the signs of points stand: clear of the other points that have one, and of each other.

use super::{ROOM, SIZE};

/// From the middle of a point to that of its sign, the best first.
const BESIDE: [[f64; 2]; 4] = [[0.0, -14.0], [0.0, 16.0], [15.0, 1.0], [-15.0, 1.0]];

/// Ways that lead further out, the best first: between the places beside the point.
const OUT: [[f64; 2]; 8] = [
    [0.7, -0.7],
    [-0.7, 0.7],
    [0.7, 0.7],
    [-0.7, -0.7],
    [0.0, -1.0],
    [0.0, 1.0],
    [1.0, 0.0],
    [-1.0, 0.0],
];

/// How far out, the best first.
const FURTHER: [f64; 5] = [28.0, 40.0, 52.0, 64.0, 76.0];

/// Least distances of the middles of two signs, and of a sign and the mark of another point, along
/// or across the paper.
const SIGNS_APART: f64 = 12.0;
const MARK_APART: f64 = 13.0;

/// From the middle of a mark or sign to the line between them, and the least distance of that line
/// from the middles of other signs.
const LINE_FROM: f64 = 10.0;
const LINE_APART: f64 = 7.0;

/// From the middle of a sign down to the line on which it stands.
const BASELINE: f64 = 4.0;

/// Where a sign stands: the middle of its line; and the thin line that leads to it, if one does.
pub(super) struct Label {
    pub(super) stands: [f64; 2],
    pub(super) led: Option<[[f64; 2]; 2]>,
}

/// Signs that were placed so far, among points that have or get one.
pub(super) struct Labels {
    points: Vec<[f64; 2]>,
    taken: Vec<[f64; 2]>,
}

impl Labels {
    pub(super) fn among(points: Vec<[f64; 2]>) -> Labels {
        Labels { points, taken: Vec::new() }
    }

    /// A place for the sign of a point: beside it, else further out, else as if alone.
    pub(super) fn place(&mut self, point: [f64; 2]) -> Label {
        let from_here = |[x, y]: [f64; 2]| [point[0] + x, point[1] + y];
        let clear = |middle: &[f64; 2]| self.is_clear(point, *middle);
        let beside = BESIDE.map(from_here).into_iter().find(clear).map(|middle| (middle, None));
        let out = || {
            let steps = FURTHER.iter().flat_map(|far| OUT.map(|[x, y]| [x * far, y * far]));
            let fits = |step: &[f64; 2]| clear(&from_here(*step)) && self.is_way(point, *step);
            let [x, y] = steps.into_iter().find(fits)?;
            // From the mark of the point to the sign, short of both.
            let (length, middle) = (x.hypot(y), from_here([x, y]));
            let part = |way: f64| from_here([x * way / length, y * way / length]);
            Some((middle, Some([part(LINE_FROM), part(length - LINE_FROM)])))
        };
        let (middle, led) = beside.or_else(out).unwrap_or_else(|| (from_here(BESIDE[0]), None));
        self.taken.push(middle);
        Label { stands: [middle[0], middle[1] + BASELINE], led }
    }

    fn is_clear(&self, point: [f64; 2], middle: [f64; 2]) -> bool {
        let [x, y] = middle;
        let within = (ROOM.0 + SIGNS_APART..SIZE.0 - SIGNS_APART).contains(&x)
            && (SIGNS_APART..SIZE.1 - ROOM.1 - SIGNS_APART).contains(&y);
        let near = |other: &[f64; 2], apart: f64| {
            (other[0] - x).abs() < apart && (other[1] - y).abs() < apart
        };
        let mut marks = self.points.iter().filter(|other| **other != point);
        within
            && !marks.any(|mark| near(mark, MARK_APART))
            && !self.taken.iter().any(|sign| near(sign, SIGNS_APART))
    }

    /// Whether a line from the point passes all signs.
    fn is_way(&self, point: [f64; 2], step: [f64; 2]) -> bool {
        let squared = step[0] * step[0] + step[1] * step[1];
        self.taken.iter().all(|sign| {
            let [x, y] = [sign[0] - point[0], sign[1] - point[1]];
            let nearest = ((x * step[0] + y * step[1]) / squared).clamp(0.0, 1.0);
            (x - nearest * step[0]).hypot(y - nearest * step[1]) > LINE_APART
        })
    }
}
