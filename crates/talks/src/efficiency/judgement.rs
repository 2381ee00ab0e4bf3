//! What is asked of packages whose points are only partly known, and what is said of them.

use basis::Truth;

use crate::number::Number;

/// One end of what a number can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Where; `None`: there is no end.
    pub at: Option<Number>,
    /// Whether some points that fit give exactly this, and do not only come near.
    pub reached: bool,
}

/// What a number can be under all points that fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub least: End,
    /// The upper end.
    pub most: End,
}

/// What is asked of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// No package of the list gives every party at least as much and one more.
    Efficient,
    /// No package of the list has a greater sum of points over all parties. Points of parties are
    /// taken to be on one scale; what parties reserved is not looked at.
    Utilitarian,
}

/// Whether a claim holds of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// A package that is in the way for some points that fit, the first of the list; `None`: the
    /// claim holds necessarily.
    pub rival: Option<usize>,
    /// Whether it holds for some points that fit.
    pub possibly: Possibly,
}

/// Whether a claim holds for some points that fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Possibly {
    /// For some: [`super::Table::points_for`] gives them.
    Yes,
    /// For none. One package that is in the way whatever the points are; or several, of which one
    /// is in the way in each case of best and worst options.
    No {
        /// Positions in the list, rising.
        rivals: Vec<usize>,
    },
    /// No package is in the way whatever the points are, and the cases of best and worst options
    /// are more than [`super::CASES_MAX`]; in those that were tried, some package was.
    Undecided,
}

impl Judgement {
    /// *Yes*: necessarily; *no*: not possibly; else it depends on points that are not known, or was
    /// not decided.
    pub fn answer(&self) -> Truth {
        match (&self.rival, &self.possibly) {
            (None, _) => Truth::Yes,
            (_, Possibly::No { .. }) => Truth::No,
            _ => Truth::Unknown,
        }
    }
}

impl Claim {
    /// Whether a package is in the way of another, by what each party has more of it.
    pub(crate) fn beats(self, gains: impl Iterator<Item = i128>) -> bool {
        let mut sum = 0;
        for gain in gains {
            if gain < 0 && self == Claim::Efficient {
                return false;
            }
            sum += gain;
        }
        sum > 0
    }
}
