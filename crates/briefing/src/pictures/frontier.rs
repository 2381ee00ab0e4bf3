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

/// A named point: its sign, names and numbers.
struct Mark {
    sign: String,
    names: String,
    x: String,
    y: String,
    label_y: String,
    gets: [String; 2],
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
    let on_paper = |p: &[f64; 2]| [place(across.place(p[0])), place(up.place(p[1]))];
    let every = plot.points.len().div_ceil(POINTS_DRAWN_MAX).max(1);
    let mut named: Vec<Mark> = Vec::new();
    for (name, at) in &plot.named {
        let Some(point) = plot.points.get(*at) else { continue };
        let [x, y] = on_paper(point);
        match named.iter_mut().find(|mark| mark.x == x && mark.y == y) {
            Some(mark) => mark.names = format!("{}, {name}", mark.names),
            None => named.push(Mark {
                sign: char::from_u32('A' as u32 + named.len() as u32).unwrap_or('?').to_string(),
                names: name.clone(),
                x,
                label_y: place(up.place(point[1]) - 9.0),
                y,
                gets: point.map(figure),
            }),
        }
    }
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
        named,
        without: plot.without.as_ref().map(on_paper),
        across: across.ticks(),
        up: up.ticks(),
    };
    // Rendering writes into a string; it has no other way to fail.
    view.render().expect("rendering into memory")
}
