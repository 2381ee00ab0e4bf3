//! The bounds of one plan, each computed once and kept while there is room: the many questions of
//! a list ask for the same ones again.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::bound::Bound;
use super::plan::{Ordered, Plan};
use crate::space::Space;

/// Entries of all bounds that are kept: 96 MB.
const ENTRIES_KEPT_MAX: usize = 6_000_000;

/// Weights of which the bound over all packages is remembered.
const ROOTS_MAX: usize = 100_000;

/// A plan with bounds that were computed for it. What is kept changes the time, never an answer.
pub(super) struct Tables {
    pub(super) plan: Plan,
    /// The one that was used last stands first.
    kept: RefCell<VecDeque<Rc<Bound>>>,
    /// By weights, the bound over all packages.
    roots: RefCell<BTreeMap<Vec<i128>, Option<i128>>>,
}

impl Tables {
    pub(super) fn new(plan: Plan) -> Tables {
        Tables { plan, kept: RefCell::default(), roots: RefCell::default() }
    }

    /// The bound for some weights.
    pub(super) fn bound(&self, space: &Space, ordered: &Ordered, weights: &[i128]) -> Rc<Bound> {
        let mut kept = self.kept.borrow_mut();
        let at = kept.iter().position(|bound| bound.weights == weights);
        let bound = match at.and_then(|at| kept.remove(at)) {
            Some(bound) => bound,
            None => Rc::new(Bound::of(space, ordered, &self.plan, weights)),
        };
        let entries: usize = bound.values.iter().map(Vec::len).sum();
        kept.push_front(Rc::clone(&bound));
        kept.truncate((ENTRIES_KEPT_MAX / entries.max(1)).max(1));
        bound
    }

    /// The bound over all packages for some weights; `None` where no package obeys the rules.
    pub(super) fn root(&self, space: &Space, ordered: &Ordered, weights: &[i128]) -> Option<i128> {
        if let Some(root) = self.roots.borrow().get(weights) {
            return *root;
        }
        let root = self.bound(space, ordered, weights).root(&self.plan);
        let mut roots = self.roots.borrow_mut();
        if roots.len() < ROOTS_MAX {
            roots.insert(weights.to_vec(), root);
        }
        root
    }
}
