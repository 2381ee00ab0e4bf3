//! In which order issues are taken: by fewest new neighbours (min-fill), so that what has to be
//! kept in mind at a time is little.
//!
//! Minimum fill after Rose (1972) as used in bucket elimination: Dechter, Artificial Intelligence
//! 113:41 (1999).

use std::collections::BTreeSet;

use crate::compile::Mask;

/// Issues of one rule up to which each is made a neighbour of each; of longer rules only those that
/// follow each other.
pub(super) const SCOPE_MAX: usize = 48;

/// Neighbours of each variable: those that stand with it in a scope.
pub(super) fn graph(count: usize, scopes: &[Vec<usize>]) -> Vec<BTreeSet<usize>> {
    let mut near = vec![BTreeSet::new(); count];
    for scope in scopes {
        let reach = if scope.len() > SCOPE_MAX { 1 } else { scope.len() };
        for (at, a) in scope.iter().enumerate() {
            for b in scope.iter().skip(at + 1).take(reach).filter(|b| *b != a) {
                near[*a].insert(*b);
                near[*b].insert(*a);
            }
        }
    }
    near
}

/// Groups of variables that hang together, each rising, in the order of their first.
pub(super) fn groups(near: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; near.len()];
    let mut groups = Vec::new();
    for first in 0..near.len() {
        if std::mem::replace(&mut seen[first], true) {
            continue;
        }
        let mut group = vec![first];
        let mut at = 0;
        while let Some(from) = group.get(at).copied() {
            at += 1;
            let fresh = near[from].iter().filter(|to| !std::mem::replace(&mut seen[**to], true));
            group.extend(fresh);
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

/// Variables in the order of their elimination.
pub(super) type Order = Vec<usize>;

/// Orders that are tried where the first is not good enough.
pub(super) const TRIES: u64 = 80;

/// An order with the least new neighbours at each step; every third attempt with the fewest
/// neighbours. Attempts break ties differently.
pub(super) fn eliminated(mut near: Vec<BTreeSet<usize>>, attempt: u64) -> Order {
    let mut scores: Vec<_> = (0..near.len()).map(|var| score(var, &near, attempt)).collect();
    let mut queue: BTreeSet<_> = scores.iter().copied().zip(0..).collect();
    let mut order = Vec::with_capacity(near.len());
    while let Some((_, var)) = queue.pop_first() {
        let beside = std::mem::take(&mut near[var]);
        let mut touched = beside.clone();
        for &a in &beside {
            near[a].remove(&var);
            near[a].extend(beside.iter().filter(|b| **b != a));
        }
        // Who lost or gained a neighbour, and whoever stands beside two of these.
        beside.iter().for_each(|a| touched.extend(&near[*a]));
        for a in touched {
            queue.remove(&(scores[a], a));
            scores[a] = score(a, &near, attempt);
            queue.insert((scores[a], a));
        }
        order.push(var);
    }
    order
}

/// Pairs of neighbours that do not stand beside each other yet, or every third time the number of
/// neighbours; then what breaks ties.
fn score(var: usize, near: &[BTreeSet<usize>], attempt: u64) -> (usize, u64) {
    let beside = &near[var];
    if attempt % 3 == 2 {
        return (beside.len(), tie(var, attempt));
    }
    let strangers = |a: &usize| beside.range(a + 1..).filter(|b| !near[*a].contains(b)).count();
    (beside.iter().map(strangers).sum(), tie(var, attempt))
}

/// A number that orders variables differently in each attempt, and the same on every machine.
pub(super) fn tie(var: usize, attempt: u64) -> u64 {
    let mixed = (var as u64 + 1).wrapping_mul(attempt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40
}

/// Rows of the tables that summing out in an order would make, whatever the rules tell apart;
/// `usize::MAX` where that is more than can be said.
pub(super) fn rows(near: &[BTreeSet<usize>], order: &Order, open: &[Mask]) -> usize {
    let mut near = near.to_vec();
    let mut rows = 0_usize;
    for var in order {
        let beside = std::mem::take(&mut near[*var]);
        let size = |var: &usize| open[*var].count_ones() as usize;
        let table = beside.iter().map(size).fold(size(var), usize::saturating_mul);
        rows = rows.saturating_add(table);
        for &a in &beside {
            near[a].remove(var);
            near[a].extend(beside.iter().filter(|b| **b != a));
        }
    }
    rows
}
