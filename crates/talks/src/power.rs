//! Power indices of weighted voting: how often each member turns a losing coalition into a winning
//! one. Exact, by counting coalitions of each size and weight with generating functions.
//!
//! Shapley and Shubik, American Political Science Review 48:787 (1954); Banzhaf, Rutgers Law Review
//! 19:317 (1965); the generating functions after Mann and Shapley (RAND RM-3158, 1962).

use basis::Diagnostic;
use num_bigint::{BigInt, BigUint};
use num_traits::{One as _, Zero as _};

use crate::codes;
use crate::number::Number;
use crate::space::too_many;

/// Members of a body.
pub const MEMBERS_MAX: usize = 200;

/// Counts that are held: members × sum of weights.
pub const COUNTS_MAX: usize = 2_000_000;

/// A body that decides by weighted votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Votes that are needed; at least 1.
    pub quota: usize,
    /// Members with their votes.
    pub members: Vec<(String, usize)>,
}

/// The power of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    /// The share of orders of joining in which the member is the one that reaches the quota.
    pub shapley_shubik: Number,
    /// The share of coalitions of the others that the member turns into winning ones.
    pub banzhaf: Number,
}

impl Body {
    /// The power of each member, in the order of the members.
    ///
    /// # Errors
    /// Above [`MEMBERS_MAX`] or [`COUNTS_MAX`] ([`codes::LIMIT`]), or where all members together do
    /// not reach the quota ([`codes::TOTALS`]).
    pub fn power(&self) -> Result<Vec<Power>, Diagnostic> {
        let members = self.members.len();
        if members > MEMBERS_MAX {
            return Err(too_many("members", MEMBERS_MAX));
        }
        let votes =
            self.members.iter().try_fold(0_usize, |sum, (_, votes)| sum.checked_add(*votes));
        let votes = votes.filter(|votes| votes.saturating_add(1) <= COUNTS_MAX / (members + 1));
        let votes = votes.ok_or_else(|| too_many("members × votes", COUNTS_MAX))?;
        if votes < self.quota || self.quota == 0 {
            let message = format!("a quota of {} with {votes} votes in all", self.quota);
            let help = "the quota is at least 1 and at most the sum of votes";
            return Err(Diagnostic::error(codes::TOTALS, message).help(help));
        }
        let all = self.coalitions(votes);
        let weights: std::collections::BTreeSet<usize> =
            self.members.iter().map(|(_, votes)| *votes).collect();
        let of_weight = |weight: usize| (weight, self.power_of(weight, &without(&all, weight)));
        let powers: std::collections::BTreeMap<usize, Power> =
            weights.into_iter().map(of_weight).collect();
        Ok(self.members.iter().filter_map(|(_, votes)| powers.get(votes).cloned()).collect())
    }

    /// How many coalitions have so many members (outer) and so many votes (inner).
    fn coalitions(&self, votes: usize) -> Vec<Vec<BigUint>> {
        let mut counts = vec![vec![BigUint::zero(); votes + 1]; self.members.len() + 1];
        counts[0][0] = BigUint::one();
        for (at, (_, weight)) in self.members.iter().enumerate() {
            for size in (0..=at).rev() {
                let (smaller, larger) = counts.split_at_mut(size + 1);
                for (to, from) in larger[0][*weight..].iter_mut().zip(&smaller[size]) {
                    *to += from;
                }
            }
        }
        counts
    }

    fn power_of(&self, weight: usize, others: &[Vec<BigUint>]) -> Power {
        let members = self.members.len();
        let turned = self.quota.saturating_sub(weight)..self.quota;
        let mut orders = BigUint::zero();
        let mut coalitions = BigUint::zero();
        for (size, counts) in others.iter().enumerate().take(members) {
            let until = turned.end.min(counts.len());
            let pivotal: BigUint = counts[turned.start.min(until)..until].iter().sum();
            orders += &pivotal * factorial(size) * factorial(members - 1 - size);
            coalitions += pivotal;
        }
        let share =
            |part: BigUint, all: BigUint| Number::new(BigInt::from(part), BigInt::from(all));
        Power {
            shapley_shubik: share(orders, factorial(members)),
            banzhaf: share(coalitions, BigUint::one() << (members - 1)),
        }
    }
}

/// Coalitions without one member of a weight.
fn without(all: &[Vec<BigUint>], weight: usize) -> Vec<Vec<BigUint>> {
    let mut others = all.to_vec();
    for size in 1..others.len() {
        let (smaller, larger) = others.split_at_mut(size);
        for (to, from) in larger[0][weight..].iter_mut().zip(&smaller[size - 1]) {
            *to -= from;
        }
    }
    others
}

fn factorial(number: usize) -> BigUint {
    (1..=number).fold(BigUint::one(), |product, factor| product * factor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::exact;
    use proptest::prelude::*;

    fn body(quota: usize, votes: &[usize]) -> Body {
        Body { quota, members: votes.iter().map(|v| (String::new(), *v)).collect() }
    }

    #[test]
    fn the_security_council() {
        let votes = [[7; 5].as_slice(), &[1; 10]].concat();
        let powers = body(39, &votes).power().unwrap();
        assert_eq!(exact(&powers[0].shapley_shubik), "421/2145");
        assert_eq!(exact(&powers[14].shapley_shubik), "4/2145");
        let sum: Number = powers.iter().map(|p| &p.shapley_shubik).sum();
        assert!(sum.is_one());
    }

    #[test]
    fn bodies_beyond_the_limits_and_quotas_out_of_reach_are_refused() {
        assert_eq!(body(1, &[1; MEMBERS_MAX + 1]).power().unwrap_err().code, codes::LIMIT);
        assert_eq!(body(1, &[usize::MAX, 2]).power().unwrap_err().code, codes::LIMIT);
        assert_eq!(body(4, &[1, 2]).power().unwrap_err().code, codes::TOTALS);
        assert_eq!(body(0, &[1, 2]).power().unwrap_err().code, codes::TOTALS);
    }

    proptest! {
        /// Counting against looking at every coalition.
        #[test]
        fn indices_are_those_of_all_coalitions(
            votes in prop::collection::vec(0_usize..6, 1..8),
            quota in 1_usize..20,
        ) {
            prop_assume!(votes.iter().sum::<usize>() >= quota);
            let powers = body(quota, &votes).power().unwrap();
            let members = votes.len();
            for (at, power) in powers.iter().enumerate() {
                let (mut swings, mut orders) = (0, BigUint::zero());
                for set in (0..1_usize << members).filter(|set| set >> at & 1 == 0) {
                    let inside = || (0..members).filter(|m| set >> m & 1 == 1);
                    let sum: usize = inside().map(|m| votes[m]).sum();
                    if sum < quota && sum + votes[at] >= quota {
                        swings += 1;
                        let size = inside().count();
                        orders += factorial(size) * factorial(members - 1 - size);
                    }
                }
                let all = BigInt::one() << (members - 1);
                prop_assert_eq!(&power.banzhaf, &Number::new(swings.into(), all));
                let orders = Number::new(orders.into(), factorial(members).into());
                prop_assert_eq!(&power.shapley_shubik, &orders);
            }
        }
    }
}
