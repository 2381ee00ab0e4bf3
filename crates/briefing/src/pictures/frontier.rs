//! The frontier of two parties: each point of it, those that have a name, and packages to table.

use askama::Template;

use super::{place, round_step};
use labels::Labels;

mod labels;

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
    /// Packages to table: the letter of each, and what they get.
    pub tabled: Vec<(String, [f64; 2])>,
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
    marks: Vec<Mark>,
    lettered: bool,
    without: Option<[String; 2]>,
    across: Vec<(String, String)>,
    up: Vec<(String, String)>,
}

/// A point with a sign: a number where rules name it, for packages to table are called by letters.
struct Mark {
    sign: String,
    names: String,
    class: &'static str,
    x: String,
    y: String,
    /// Where the sign stands.
    label: [String; 2],
    /// Ends of the line that leads to it, where it stands further out.
    led: Option<[[String; 2]; 2]>,
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
    let tabled = plot.tabled.iter().map(|(_, gets)| gets);
    let shown = plot.points.iter().chain(tabled).chain(plot.without.iter());
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
        marks: marks(plot, placed),
        lettered: !plot.tabled.is_empty(),
        without: plot.without.as_ref().map(on_paper),
        across: across.ticks(),
        up: up.ticks(),
    };
    // Rendering writes into a string; it has no other way to fail.
    view.render().expect("rendering into memory")
}

/// Points with a sign. Rules that name points at one place share its number; each package has a
/// letter of its own.
fn marks(plot: &FrontierPlot, placed: impl Fn(&[f64; 2]) -> [f64; 2]) -> Vec<Mark> {
    let mut named: Vec<(String, [f64; 2])> = Vec::new();
    let on_paper = |gets: &[f64; 2]| placed(gets).map(place);
    for (name, at) in &plot.named {
        let Some(gets) = plot.points.get(*at) else { continue };
        match named.iter_mut().find(|(_, known)| on_paper(known) == on_paper(gets)) {
            Some((names, _)) => *names = format!("{names}, {name}"),
            None => named.push((name.clone(), *gets)),
        }
    }
    let tabled = plot.tabled.iter();
    let points = named.iter().chain(tabled.clone()).map(|(_, gets)| placed(gets));
    let mut labels = Labels::among(points.collect());
    let mut mark = |class, sign: String, names: String, gets: &[f64; 2]| {
        let label = labels.place(placed(gets));
        let [x, y] = on_paper(gets);
        Mark {
            sign,
            names,
            class,
            x,
            y,
            label: label.stands.map(place),
            led: label.led.map(|ends| ends.map(|end| end.map(place))),
            gets: gets.map(figure),
        }
    };
    let mut marks = Vec::with_capacity(named.len() + plot.tabled.len());
    for (at, (names, gets)) in named.into_iter().enumerate() {
        marks.push(mark("named", (at + 1).to_string(), names, &gets));
    }
    for (letter, gets) in tabled {
        marks.push(mark("tabled", letter.clone(), "package to table".to_owned(), gets));
    }
    marks
}
