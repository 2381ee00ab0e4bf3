//! Checks that no package has a better score, from a certificate and without a solver.
//!
//! The certificate is an order of issues and, for a few weights of the parties, tables that promise
//! upper bounds. The check takes nothing on trust:
//!
//! 1. The package of the claim obeys the rules, reaches the floors and has the score.
//! 2. Each table entry is at least what it takes up: for every option that the rules leave, the
//!    option's share of the weighted points and the entries of the tables below. The shares of one
//!    option add up to its points, and each table is taken up exactly once. By induction over the
//!    depths, a prefix of choices can come to no more than its points and the entries that it
//!    reaches.
//! 3. From the empty prefix on, every choice is followed, except where a rule is broken for
//!    certain, or where that sum is too small for a better score. Nothing better turns up.

use draft::Condition;
use num_bigint::BigInt;
use num_traits::{Signed as _, ToPrimitive as _};

use super::{obeys, utilities};
use crate::domain::Domain;
use crate::number::Number;
use crate::solve::bound::{Bound, NONE};
use crate::solve::goal::Goal;
use crate::solve::solver::Certificate;

mod excluded;
mod tables;
mod walk;

pub use walk::NODES_MAX;

/// What a check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No package has a better score.
    Holds {
        /// Prefixes that were followed.
        nodes: u64,
    },
    /// The certificate proves nothing, for this reason.
    Fails(&'static str),
    /// There was too much to look at.
    TooLarge,
}

/// Units by issue, option and party.
type Units = Vec<Vec<Vec<i128>>>;

/// Checks a certificate against a domain.
pub fn optimum(domain: &Domain, certificate: &Certificate) -> Verdict {
    match Checker::of(domain, certificate) {
        Ok(checker) => checker.check().unwrap_or_else(Verdict::Fails),
        Err(why) => Verdict::Fails(why),
    }
}

struct Checker<'a> {
    domain: &'a Domain,
    certificate: &'a Certificate,
    units: Units,
    /// Options at each depth.
    sizes: Vec<usize>,
    /// By depth: rules that speak of its issue.
    rules: Vec<Vec<&'a Condition>>,
}

impl<'a> Checker<'a> {
    fn of(domain: &'a Domain, certificate: &'a Certificate) -> Result<Checker<'a>, &'static str> {
        let mut sorted = certificate.order.clone();
        sorted.sort_unstable();
        if sorted != (0..domain.issues.len()).collect::<Vec<usize>>() {
            return Err("the order does not name each issue once");
        }
        let unit = |number: &Number| {
            let units = number * &certificate.scale;
            units.is_integer().then(|| units.to_integer().to_i128()).flatten()
        };
        let option = |issue: usize, option: usize| -> Option<Vec<i128>> {
            domain.parties.iter().map(|p| unit(p.points.get(issue)?.get(option)?)).collect()
        };
        let issue = |issue: usize| -> Option<Vec<Vec<i128>>> {
            (0..domain.issues[issue].options.len()).map(|at| option(issue, at)).collect()
        };
        let units: Option<Units> = (0..domain.issues.len()).map(issue).collect();
        let units = units.ok_or("the points are not whole in these units")?;
        let sizes = certificate.order.iter().map(|issue| units[*issue].len()).collect();
        let rules = |issue: &usize| {
            let rules = domain.rules.iter().map(|rule| &rule.must);
            rules.filter(|rule| rule.brackets().contains(issue)).collect()
        };
        let rules = certificate.order.iter().map(rules).collect();
        Ok(Checker { domain, certificate, units, sizes, rules })
    }

    fn check(&self) -> Result<Verdict, &'static str> {
        self.claim()?;
        let mut most = Vec::new();
        for bound in &self.certificate.bounds {
            self.bound(bound)?;
            most.push(self.excluded(bound));
        }
        self.walk(&most)
    }

    /// The package of the claim is what it is said to be.
    fn claim(&self) -> Result<(), &'static str> {
        let Some(best) = &self.certificate.best else { return Ok(()) };
        let scale = &self.certificate.scale;
        let sums = utilities(self.domain, &best.package).ok_or("there is no such package")?;
        let units = sums.iter().zip(&best.vector);
        if units.clone().any(|(u, units)| u * scale != Number::from_integer((*units).into()))
            || units.len() != best.vector.len()
        {
            return Err("the package has other points");
        }
        if !obeys(self.domain, &best.package) {
            return Err("the package breaks a rule");
        }
        match self.score(&best.vector) {
            Some(score) if score == best.score => Ok(()),
            _ => Err("the package has another score"),
        }
    }

    /// The score of what reaches the floors.
    fn score(&self, vector: &[i128]) -> Option<BigInt> {
        let floors = &self.certificate.ask.floors;
        let reached = vector.iter().zip(floors).all(|(u, f)| f.is_none_or(|f| *u >= f));
        let gains = |from: &[i128]| -> Vec<BigInt> {
            vector.iter().zip(from).map(|(u, from)| BigInt::from(u - from)).collect()
        };
        let score = match &self.certificate.ask.goal {
            Goal::Sum(weights) => {
                vector.iter().zip(weights).map(|(u, w)| BigInt::from(u * w)).sum()
            }
            Goal::Product(from) => {
                let gains = gains(from);
                if gains.iter().any(|gain| gain.is_negative()) {
                    return None;
                }
                gains.iter().product()
            }
            Goal::Least(from, by) => {
                let gains = gains(from).into_iter().zip(by).filter(|(_, by)| by.is_positive());
                gains.map(|(gain, by)| gain * by).min().unwrap_or_default()
            }
        };
        reached.then_some(score)
    }

    /// The entry of a table under choices; `None` where it says that nothing is left.
    fn entry(&self, bound: &Bound, at: usize, chosen: &[Option<usize>]) -> Option<i128> {
        let scope = &self.certificate.pieces[at].scope;
        let place = |entry, depth: &usize| entry * self.sizes[*depth] + chosen[*depth].unwrap_or(0);
        let value = *bound.values[at].get(scope.iter().fold(0, place))?;
        (value != NONE).then_some(value)
    }

    /// Whether a rule that speaks of one of these issues is broken for certain.
    fn broken<'b>(
        &self,
        depths: impl Iterator<Item = &'b usize>,
        chosen: &[Option<usize>],
    ) -> bool {
        let mut by_issue = vec![None; chosen.len()];
        for (depth, option) in chosen.iter().enumerate() {
            by_issue[self.certificate.order[depth]] = *option;
        }
        let mut rules = depths.flat_map(|depth| &self.rules[*depth]);
        rules.any(|rule| known(rule, &by_issue) == Some(false))
    }
}

/// Whether a condition holds, as far as the choices tell.
fn known(condition: &Condition, chosen: &[Option<usize>]) -> Option<bool> {
    let settled = |parts: &[Condition], by: bool| {
        let mut open = false;
        for part in parts {
            match known(part, chosen) {
                Some(answer) if answer == by => return Some(by),
                Some(_) => {}
                None => open = true,
            }
        }
        (!open).then_some(!by)
    };
    match condition {
        Condition::Is { bracket, option } => chosen.get(*bracket)?.map(|chosen| chosen == *option),
        Condition::Not(inner) => known(inner, chosen).map(|holds| !holds),
        Condition::All(parts) => settled(parts, false),
        Condition::Any(parts) => settled(parts, true),
    }
}
