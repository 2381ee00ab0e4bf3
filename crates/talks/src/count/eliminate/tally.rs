//! What tables hold: plain numbers, or distributions of sums.

use crate::count::Limits;
use crate::count::poly::Poly;

/// What is added and multiplied.
pub(in crate::count) trait Tally: Clone {
    fn nothing() -> Self;
    fn one() -> Self;
    fn is_nothing(&self) -> bool;
    fn plus(&mut self, other: Self);
    /// `None` beyond what is held.
    fn times(&self, other: &Self, limits: &Limits) -> Option<Self>;
    /// How many terms it holds, where that is not always one.
    fn terms(&self) -> usize;
}

impl Tally for u128 {
    fn nothing() -> u128 {
        0
    }

    fn one() -> u128 {
        1
    }

    fn is_nothing(&self) -> bool {
        *self == 0
    }

    fn plus(&mut self, other: u128) {
        *self += other;
    }

    fn times(&self, other: &u128, _: &Limits) -> Option<u128> {
        self.checked_mul(*other)
    }

    fn terms(&self) -> usize {
        0
    }
}

impl Tally for Poly {
    fn nothing() -> Poly {
        Poly::zero()
    }

    fn one() -> Poly {
        Poly::one()
    }

    fn is_nothing(&self) -> bool {
        self.is_zero()
    }

    fn plus(&mut self, other: Poly) {
        Poly::plus(self, other);
    }

    fn times(&self, other: &Poly, limits: &Limits) -> Option<Poly> {
        Poly::times(self, other, limits.terms_max)
    }

    fn terms(&self) -> usize {
        self.0.len()
    }
}
