//! Power indices of weighted voting: how often each member turns a losing coalition into a winning
//! one. Exact, by counting coalitions of each size and weight with generating functions, or, of few
//! members with many votes, one by one.
//!
//! Shapley and Shubik, American Political Science Review 48:787 (1954); Penrose, Journal of the
//! Royal Statistical Society 109:53 (1946); Banzhaf, Rutgers Law Review 19:317 (1965); the
//! generating functions after Mann and Shapley (RAND RM-3158, 1962).

use std::collections::{BTreeMap, BTreeSet};

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

/// Members up to which coalitions are looked at one by one where votes are too many to be counted.
pub const MEMBERS_LISTED_MAX: usize = 25;

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
    /// The share of coalitions of the others that the member turns into winning ones: the measure
    /// of Penrose, also called the absolute index of Banzhaf.
    pub banzhaf: Number,
    /// The share of this member in the turns of all, so that these add up to 1: the index of
    /// Banzhaf.
    pub banzhaf_share: Number,
}

/// Coalitions of the others that a member turns into winning ones, by their size.
type Turned = Vec<BigUint>;

impl Body {
    /// The power of each member, in the order of the members.
    ///
    /// # Errors
    /// Above [`MEMBERS_MAX`], or above both [`COUNTS_MAX`] and [`MEMBERS_LISTED_MAX`]
    /// ([`codes::LIMIT`]), or where all members together do not reach the quota
    /// ([`codes::TOTALS`]).
    pub fn power(&self) -> Result<Vec<Power>, Diagnostic> {
        let members = self.members.len();
        if members > MEMBERS_MAX {
            return Err(too_many("members", MEMBERS_MAX));
        }
        let votes =
            self.members.iter().try_fold(0_usize, |sum, (_, votes)| sum.checked_add(*votes));
        let votes = votes.ok_or_else(|| too_many("votes", usize::MAX))?;
        if votes < self.quota || self.quota == 0 {
            let message = format!("a quota of {} with {votes} votes in all", self.quota);
            let help = "the quota is at least 1 and at most the sum of votes";
            return Err(Diagnostic::error(codes::TOTALS, message).help(help));
        }
        let turned = if votes < COUNTS_MAX / (members + 1) {
            self.counted(votes)
        } else if members <= MEMBERS_LISTED_MAX {
            self.looked_at()
        } else {
            return Err(too_many("members × votes", COUNTS_MAX));
        };
        Ok(powers(&turned))
    }

    /// What each member turns, from how many coalitions there are of each size and weight.
    fn counted(&self, votes: usize) -> Vec<Turned> {
        let all = self.coalitions(votes);
        let weights: BTreeSet<usize> = self.members.iter().map(|(_, votes)| *votes).collect();
        let of_weight = |weight: usize| (weight, self.turned(weight, &without(&all, weight)));
        let turned: BTreeMap<usize, Turned> = weights.into_iter().map(of_weight).collect();
        self.members.iter().filter_map(|(_, votes)| turned.get(votes).cloned()).collect()
    }

    /// What each member turns, by looking at each coalition; from one to the next a single member
    /// comes or goes (Gray code).
    fn looked_at(&self) -> Vec<Turned> {
        let members = self.members.len();
        let mut turned = vec![vec![0_u64; members]; members];
        let (mut inside, mut size, mut sum) = (0_u64, 0_usize, 0_usize);
        for at in 1..1_u64 << members {
            let changes = at.trailing_zeros() as usize;
            inside ^= 1 << changes;
            let votes = self.members[changes].1;
            if inside >> changes & 1 == 1 {
                (size, sum) = (size + 1, sum + votes);
            } else {
                (size, sum) = (size - 1, sum - votes);
            }
            let Some(spare) = sum.checked_sub(self.quota) else { continue };
            for (member, (_, votes)) in self.members.iter().enumerate() {
                if inside >> member & 1 == 1 && *votes > spare {
                    turned[member][size - 1] += 1;
                }
            }
        }
        turned.into_iter().map(|of| of.into_iter().map(BigUint::from).collect()).collect()
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

    fn turned(&self, weight: usize, others: &[Vec<BigUint>]) -> Turned {
        let turned = self.quota.saturating_sub(weight)..self.quota;
        let of_size = |counts: &Vec<BigUint>| {
            let until = turned.end.min(counts.len());
            counts[turned.start.min(until)..until].iter().sum()
        };
        others.iter().take(self.members.len()).map(of_size).collect()
    }
}

fn powers(turned: &[Turned]) -> Vec<Power> {
    let members = turned.len();
    let share = |part: BigUint, all: BigUint| Number::new(BigInt::from(part), BigInt::from(all));
    let all: BigUint = turned.iter().flatten().sum();
    let power = |turned: &Turned| {
        let count: BigUint = turned.iter().sum();
        let orders = turned
            .iter()
            .enumerate()
            .map(|(size, count)| count * factorial(size) * factorial(members - 1 - size));
        Power {
            shapley_shubik: share(orders.sum(), factorial(members)),
            banzhaf: share(count.clone(), BigUint::one() << (members - 1)),
            banzhaf_share: share(count, all.clone()),
        }
    };
    turned.iter().map(power).collect()
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
        // 848 coalitions turned by a permanent member, 84 by another (5,080 in all).
        assert_eq!(exact(&powers[0].banzhaf_share), "106/635");
        assert_eq!(exact(&powers[14].banzhaf_share), "21/1270");
    }

    #[test]
    fn few_members_with_many_votes() {
        let votes = [3_000_000, 2_000_001, 1_999_999];
        let powers = body(4_000_000, &votes).power().unwrap();
        let shares: Vec<String> = powers.iter().map(|p| exact(&p.shapley_shubik)).collect();
        assert_eq!(shares, ["1/3", "1/3", "1/3"]);
        assert_eq!(body(1, &[1_000_000; 26]).power().unwrap_err().code, codes::LIMIT);
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
            let body = body(quota, &votes);
            let powers = body.power().unwrap();
            prop_assert_eq!(body.looked_at(), body.counted(votes.iter().sum()));
            let shares: Number = powers.iter().map(|p| &p.banzhaf_share).sum();
            prop_assert!(shares.is_one());
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
