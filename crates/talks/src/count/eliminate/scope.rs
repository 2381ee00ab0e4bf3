//! The issues that a table speaks of, and the kinds of classes that it tells apart.

use std::collections::BTreeMap;

use crate::compile::{Mask, Node, bits};

/// By open class of an issue: the number of its kind. Numbers rise from 0 in the order in which
/// kinds are met.
pub(super) type Kinds = Vec<usize>;

/// Issues with the kinds of their classes.
pub(super) type Scope = BTreeMap<usize, Kinds>;

/// Rows of a table.
pub(super) fn rows(scope: &Scope) -> usize {
    scope.values().map(count).fold(1, usize::saturating_mul)
}

/// Kinds of classes: numbers rise in the order in which they are met.
pub(super) fn count(kinds: &Kinds) -> usize {
    kinds.iter().max().map_or(0, |most| most + 1)
}

/// Kinds that are told apart by one or the other.
pub(super) fn refined(a: &Kinds, b: &[usize]) -> Kinds {
    let mut numbers = BTreeMap::new();
    a.iter()
        .zip(b)
        .map(|pair| {
            let next = numbers.len();
            *numbers.entry(pair).or_insert(next)
        })
        .collect()
}

pub(super) fn joined<'a>(scopes: impl IntoIterator<Item = &'a Scope>) -> Scope {
    let mut all = Scope::new();
    for (issue, kinds) in scopes.into_iter().flatten() {
        let kinds = all.get(issue).map_or_else(|| kinds.clone(), |other| refined(other, kinds));
        all.insert(*issue, kinds);
    }
    all
}

/// The issues of a rule with the classes that it tells apart.
pub(super) fn scope_of(rule: &Node, open: &[Mask]) -> Scope {
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
