//! Which bodies are known to pass how many of the possible packages: a row for each combination.

use askama::Template;

use super::place;

/// Combinations that are drawn.
pub const ROWS_MAX: usize = 64;

const BAR_MOST: f64 = 260.0;

/// Packages that exactly these bodies are known to pass.
#[derive(Clone, Debug)]
pub struct Combination {
    /// By position of the body: whether it is known to pass them.
    pub passes: Vec<bool>,
    /// How many there are, in words.
    pub count: String,
    /// The same as a share of the greatest count, from 0 to 1, for drawing.
    pub share: f64,
}

struct Row {
    passes: Vec<bool>,
    all: bool,
    count: String,
    width: String,
    words: String,
}

#[derive(Template)]
#[template(path = "winsets.html")]
struct View<'a> {
    bodies: &'a [String],
    rows: Vec<Row>,
    more: usize,
}

/// The diagram, as markup.
pub fn markup(bodies: &[String], combinations: &[Combination]) -> String {
    let row = |combination: &Combination| {
        let passing: Vec<&str> = bodies
            .iter()
            .zip(&combination.passes)
            .filter(|(_, passes)| **passes)
            .map(|(body, _)| body.as_str())
            .collect();
        Row {
            all: combination.passes.iter().all(|passes| *passes),
            words: match passing.as_slice() {
                [] => "nobody".to_owned(),
                some => some.join(", "),
            },
            passes: combination.passes.clone(),
            count: combination.count.clone(),
            width: place(combination.share.clamp(0.0, 1.0) * BAR_MOST),
        }
    };
    let rows: Vec<Row> = combinations.iter().take(ROWS_MAX).map(row).collect();
    let view = View { bodies, more: combinations.len() - rows.len(), rows };
    // Rendering writes into a string; it has no other way to fail.
    view.render().expect("rendering into memory")
}
