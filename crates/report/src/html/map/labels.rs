//! Names on the map that do not lie on each other.

use std::collections::BTreeSet;

use findings::{MapEvent, MapLayers, MapLine};
use unicode_width::UnicodeWidthStr;

use super::super::MAP_NAMES_MAX;
use super::frame::Frame;
use super::px;

/// Width of a column of text of the map, in pixels; wide enough for bold letters.
const COLUMN_PX: f64 = 7.8;

/// Height of a line of text.
const LINE_PX: f64 = 16.0;

/// Half the side of the square that a mark takes.
const MARK_PX: f64 = 9.0;

/// Shapes on top of areas that names leave free; more are drawn and not looked at.
const MARKS_MAX: usize = 4_000;

/// Sites by which one name may stand.
const SITES_MAX: usize = 40;

/// Distance of the points of a line that names leave free, and how many of each of its pieces.
const STEP_PX: f64 = 8.0;
const STEPS_MAX: u32 = 200;

/// Distance from the edge of the drawing.
const EDGE_PX: f64 = 4.0;

/// Positions tried along each side of an area.
const GRID: u32 = 28;

/// Points of an outline that count for its name; of longer ones every so many-th.
const OUTLINE_MAX: usize = 600;

/// Lengths of leaders in pixels, shortest first.
const LEADERS_PX: [f64; 4] = [36.0, 60.0, 90.0, 130.0];

/// Left, top, right, bottom.
type Rect = [f64; 4];

/// Outlines in pixels.
type Rings = Vec<Vec<[f64; 2]>>;

/// The middle of the base line of a name, and the line that leads from it to what it names.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::html) struct Label {
    pub(in crate::html) x: String,
    pub(in crate::html) y: String,
    pub(in crate::html) leader: Option<String>,
}

/// Where names stand so far.
pub(super) struct Labels<'a> {
    frame: &'a Frame,
    boxes: Vec<Rect>,
    /// Marks, which names leave free where they can.
    marks: Vec<Rect>,
    names: BTreeSet<String>,
    tried: usize,
}

impl<'a> Labels<'a> {
    /// Scale bar and north arrow are there already, and so is what the map draws on top of areas.
    pub(super) fn new(frame: &'a Frame, map: &MapLayers) -> Labels<'a> {
        let corner = [0.0, 0.0, frame.width / 4.0 + 24.0, 44.0];
        let north = [frame.width - 44.0, 0.0, frame.width, 60.0];
        let event =
            |event: &MapEvent| (frame.project(event.at), frame.pixels(event.radius_m).max(MARK_PX));
        let line = |line: &MapLine| {
            let radius = frame.pixels(line.accuracy_m).max(MARK_PX / 2.0);
            let chains = line.chains.iter().flat_map(|chain| along(frame, chain));
            chains.map(move |at| (at, radius)).collect::<Vec<_>>()
        };
        let drawn = map.lines.iter().flat_map(line).chain(map.events.iter().map(event));
        let square = |([x, y], r): ([f64; 2], f64)| [x - r, y - r, x + r, y + r];
        let marks = drawn.take(MARKS_MAX).map(square).collect();
        Labels { frame, boxes: vec![corner, north], marks, names: BTreeSet::new(), tried: 0 }
    }

    /// A place by a line; `None` where there is no room or the name stands there already.
    pub(super) fn on_line(&mut self, name: &str, line: &MapLine) -> Option<Label> {
        let half = self.half(name)?;
        let beside = half + self.frame.pixels(line.accuracy_m).max(MARK_PX / 2.0) + 2.0;
        let around = points_of(&line.chains).into_iter().flat_map(|at| {
            let [x, y] = self.frame.project(at);
            [[x, y - 10.0], [x, y + 22.0], [x - beside, y + 4.0], [x + beside, y + 4.0]]
        });
        let positions: Vec<[f64; 2]> = around.map(|at| self.held(half, at)).collect();
        if let Some(found) = positions.iter().find(|at| self.free(own(half, **at), true)) {
            return self.put(name, half, *found, None);
        }
        let points: Vec<[f64; 2]> =
            points_of(&line.chains).into_iter().map(|at| self.frame.project(at)).collect();
        if let Some((found, leader)) = self.led_to(half, &points) {
            return self.put(name, half, found, Some(leader));
        }
        let found = positions.into_iter().find(|at| self.free(own(half, *at), false))?;
        self.put(name, half, found, None)
    }

    /// A place inside an area, else beside it with a leader.
    pub(super) fn in_area(&mut self, name: &str, rings: &[Vec<[f64; 2]>]) -> Option<Label> {
        let half = self.half(name)?;
        let rings = self.outlines(rings);
        let points = inner_points(&rings);
        let fits = |at: &&[f64; 2]| {
            let [left, top, right, bottom] = own(half, **at);
            let middle = (left + right) / 2.0;
            let held = self.held(half, **at) == **at;
            let edges = [left, middle, right].into_iter().flat_map(|x| [[x, top], [x, bottom]]);
            held && edges.into_iter().all(|corner| inside(&rings, corner))
        };
        let inner: Vec<[f64; 2]> = points.iter().filter(fits).copied().collect();
        if let Some(found) = inner.iter().find(|at| self.free(own(half, **at), true)) {
            return self.put(name, half, *found, None);
        }
        // Leaders best begin where nothing is drawn.
        let clear = |at: &&[f64; 2]| self.free([at[0], at[1], at[0] + 1.0, at[1] + 1.0], true);
        let any = points.first().or_else(|| rings.first()?.first());
        let starts: Vec<[f64; 2]> =
            points.iter().find(clear).or(any).copied().into_iter().collect();
        if let Some((found, leader)) = self.led_to(half, &starts) {
            return self.put(name, half, found, Some(leader));
        }
        let found = inner.into_iter().find(|at| self.free(own(half, *at), false))?;
        self.put(name, half, found, None)
    }

    /// A free place near one of these points, and the line from the point to it.
    fn led_to(&self, half: f64, points: &[[f64; 2]]) -> Option<([f64; 2], String)> {
        let turns = || (0..16).map(|i| f64::from(i) * std::f64::consts::PI / 8.0);
        let ways = LEADERS_PX.iter().flat_map(|length| turns().map(move |turn| (*length, turn)));
        let around = ways.flat_map(|(length, turn)| {
            let away = [(half + length) * turn.cos(), length * turn.sin()];
            points.iter().map(move |[x, y]| ([*x, *y], [x + away[0], y + away[1]]))
        });
        let beside = |(_, at): &([f64; 2], [f64; 2])| {
            self.held(half, *at) == *at && self.free(own(half, *at), true)
        };
        let ([x, y], found) = around.into_iter().find(beside)?;
        let [left, top, right, bottom] = own(half, found);
        let end = [x.clamp(left, right), y.clamp(top, bottom)];
        Some((found, format!("M{} {}L{} {}", px(x), px(y), px(end[0]), px(end[1]))))
    }

    /// Half the width of a name that is to be placed.
    fn half(&mut self, name: &str) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "columns of a short name")]
        let half = name.width() as f64 * COLUMN_PX / 2.0 + EDGE_PX;
        self.tried += 1;
        let room = self.tried <= MAP_NAMES_MAX && 2.0 * half <= self.frame.width;
        (room && !self.names.contains(name)).then_some(half)
    }

    /// The position, moved so that the name stays on the drawing.
    fn held(&self, half: f64, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            x.clamp(half, self.frame.width - half),
            y.clamp(LINE_PX, (self.frame.height - EDGE_PX).max(LINE_PX)),
        ]
    }

    /// Whether no name, and where asked no mark, lies there.
    fn free(&self, own: Rect, of_marks: bool) -> bool {
        let marks = self.marks.iter().filter(|_| of_marks);
        !self.boxes.iter().chain(marks).any(|other| overlap(*other, own))
    }

    fn put(
        &mut self,
        name: &str,
        half: f64,
        at: [f64; 2],
        leader: Option<String>,
    ) -> Option<Label> {
        self.boxes.push(own(half, at));
        self.names.insert(name.to_owned());
        Some(Label { x: px(at[0]), y: px(at[1]), leader })
    }

    /// In pixels, with few points.
    fn outlines(&self, rings: &[Vec<[f64; 2]>]) -> Rings {
        let all: usize = rings.iter().map(Vec::len).sum();
        let every = all.div_ceil(OUTLINE_MAX).max(1);
        let finite = |p: &&[f64; 2]| p.iter().all(|c| c.is_finite());
        let ring = |ring: &Vec<[f64; 2]>| {
            let points = ring.iter().filter(finite).step_by(every);
            points.map(|at| self.frame.project(*at)).collect()
        };
        rings.iter().take(OUTLINE_MAX).map(ring).collect()
    }
}

/// The name of an area or line as the map writes it: blanks for underscores, no reading.
pub(super) fn shown(name: &str) -> String {
    let base = name.split_once(" (").map_or(name, |(base, _)| base);
    base.replace('_', " ")
}

fn own(half: f64, [x, y]: [f64; 2]) -> Rect {
    [x - half, y - LINE_PX + 3.0, x + half, y + 3.0]
}

/// Points of a grid that lie inside, those nearest to the middle first.
fn inner_points(rings: &Rings) -> Vec<[f64; 2]> {
    let largest = rings
        .iter()
        .map(|ring| bounds(ring))
        .max_by(|a, b| ((a[2] - a[0]) * (a[3] - a[1])).total_cmp(&((b[2] - b[0]) * (b[3] - b[1]))));
    let Some([left, top, right, bottom]) = largest else { return Vec::new() };
    let at =
        |from: f64, to: f64, i: u32| from + (to - from) * (f64::from(i) + 0.5) / f64::from(GRID);
    let cells = (0..GRID).flat_map(|i| (0..GRID).map(move |j| (i, j)));
    let points = cells.map(|(i, j)| [at(left, right, i), at(top, bottom, j)]);
    let mut points: Vec<[f64; 2]> = points.filter(|p| inside(rings, *p)).collect();
    let middle = [(left + right) / 2.0, (top + bottom) / 2.0];
    let off = |p: &[f64; 2]| (p[0] - middle[0]).hypot(p[1] - middle[1]);
    points.sort_by(|a, b| off(a).total_cmp(&off(b)));
    points
}

fn bounds(ring: &[[f64; 2]]) -> Rect {
    let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    ring.iter().fold(none, |[l, t, r, b], [x, y]| [l.min(*x), t.min(*y), r.max(*x), b.max(*y)])
}

/// Whether an odd number of edges lies to the right (the rule by which areas are filled).
fn inside(rings: &Rings, [x, y]: [f64; 2]) -> bool {
    let edges = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let crossed = edges.filter(|([ax, ay], [bx, by])| {
        (*ay > y) != (*by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    });
    crossed.count() % 2 == 1
}

fn overlap(a: Rect, b: Rect) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Points of a line by which its name may stand: its middle, its ends, its quarters.
fn points_of(chains: &[Vec<[f64; 2]>]) -> Vec<[f64; 2]> {
    let Some(longest) = chains.iter().max_by_key(|chain| chain.len()) else { return Vec::new() };
    let n = longest.len();
    if n == 1 {
        return chains.iter().take(SITES_MAX).flatten().copied().collect();
    }
    let along = [n / 2, 0, n.saturating_sub(1), n / 4, n * 3 / 4];
    along.into_iter().filter_map(|i| longest.get(i)).copied().collect()
}

/// Pixels along a line, close enough that no name fits in between.
fn along(frame: &Frame, chain: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let points: Vec<[f64; 2]> = chain.iter().map(|at| frame.project(*at)).collect();
    let mut found: Vec<[f64; 2]> = points.last().copied().into_iter().collect();
    for pair in points.windows(2) {
        let [[ax, ay], [bx, by]] = [pair[0], pair[1]];
        let (x, y) = (bx - ax, by - ay);
        let length = x.hypot(y);
        let shares = (0..STEPS_MAX).map(|i| f64::from(i) * STEP_PX / length);
        let shares = shares.take_while(|share| *share < 1.0);
        found.extend(shares.map(|share| [ax + x * share, ay + y * share]));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(chain: &[[f64; 2]]) -> MapLine {
        let chains = vec![chain.to_vec()];
        MapLine { name: "x".to_owned(), chains, accuracy_m: 0.0, construed: false }
    }

    #[test]
    fn names_do_not_lie_on_each_other() {
        let frame = Frame::of_bounds([30.0, 50.0, 32.0, 51.0]);
        let mut labels = Labels::new(&frame, &MapLayers::default());
        let ring = vec![vec![[30.2, 50.2], [31.8, 50.2], [31.8, 50.8], [30.2, 50.8]]];
        let found: Vec<_> =
            (0..8).map(|i| labels.in_area(&format!("area {i}"), &ring).unwrap()).collect();
        let places: BTreeSet<_> = found.iter().map(|l| (&l.x, &l.y)).collect();
        assert_eq!(places.len(), 8);
        assert!(found.iter().all(|label| label.leader.is_none()), "{found:?}");
        assert_eq!(labels.in_area("area 0", &ring), None, "a name stands once");
        assert_eq!(labels.in_area(&"long ".repeat(60), &ring), None);
        assert_eq!(labels.on_line("x", &line(&[])), None);
        assert_eq!(labels.in_area("y", &[]), None);
    }

    #[test]
    fn an_area_without_room_gets_a_leader() {
        let frame = Frame::of_bounds([30.0, 50.0, 32.0, 51.0]);
        let ring = vec![vec![[31.0, 50.5], [31.02, 50.5], [31.02, 50.51], [31.0, 50.51]]];
        let label =
            Labels::new(&frame, &MapLayers::default()).in_area("a small place", &ring).unwrap();
        let [x, y] = frame.project([31.01, 50.505]);
        let leader = label.leader.unwrap();
        let start = leader.trim_start_matches('M').split('L').next().unwrap();
        let start: Vec<f64> = start.split(' ').map(|n| n.parse().unwrap()).collect();
        assert!((start[0] - x).abs() < 1.0 && (start[1] - y).abs() < 1.0, "{leader}");
    }

    #[test]
    fn a_name_stays_inside_a_bent_area_and_off_marks() {
        let frame = Frame::of_bounds([30.0, 50.0, 32.0, 51.0]);
        // An L: the middle of its bounds lies outside.
        let bent = [[30.0, 50.0], [32.0, 50.0], [32.0, 50.25], [30.5, 50.25], [30.5, 51.0]];
        let ring = vec![[&bent[..], &[[30.0, 51.0]]].concat()];
        let at = |mark: Option<[f64; 2]>| {
            let map = MapLayers {
                lines: mark.map(|at| line(&[at])).into_iter().collect(),
                ..MapLayers::default()
            };
            Labels::new(&frame, &map).in_area("bent", &ring).unwrap()
        };
        let free = at(None);
        assert_eq!(free.leader, None);
        let y: f64 = free.y.parse().unwrap();
        let x: f64 = free.x.parse().unwrap();
        let corner = frame.project([30.5, 50.25]);
        assert!(x < corner[0] || y > corner[1], "{free:?}");
        let west = frame.project([30.0, 51.0]);
        let per_degree = (corner[0] - west[0]) / 0.5;
        let mark = [
            30.0 + (x - west[0]) / per_degree,
            51.0 - (y - 5.0 - west[1]) / (corner[1] - west[1]) * 0.75,
        ];
        assert_ne!(at(Some(mark)), free);
    }

    #[test]
    fn readings_and_underscores_stay_off_the_map() {
        assert_eq!(shown("zone_a (each_its_own)"), "zone a");
    }
}
