//! Counting by tables: issues are summed out one by one (bucket elimination; Dechter, Artificial
//! Intelligence 113:41, 1999).
//!
//! The table of a step has a row for each choice of the issues that stand beside the one summed
//! out. Classes that neither the rules nor the tables joined so far tell apart share a row, so
//! that most tables are far smaller than their scopes.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_traits::ToPrimitive as _;

use super::order::Order;
use super::poly::Poly;
use super::{Group, Limits};
use crate::compile::{Node, bits};

mod cost;
mod scope;
mod tally;
mod turns;

pub(super) use cost::{Cost, cost, greedy};
use scope::{Scope, joined, scope_of};
use tally::Tally;
use turns::{Steps, Turns};

/// The packages of a group with plain numbers; `None` where sums are carried or counts could leave
/// 128 bits.
pub(super) fn plain(group: &Group, order: &Order, limits: &Limits) -> Option<Poly> {
    let weight = |poly: &Poly| match poly.0.as_slice() {
        [] => Some(0),
        [(0, count)] => count.to_u128(),
        _ => None,
    };
    let of_issue = |classes: &Vec<Poly>| classes.iter().map(weight).collect::<Option<Vec<u128>>>();
    let weights: Vec<Vec<u128>> = group.weights.iter().map(of_issue).collect::<Option<_>>()?;
    // No sum of products of weights is more than the product of their sums.
    let sum = |weights: &Vec<u128>| weights.iter().try_fold(0, |sum: u128, w| sum.checked_add(*w));
    weights.iter().try_fold(1_u128, |product, weights| product.checked_mul(sum(weights)?))?;
    let count = Elimination { group, weights: &weights, limits }.count(order)?;
    Some(Poly::of(vec![(0, BigUint::from(count))]))
}

/// The packages of a group with the sums that they reach; `None` beyond the limits.
pub(super) fn with_sums(group: &Group, order: &Order, limits: &Limits) -> Option<Poly> {
    Elimination { group, weights: &group.weights, limits }.count(order)
}

/// A number for each choice of kinds, the last issue turning fastest.
struct Table<T> {
    scope: Scope,
    rows: Vec<T>,
}

struct Elimination<'a, T> {
    group: &'a Group,
    /// By issue and class.
    weights: &'a [Vec<T>],
    limits: &'a Limits,
}

impl<T: Tally> Elimination<'_, T> {
    fn count(&self, order: &Order) -> Option<T> {
        let places = places(order);
        // A table belongs to the first of its issues that is summed out.
        let first = |scope: &Scope| scope.keys().map(|issue| places[*issue]).min();
        let mut tables_at: BTreeMap<usize, Vec<Table<T>>> = BTreeMap::new();
        for rule in &self.group.rules {
            let table = self.of_rule(rule)?;
            tables_at.entry(first(&table.scope)?).or_default().push(table);
        }
        let mut product = T::one();
        for (at, issue) in order.iter().enumerate() {
            let table = self.sum_out(*issue, &tables_at.remove(&at).unwrap_or_default())?;
            match first(&table.scope) {
                Some(next) => tables_at.entry(next).or_default().push(table),
                None => product = product.times(table.rows.first()?, self.limits)?,
            }
        }
        Some(product)
    }

    /// One where a rule holds, nothing where it does not.
    fn of_rule(&self, rule: &Node) -> Option<Table<T>> {
        let scope = scope_of(rule, &self.group.open);
        let mut chosen = self.group.open.clone();
        let mut turns = Turns::over(&scope);
        let mut rows = Vec::new();
        loop {
            for ((issue, kinds), kind) in scope.iter().zip(&turns.now) {
                let class = kinds.iter().position(|other| other == kind)?;
                chosen[*issue] = 1 << bits(self.group.open[*issue]).nth(class)?;
            }
            let holds = rule.truth(&chosen).is_certain();
            rows.push(if holds { T::one() } else { T::nothing() });
            if turns.turn().is_none() {
                return Some(Table { scope, rows });
            }
        }
    }

    fn sum_out(&self, issue: usize, tables: &[Table<T>]) -> Option<Table<T>> {
        let weights: Vec<&T> =
            bits(self.group.open[issue]).map(|class| &self.weights[issue][class]).collect();
        let mut scope = joined(tables.iter().map(|table| &table.scope));
        scope.remove(&issue);
        let steps: Vec<Steps> =
            tables.iter().map(|table| Steps::of(&table.scope, issue, &scope)).collect();
        let mut places = vec![0; tables.len()];
        let mut turns = Turns::over(&scope);
        let (mut rows, mut terms) = (Vec::new(), 0);
        loop {
            let mut sum = T::nothing();
            'classes: for (class, weight) in weights.iter().enumerate() {
                let mut product = (*weight).clone();
                for ((table, place), steps) in tables.iter().zip(&places).zip(&steps) {
                    let row = &table.rows[place + steps.issue.get(class).copied().unwrap_or(0)];
                    if row.is_nothing() {
                        continue 'classes;
                    }
                    product = product.times(row, self.limits)?;
                }
                sum.plus(product);
            }
            terms += sum.terms();
            if terms > self.limits.terms_max {
                return None;
            }
            rows.push(sum);
            let Some(moved) = turns.turn() else { return Some(Table { scope, rows }) };
            for (place, steps) in places.iter_mut().zip(&steps) {
                for (at, steps) in steps.scope.iter().enumerate().skip(moved) {
                    let now = turns.now[at];
                    // Who moved on took one step; those after it began again.
                    let before = if at == moved { now - 1 } else { turns.most[at] };
                    *place = *place + steps[now] - steps[before];
                }
            }
        }
    }
}

/// By issue: its place in an order.
fn places(order: &Order) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (at, issue) in order.iter().enumerate() {
        places[*issue] = at;
    }
    places
}
