//! The frontier of two parties: each point of it, and those that have a name.

use askama::Template;

use super::{place, round_step};

/// Points that are drawn; beyond, every n-th.
pub const POINTS_DRAWN_MAX: usize = 2_000;

/// Width and height of the drawing, and the room for axes, in units of the paper.
const SIZE: (f64, f64) = (640.0, 420.0);
const ROOM: (f64, f64) = (62.0, 46.0);

/// What two parties get at the points that no package beats.
#[derive(Clone, Debug, Default)]
pub struct FrontierPlot {
    /// Their names, the first along the paper.
    pub parties: [String; 2],
    /// What they get; for drawing only.
    pub points: Vec<[f64; 2]>,
    /// Names of points, with positions in `points`.
    pub named: Vec<(String, usize)>,
    /// What they have without an agreement.
    pub without: Option<[f64; 2]>,
}

#[derive(Template)]
#[template(path = "frontier.html")]
struct View {
    title: String,
    first: String,
    second: String,
    width: f64,
    height: f64,
    left: f64,
    bottom: f64,
    points: Vec<[String; 2]>,
    thinned: bool,
    total: usize,
    named: Vec<Mark>,
    without: Option<[String; 2]>,
    across: Vec<(String, String)>,
    up: Vec<(String, String)>,
}

/// A named point: its number, for packages are called by letters; its names; what both get.
struct Mark {
    number: usize,
    names: String,
    x: String,
    y: String,
    /// Where the number stands.
    label: [String; 2],
    gets: [String; 2],
}

/// Places of a number beside its point, the best first.
const BESIDE: [(f64, f64); 4] = [(0.0, -9.0), (0.0, 19.0), (13.0, 5.0), (-13.0, 5.0)];

/// Room that a number or the ring of a point takes, to each side.
const LABEL_ROOM: f64 = 10.0;

/// Where a number stands clear of all rings and of the numbers so far, if anywhere.
fn label(point: [f64; 2], rings: &[[f64; 2]], labels: &[[f64; 2]]) -> [f64; 2] {
    let at = |(x, y): (f64, f64)| [point[0] + x, point[1] + y];
    let near = |a: &[f64; 2], b: [f64; 2]| {
        (a[0] - b[0]).abs() < LABEL_ROOM && (a[1] - b[1]).abs() < LABEL_ROOM
    };
    let clear = |label: &[f64; 2]| {
        // A number stands on its line; its middle is higher.
        let middle = [label[0], label[1] - 4.0];
        let other = rings.iter().filter(|ring| **ring != point);
        !other.clone().any(|ring| near(ring, middle)) && !labels.iter().any(|l| near(l, *label))
    };
    BESIDE.map(at).into_iter().find(clear).unwrap_or_else(|| at(BESIDE[0]))
}

/// From numbers to places on the paper.
struct Axis {
    least: f64,
    most: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn of(values: impl Iterator<Item = f64> + Clone, from: f64, to: f64) -> Axis {
        let least = values.clone().fold(f64::INFINITY, f64::min);
        let most = values.fold(f64::NEG_INFINITY, f64::max);
        let (least, most) = if least <= most { (least, most) } else { (0.0, 1.0) };
        let pad = ((most - least) * 0.06).max(0.5);
        Axis { least: least - pad, most: most + pad, from, to }
    }

    fn place(&self, value: f64) -> f64 {
        self.from + (value - self.least) / (self.most - self.least) * (self.to - self.from)
    }

    fn ticks(&self) -> Vec<(String, String)> {
        let step = round_step(self.most - self.least, 6.0);
        let first = (self.least / step).ceil();
        (0..20)
            .map(|at| (first + f64::from(at)) * step)
            .take_while(|value| *value <= self.most)
            .map(|value| (place(self.place(value)), figure(value)))
            .collect()
    }
}

/// A number beside an axis.
fn figure(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The drawing with its table, as markup.
pub fn markup(plot: &FrontierPlot) -> String {
    let shown = plot.points.iter().chain(plot.without.iter());
    let across = Axis::of(shown.clone().map(|p| p[0]), ROOM.0, SIZE.0 - 20.0);
    let up = Axis::of(shown.map(|p| p[1]), SIZE.1 - ROOM.1, 16.0);
    let placed = |p: &[f64; 2]| [across.place(p[0]), up.place(p[1])];
    let on_paper = |p: &[f64; 2]| placed(p).map(place);
    let every = plot.points.len().div_ceil(POINTS_DRAWN_MAX).max(1);
    let [first, second] = plot.parties.clone();
    let view = View {
        title: format!("What {first} and {second} get at packages that no other beats"),
        first,
        second,
        width: SIZE.0,
        height: SIZE.1,
        left: ROOM.0,
        bottom: SIZE.1 - ROOM.1,
        points: plot.points.iter().step_by(every).map(on_paper).collect(),
        thinned: every > 1,
        total: plot.points.len(),
        named: marks(plot, placed),
        without: plot.without.as_ref().map(on_paper),
        across: across.ticks(),
        up: up.ticks(),
    };
    // Rendering writes into a string; it has no other way to fail.
    view.render().expect("rendering into memory")
}

/// Named points, those at one place together.
fn marks(plot: &FrontierPlot, placed: impl Fn(&[f64; 2]) -> [f64; 2]) -> Vec<Mark> {
    let points = plot.named.iter().filter_map(|(_, at)| plot.points.get(*at));
    let rings: Vec<[f64; 2]> = points.map(&placed).collect();
    let (mut marks, mut labels): (Vec<Mark>, Vec<[f64; 2]>) = (Vec::new(), Vec::new());
    for (name, at) in &plot.named {
        let Some(point) = plot.points.get(*at) else { continue };
        let centre = placed(point);
        let [x, y] = centre.map(place);
        match marks.iter_mut().find(|mark| mark.x == x && mark.y == y) {
            Some(mark) => mark.names = format!("{}, {name}", mark.names),
            None => {
                let label = label(centre, &rings, &labels);
                labels.push(label);
                marks.push(Mark {
                    number: marks.len() + 1,
                    names: name.clone(),
                    x,
                    y,
                    label: label.map(place),
                    gets: point.map(figure),
                });
            }
        }
    }
    marks
}
