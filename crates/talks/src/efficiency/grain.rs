//! Bounds as integers: rationals, strict orders and missing bounds in one number.
//!
//! All bounds are brought to a common denominator, a *unit*, and each unit is cut into so many
//! *grains* that all strict steps that can ever be added up stay below one unit. More than means
//! at least one grain more. A missing bound is a number of grains that all other bounds together
//! do not reach. So one integer says how far something can go, whether it gets there, and whether
//! there is an end at all: sums and comparisons of 128-bit integers do the rest.

use basis::Diagnostic;
use num_bigint::BigInt;
use num_traits::ToPrimitive as _;

use super::End;
use crate::codes;
use crate::number::{Number, common_denominator};
use crate::partial::{Bounds, Known};

/// Grains of a unit, at least. Draws of points use them as their grid.
const GRAINS_MIN: i128 = 1 << 16;

/// Largest sum, in grains. Leaves room for sums of a few.
const SUM_MAX: i128 = i128::MAX / 64;

/// How numbers of points become grains.
#[derive(Clone, Debug)]
pub(crate) struct Grain {
    /// Grains of a point.
    per_point: BigInt,
    /// Grains of a unit.
    per_unit: i128,
    /// Stands for no bound.
    pub(crate) endless: i128,
}

impl Grain {
    /// Grains in which all bounds can be written.
    pub(crate) fn of(known: &[Known]) -> Result<Grain, Diagnostic> {
        let all = || known.iter().flat_map(numbers);
        let unit = common_denominator(all()).ok_or_else(too_fine)?;
        let units = |number: &Number| (number * &unit).to_integer().to_i128();
        // No path through the bounds of an issue is longer than this sum.
        let mut longest = 0_i128;
        for number in all() {
            let units = units(number).and_then(i128::checked_abs).ok_or_else(too_fine)?;
            longest = longest.checked_add(units).ok_or_else(too_fine)?;
        }
        let issues = || known.iter().flat_map(|known| &known.issues);
        let nodes: usize = issues().map(|issue| 2 * issue.options.len() + 2).sum();
        let widest = issues().map(|issue| issue.options.len()).max().unwrap_or(0);
        let steps = 4 * nodes as i128 + 4;
        let mut per_unit = GRAINS_MIN;
        while per_unit < steps {
            per_unit *= 2;
        }
        // The worth of an issue can stand between any two options of a path.
        let longest = longest.checked_mul(2 * widest as i128 + 4).ok_or_else(too_fine)?;
        let endless = longest.checked_add(2).and_then(|all| all.checked_mul(2 * per_unit));
        let endless = endless.ok_or_else(too_fine)?;
        let sums = endless.checked_mul(steps);
        sums.filter(|sum| *sum <= SUM_MAX).ok_or_else(too_fine)?;
        Ok(Grain { per_point: unit * per_unit, per_unit, endless })
    }

    /// A bound in grains; it has to be one of those from which the grains were made.
    pub(crate) fn grains(&self, number: &Number) -> i128 {
        // They were looked at in `of`, and fit.
        (number * &self.per_point).to_integer().to_i128().unwrap_or(self.endless)
    }

    /// An upper bound in grains.
    pub(crate) fn most(&self, bounds: &Bounds) -> i128 {
        bounds.most.as_ref().map_or(self.endless, |most| self.grains(most))
    }

    /// Grains as a number of points.
    pub(crate) fn number(&self, grains: i128) -> Number {
        Number::new(BigInt::from(grains), self.per_point.clone())
    }

    /// The upper end that a greatest number of grains stands for.
    pub(crate) fn end(&self, grains: i128) -> End {
        if grains > self.endless / 2 {
            return End { at: None, reached: false };
        }
        let short = grains.rem_euclid(self.per_unit);
        let units = grains.div_euclid(self.per_unit) + i128::from(short > 0);
        End { at: Some(self.number(units * self.per_unit)), reached: short == 0 }
    }
}

/// All numbers of a party's bounds.
fn numbers(known: &Known) -> impl Iterator<Item = &Number> {
    let bounds = known.issues.iter().flat_map(|issue| issue.options.iter().chain([&issue.worth]));
    bounds
        .chain(&known.reserved)
        .flat_map(|bounds| [Some(&bounds.least), bounds.most.as_ref()])
        .flatten()
}

fn too_fine() -> Diagnostic {
    let message = "what is known of points is too fine or too large to be added exactly";
    Diagnostic::error(codes::TOO_FINE, message)
        .help("round the bounds: sums over a common denominator have to fit into about 25 digits")
}
