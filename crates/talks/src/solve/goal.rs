//! What is made as great as possible, and what a weighted sum says about it.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

/// A score of packages; more is better. All of it in units of the space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The sum of utilities, each times a weight that is not negative.
    Sum(Vec<i128>),
    /// The product of utilities above these; only packages count that give no party less.
    Product(Vec<i128>),
    /// The least of utilities above these, times a factor for each party that is not negative; a
    /// party with the factor 0 does not count.
    Least(Vec<i128>, Vec<BigInt>),
}

/// What a party has to have at least; `None`: anything.
pub type Floors = Vec<Option<i128>>;

impl Goal {
    /// The sum of utilities.
    pub fn sum(parties: usize) -> Goal {
        Goal::Sum(vec![1; parties])
    }

    /// The least gain of each party above `from`.
    pub fn least_gain(from: Vec<i128>) -> Goal {
        let by = vec![BigInt::one(); from.len()];
        Goal::Least(from, by)
    }

    /// The score of a vector; `None` where it does not count.
    pub fn score(&self, vector: &[i128]) -> Option<BigInt> {
        match self {
            Goal::Sum(weights) => {
                Some(vector.iter().zip(weights).map(|(u, weight)| BigInt::from(u * weight)).sum())
            }
            Goal::Product(from) => {
                let mut gains = vector.iter().zip(from).map(|(u, from)| u - from);
                gains
                    .clone()
                    .all(|gain| gain >= 0)
                    .then(|| gains.by_ref().fold(BigInt::one(), |product, gain| product * gain))
            }
            Goal::Least(from, by) => {
                let gains = vector.iter().zip(from).zip(by).filter(|(_, by)| by.is_positive());
                Some(gains.map(|((u, from), by)| by * (u - from)).min().unwrap_or_default())
            }
        }
    }

    /// What every package with at least this score gives to each party, where that is known.
    pub(super) fn floors(&self, wanted: &BigInt) -> Option<Floors> {
        match self {
            Goal::Sum(_) => None,
            Goal::Product(from) => Some(from.iter().copied().map(Some).collect()),
            Goal::Least(from, by) => {
                let floor = |(from, by): (&i128, &BigInt)| {
                    let gain = by.is_positive().then(|| -(-wanted).div_floor(by))?;
                    from.checked_add(gain.to_i128()?)
                };
                Some(from.iter().zip(by).map(floor).collect())
            }
        }
    }

    /// The least weighted sum of a package with at least this score that reaches the floors;
    /// `None` where nothing is known of it.
    pub(super) fn least_sum(
        &self,
        weights: &[i128],
        wanted: &BigInt,
        floors: &Floors,
    ) -> Option<i128> {
        match self {
            Goal::Sum(own) => {
                let (common, above) = apart(weights, own, floors)?;
                (wanted * common).to_i128()?.checked_add(above)
            }
            Goal::Product(from) => {
                // The mean is at least the geometric mean: (Σwg/n)ⁿ ≥ Πwg.
                let parties = u32::try_from(weights.len()).ok()?;
                let product = weights.iter().fold(wanted.clone(), |product, w| product * w);
                if !product.is_positive() {
                    return None;
                }
                let power = product * BigInt::from(parties).pow(parties);
                let root = power.nth_root(parties);
                let root = if root.pow(parties) < power { root + 1 } else { root };
                let base: i128 = weights.iter().zip(from).map(|(w, from)| w * from).sum();
                root.to_i128()?.checked_add(base)
            }
            // What it says is in the floors that it gives.
            Goal::Least(..) => None,
        }
    }

    /// The greatest score that a package can have whose weighted sum is at most `sum` and that
    /// reaches the floors; `None` where nothing is known of it.
    pub(super) fn ceiling(&self, weights: &[i128], sum: i128, floors: &Floors) -> Option<BigInt> {
        match self {
            Goal::Sum(own) => {
                let (common, above) = apart(weights, own, floors)?;
                Some(BigInt::from(num_integer::Integer::div_floor(&(sum - above), &common)))
            }
            Goal::Product(from) => {
                let parties = u32::try_from(weights.len()).ok()?;
                let gains = sum - weights.iter().zip(from).map(|(w, from)| w * from).sum::<i128>();
                let below = weights.iter().fold(BigInt::one(), |product, w| product * w);
                if below.is_zero() {
                    return None;
                }
                let below = below * BigInt::from(parties).pow(parties);
                Some(BigInt::from(gains.max(0)).pow(parties).div_floor(&below))
            }
            Goal::Least(from, by) => {
                // Σ w (u − from) ≥ score × Σ w / by, over parties that count, floors for others.
                let mut rest = BigInt::from(sum);
                let whole = by.iter().filter(|by| by.is_positive());
                let whole = whole.fold(BigInt::one(), |whole, by| whole.lcm(by));
                let mut divisor = BigInt::zero();
                for (((weight, from), by), floor) in weights.iter().zip(from).zip(by).zip(floors) {
                    if by.is_positive() {
                        rest -= BigInt::from(weight * from);
                        divisor += &whole / by * weight;
                    } else if *weight > 0 {
                        rest -= BigInt::from(weight * (*floor)?);
                    }
                }
                divisor.is_positive().then(|| (rest * whole).div_floor(&divisor))
            }
        }
    }
}

/// How often weights hold those of a sum, and what the floors say of what is over.
pub(super) fn apart(weights: &[i128], own: &[i128], floors: &Floors) -> Option<(i128, i128)> {
    let times = weights.iter().zip(own).filter(|(_, own)| **own > 0).map(|(w, own)| w / own);
    let common = times.min().filter(|common| *common > 0)?;
    let over = weights.iter().zip(own).map(|(weight, own)| weight - common * own);
    Some((common, weighted_floors(over, floors)?))
}

/// The least weighted sum of what reaches the floors; `None` where a party that counts has none.
pub(super) fn weighted_floors(
    weights: impl Iterator<Item = i128>,
    floors: &Floors,
) -> Option<i128> {
    let mut sum = 0_i128;
    for (weight, floor) in weights.zip(floors).filter(|(weight, _)| *weight > 0) {
        sum = sum.checked_add(weight.checked_mul((*floor)?)?)?;
    }
    Some(sum)
}

/// The greater of two floors for each party.
pub(super) fn higher(a: &Floors, b: &Floors) -> Floors {
    a.iter().zip(b).map(|(a, b)| *a.max(b)).collect()
}
