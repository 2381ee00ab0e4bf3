//! Counting with sums: distributions of the groups, added up until every sum is settled.

use num_bigint::BigUint;
use num_traits::Zero as _;

use super::poly::Poly;
use super::{Limits, Sum};
use crate::compile::Compiled;

/// One sum within the packed number of all.
struct Digit {
    /// What one step of the sum adds to the packed number.
    stride: u128,
    /// How many steps there are at most.
    range: u128,
    /// Steps that are needed; `None` where the sum cannot be reached.
    needed: Option<u128>,
    /// By issue and option: steps above the least of the issue.
    steps: Vec<Vec<u128>>,
}

/// The number of packages, where it can be had within the limits.
pub(super) fn exact(
    options: &[usize],
    compiled: &Compiled,
    sums: &[&Sum],
    limits: &Limits,
) -> Option<BigUint> {
    let mut digits: Vec<Digit> = Vec::with_capacity(sums.len());
    let mut stride = 1_u128;
    for sum in sums {
        let digit = digit(options, sum, stride)?;
        stride = stride.checked_mul(digit.range.checked_add(1)?)?;
        if digit.needed.is_none() {
            return Some(BigUint::zero());
        }
        digits.push(digit);
    }
    let weight = |issue: usize, class: &Vec<usize>| {
        let packed = |option: &usize| -> u128 {
            digits.iter().map(|digit| digit.stride * digit.steps[issue][*option]).sum()
        };
        Poly::of(class.iter().map(|option| (packed(option), BigUint::from(1_u8))).collect())
    };
    let weights: Vec<Vec<Poly>> = (compiled.classes.iter().enumerate())
        .map(|(issue, classes)| classes.iter().map(|class| weight(issue, class)).collect())
        .collect();
    let groups = super::groups(compiled, &weights, limits)?;
    add_up(&groups, &digits, limits)
}

/// The steps of one sum over the least that it can be.
fn digit(options: &[usize], sum: &Sum, stride: u128) -> Option<Digit> {
    let mut steps: Vec<Vec<u128>> = Vec::with_capacity(options.len());
    let mut needed = sum.at_least;
    let mut common = 0_u128;
    for (issue, count) in options.iter().enumerate() {
        let units = sum.units.get(issue)?.get(..*count)?;
        let least = units.iter().min().copied().unwrap_or(0);
        needed = needed.checked_sub(least)?;
        let above = |units: &i128| units.checked_sub(least).and_then(|d| u128::try_from(d).ok());
        let above: Vec<u128> = units.iter().map(above).collect::<Option<_>>()?;
        common = above.iter().fold(common, |common, units| num_integer::gcd(common, *units));
        steps.push(above);
    }
    let common = common.max(1);
    steps.iter_mut().flatten().for_each(|units| *units /= common);
    let most = |issue: &Vec<u128>| issue.iter().max().copied().unwrap_or(0);
    let range = steps.iter().map(most).try_fold(0_u128, u128::checked_add)?;
    let needed = u128::try_from(needed.max(0)).ok()?.div_ceil(common);
    Some(Digit { stride, range, needed: (needed <= range).then_some(needed), steps })
}

/// Adds up the groups, keeping of each sum only what is not settled yet.
fn add_up(groups: &[Poly], digits: &[Digit], limits: &Limits) -> Option<BigUint> {
    if groups.iter().any(Poly::is_zero) {
        return Some(BigUint::zero());
    }
    // What the groups that are still to come give to each sum at least and at most.
    let mut rests: Vec<(Vec<u128>, Vec<u128>)> =
        vec![(vec![0; digits.len()], vec![0; digits.len()])];
    for group in groups.iter().rev() {
        let (mut least, mut most) = rests.last().cloned()?;
        for (at, digit) in digits.iter().enumerate() {
            let steps = |packed: u128| packed / digit.stride % (digit.range + 1);
            let all = || group.0.iter().map(|(packed, _)| steps(*packed));
            least[at] += all().min()?;
            most[at] += all().max()?;
        }
        rests.push((least, most));
    }
    rests.pop();
    let mut sum = Poly::one();
    for group in groups {
        let (least, most) = rests.pop()?;
        if sum.0.len().saturating_mul(group.0.len()) > limits.terms_max {
            return None;
        }
        let mut terms = Vec::with_capacity(sum.0.len() * group.0.len());
        for (a, count) in &sum.0 {
            for (b, times) in &group.0 {
                if let Some(packed) = settled(a + b, digits, &least, &most) {
                    terms.push((packed, count * times));
                }
            }
        }
        sum = Poly::of(terms);
    }
    Some(sum.total())
}

/// A packed number with sums cut to what is needed; `None` where some sum can no longer be reached.
fn settled(packed: u128, digits: &[Digit], least: &[u128], most: &[u128]) -> Option<u128> {
    let mut settled = 0;
    for ((digit, least), most) in digits.iter().zip(least).zip(most) {
        let steps = packed / digit.stride % (digit.range + 1);
        let needed = digit.needed?;
        if steps + most < needed {
            return None;
        }
        settled += digit.stride * steps.min(needed.saturating_sub(*least));
    }
    Some(settled)
}
