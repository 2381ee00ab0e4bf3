//! The plan of a bound: in which order issues are settled, and which tables over a few issues bound
//! what is still to come.
//!
//! Bucket elimination (Dechter, Artificial Intelligence 113:41, 1999) settles the last issue of an
//! order first: a table says for each choice of the issues that share a rule with it what it can
//! add at best. Where a table would have too many entries, the bucket of an issue is divided into
//! mini-buckets that are settled apart; what they promise together is then an upper bound (Dechter
//! and Rish, JACM 50:107, 2003).

use std::collections::BTreeSet;

use basis::Truth;
use draft::Condition;
use draft::condition::Choice;

use super::rest::parts;
use crate::space::Space;

/// Entries of the table of one rule; rules over more choices are checked in the search only.
const RULE_ENTRIES_MAX: usize = 4_096;

/// Neighbours up to which the order counts pairs that are not yet neighbours.
const NEIGHBOURS_MAX: usize = 48;

/// A rule whose answers stand in a table.
#[derive(Clone, Debug)]
pub(super) struct RuleTable {
    /// Depths of its issues, rising.
    pub(super) scope: Vec<usize>,
    /// Whether it holds, the last issue turning fastest.
    pub(super) holds: Vec<bool>,
}

/// Issues in the order of the search, and the rules over them.
#[derive(Clone, Debug)]
pub(super) struct Ordered {
    /// The issue at each depth.
    pub(super) order: Vec<usize>,
    /// Options at each depth.
    pub(super) sizes: Vec<usize>,
    /// Rules in tables.
    pub(super) tables: Vec<RuleTable>,
    /// Rules over too many choices, by positions of issues.
    pub(super) others: Vec<Condition>,
    /// Whether some rule of no issue fails, so that nothing obeys.
    pub(super) impossible: bool,
}

impl Ordered {
    pub(super) fn of(space: &Space) -> Ordered {
        let issues = space.options.len();
        let (mut small, mut others) = (Vec::new(), Vec::new());
        let mut impossible = false;
        for rule in parts(&space.rules) {
            let scope = rule.brackets();
            if scope.is_empty() {
                impossible |= rule.holds(&[]) != Truth::Yes;
                continue;
            }
            let entries = scope.iter().try_fold(1_usize, |entries, issue| {
                entries.checked_mul(space.options.get(*issue)?.len())
            });
            let fits = entries.is_some_and(|entries| entries <= RULE_ENTRIES_MAX);
            if fits { small.push((rule, scope)) } else { others.push(rule) }
        }
        let order = order(issues, small.iter().map(|(_, scope)| scope.as_slice()));
        let mut depth_of = vec![0; issues];
        order.iter().enumerate().for_each(|(depth, issue)| depth_of[*issue] = depth);
        let sizes: Vec<usize> = order.iter().map(|issue| space.options[*issue].len()).collect();
        let table = |(rule, scope): &(Condition, Vec<usize>)| {
            let mut scope: Vec<usize> = scope.iter().map(|issue| depth_of[*issue]).collect();
            scope.sort_unstable();
            let mut choices = vec![Choice::Open; issues];
            let mut holds = Vec::new();
            each_choice(&scope, &sizes, |digits| {
                let chosen = scope.iter().zip(digits);
                chosen.for_each(|(depth, x)| choices[order[*depth]] = Choice::Option(*x));
                holds.push(rule.holds(&choices) == Truth::Yes);
            });
            RuleTable { scope, holds }
        };
        let tables = small.iter().map(table).collect();
        Ordered { order, sizes, tables, others, impossible }
    }
}

/// Calls `see` with each choice for the depths of a scope, the last turning fastest.
pub(super) fn each_choice(scope: &[usize], sizes: &[usize], mut see: impl FnMut(&[usize])) {
    let mut digits = vec![0; scope.len()];
    loop {
        see(&digits);
        let turned = digits.iter_mut().zip(scope).rev().any(|(digit, depth)| {
            *digit = (*digit + 1) % sizes[*depth];
            *digit > 0
        });
        if !turned {
            return;
        }
    }
}

/// How far apart entries stand that differ by one in each issue of a scope.
pub(super) fn strides(scope: &[usize], sizes: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; scope.len()];
    for at in (1..scope.len()).rev() {
        strides[at - 1] = strides[at] * sizes[scope[at]];
    }
    strides
}

/// An order of issues such that tables stay small: the issue that is settled first, and so stands
/// last, adds the fewest new pairs of neighbours (min-fill).
fn order<'a>(issues: usize, scopes: impl Iterator<Item = &'a [usize]>) -> Vec<usize> {
    let mut beside: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); issues];
    for scope in scopes {
        for issue in scope {
            beside[*issue].extend(scope.iter().filter(|other| *other != issue));
        }
    }
    let mut fills: Vec<usize> = (0..issues).map(|issue| fill(&beside, issue)).collect();
    let mut queue: BTreeSet<(usize, usize)> =
        fills.iter().enumerate().map(|(issue, fill)| (*fill, issue)).collect();
    let mut order = Vec::with_capacity(issues);
    while let Some((_, issue)) = queue.pop_first() {
        let neighbours = std::mem::take(&mut beside[issue]);
        let mut touched = neighbours.clone();
        for neighbour in &neighbours {
            beside[*neighbour].remove(&issue);
            beside[*neighbour].extend(neighbours.iter().filter(|other| *other != neighbour));
            touched.extend(&beside[*neighbour]);
        }
        for changed in touched {
            queue.remove(&(fills[changed], changed));
            fills[changed] = fill(&beside, changed);
            queue.insert((fills[changed], changed));
        }
        order.push(issue);
    }
    order.reverse();
    order
}

/// Pairs of neighbours that are not yet neighbours of each other.
fn fill(beside: &[BTreeSet<usize>], issue: usize) -> usize {
    let neighbours: Vec<usize> = beside[issue].iter().copied().collect();
    if neighbours.len() > NEIGHBOURS_MAX {
        return neighbours.len() * neighbours.len();
    }
    let missing = |(at, a): (usize, &usize)| {
        neighbours[at + 1..].iter().filter(|b| !beside[*a].contains(b)).count()
    };
    neighbours.iter().enumerate().map(missing).sum()
}

/// A mini-bucket: it settles the issue at one depth and says what can be had for each choice of the
/// issues of its scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The depth of the issue that it settles.
    pub depth: usize,
    /// Depths of the issues of its table, rising, all above `depth`.
    pub scope: Vec<usize>,
    /// The pieces, by position, whose tables it takes up: those whose last issue it settles.
    pub takes: Vec<usize>,
}

/// All pieces, deepest first, and which choices break a rule.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) pieces: Vec<Piece>,
    /// By piece, entry and option: whether no rule in a table is broken.
    pub(super) open: Vec<Vec<bool>>,
    /// By depth: pieces that settle it.
    pub(super) settle: Vec<Vec<usize>>,
    /// By depth: pieces whose last issue it is.
    pub(super) land: Vec<Vec<usize>>,
    /// Pieces without issues.
    pub(super) bare: Vec<usize>,
}

impl Plan {
    /// The finest plan whose tables have at most so many entries each and together.
    pub(super) fn of(ordered: &Ordered, each_max: usize, all_max: usize) -> Plan {
        let entries = |piece: &Piece| entries(&piece.scope, &ordered.sizes);
        let mut each = each_max;
        let mut pieces = divide(ordered, each);
        while each > 1 && pieces.iter().map(entries).sum::<usize>() > all_max {
            each /= 3;
            pieces = divide(ordered, each);
        }
        let depths = ordered.sizes.len();
        let (mut settle, mut land) = (vec![Vec::new(); depths], vec![Vec::new(); depths]);
        let mut bare = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            settle[piece.depth].push(at);
            match piece.scope.last() {
                Some(last) => land[*last].push(at),
                None => bare.push(at),
            }
        }
        let open = pieces.iter().map(|piece| open(ordered, piece)).collect();
        Plan { pieces, open, settle, land, bare }
    }
}

pub(super) fn entries(scope: &[usize], sizes: &[usize]) -> usize {
    scope.iter().fold(1, |entries, depth| entries.saturating_mul(sizes[*depth]))
}

/// Divides the bucket of each depth, deepest first, the widest tables first.
fn divide(ordered: &Ordered, each_max: usize) -> Vec<Piece> {
    let depths = ordered.sizes.len();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut arrived: Vec<Vec<usize>> = vec![Vec::new(); depths];
    let mut rules: Vec<Vec<&[usize]>> = vec![Vec::new(); depths];
    for table in &ordered.tables {
        if let Some((last, before)) = table.scope.split_last() {
            rules[*last].push(before);
        }
    }
    for depth in (0..depths).rev() {
        let before = |at: usize| {
            let scope = &pieces[at].scope;
            scope[..scope.len() - 1].to_vec()
        };
        let mut members: Vec<(Vec<usize>, Option<usize>)> =
            arrived[depth].iter().map(|at| (before(*at), Some(*at))).collect();
        members.extend(rules[depth].iter().map(|scope| (scope.to_vec(), None)));
        members.sort_by_key(|(scope, at)| (std::cmp::Reverse(scope.len()), *at));
        let mut made = vec![Piece { depth, scope: Vec::new(), takes: Vec::new() }];
        for (scope, at) in members {
            let joined = |piece: &Piece| {
                let all: BTreeSet<usize> = piece.scope.iter().chain(&scope).copied().collect();
                all.into_iter().collect::<Vec<usize>>()
            };
            let fits = |piece: &Piece| entries(&joined(piece), &ordered.sizes) <= each_max;
            if let Some(piece) = made.iter_mut().find(|piece| fits(piece)) {
                piece.scope = joined(piece);
                piece.takes.extend(at);
            } else if at.is_some() || entries(&scope, &ordered.sizes) <= each_max {
                made.push(Piece { depth, scope, takes: at.into_iter().collect() });
            }
        }
        for piece in made {
            if let Some(last) = piece.scope.last() {
                arrived[*last].push(pieces.len());
            }
            pieces.push(piece);
        }
    }
    pieces
}

/// By entry and option: whether no rule over the issues of a piece is broken.
fn open(ordered: &Ordered, piece: &Piece) -> Vec<bool> {
    let sizes = &ordered.sizes;
    let mut scope = piece.scope.clone();
    scope.push(piece.depth);
    let mut open = vec![true; entries(&scope, sizes)];
    for rule in &ordered.tables {
        let place = |depth: &usize| scope.binary_search(depth).ok();
        let Some(places) = rule.scope.iter().map(place).collect::<Option<Vec<usize>>>() else {
            continue;
        };
        let strides = strides(&rule.scope, sizes);
        let mut at = 0;
        each_choice(&scope, sizes, |digits| {
            let entry: usize = places.iter().zip(&strides).map(|(p, s)| digits[*p] * s).sum();
            open[at] &= rule.holds[entry];
            at += 1;
        });
    }
    open
}
