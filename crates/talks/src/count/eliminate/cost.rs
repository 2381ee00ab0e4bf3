//! What it takes to sum out issues in an order, and orders that take little.

use std::collections::{BTreeMap, BTreeSet};

use super::places;
use super::scope::{Scope, joined, rows, scope_of};
use crate::count::Group;
use crate::count::order::{Order, tie};

/// What summing out in an order takes; `usize::MAX` where that is more than can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::count) struct Cost {
    /// Rows times classes of the issue summed out, of all steps.
    pub(in crate::count) steps: usize,
    /// Rows of the tables that are held at one time.
    pub(in crate::count) held: usize,
}

/// What summing out in an order takes.
pub(in crate::count) fn cost(group: &Group, order: &Order) -> Cost {
    let places = places(order);
    let first = |scope: &Scope| scope.keys().map(|issue| places[*issue]).min();
    let mut scopes_at: BTreeMap<usize, Vec<Scope>> = BTreeMap::new();
    for rule in &group.rules {
        let scope = scope_of(rule, &group.open);
        scopes_at.entry(first(&scope).unwrap_or(0)).or_default().push(scope);
    }
    let mut cost = Cost { steps: 0, held: 0 };
    let mut held = 0_usize;
    for (at, issue) in order.iter().enumerate() {
        let scopes = scopes_at.remove(&at).unwrap_or_default();
        let mut scope = joined(&scopes);
        scope.remove(issue);
        let classes = group.open[*issue].count_ones() as usize;
        cost.steps = cost.steps.saturating_add(rows(&scope).saturating_mul(classes));
        held = held.saturating_add(rows(&scope));
        cost.held = cost.held.max(held);
        held = scopes.iter().map(rows).fold(held, usize::saturating_sub);
        if let Some(next) = first(&scope) {
            scopes_at.entry(next).or_default().push(scope);
        }
    }
    cost
}

/// An order in which the issue comes next whose table has the fewest rows; ties are broken
/// differently in each attempt.
pub(in crate::count) fn greedy(group: &Group, attempt: u64) -> Order {
    let mut scopes: Vec<Scope> = group.rules.iter().map(|r| scope_of(r, &group.open)).collect();
    let mut scopes_of: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); group.open.len()];
    for (at, scope) in scopes.iter().enumerate() {
        scope.keys().for_each(|issue| {
            scopes_of[*issue].insert(at);
        });
    }
    let next = |issue: usize, scopes: &[Scope], of: &BTreeSet<usize>| {
        let mut scope = joined(of.iter().filter_map(|at| scopes.get(*at)));
        scope.remove(&issue);
        ((rows(&scope), tie(issue, attempt)), scope)
    };
    let score = |issue: usize, scopes: &[Scope], of: &BTreeSet<usize>| next(issue, scopes, of).0;
    let all = scopes_of.iter().enumerate();
    let mut scores: Vec<_> = all.map(|(issue, of)| score(issue, &scopes, of)).collect();
    let mut queue: BTreeSet<_> = scores.iter().copied().zip(0..).collect();
    let mut order = Vec::with_capacity(scores.len());
    while let Some((_, issue)) = queue.pop_first() {
        order.push(issue);
        let gone = std::mem::take(&mut scopes_of[issue]);
        let (_, scope) = next(issue, &scopes, &gone);
        let touched: Vec<usize> = scope.keys().copied().collect();
        scopes.push(scope);
        for other in touched {
            scopes_of[other].retain(|at| !gone.contains(at));
            scopes_of[other].insert(scopes.len() - 1);
            queue.remove(&(scores[other], other));
            scores[other] = score(other, &scopes, &scopes_of[other]);
            queue.insert((scores[other], other));
        }
    }
    order
}
