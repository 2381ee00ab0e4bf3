//! Lines over a factor, and where they lie above zero.

use num_bigint::BigInt;
use num_traits::{One as _, Signed as _, Zero as _};

use crate::number::Number;

/// A number that changes evenly with the factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) at_zero: BigInt,
    pub(super) slope: BigInt,
}

impl Line {
    pub(super) fn new(at_zero: i128, slope: i128) -> Line {
        Line { at_zero: at_zero.into(), slope: slope.into() }
    }

    pub(super) fn constant(number: i128) -> Line {
        Line::new(number, 0)
    }

    pub(super) fn plus(&self, other: &Line) -> Line {
        Line { at_zero: &self.at_zero + &other.at_zero, slope: &self.slope + &other.slope }
    }

    pub(super) fn minus(&self, other: &Line) -> Line {
        Line { at_zero: &self.at_zero - &other.at_zero, slope: &self.slope - &other.slope }
    }

    pub(super) fn times(&self, factor: &BigInt) -> Line {
        Line { at_zero: &self.at_zero * factor, slope: &self.slope * factor }
    }
}

/// Factors from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Where it begins; not negative.
    pub least: Number,
    /// Whether it holds its beginning.
    pub with_least: bool,
    /// Where it ends; `None`: nowhere.
    pub most: Option<Number>,
    /// Whether it holds its end.
    pub with_most: bool,
}

impl Interval {
    /// All factors.
    pub(super) fn all() -> Interval {
        Interval { least: Number::zero(), with_least: true, most: None, with_most: false }
    }

    /// Whether a factor is in it.
    pub fn holds(&self, factor: &Number) -> bool {
        let above = *factor > self.least || (self.with_least && *factor == self.least);
        above
            && self
                .most
                .as_ref()
                .is_none_or(|most| factor < most || (self.with_most && factor == most))
    }

    /// Whether there is a smaller factor that it does not hold; factors are never negative.
    pub fn ends_below(&self) -> bool {
        !(self.least.is_zero() && self.with_least)
    }

    /// How far its nearer end lies from 1; `None` where it holds all factors.
    pub fn least_change(&self) -> Option<Number> {
        let down = self.ends_below().then(|| Number::one() - &self.least);
        let up = self.most.as_ref().map(|most| most - Number::one());
        down.into_iter().chain(up).min()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.most.as_ref().is_some_and(|most| {
            *most < self.least || (*most == self.least && !(self.with_least && self.with_most))
        })
    }

    /// Its part in which a line lies above zero, or at zero where that counts.
    pub(super) fn above(self, line: &Line, zero_too: bool) -> Interval {
        if line.slope.is_zero() {
            let so = line.at_zero.is_positive() || (zero_too && line.at_zero.is_zero());
            return if so { self } else { self.up_to(Number::zero(), false) };
        }
        let crossing = Number::new(-line.at_zero.clone(), line.slope.clone());
        if line.slope.is_negative() {
            self.up_to(crossing, zero_too)
        } else {
            self.from(crossing, zero_too)
        }
    }

    fn up_to(mut self, most: Number, with_most: bool) -> Interval {
        match &self.most {
            Some(now) if *now < most => {}
            Some(now) if *now == most => self.with_most &= with_most,
            _ => (self.most, self.with_most) = (Some(most), with_most),
        }
        self
    }

    fn from(mut self, least: Number, with_least: bool) -> Interval {
        if least > self.least {
            (self.least, self.with_least) = (least, with_least);
        } else if least == self.least {
            self.with_least &= with_least;
        }
        self
    }

    /// What remains around 1 when another interval is taken away; `None` where that holds 1.
    pub(super) fn without(self, bad: &Interval) -> Option<Interval> {
        let one = Number::one();
        if bad.is_empty() {
            return Some(self);
        }
        if bad.holds(&one) {
            return None;
        }
        match &bad.most {
            Some(most) if *most <= one => Some(self.from(most.clone(), !bad.with_most)),
            _ => Some(self.up_to(bad.least.clone(), !bad.with_least)),
        }
    }
}
