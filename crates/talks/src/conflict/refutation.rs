//! Proofs that no package obeys some lines: the steps of the search that mattered.
//!
//! A refutation is read from the first step to the last. Each level of suppositions has its own
//! list of options that are still open. It ends when nothing is left without any supposition.

use super::Line;
use super::problem::{Problem, Reserve};
use super::search::{By, Entry};
use crate::compile::{Mask, Node};

/// Why options are excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The rule at this position of the domain cannot hold with them.
    Rule(usize),
    /// These parties, by position, cannot all get what they reserved: points times multipliers,
    /// added up, stay below reserved values times multipliers. The sum and the multipliers are
    /// whole.
    Reserved(Vec<(usize, i128)>),
    /// The issue has no option left.
    Nothing(usize),
}

/// One step of a refutation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// These options of an issue are excluded, given what is open.
    Exclude {
        /// Position of the issue.
        issue: usize,
        /// Positions of the options.
        options: Vec<usize>,
        /// What excludes them.
        why: Why,
    },
    /// Suppose that one of these options is chosen.
    Suppose {
        /// Position of the issue.
        issue: usize,
        /// Positions of the options.
        options: Vec<usize>,
    },
    /// The latest supposition leaves nothing: its options are excluded. Without a supposition, the
    /// proof is complete.
    Refuted {
        /// What cannot hold.
        why: Why,
    },
}

/// A proof that no package obeys some lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refutation {
    /// In order.
    pub steps: Vec<Step>,
}

/// Entries that matter, in order: each that is left out excludes nothing on which others rest.
pub(super) fn trimmed(problem: &Problem, log: &[Entry], sums: &[Reserve]) -> Vec<Entry> {
    // Where the supposition of each refuted level stands.
    let (mut opened, mut begins) = (Vec::new(), vec![None; log.len()]);
    for (at, entry) in log.iter().enumerate() {
        match entry {
            Entry::Suppose { .. } => opened.push(at),
            Entry::Refuted { .. } => begins[at] = opened.pop(),
            Entry::Exclude { .. } => {}
        }
    }
    let mut needed = vec![0; problem.issues()];
    let mut kept = Vec::new();
    let mut at = log.len();
    while let Some(entry) = at.checked_sub(1).and_then(|last| log.get(last)) {
        at -= 1;
        match *entry {
            Entry::Exclude { issue, mask, by } if needed[issue] & mask != 0 => {
                need(problem, sums, by, &mut needed);
                kept.push(*entry);
            }
            Entry::Exclude { .. } => {}
            Entry::Suppose { .. } => kept.push(*entry),
            Entry::Refuted { by } => {
                match begins[at].and_then(|begin| Some((begin, log.get(begin)?))) {
                    Some((begin, Entry::Suppose { issue, mask })) if needed[*issue] & mask == 0 => {
                        at = begin;
                    }
                    _ => {
                        need(problem, sums, by, &mut needed);
                        kept.push(*entry);
                    }
                }
            }
        }
    }
    kept.reverse();
    kept
}

/// Marks the classes whose absence a step may rest on.
fn need(problem: &Problem, sums: &[Reserve], by: By, needed: &mut [Mask]) {
    match by {
        By::Constraint(at) => leaves(&problem.constraints[at].node, needed),
        By::Nothing(issue) => needed[issue] = Mask::MAX,
        By::Sum(at) => {
            for (needed, units) in needed.iter_mut().zip(&sums[at].units) {
                let least = units.iter().min();
                for class in (0..units.len()).filter(|class| units.get(*class) != least) {
                    *needed |= 1 << class;
                }
            }
        }
    }
}

/// A condition without negations fails only where classes of its leaves are gone.
fn leaves(node: &Node, needed: &mut [Mask]) {
    match node {
        Node::In { issue, mask } => needed[*issue] |= mask,
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| leaves(part, needed)),
    }
}

/// Positions of the lines that entries rest on, rising.
pub(super) fn lines(problem: &Problem, log: &[Entry], sums: &[Reserve]) -> Vec<usize> {
    let mut lines = Vec::new();
    for entry in log {
        if let Entry::Exclude { by, .. } | Entry::Refuted { by } = entry {
            match by {
                By::Constraint(at) => lines.push(problem.constraints[*at].line),
                By::Sum(at) => lines.extend(sums[*at].lines.iter().map(|(line, _)| *line)),
                By::Nothing(_) => {}
            }
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Entries with the options that they speak of.
pub(super) fn written(problem: &Problem, log: &[Entry], sums: &[Reserve]) -> Refutation {
    let party = |(line, multiplier): &(usize, i128)| match problem.lines.get(*line) {
        Some(Line::Reservation(party)) => Some((*party, *multiplier)),
        _ => None,
    };
    let why = |by: &By| match by {
        By::Constraint(at) => Why::Rule(problem.constraints[*at].line),
        By::Sum(at) => Why::Reserved(sums[*at].lines.iter().filter_map(party).collect()),
        By::Nothing(issue) => Why::Nothing(*issue),
    };
    let step = |entry: &Entry| match entry {
        Entry::Exclude { issue, mask, by } => {
            Step::Exclude { issue: *issue, options: problem.options(*issue, *mask), why: why(by) }
        }
        Entry::Suppose { issue, mask } => {
            Step::Suppose { issue: *issue, options: problem.options(*issue, *mask) }
        }
        Entry::Refuted { by } => Step::Refuted { why: why(by) },
    };
    Refutation { steps: log.iter().map(step).collect() }
}
