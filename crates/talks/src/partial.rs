//! Points that are only partly known: bounds for each option, and options in order.

use crate::number::{Number, middle};

/// What is known of one party's points, by issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Name of the party.
    pub party: String,
    /// By position of the issue.
    pub issues: Vec<KnownIssue>,
    /// What it has without an agreement; `None` where nothing was stated.
    pub reserved: Option<Bounds>,
}

/// What is known of one party's points for the options of one issue. Points are never negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownIssue {
    /// By position of the option.
    pub options: Vec<Bounds>,
    /// Pairs of options of which the first is worth at least as much as the second.
    pub at_least: Vec<(usize, usize)>,
    /// Pairs of options of which the first is worth more than the second.
    pub more: Vec<(usize, usize)>,
    /// What lies between the best and the worst of the options that it is about.
    pub worth: Bounds,
    /// By position of the option: whether the worth is about it, which it is not about *not
    /// reached*.
    pub in_worth: Vec<bool>,
    /// By position of the option: whether the party said that it can live with it. `false` means
    /// that nothing was said.
    pub can_live_with: Vec<bool>,
}

/// From `least` to `most`, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Not less than this.
    pub least: Number,
    /// Not more than this; `None` where there is no bound.
    pub most: Option<Number>,
}

impl Bounds {
    /// Exactly this.
    pub fn exactly(number: Number) -> Bounds {
        Bounds { most: Some(number.clone()), least: number }
    }

    /// Anything from nothing on.
    pub fn unknown() -> Bounds {
        Bounds { least: Number::default(), most: None }
    }

    /// The number, where they leave only one.
    pub fn exact(&self) -> Option<&Number> {
        self.most.as_ref().filter(|most| **most == self.least)
    }

    /// Their middle; `None` where there is no upper bound.
    pub fn middle(&self) -> Option<Number> {
        self.most.as_ref().map(|most| middle(&self.least, most))
    }

    /// What both leave; may be empty.
    #[must_use]
    pub fn both(&self, other: &Bounds) -> Bounds {
        let most = match (&self.most, &other.most) {
            (Some(a), Some(b)) => Some(a.min(b).clone()),
            (one, other) => one.clone().or(other.clone()),
        };
        Bounds { least: (&self.least).max(&other.least).clone(), most }
    }

    /// Whether they leave no number.
    pub fn is_empty(&self) -> bool {
        self.most.as_ref().is_some_and(|most| *most < self.least)
    }
}
