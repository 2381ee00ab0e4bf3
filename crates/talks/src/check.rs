//! A second look at an analysis, by the plainest means: sums of rationals and comparison in pairs.
//!
//! It shares no code with the computation of frontier and points. It takes utilities and packages
//! as claims and the domain as the truth. What it cannot decide in few steps it leaves open and
//! says so.

use draft::Condition;

use crate::division::{Division, Settlement};
use crate::domain::{Domain, Package};
use crate::number::Number;

pub mod optimum;

/// Packages up to which every one is looked at.
pub const PACKAGES_MAX: usize = 5_000;

/// Pairs of points that are compared.
pub const PAIRS_MAX: usize = 4_000_000;

/// What was found. `None` where there was too much to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Each package gives the utilities that are claimed for it.
    pub sums_hold: bool,
    /// Each package obeys the rules.
    pub rules_hold: bool,
    /// No point of the list beats another.
    pub none_beaten: Option<bool>,
    /// No package at all beats a point of the list, and none that is missing is as good.
    pub complete: Option<bool>,
}

impl Checked {
    /// Whether nothing that was looked at is wrong.
    pub fn holds(&self) -> bool {
        self.sums_hold
            && self.rules_hold
            && self.none_beaten != Some(false)
            && self.complete != Some(false)
    }
}

/// Checks a list of points, each with a package that is said to give it.
pub fn frontier(domain: &Domain, claims: &[(Package, Vec<Number>)]) -> Checked {
    let sums_hold =
        claims.iter().all(|(p, claimed)| utilities(domain, p).as_ref() == Some(claimed));
    let rules_hold = claims.iter().all(|(package, _)| obeys(domain, package));
    let few_pairs = claims.len().saturating_mul(claims.len()) <= PAIRS_MAX;
    let listed = |u: &[Number]| claims.iter().any(|(_, v)| v == u);
    let none_beaten = few_pairs
        .then(|| claims.iter().all(|(_, u)| !claims.iter().any(|(_, other)| beats(other, u))));
    let complete = every_package(domain).map(|all| {
        let all = all.iter().filter(|package| obeys(domain, package));
        let all: Vec<Vec<Number>> = all.filter_map(|p| utilities(domain, p)).collect();
        // What is not listed is beaten by something listed; what is listed is beaten by nothing.
        all.iter().all(|u| {
            let beaten = claims.iter().any(|(_, other)| beats(other, u));
            listed(u) != beaten
        })
    });
    Checked { sums_hold, rules_hold, none_beaten, complete }
}

/// What a package gives to each party; `None` where it is not a package of the domain.
pub fn utilities(domain: &Domain, package: &[usize]) -> Option<Vec<Number>> {
    if package.len() != domain.issues.len() {
        return None;
    }
    let of_party = |party: &crate::Party| {
        let points = party.points.iter().zip(package).map(|(issue, at)| issue.get(*at));
        points.sum::<Option<Number>>()
    };
    domain.parties.iter().map(of_party).collect()
}

/// Whether a package obeys the rules of a domain.
pub fn obeys(domain: &Domain, package: &[usize]) -> bool {
    domain.rules.iter().all(|rule| holds(&rule.must, package) == Some(true))
}

/// Whether a condition holds of a package; `None` where that turns on an issue that there is not.
fn holds(condition: &Condition, package: &[usize]) -> Option<bool> {
    let settled = |parts: &[Condition], by: bool| {
        let answers: Vec<Option<bool>> = parts.iter().map(|part| holds(part, package)).collect();
        if answers.contains(&Some(by)) {
            return Some(by);
        }
        (!answers.contains(&None)).then_some(!by)
    };
    match condition {
        Condition::Is { bracket, option } => package.get(*bracket).map(|chosen| chosen == option),
        Condition::Not(inner) => holds(inner, package).map(|holds| !holds),
        Condition::All(parts) => settled(parts, false),
        Condition::Any(parts) => settled(parts, true),
    }
}

fn beats(a: &[Number], b: &[Number]) -> bool {
    a != b && a.iter().zip(b).all(|(a, b)| a >= b)
}

/// All packages where they are at most [`PACKAGES_MAX`].
fn every_package(domain: &Domain) -> Option<Vec<Package>> {
    let mut all: Vec<Package> = vec![Vec::new()];
    for issue in &domain.issues {
        if all.len().saturating_mul(issue.options.len()) > PACKAGES_MAX {
            return None;
        }
        let longer = |p: &Package| {
            (0..issue.options.len()).map(|o| [p.as_slice(), &[o]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    Some(all)
}

/// Checks a division: shares are shares, totals add up and are equal, and no exchange of items
/// would leave one party better off and the other no worse.
pub fn settlement(division: &Division, settlement: &Settlement) -> bool {
    let one = Number::from_integer(1.into());
    let zero = Number::default();
    let (mut first, mut second) = (zero.clone(), zero.clone());
    // The first party's items are worth more to it, in relation, than the second's.
    let (mut held, mut left) = (Vec::new(), Vec::new());
    for (item, share) in division.items.iter().zip(&settlement.shares) {
        if *share < zero || *share > one {
            return false;
        }
        let [a, b] = &item.points;
        first += share * a;
        second += (&one - share) * b;
        held.extend((*share > zero).then_some((a, b)));
        left.extend((*share < one).then_some((a, b)));
    }
    // An exchange pays where some held item has a lower ratio than some left item: the least held
    // and the greatest left are enough. Items without points pay nobody.
    let some = |pair: &(&Number, &Number)| *pair.0 > zero || *pair.1 > zero;
    let by_ratio = |x: &(&Number, &Number), y: &(&Number, &Number)| (x.0 * y.1).cmp(&(y.0 * x.1));
    let least = held.into_iter().filter(some).min_by(by_ratio);
    let most = left.into_iter().filter(some).max_by(by_ratio);
    let no_exchange = least.zip(most).is_none_or(|(held, left)| by_ratio(&held, &left).is_ge());
    first == second && settlement.totals == [first, second] && no_exchange
}
