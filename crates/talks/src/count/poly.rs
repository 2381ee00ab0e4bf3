//! How many packages reach each sum: sums of several parties packed into one number, with counts.
//!
//! A distribution is a polynomial whose exponents are the packed sums. Without sums it has a single
//! term, and its arithmetic is that of the counts.

use num_bigint::BigUint;
use num_traits::{One as _, Zero as _};

/// Counts by packed sum, rising, none of them zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Poly(pub(super) Vec<(u128, BigUint)>);

impl Poly {
    /// Nothing.
    pub(super) fn zero() -> Poly {
        Poly(Vec::new())
    }

    /// One package that adds nothing.
    pub(super) fn one() -> Poly {
        Poly(vec![(0, BigUint::one())])
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// All counts together.
    pub(super) fn total(&self) -> BigUint {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// From terms in any order.
    pub(super) fn of(mut terms: Vec<(u128, BigUint)>) -> Poly {
        terms.sort_by_key(|(sum, _)| *sum);
        terms.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 += &later.1;
            }
            same
        });
        terms.retain(|(_, count)| !count.is_zero());
        Poly(terms)
    }

    /// Both together.
    pub(super) fn plus(&mut self, other: Poly) {
        if let ([(a, count)], [(b, more)]) = (self.0.as_mut_slice(), other.0.as_slice())
            && a == b
        {
            *count += more;
        } else if self.is_zero() {
            *self = other;
        } else if !other.is_zero() {
            let terms = std::mem::take(&mut self.0);
            *self = Poly::of(terms.into_iter().chain(other.0).collect());
        }
    }

    /// One of each; `None` where more than `terms_max` terms would have to be looked at.
    pub(super) fn times(&self, other: &Poly, terms_max: usize) -> Option<Poly> {
        if let ([(0, one)], rest) | (rest, [(0, one)]) = (self.0.as_slice(), other.0.as_slice())
            && one.is_one()
        {
            return Some(Poly(rest.to_vec()));
        }
        if self.0.len().saturating_mul(other.0.len()) > terms_max {
            return None;
        }
        let (few, many) = if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        let shifted = few
            .0
            .iter()
            .flat_map(|(a, count)| many.0.iter().map(move |(b, times)| (a + b, count * times)));
        let shifted: Vec<(u128, BigUint)> = shifted.collect();
        // The product with a single term is in order already.
        Some(if few.0.len() <= 1 { Poly(shifted) } else { Poly::of(shifted) })
    }
}
