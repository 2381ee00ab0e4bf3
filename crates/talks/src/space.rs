//! A domain as integers: all points over one common denominator, so that sums are exact and fast.

use basis::Diagnostic;
use draft::Condition;
use num_bigint::{BigInt, BigUint};
use num_traits::ToPrimitive as _;

use crate::codes;
use crate::domain::Domain;
use crate::number::{Number, common_denominator};
use crate::solve::diagram::Diagram;

/// Packages that are looked at one by one.
pub const PACKAGES_COUNTED_MAX: u64 = 20_000_000;

/// Largest sum of points, in units of the common denominator. Leaves room for one subtraction.
const SUM_MAX: i128 = i128::MAX / 4;

/// A domain whose points are integers.
#[derive(Clone, Debug)]
pub struct Space {
    /// What one point is worth: a point of the domain is `scale` units.
    pub scale: BigInt,
    /// Units by issue, option and party.
    pub options: Vec<Vec<Vec<i128>>>,
    /// What each party has without an agreement, in units.
    pub reserved: Vec<Option<i128>>,
    /// The least that a package gives to each party, in units: of all packages, or in an
    /// [`crate::Analysis`] of those that obey the rules.
    pub least: Vec<i128>,
    /// The most that a package gives to each party, in the same way.
    pub most: Vec<i128>,
    /// What has to hold of a package.
    pub rules: Vec<Condition>,
}

impl Space {
    /// Brings all points of a domain to their common denominator.
    ///
    /// # Errors
    /// Where sums could leave 128 bits: [`codes::TOO_FINE`].
    pub fn of(domain: &Domain) -> Result<Space, Diagnostic> {
        let points = domain.parties.iter().flat_map(|party| party.points.iter().flatten());
        let reserved = domain.parties.iter().filter_map(|party| party.reserved.as_ref());
        let scale = common_denominator(points.chain(reserved)).ok_or_else(too_fine)?;
        let units = |number: &Number| (number * &scale).to_integer().to_i128();
        let mut options = Vec::with_capacity(domain.issues.len());
        for (at, issue) in domain.issues.iter().enumerate() {
            let option = |option: usize| {
                let of_party = |party: &crate::Party| units(party.points.get(at)?.get(option)?);
                domain.parties.iter().map(of_party).collect::<Option<Vec<i128>>>()
            };
            let issue: Option<Vec<_>> = (0..issue.options.len()).map(option).collect();
            options.push(issue.ok_or_else(too_fine)?);
        }
        let mut reserved = Vec::with_capacity(domain.parties.len());
        for party in &domain.parties {
            let value = party.reserved.as_ref().map(|value| units(value).ok_or_else(too_fine));
            reserved.push(value.transpose()?);
        }
        let least = extremes(&options, reserved.len(), i128::min)?;
        let most = extremes(&options, reserved.len(), i128::max)?;
        let in_room = |units: &i128| (-SUM_MAX..=SUM_MAX).contains(units);
        if !reserved.iter().flatten().all(in_room) || !sums_have_room(&options, reserved.len()) {
            return Err(too_fine());
        }
        let rules = domain.rules.iter().map(|rule| rule.must.clone()).collect();
        Ok(Space { scale, options, reserved, least, most, rules })
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.reserved.len()
    }

    /// How many packages obey the rules; `None` where these are too entangled to be counted so.
    pub fn packages(&self) -> Option<BigUint> {
        Diagram::of(self).map(|diagram| diagram.packages())
    }

    /// How many ways there are to choose an option for each issue, whether they obey the rules or
    /// not.
    pub fn combinations(&self) -> BigUint {
        self.options.iter().map(|options| BigUint::from(options.len())).product()
    }

    /// What a package gives to each party, in units. Options that do not exist count nothing.
    pub fn vector(&self, package: &[usize]) -> Vec<i128> {
        let mut sum = vec![0; self.parties()];
        for option in self.options.iter().zip(package).filter_map(|(issue, at)| issue.get(*at)) {
            sum.iter_mut().zip(option).for_each(|(sum, add)| *sum += add);
        }
        sum
    }

    /// Units as a number of points.
    pub fn number(&self, units: i128) -> Number {
        Number::new(BigInt::from(units), self.scale.clone())
    }

    /// Packages that obey the rules and give every party at least its reserved value, and those
    /// that give every party more; `None` above [`PACKAGES_COUNTED_MAX`] packages that obey the
    /// rules.
    pub fn rational_packages(&self) -> Option<(u64, u64)> {
        let diagram = Diagram::of(self)?;
        diagram.packages().to_u64().filter(|all| *all <= PACKAGES_COUNTED_MAX)?;
        let least: Vec<i128> = self.reserved.iter().map(|r| r.unwrap_or(-SUM_MAX)).collect();
        let (mut at_least, mut more) = (0, 0);
        let mut count = |vector: &[i128]| {
            let mut pairs = vector.iter().zip(&least);
            if pairs.clone().all(|(sum, least)| sum >= least) {
                at_least += 1;
                more += u64::from(pairs.all(|(sum, least)| sum > least));
            }
        };
        if self.rules.is_empty() {
            self.each_vector(count);
        } else {
            diagram.each_vector(self, &mut count);
        }
        Some((at_least, more))
    }

    /// Calls `see` with the vector of each package, whether it obeys the rules or not, the last
    /// issue turning fastest.
    pub fn each_vector(&self, mut see: impl FnMut(&[i128])) {
        let parties = self.parties();
        // `sums` holds the sum of the first issues for each depth; only what turned is added anew.
        let mut sums = vec![0_i128; (self.options.len() + 1) * parties];
        let mut turns = vec![0_usize; self.options.len()];
        let mut depth = 0;
        loop {
            while let Some(option) = self.options.get(depth).map(|issue| &issue[turns[depth]]) {
                let (done, next) = sums.split_at_mut((depth + 1) * parties);
                let before = &done[depth * parties..];
                for ((sum, before), add) in next.iter_mut().zip(before).zip(option) {
                    *sum = before + add;
                }
                depth += 1;
            }
            see(&sums[depth * parties..]);
            loop {
                let Some(above) = depth.checked_sub(1) else { return };
                depth = above;
                turns[depth] += 1;
                if turns[depth] < self.options[depth].len() {
                    break;
                }
                turns[depth] = 0;
            }
        }
    }
}

/// The sum over issues of the least or greatest points of each party.
fn extremes(
    options: &[Vec<Vec<i128>>],
    parties: usize,
    pick: fn(i128, i128) -> i128,
) -> Result<Vec<i128>, Diagnostic> {
    let of_party = |party: usize| {
        let extreme = |issue: &Vec<Vec<i128>>| issue.iter().map(|o| o[party]).reduce(pick);
        options.iter().map(extreme).try_fold(0_i128, |sum, extreme| sum.checked_add(extreme?))
    };
    (0..parties).map(|party| of_party(party).ok_or_else(too_fine)).collect()
}

/// Whether no sum or difference of options, one of each issue, can leave [`SUM_MAX`].
fn sums_have_room(options: &[Vec<Vec<i128>>], parties: usize) -> bool {
    let widest = |issue: &Vec<Vec<i128>>, party: usize| {
        issue.iter().map(|option| option[party].unsigned_abs()).max().unwrap_or(0)
    };
    (0..parties).all(|party| {
        let sum = options.iter().try_fold(0_u128, |sum, o| sum.checked_add(widest(o, party)));
        sum.is_some_and(|sum| sum <= SUM_MAX.unsigned_abs())
    })
}

pub(crate) fn too_fine() -> Diagnostic {
    let message = "the points are too fine or too large to be added exactly";
    Diagnostic::error(codes::TOO_FINE, message)
        .help("round them: sums over a common denominator have to fit into 37 digits")
}

/// A problem with something of which there are too many.
pub(crate) fn too_many(what: &str, max: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(codes::LIMIT, format!("more than {max} {what}"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::Package;
    use crate::solve::rest::tests::condition;
    use basis::Truth;
    use draft::condition::Choice;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Spaces of one to three parties with at most a few hundred packages and many ties.
    pub(crate) fn small_space() -> impl Strategy<Value = Space> {
        (1_usize..4, 0_usize..5).prop_flat_map(|(parties, issues)| {
            let option = prop::collection::vec(-3_i128..6, parties);
            let issue = prop::collection::vec(option, 1..5);
            let reserved = prop::collection::vec(prop::option::of(-4_i128..8), parties);
            (prop::collection::vec(issue, issues), reserved).prop_map(move |(options, reserved)| {
                let least = extremes(&options, parties, i128::min).unwrap();
                let most = extremes(&options, parties, i128::max).unwrap();
                let rules = Vec::new();
                Space { scale: 1.into(), options, reserved, least, most, rules }
            })
        })
    }

    /// The same with rules, some of which nothing obeys.
    pub(crate) fn small_ruled_space() -> impl Strategy<Value = Space> {
        small_space().prop_flat_map(|space| {
            let rules = prop::collection::vec(condition(space.options.len()), 0..5);
            rules.prop_map(move |rules| Space { rules, ..space.clone() })
        })
    }

    /// Every package that obeys the rules, looked at one by one, by its vector.
    pub(crate) fn obeying(space: &Space) -> BTreeMap<Vec<i128>, Vec<Package>> {
        let mut packages: Vec<Package> = vec![Vec::new()];
        for options in &space.options {
            let longer = |p: &Package| {
                (0..options.len()).map(|o| [p.as_slice(), &[o]].concat()).collect::<Vec<_>>()
            };
            packages = packages.iter().flat_map(longer).collect();
        }
        let mut found: BTreeMap<Vec<i128>, Vec<Package>> = BTreeMap::new();
        for package in packages {
            let choices: Vec<Choice> = package.iter().map(|o| Choice::Option(*o)).collect();
            if space.rules.iter().all(|rule| rule.holds(&choices) == Truth::Yes) {
                found.entry(space.vector(&package)).or_default().push(package);
            }
        }
        found
    }

    proptest! {
        #[test]
        fn packages_that_obey_are_counted(space in small_ruled_space()) {
            let found = obeying(&space);
            let diagram = Diagram::of(&space).unwrap();
            let count: usize = found.values().map(Vec::len).sum();
            prop_assert_eq!(diagram.packages(), BigUint::from(count));
            let extremes = |pick: fn(i128, i128) -> i128| {
                let of = |party: usize| found.keys().map(|v| v[party]).reduce(pick);
                (0..space.parties()).map(of).collect::<Option<Vec<i128>>>()
            };
            let least = extremes(i128::min);
            prop_assert_eq!(diagram.extremes(&space, i128::min), least);
            prop_assert_eq!(diagram.extremes(&space, i128::max), extremes(i128::max));
            let reserved: Vec<i128> = space.reserved.iter().map(|r| r.unwrap_or(-99)).collect();
            let of = |holds: fn((&i128, &i128)) -> bool| {
                let all = |v: &Vec<i128>| v.iter().zip(&reserved).all(holds);
                found.iter().filter(|(v, _)| all(v)).map(|(_, p)| p.len() as u64).sum::<u64>()
            };
            let expected = (of(|(u, r)| u >= r), of(|(u, r)| u > r));
            prop_assert_eq!(space.rational_packages(), Some(expected));
        }

        #[test]
        fn every_package_is_seen_once_and_in_order(space in small_space()) {
            let mut seen = Vec::new();
            space.each_vector(|vector| seen.push(vector.to_vec()));
            let mut packages: Vec<Vec<usize>> = vec![Vec::new()];
            for options in &space.options {
                let longer = |p: &Vec<usize>| {
                    (0..options.len()).map(|o| [p.as_slice(), &[o]].concat()).collect::<Vec<_>>()
                };
                packages = packages.iter().flat_map(longer).collect();
            }
            let expected: Vec<Vec<i128>> = packages.iter().map(|p| space.vector(p)).collect();
            prop_assert_eq!(seen, expected);
        }
    }
}
