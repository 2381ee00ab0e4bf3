//! Names on the map that do not lie on each other.

use unicode_width::UnicodeWidthStr;

use super::super::MAP_NAMES_MAX;
use super::frame::Frame;
use super::px;

/// Width of a column of text of the map, in pixels; wide enough for bold letters.
const COLUMN_PX: f64 = 7.8;

/// Height of a line of text.
const LINE_PX: f64 = 16.0;

/// Distance from the edge of the drawing.
const EDGE_PX: f64 = 4.0;

/// Where names stand so far.
pub(super) struct Labels<'a> {
    frame: &'a Frame,
    /// Left, top, right, bottom.
    boxes: Vec<[f64; 4]>,
}

impl<'a> Labels<'a> {
    /// Scale bar and north arrow are there already.
    pub(super) fn new(frame: &'a Frame) -> Labels<'a> {
        let corner = [0.0, 0.0, frame.width / 4.0 + 24.0, 44.0];
        let north = [frame.width - 44.0, 0.0, frame.width, 60.0];
        Labels { frame, boxes: vec![corner, north] }
    }

    /// The middle of the base line at the first of these positions where the name has room;
    /// `None` where it has none. `offset_px` is down from the position.
    pub(super) fn place(
        &mut self,
        name: &str,
        positions: &[([f64; 2], f64)],
    ) -> Option<(String, String)> {
        #[expect(clippy::cast_precision_loss, reason = "columns of a short name")]
        let half = name.width() as f64 * COLUMN_PX / 2.0 + EDGE_PX;
        if self.boxes.len() >= MAP_NAMES_MAX + 2 || 2.0 * half > self.frame.width {
            return None;
        }
        for (at, offset_px) in positions {
            let [x, y] = self.frame.project(*at);
            let x = x.clamp(half, self.frame.width - half);
            let y = (y + offset_px).clamp(LINE_PX, self.frame.height - EDGE_PX);
            let own = [x - half, y - LINE_PX + 3.0, x + half, y + 3.0];
            if !self.boxes.iter().any(|other| overlap(*other, own)) {
                self.boxes.push(own);
                return Some((px(x), px(y)));
            }
        }
        None
    }
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Positions on an area: its northern, southern, western and eastern points, and its middle.
pub(super) fn of_area(rings: &[Vec<[f64; 2]>]) -> Vec<([f64; 2], f64)> {
    let points = || rings.iter().flatten().copied().filter(|p| p.iter().all(|c| c.is_finite()));
    let by = |axis: usize| move |a: &[f64; 2], b: &[f64; 2]| a[axis].total_cmp(&b[axis]);
    let ends = [
        points().max_by(by(1)).map(|p| (p, LINE_PX)),
        points().min_by(by(1)).map(|p| (p, -8.0)),
        points().min_by(by(0)).map(|p| (p, 0.0)),
        points().max_by(by(0)).map(|p| (p, 0.0)),
    ];
    let mut found: Vec<([f64; 2], f64)> = ends.into_iter().flatten().collect();
    if let [(north, _), (south, _), (west, _), (east, _)] = found[..] {
        found.push(([(west[0] + east[0]) / 2.0, (north[1] + south[1]) / 2.0], 0.0));
    }
    found
}

/// Positions along a line: its middle, its ends, its quarters, above and below.
pub(super) fn of_line(chains: &[Vec<[f64; 2]>]) -> Vec<([f64; 2], f64)> {
    let Some(longest) = chains.iter().max_by_key(|chain| chain.len()) else { return Vec::new() };
    let n = longest.len();
    let along = [n / 2, 0, n.saturating_sub(1), n / 4, n * 3 / 4];
    let points = along.into_iter().filter_map(|i| longest.get(i));
    points.flat_map(|at| [(*at, -10.0), (*at, 22.0)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_lie_on_each_other() {
        let frame = Frame::of_bounds([30.0, 50.0, 32.0, 51.0]);
        let mut labels = Labels::new(&frame);
        let ring = vec![vec![[30.2, 50.2], [31.8, 50.2], [31.8, 50.8], [30.2, 50.8]]];
        let found: Vec<_> =
            (0..8).map(|_| labels.place("the same area", &of_area(&ring))).collect();
        let placed: std::collections::BTreeSet<_> = found.iter().flatten().collect();
        assert_eq!(placed.len(), found.iter().flatten().count());
        assert!(placed.len() >= 2 && found.last() == Some(&None), "{found:?}");
        assert_eq!(labels.place(&"long ".repeat(60), &of_area(&ring)), None);
        assert_eq!(labels.place("x", &of_line(&[])), None);
    }
}
