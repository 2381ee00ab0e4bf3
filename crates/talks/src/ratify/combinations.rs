//! Which bodies would pass how many packages: how far win-sets overlap.

use basis::Diagnostic;
use num_bigint::{BigInt, BigUint};

use super::{Body, win_set};
use crate::count;
use crate::domain::Domain;
use draft::Condition;

/// Bodies up to which every combination is counted.
pub const COMBINED_MAX: usize = 6;

/// Packages that exactly these bodies are known to pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// By position of the body.
    pub passes: Vec<bool>,
    /// How many there are; at least one.
    pub count: BigUint,
}

/// Of the packages that obey conditions, how many exactly which bodies are known to pass, the most
/// first; `None` with more than [`COMBINED_MAX`] bodies, or where a number is known by bounds only.
///
/// What all of some bodies pass is counted for each set of them; a package that exactly these pass
/// remains when those of greater sets are taken away (inclusion and exclusion).
///
/// # Errors
/// As [`win_set`].
pub fn combinations(
    domain: &Domain,
    bodies: &[&Body],
    among: &[&Condition],
    limits: &count::Limits,
) -> Result<Option<Vec<Combination>>, Diagnostic> {
    if bodies.len() > COMBINED_MAX {
        return Ok(None);
    }
    let within = |set: usize, at: usize| set >> at & 1 == 1;
    let mut counts: Vec<BigInt> = Vec::new();
    for set in 0..1_usize << bodies.len() {
        let chosen = bodies.iter().enumerate().filter(|(at, _)| within(set, *at));
        let chosen: Vec<&Body> = chosen.map(|(_, body)| *body).collect();
        let passed = win_set(domain, &chosen, among, limits)?.passed;
        let Some(exact) = passed.exact() else { return Ok(None) };
        counts.push(exact.clone().into());
    }
    for at in 0..bodies.len() {
        for set in 0..counts.len() {
            if !within(set, at) {
                let also = counts[set | 1 << at].clone();
                counts[set] -= also;
            }
        }
    }
    let combination = |(set, count): (usize, BigInt)| {
        let count = count.to_biguint().filter(|count| *count > BigUint::default())?;
        Some(Combination { passes: (0..bodies.len()).map(|at| within(set, at)).collect(), count })
    };
    let mut found: Vec<Combination> =
        counts.into_iter().enumerate().filter_map(combination).collect();
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| b.passes.cmp(&a.passes)));
    Ok(Some(found))
}
