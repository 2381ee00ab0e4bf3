//! Rules as clauses: in each, at least one of some leaves holds.
//!
//! What does not fit into few clauses gets a variable of its own, which holds exactly where the
//! part holds (Tseitin 1968, both ways), so that packages and their counts stay as they are.

use std::collections::BTreeMap;

use crate::compile::{Mask, Node};

/// Leaves of which at least one holds: issue and classes, rising, each issue once.
pub(super) type Clause = Vec<(usize, Mask)>;

/// Gathers clauses; knows the classes of each variable.
pub(super) struct Clauses {
    /// By variable: issues first, then those that stand for parts of rules.
    pub(super) every: Vec<Mask>,
    pub(super) clauses: Vec<Clause>,
    /// Clauses up to which an alternative of several parts is multiplied out.
    multiplied_max: usize,
}

impl Clauses {
    pub(super) fn new(every: Vec<Mask>, multiplied_max: usize) -> Clauses {
        Clauses { every, clauses: Vec::new(), multiplied_max }
    }

    /// Adds a rule.
    pub(super) fn add(&mut self, rule: &Node) {
        let clauses = self.of(rule);
        self.clauses.extend(clauses);
    }

    fn of(&mut self, node: &Node) -> Vec<Clause> {
        match node {
            Node::In { issue, mask } => vec![vec![(*issue, *mask)]],
            Node::All(parts) => parts.iter().flat_map(|part| self.of(part)).collect(),
            Node::Any(parts) => self.any(parts),
        }
    }

    fn any(&mut self, parts: &[Node]) -> Vec<Clause> {
        let mut product: Vec<Clause> = vec![Vec::new()];
        for part in parts {
            let mut clauses = self.of(part);
            if product.len().saturating_mul(clauses.len()) > self.multiplied_max {
                clauses = vec![vec![self.stand_in(part, clauses)]];
            }
            let pairs = product.iter().flat_map(|a| clauses.iter().map(move |b| (a, b)));
            product = pairs.filter_map(|(a, b)| self.either(a, b)).collect();
        }
        product
    }

    /// Both clauses in one; `None` where that always holds.
    fn either(&self, a: &Clause, b: &Clause) -> Option<Clause> {
        let mut leaves: BTreeMap<usize, Mask> = a.iter().copied().collect();
        for (var, mask) in b {
            *leaves.entry(*var).or_default() |= mask;
        }
        let always = leaves.iter().any(|(var, mask)| *mask == self.every[*var]);
        (!always).then(|| leaves.into_iter().collect())
    }

    /// A variable that has its second class exactly where the part holds, as a leaf.
    fn stand_in(&mut self, part: &Node, clauses: Vec<Clause>) -> (usize, Mask) {
        let (no, yes) = (1, 2);
        let var = self.every.len();
        self.every.push(no | yes);
        let every = self.every.clone();
        let negated = part.negated(&|issue| every.get(issue).copied().unwrap_or_default());
        let against = self.of(&negated);
        for (leaf, clauses) in [(no, clauses), (yes, against)] {
            let longer =
                clauses.iter().filter_map(|clause| self.either(&vec![(var, leaf)], clause));
            let longer: Vec<Clause> = longer.collect();
            self.clauses.extend(longer);
        }
        (var, yes)
    }
}
