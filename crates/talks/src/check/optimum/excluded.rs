//! What weighted sums of points exclude a better score.

use num_bigint::BigInt;
use num_traits::{One as _, Signed as _, Zero as _};

use super::Checker;
use crate::number::Number;
use crate::solve::bound::Bound;
use crate::solve::goal::{Floors, Goal};

/// Beyond this no sum of points is looked at.
const SUM_MAX: i128 = 1 << 120;

impl Checker<'_> {
    /// The greatest weighted sum with which no package has a better score.
    pub(super) fn excluded(&self, bound: &Bound) -> i128 {
        let (mut low, mut high) = (-SUM_MAX, SUM_MAX);
        if !self.is_excluded(&bound.weights, low) {
            return i128::MIN;
        }
        while low < high {
            let middle = low + (high - low + 1) / 2;
            if self.is_excluded(&bound.weights, middle) { low = middle } else { high = middle - 1 }
        }
        low
    }

    /// Whether no package with at most this weighted sum has a better score than the claim.
    fn is_excluded(&self, weights: &[i128], sum: i128) -> bool {
        let floors = &self.certificate.ask.floors;
        let sum = whole(sum);
        if least(weights.iter().map(|w| whole(*w)), floors).is_some_and(|least| least > sum) {
            return true;
        }
        let Some(best) = &self.certificate.best else { return false };
        let most = match &self.certificate.ask.goal {
            Goal::Sum(own) => most_sum(weights, sum, own, floors),
            Goal::Product(from) => {
                let mean = mean_gain(weights, sum, from);
                if mean.is_negative() {
                    // Some party has less than it has to have.
                    return true;
                }
                most_product(weights, &mean)
            }
            Goal::Least(from, by) => most_least(weights, sum, from, by, floors),
        };
        most.is_some_and(|most| most <= Number::from_integer(best.score.clone()))
    }
}

/// The most that a sum by other weights can be; `None` where nothing is known of it.
fn most_sum(weights: &[i128], sum: Number, own: &[i128], floors: &Floors) -> Option<Number> {
    // weights = times × own + over, with over not negative.
    let own = || own.iter().map(|own| whole(*own));
    let times = weights.iter().zip(own()).filter(|(_, own)| own.is_positive());
    let times = times.map(|(w, own)| whole(*w) / own).min().unwrap_or_default();
    let over = weights.iter().zip(own()).map(|(w, own)| whole(*w) - &times * own);
    let over = least(over, floors);
    over.filter(|_| times.is_positive()).map(|over| (sum - over) / times)
}

/// The mean of weight × gain.
fn mean_gain(weights: &[i128], sum: Number, from: &[i128]) -> Number {
    let base: BigInt = weights.iter().zip(from).map(|(w, f)| BigInt::from(*w) * f).sum();
    (sum - Number::from_integer(base)) / whole(weights.len() as i128)
}

/// The most that the product of gains can be: geometric mean ≤ arithmetic mean, of weight × gain.
fn most_product(weights: &[i128], mean: &Number) -> Option<Number> {
    let power = (0..weights.len()).fold(Number::one(), |power, _| power * mean);
    let product = weights.iter().fold(Number::one(), |all, w| all * whole(*w));
    (!product.is_zero()).then(|| power / product)
}

/// The most that the least gain can be: Σ weight × (u − from) ≥ score × Σ weight / by.
fn most_least(
    weights: &[i128],
    sum: Number,
    from: &[i128],
    by: &[BigInt],
    floors: &Floors,
) -> Option<Number> {
    let others = weights.iter().zip(by);
    let others = others.map(|(w, by)| if by.is_positive() { whole(0) } else { whole(*w) });
    let rest = least(others, floors);
    let parties = weights.iter().zip(from).zip(by).filter(|(_, by)| by.is_positive());
    let mut divisor = Number::zero();
    let mut gains = sum;
    for ((weight, from), by) in parties {
        gains -= whole(*weight) * whole(*from);
        divisor += whole(*weight) / Number::from_integer(by.clone());
    }
    rest.filter(|_| divisor.is_positive()).map(|rest| (gains - rest) / divisor)
}

fn whole(value: i128) -> Number {
    Number::from_integer(value.into())
}

/// The least weighted sum of what reaches floors; `None` where a party that counts has none.
fn least(weights: impl Iterator<Item = Number>, floors: &Floors) -> Option<Number> {
    let mut sum = Number::zero();
    for (weight, floor) in weights.zip(floors).filter(|(weight, _)| !weight.is_zero()) {
        sum += weight * whole((*floor)?);
    }
    Some(sum)
}
