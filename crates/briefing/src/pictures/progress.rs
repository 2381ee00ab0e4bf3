//! How many brackets stood open in each draft.

use askama::Template;

use super::{place, round_step};

/// Drafts that are drawn, the newest ones.
pub const DRAFTS_DRAWN_MAX: usize = 60;

const HEIGHT: f64 = 220.0;
const BOTTOM: f64 = 176.0;
const TOP: f64 = 14.0;
const LEFT: f64 = 44.0;
const BAR: f64 = 46.0;
// Wide enough for a date.
const STEP: f64 = 82.0;

/// Brackets of one draft by status.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// Date, or name of the draft.
    pub label: String,
    /// Open.
    pub open: usize,
    /// Kept free for text to come.
    pub placeholder: usize,
    /// Agreed, subject to capitals.
    pub ad_referendum: usize,
    /// Agreed.
    pub agreed: usize,
}

struct Part {
    class: &'static str,
    y: String,
    height: String,
}

struct Column {
    x: String,
    middle: String,
    label: String,
    parts: Vec<Part>,
    open: usize,
    open_y: String,
}

#[derive(Template)]
#[template(path = "progress.html")]
struct View<'a> {
    width: f64,
    height: f64,
    bottom: f64,
    left: f64,
    columns: Vec<Column>,
    ticks: Vec<(String, String)>,
    bars: &'a [Bar],
}

/// The drawing with its table, as markup.
pub fn markup(drafts: &[Bar]) -> String {
    let bars = &drafts[drafts.len().saturating_sub(DRAFTS_DRAWN_MAX)..];
    let all = |bar: &Bar| bar.open + bar.placeholder + bar.ad_referendum + bar.agreed;
    let most = bars.iter().map(all).max().unwrap_or(0).max(1) as f64;
    let up = |count: f64| BOTTOM - count / most * (BOTTOM - TOP);
    let column = |(at, bar): (usize, &Bar)| {
        let x = LEFT + 22.0 + STEP * at as f64;
        let stack = [
            ("open", bar.open),
            ("placeholder", bar.placeholder),
            ("ad-referendum", bar.ad_referendum),
            ("agreed", bar.agreed),
        ];
        let mut below = 0;
        let mut parts = Vec::new();
        for (class, count) in stack {
            below += count;
            let height = up(0.0) - up(count as f64);
            if count > 0 {
                parts.push(Part { class, y: place(up(below as f64)), height: place(height) });
            }
        }
        Column {
            x: place(x),
            middle: place(x + BAR / 2.0),
            label: bar.label.clone(),
            parts,
            open: bar.open,
            open_y: place(up(bar.open as f64 / 2.0) + 4.0),
        }
    };
    let step = round_step(most, 5.0).max(1.0);
    let ticks = (0..20)
        .map(|at| f64::from(at) * step)
        .take_while(|count| *count <= most)
        .map(|count| (place(up(count)), format!("{count}")))
        .collect();
    let view = View {
        width: LEFT + 28.0 + STEP * bars.len().max(4) as f64,
        height: HEIGHT,
        bottom: BOTTOM,
        left: LEFT,
        columns: bars.iter().enumerate().map(column).collect(),
        ticks,
        bars,
    };
    // Rendering writes into a string; it has no other way to fail.
    view.render().expect("rendering into memory")
}
