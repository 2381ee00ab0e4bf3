//! How many packages bodies would pass: their win-set, counted.
//!
//! A vote is a condition over what members pass: one of the smallest sets of members that reach the
//! quota passes it. Members that vote by points are looked at in every combination of those who
//! reach their sum and those who do not.

use std::collections::BTreeMap;

use basis::{Diagnostic, Truth};
use draft::Condition;
use num_bigint::BigUint;
use num_traits::ToPrimitive as _;

use super::{Body, Decides, Member, Odds, Stance};
use crate::count::{self, Count, Sum};
use crate::domain::Domain;
use crate::number::{Number, common_denominator};
use crate::space::too_fine;

/// Smallest sets of members of one body that are looked at; with more, nothing is counted.
pub const COALITIONS_MAX: usize = 2_000;

/// Members that vote by points, with points of their own each.
pub const SCORES_MAX: usize = 6;

/// How many packages bodies would pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WinSet {
    /// Packages that all the bodies are known to pass.
    pub passed: Count,
    /// Packages that some body is known to reject.
    pub rejected: Count,
    /// The rest: of these it cannot be known.
    pub open: Count,
}

/// A member's points with the sum to be reached.
type Score<'a> = (&'a [Vec<Number>], &'a Number);

/// How many of the packages that obey conditions some bodies would pass together.
///
/// # Errors
/// Where points cannot be added exactly ([`crate::codes::TOO_FINE`]) or conditions tell too many
/// options of one issue apart ([`crate::codes::LIMIT`]). Beyond other limits there are bounds.
pub fn win_set(
    domain: &Domain,
    bodies: &[&Body],
    among: &[&Condition],
    limits: &count::Limits,
) -> Result<WinSet, Diagnostic> {
    let options: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
    let all = count::packages(&options, among, &[], limits)?;
    let counting = Counting { options: &options, among, limits, scores: scores(bodies) };
    let passed = counting.count(&all, |known| {
        let each = bodies.iter().map(|body| decided(body, true, known));
        each.collect::<Option<Vec<_>>>().map(Condition::All)
    })?;
    let rejected = counting.count(&all, |known| {
        let each = bodies.iter().map(|body| decided(body, false, known));
        each.collect::<Option<Vec<_>>>().map(Condition::Any)
    })?;
    let less = |a: &BigUint, b: BigUint| if *a > b { a - b } else { BigUint::default() };
    let least = less(all.least(), passed.most() + rejected.most());
    let most = less(all.most(), passed.least() + rejected.least());
    Ok(WinSet { passed, rejected, open: Count::between(least, most) })
}

fn scores<'a>(bodies: &[&'a Body]) -> Vec<Score<'a>> {
    let mut scores: Vec<Score<'a>> = Vec::new();
    for body in bodies {
        let Decides::Vote { members, .. } = &body.decides else { continue };
        for member in members {
            if let Stance::Points { points, at_least } = &member.stance
                && !scores.contains(&(points, at_least))
            {
                scores.push((points, at_least));
            }
        }
    }
    scores
}

struct Counting<'a> {
    options: &'a [usize],
    among: &'a [&'a Condition],
    limits: &'a count::Limits,
    scores: Vec<Score<'a>>,
}

impl Counting<'_> {
    /// Counts what a condition holds of, given which scores are reached.
    fn count(
        &self,
        all: &Count,
        condition: impl Fn(&dyn Fn(&Stance) -> bool) -> Option<Condition>,
    ) -> Result<Count, Diagnostic> {
        let nothing_known = Count::between(BigUint::default(), all.most().clone());
        if self.scores.len() > SCORES_MAX {
            return Ok(nothing_known);
        }
        let (mut least, mut most) = (BigUint::default(), BigUint::default());
        for reached in 0_u32..1 << self.scores.len() {
            let is_reached = |stance: &Stance| match stance {
                Stance::Points { points, at_least } => {
                    let is = |score: &Score<'_>| *score == (points.as_slice(), at_least);
                    self.scores.iter().position(is).is_some_and(|at| reached >> at & 1 == 1)
                }
                Stance::Conditions { .. } => false,
            };
            let Some(condition) = condition(&is_reached) else { return Ok(nothing_known) };
            let sums: Result<Vec<Sum>, Diagnostic> = (self.scores.iter().enumerate())
                .map(|(at, score)| self.sum(*score, reached >> at & 1 == 1))
                .collect();
            let rules: Vec<&Condition> =
                self.among.iter().copied().chain(std::iter::once(&condition)).collect();
            let count = count::packages(self.options, &rules, &sums?, self.limits)?;
            least += count.least();
            most += count.most();
        }
        Ok(Count::between(least, most))
    }

    /// That a score is reached, or that it is missed, as a sum.
    fn sum(&self, (points, at_least): Score<'_>, reached: bool) -> Result<Sum, Diagnostic> {
        let numbers = points.iter().flatten().chain(std::iter::once(at_least));
        let scale = common_denominator(numbers).ok_or_else(too_fine)?;
        let sign = if reached { 1_i128 } else { -1 };
        let units = |number: &Number| {
            let units = (number * &scale).to_integer().to_i128();
            units.filter(|u| u.unsigned_abs() < 1 << 100).map(|u| sign * u).ok_or_else(too_fine)
        };
        let of_issue = |(issue, count): (usize, &usize)| {
            let of_option = |option| match points.get(issue).and_then(|issue| issue.get(option)) {
                Some(number) => units(number),
                None => Ok(0),
            };
            (0..*count).map(of_option).collect::<Result<Vec<i128>, _>>()
        };
        let by_issue: Result<_, _> = self.options.iter().enumerate().map(of_issue).collect();
        // Missed: less than asked, so that the opposite is more than the opposite.
        let at_least = units(at_least)? + i128::from(!reached);
        Ok(Sum { units: by_issue?, at_least })
    }
}

/// Holds of what a body is known to pass, or to reject; `None` where there are too many sets of
/// members.
fn decided(body: &Body, passed: bool, reached: &dyn Fn(&Stance) -> bool) -> Option<Condition> {
    let (quota, members) = match &body.decides {
        Decides::Referendum(odds) => return Some(referendum(odds, passed)),
        Decides::Vote { quota, members } => (*quota, members),
    };
    // Members of one mind are one.
    let mut minds: BTreeMap<&Stance, u64> = BTreeMap::new();
    for member in members {
        let votes = minds.entry(&member.stance).or_default();
        *votes = votes.checked_add(member.votes)?;
    }
    let total = minds.values().try_fold(0_u64, |sum, votes| sum.checked_add(*votes))?;
    let minds: Vec<(Condition, u64)> =
        minds.into_iter().map(|(stance, votes)| (voted(stance, passed, reached), votes)).collect();
    let vetoes = members.iter().filter(|member| member.veto);
    let vetoes = vetoes.map(|member: &Member| voted(&member.stance, passed, reached));
    if passed {
        return Some(Condition::All(vetoes.chain([enough(minds, quota)?]).collect()));
    }
    let against = (total + 1).checked_sub(quota).map_or(Some(yes()), |n| enough(minds, n))?;
    Some(Condition::Any(vetoes.chain([against]).collect()))
}

/// Holds where a member is known to vote for a package, or against it.
fn voted(stance: &Stance, passed: bool, reached: &dyn Fn(&Stance) -> bool) -> Condition {
    let Stance::Conditions { passes, rejects, otherwise } = stance else {
        return if reached(stance) == passed { yes() } else { no() };
    };
    let (own, other) = if passed { (passes, rejects) } else { (rejects, passes) };
    let not_other = || other.clone().map_or(yes(), |c| Condition::Not(Box::new(c)));
    let stated = own.clone().map_or(no(), |c| Condition::All(vec![c, not_other()]));
    if *otherwise != Truth::known(passed) {
        return stated;
    }
    let not_own = own.clone().map_or(yes(), |c| Condition::Not(Box::new(c)));
    Condition::Any(vec![stated, Condition::All(vec![not_own, not_other()])])
}

/// Holds where those whose condition holds have so many votes together; `None` where there are more
/// than [`COALITIONS_MAX`] smallest sets of them.
fn enough(mut minds: Vec<(Condition, u64)>, needed: u64) -> Option<Condition> {
    minds.retain(|(condition, votes)| *votes > 0 && *condition != no());
    minds.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
    let mut sets = Vec::new();
    gather(&minds, needed, &mut Vec::new(), &mut sets)?;
    Some(Condition::Any(sets.into_iter().map(Condition::All).collect()))
}

/// Sets that reach what is needed with their last member: with falling votes each is smallest.
fn gather(
    minds: &[(Condition, u64)],
    needed: u64,
    set: &mut Vec<Condition>,
    sets: &mut Vec<Vec<Condition>>,
) -> Option<()> {
    if needed == 0 {
        sets.push(set.clone());
        return (sets.len() <= COALITIONS_MAX).then_some(());
    }
    let left = |minds: &[(Condition, u64)]| -> u64 { minds.iter().map(|(_, votes)| votes).sum() };
    for (at, (condition, votes)) in minds.iter().enumerate() {
        let rest = minds.get(at..).unwrap_or_default();
        if left(rest) < needed {
            break;
        }
        set.push(condition.clone());
        gather(minds.get(at + 1..)?, needed.saturating_sub(*votes), set, sets)?;
        set.pop();
    }
    Some(())
}

/// Holds where a referendum is certain to pass, or to fail.
fn referendum(odds: &[Odds], passed: bool) -> Condition {
    let sure = |odds: &Odds| match passed {
        true => odds.least == Number::from_integer(1.into()),
        false => odds.most == Number::default(),
    };
    let mut earlier: Vec<Condition> = Vec::new();
    let mut any = Vec::new();
    for odds in odds {
        if sure(odds) {
            any.push(Condition::All(
                [earlier.as_slice(), std::slice::from_ref(&odds.when)].concat(),
            ));
        }
        earlier.push(Condition::Not(Box::new(odds.when.clone())));
    }
    Condition::Any(any)
}

fn yes() -> Condition {
    Condition::All(Vec::new())
}

fn no() -> Condition {
    Condition::Any(Vec::new())
}
