//! Who holds what: brackets against parties.

use askama::Template;

/// Rows that are shown; the rest is counted.
pub const ROWS_MAX: usize = 1_000;

/// What a party did about a bracket. Silence is a value of its own and no consent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// Options that it put forward, in a few words each.
    pub proposes: Vec<String>,
    /// Options that it supports.
    pub supports: Vec<String>,
    /// Options that it objects to.
    pub against: Vec<String>,
}

impl Stand {
    fn is_silent(&self) -> bool {
        self.proposes.is_empty() && self.supports.is_empty() && self.against.is_empty()
    }
}

/// One bracket.
#[derive(Clone, Debug)]
pub struct HeldBracket {
    /// Its id.
    pub id: String,
    /// Its status in words.
    pub status: String,
    /// What each party does about it.
    pub stands: Vec<Stand>,
}

#[derive(Template)]
#[template(path = "holders.html")]
struct View<'a> {
    parties: &'a [String],
    rows: &'a [HeldBracket],
    more: usize,
}

/// The table, as markup.
pub fn markup(parties: &[String], brackets: &[HeldBracket]) -> String {
    let rows = &brackets[..brackets.len().min(ROWS_MAX)];
    let view = View { parties, rows, more: brackets.len() - rows.len() };
    // Rendering writes into a string; it has no other way to fail.
    view.render().expect("rendering into memory")
}
