//! Rules and reserved values of a domain as the search for packages takes them.

use basis::Diagnostic;
use draft::Condition;

use super::Line;
use crate::compile::{Compiled, Mask, Node};
use crate::domain::{Domain, Package};
use crate::space::Space;

/// One thing that a rule asks for.
#[derive(Clone, Debug)]
pub(super) struct Constraint {
    /// Position of the line among those of the problem.
    pub(super) line: usize,
    pub(super) node: Node,
    /// Issues that it speaks of.
    pub(super) issues: Vec<usize>,
}

/// What a party has to get.
#[derive(Clone, Debug)]
pub(super) struct Reserve {
    /// The lines that ask for it with their multipliers: one, or several that are added up.
    pub(super) lines: Vec<(usize, i128)>,
    /// By issue and class.
    pub(super) units: Vec<Vec<i128>>,
    pub(super) at_least: i128,
}

/// A domain for the search.
pub(super) struct Problem {
    pub(super) compiled: Compiled,
    /// Rules by position, then reserved values by party.
    pub(super) lines: Vec<Line>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) reserves: Vec<Reserve>,
    /// By issue: constraints that speak of it.
    pub(super) occurs: Vec<Vec<usize>>,
}

impl Problem {
    pub(super) fn of(domain: &Domain, space: &Space) -> Result<Problem, Diagnostic> {
        let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
        let parties = space.reserved.iter().enumerate().filter_map(|(p, r)| Some((p, (*r)?)));
        let parties: Vec<(usize, i128)> = parties.collect();
        let units: Vec<Vec<Vec<i128>>> =
            parties.iter().map(|(party, _)| units_of(space, *party)).collect();
        let apart: Vec<&[Vec<i128>]> = units.iter().map(Vec::as_slice).collect();
        let musts: Vec<&Condition> = domain.rules.iter().map(|rule| &rule.must).collect();
        let compiled = Compiled::of(&options, &musts, &apart)?;
        let mut constraints = Vec::new();
        for (line, rule) in compiled.rules.iter().enumerate() {
            let parts = match rule {
                Node::All(parts) => parts.as_slice(),
                other => std::slice::from_ref(other),
            };
            let constraint =
                |node: &Node| Constraint { line, node: node.clone(), issues: node.issues() };
            constraints.extend(parts.iter().map(constraint));
        }
        let mut lines: Vec<Line> = (0..domain.rules.len()).map(Line::Rule).collect();
        let mut reserves = Vec::new();
        for ((party, at_least), units) in parties.into_iter().zip(&units) {
            let of_class = |(options, classes): (&Vec<i128>, &Vec<Vec<usize>>)| {
                let first = |class: &Vec<usize>| class.first().and_then(|at| options.get(*at));
                classes.iter().map(|class| first(class).copied().unwrap_or(0)).collect()
            };
            let units = units.iter().zip(&compiled.classes).map(of_class).collect();
            reserves.push(Reserve { lines: vec![(lines.len(), 1)], units, at_least });
            lines.push(Line::Reservation(party));
        }
        let mut occurs = vec![Vec::new(); options.len()];
        for (at, constraint) in constraints.iter().enumerate() {
            constraint.issues.iter().for_each(|issue| occurs[*issue].push(at));
        }
        Ok(Problem { compiled, lines, constraints, reserves, occurs })
    }

    pub(super) fn issues(&self) -> usize {
        self.occurs.len()
    }

    /// Domains with all classes of each issue.
    pub(super) fn open(&self) -> Vec<Mask> {
        (0..self.issues()).map(|issue| self.compiled.every(issue)).collect()
    }

    /// Options of some classes of an issue, rising.
    pub(super) fn options(&self, issue: usize, mask: Mask) -> Vec<usize> {
        let classes =
            crate::compile::bits(mask).filter_map(|at| self.compiled.classes[issue].get(at));
        let mut options: Vec<usize> = classes.flatten().copied().collect();
        options.sort_unstable();
        options
    }

    /// The package of the first option of the first class that is open for each issue.
    pub(super) fn package(&self, open: &[Mask]) -> Package {
        let first = |(issue, open): (usize, &Mask)| {
            self.options(issue, *open & open.wrapping_neg()).first().copied().unwrap_or(0)
        };
        open.iter().enumerate().map(first).collect()
    }

    /// Issues that a line speaks of: those of its rule, or those whose options differ in points.
    pub(super) fn issues_of(&self, line: usize) -> Vec<usize> {
        let mut issues = Vec::new();
        for constraint in self.constraints.iter().filter(|constraint| constraint.line == line) {
            issues.extend(&constraint.issues);
        }
        for reserve in self.reserves.iter().filter(|r| r.lines.iter().any(|(l, _)| *l == line)) {
            let differ = |units: &&Vec<i128>| units.iter().any(|u| Some(u) != units.first());
            let units = reserve.units.iter().enumerate();
            issues.extend(units.filter(|(_, units)| differ(units)).map(|(issue, _)| issue));
        }
        issues.sort_unstable();
        issues.dedup();
        issues
    }
}

/// A party's units by issue and option.
pub(crate) fn units_of(space: &Space, party: usize) -> Vec<Vec<i128>> {
    let of_party = |option: &Vec<i128>| option.get(party).copied().unwrap_or(0);
    space.options.iter().map(|issue| issue.iter().map(of_party).collect()).collect()
}
