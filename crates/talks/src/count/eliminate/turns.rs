//! All choices of kinds in turn, and where they stand in the tables.

use std::collections::BTreeMap;

use super::scope::{Kinds, Scope, count};

/// How the place in a table moves with the choices.
pub(super) struct Steps {
    /// By open class of the issue summed out; empty where the table does not speak of it.
    pub(super) issue: Vec<usize>,
    /// By issue of the new scope and its kind.
    pub(super) scope: Vec<Vec<usize>>,
}

impl Steps {
    pub(super) fn of(table: &Scope, issue: usize, scope: &Scope) -> Steps {
        let mut strides = BTreeMap::new();
        let mut stride = 1;
        for (other, kinds) in table.iter().rev() {
            strides.insert(*other, stride);
            stride *= count(kinds);
        }
        let by_class = |issue: &usize| -> Vec<usize> {
            let stride = strides.get(issue).copied().unwrap_or(0);
            table.get(issue).into_iter().flatten().map(|kind| kind * stride).collect()
        };
        let by_kind = |(issue, kinds): (&usize, &Kinds)| -> Vec<usize> {
            let by_class = by_class(issue);
            let first = |kind| kinds.iter().position(|other| *other == kind).unwrap_or(0);
            let step = |kind| by_class.get(first(kind)).copied().unwrap_or(0);
            (0..count(kinds)).map(step).collect()
        };
        Steps { issue: by_class(&issue), scope: scope.iter().map(by_kind).collect() }
    }
}

/// All choices of kinds, the last issue turning fastest.
pub(super) struct Turns {
    pub(super) now: Vec<usize>,
    /// The last kind of each.
    pub(super) most: Vec<usize>,
}

impl Turns {
    pub(super) fn over(scope: &Scope) -> Turns {
        let most: Vec<usize> = scope.values().map(|kinds| count(kinds).saturating_sub(1)).collect();
        Turns { now: vec![0; most.len()], most }
    }

    /// The place of the issue that moved on, those after it having begun again.
    pub(super) fn turn(&mut self) -> Option<usize> {
        for at in (0..self.now.len()).rev() {
            if self.now[at] < self.most[at] {
                self.now[at] += 1;
                return Some(at);
            }
            self.now[at] = 0;
        }
        None
    }
}
