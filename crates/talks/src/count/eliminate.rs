//! Counting by tables: issues are summed out one by one (bucket elimination; Dechter, Artificial
//! Intelligence 113:41, 1999).
//!
//! The table of a step has a row for each choice of the issues that stand beside the one summed
//! out. Classes that neither the rules nor the tables joined so far tell apart share a row, so
//! that most tables are far smaller than their scopes.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use num_traits::ToPrimitive as _;

use super::order::{Order, tie};
use super::poly::Poly;
use super::{Group, Limits};
use crate::compile::{Mask, Node, bits};

/// By open class of an issue: the number of its kind. Numbers rise from 0 in the order in which
/// kinds are met.
type Kinds = Vec<usize>;

/// Issues with the kinds of their classes.
type Scope = BTreeMap<usize, Kinds>;

/// What is added and multiplied: plain numbers, or distributions of sums.
pub(super) trait Tally: Clone {
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

/// What summing out in an order takes; `usize::MAX` where that is more than can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Rows times classes of the issue summed out, of all steps.
    pub(super) steps: usize,
    /// Rows of the tables that are held at one time.
    pub(super) held: usize,
}

/// What summing out in an order takes.
pub(super) fn cost(group: &Group, order: &Order) -> Cost {
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
pub(super) fn greedy(group: &Group, attempt: u64) -> Order {
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

/// Rows of a table.
fn rows(scope: &Scope) -> usize {
    scope.values().map(count).fold(1, usize::saturating_mul)
}

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

/// How the place in a table moves with the choices.
struct Steps {
    /// By open class of the issue summed out; empty where the table does not speak of it.
    issue: Vec<usize>,
    /// By issue of the new scope and its kind.
    scope: Vec<Vec<usize>>,
}

impl Steps {
    fn of(table: &Scope, issue: usize, scope: &Scope) -> Steps {
        let mut strides = BTreeMap::new();
        let mut stride = 1;
        for (other, kinds) in table.iter().rev() {
            strides.insert(*other, stride);
            stride *= count(kinds);
        }
        let by_class = |issue: &usize| -> Vec<usize> {
            let stride = strides.get(issue).copied().unwrap_or(0);
            table.get(issue).into_iter().flatten().map(|kind| kind * stride).collect()
        };
        let by_kind = |(issue, kinds): (&usize, &Kinds)| -> Vec<usize> {
            let by_class = by_class(issue);
            let first = |kind| kinds.iter().position(|other| *other == kind).unwrap_or(0);
            let step = |kind| by_class.get(first(kind)).copied().unwrap_or(0);
            (0..count(kinds)).map(step).collect()
        };
        Steps { issue: by_class(&issue), scope: scope.iter().map(by_kind).collect() }
    }
}

/// All choices of kinds, the last issue turning fastest.
struct Turns {
    now: Vec<usize>,
    /// The last kind of each.
    most: Vec<usize>,
}

impl Turns {
    fn over(scope: &Scope) -> Turns {
        let most: Vec<usize> = scope.values().map(|kinds| count(kinds).saturating_sub(1)).collect();
        Turns { now: vec![0; most.len()], most }
    }

    /// The place of the issue that moved on, those after it having begun again.
    fn turn(&mut self) -> Option<usize> {
        for at in (0..self.now.len()).rev() {
            if self.now[at] < self.most[at] {
                self.now[at] += 1;
                return Some(at);
            }
            self.now[at] = 0;
        }
        None
    }
}

/// Kinds of classes: numbers rise in the order in which they are met.
fn count(kinds: &Kinds) -> usize {
    kinds.iter().max().map_or(0, |most| most + 1)
}

/// Kinds that are told apart by one or the other.
fn refined(a: &Kinds, b: &[usize]) -> Kinds {
    let mut numbers = BTreeMap::new();
    a.iter()
        .zip(b)
        .map(|pair| {
            let next = numbers.len();
            *numbers.entry(pair).or_insert(next)
        })
        .collect()
}

fn joined<'a>(scopes: impl IntoIterator<Item = &'a Scope>) -> Scope {
    let mut all = Scope::new();
    for (issue, kinds) in scopes.into_iter().flatten() {
        let kinds = all.get(issue).map_or_else(|| kinds.clone(), |other| refined(other, kinds));
        all.insert(*issue, kinds);
    }
    all
}

/// The issues of a rule with the classes that it tells apart.
fn scope_of(rule: &Node, open: &[Mask]) -> Scope {
    match rule {
        Node::In { issue, mask } => {
            let inside = bits(open[*issue]).map(|class| usize::from(mask >> class & 1 == 1));
            let inside: Vec<usize> = inside.collect();
            Scope::from([(*issue, refined(&vec![0; inside.len()], &inside))])
        }
        Node::All(parts) | Node::Any(parts) => {
            let parts: Vec<Scope> = parts.iter().map(|part| scope_of(part, open)).collect();
            joined(&parts)
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
