//! The inverse question: which preferences would make a state stable.
//!
//! Whether a state is stable for one decision maker depends, its moves and the others' answers
//! being given, only on which states it prefers to it; the fewer, the more stable. So there are
//! smallest sets of states such that the state is stable exactly where all of one set are not
//! preferred to it (compare Kinsara, Kilgour and Hipel, *IEEE Transactions on Systems, Man, and
//! Cybernetics: Systems* 45:1204, 2015; Wang, Hipel, Fang and Dang, *European Journal of
//! Operational Research* 270:887, 2018, who count rankings). Under sequential stability the
//! others' answers rest on their preferences as stated.
//!
//! The *least change* of a ranking is measured in pairs of states whose comparison (better, as
//! good, worse) differs. Of the states above the wished one, those that have to come down leave the
//! others, and perhaps take along all from some rank on: what is cheapest is such a cut, because
//! pulling down a higher state and leaving a lower one always costs more than the other way round.

use std::collections::BTreeSet;

use basis::Truth;

use super::graph::{Graph, Group, Kind};
use super::judge::{Concept, View};

/// Smallest sets of one condition, at any stage of their making.
pub const SETS_MAX: usize = 1_000;

/// Which preferences make one state an equilibrium under one concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inverse {
    /// The state that is wished.
    pub state: usize,
    /// The concept of stability.
    pub concept: Concept,
    /// By decision maker.
    pub makers: Vec<ForMaker>,
    /// Changed pairs of all together; `None` where some least change is not known.
    pub pairs: Option<usize>,
    /// Whether the state is an equilibrium once all least changes are made. Always so, but under
    /// sequential stability, where the change of one can take away the answer of another.
    pub holds_together: Option<bool>,
}

/// What one decision maker would have to prefer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForMaker {
    /// Whether the state is stable for it as things are.
    pub stable: Truth,
    /// The state is stable exactly where, for one of these sets, no state of the set is preferred
    /// to it; `None` above [`SETS_MAX`], and where the others' improvements are not known. A single
    /// empty set: whatever it prefers.
    pub enough: Option<Vec<Vec<usize>>>,
    /// The least change of its ranking; `None` where the sets or the ranking are not known.
    pub least: Option<Change>,
}

/// A change of a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The new ranking: groups of states that are as good, best first.
    pub ranking: Vec<Vec<usize>>,
    /// How many pairs of states are compared in another way.
    pub pairs: usize,
    /// States that were preferred to the wished one, and no longer are.
    pub lowered: Vec<usize>,
}

/// Answers the inverse question for one state and concept.
pub fn inverse(graph: &Graph, state: usize, concept: Concept) -> Inverse {
    let makers: Vec<ForMaker> = graph
        .everybody()
        .members()
        .map(|maker| {
            let view = View::new(graph, Group::one(maker));
            let enough = enough(&view, concept, state);
            let ranking = graph.order(maker).ranking();
            let least = match (&enough, ranking) {
                (Some(sets), Some(ranking)) => least_change(&ranking, state, sets),
                _ => None,
            };
            ForMaker { stable: view.stable(concept, state), enough, least }
        })
        .collect();
    let pairs = makers.iter().map(|maker| maker.least.as_ref().map(|least| least.pairs)).sum();
    let holds_together = holds_together(graph, state, concept, &makers);
    Inverse { state, concept, makers, pairs, holds_together }
}

fn holds_together(
    graph: &Graph,
    state: usize,
    concept: Concept,
    makers: &[ForMaker],
) -> Option<bool> {
    let mut changed = graph.clone();
    for (maker, of) in makers.iter().enumerate() {
        let ranking = &of.least.as_ref()?.ranking;
        changed.set_order(maker, super::order::Order::of_ranking(graph.states(), ranking));
    }
    let stable = |maker| View::new(&changed, Group::one(maker)).stable(concept, state);
    Some((0..makers.len()).all(|maker| stable(maker) == Truth::Yes))
}

/// The smallest sets of states such that the state is stable exactly where no state of one set is
/// preferred to it.
fn enough(view: &View<'_>, concept: Concept, state: usize) -> Option<Vec<Vec<usize>>> {
    let kind = if concept == Concept::Seq { Kind::Improvements } else { Kind::Moves };
    let known = |to| view.replies(to, kind) == view.replies(to, Kind::PossibleImprovements);
    let mut clauses: Vec<Vec<BTreeSet<usize>>> = Vec::new();
    for to in view.own(state).iter().filter(|to| *to != state) {
        if concept == Concept::Seq && !known(to) {
            return None;
        }
        let mut ways = vec![BTreeSet::from([to])];
        if concept != Concept::Nash {
            ways.extend(view.replies(to, kind).iter().map(|reply| {
                let mut set = BTreeSet::from([reply]);
                if concept == Concept::Smr {
                    set.extend(view.own(reply).iter());
                }
                set.remove(&state);
                set
            }));
        }
        clauses.push(smallest(ways));
    }
    clauses.sort_by_key(Vec::len);
    let mut sets = vec![BTreeSet::new()];
    for clause in clauses {
        let mut next = BTreeSet::new();
        for set in &sets {
            if clause.iter().any(|way| way.is_subset(set)) {
                next.insert(set.clone());
                continue;
            }
            next.extend(clause.iter().map(|way| set | way));
        }
        sets = smallest(next);
        if sets.len() > SETS_MAX {
            return None;
        }
    }
    Some(sets.into_iter().map(|set| set.into_iter().collect()).collect())
}

/// The sets that hold no other of them, each once, small ones first.
fn smallest(sets: impl IntoIterator<Item = BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
    let mut sets: Vec<BTreeSet<usize>> = sets.into_iter().collect();
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let mut kept: Vec<BTreeSet<usize>> = Vec::new();
    for set in sets {
        if !kept.iter().any(|small| small.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// The least change after which no state of one of the sets is preferred to `state`; of several the
/// first. `None` where the ranking lacks the state, or there is no set.
fn least_change(ranking: &[Vec<usize>], state: usize, sets: &[Vec<usize>]) -> Option<Change> {
    let at = ranking.iter().position(|group| group.contains(&state))?;
    let (above, from) = ranking.split_at(at);
    let tied = from.first().map_or(0, |group| group.len() - 1);
    let mut best: Option<(usize, BTreeSet<usize>)> = None;
    for set in sets {
        for cut in 0..=above.len() {
            let from_cut = above.iter().skip(cut).flatten();
            let named = above.iter().flatten().filter(|state| set.contains(state));
            let lowered: BTreeSet<usize> = named.chain(from_cut).copied().collect();
            let pairs = cost(above, &lowered, tied);
            if best.as_ref().is_none_or(|(least, _)| pairs < *least) {
                best = Some((pairs, lowered));
            }
        }
    }
    let (pairs, lowered) = best?;
    if lowered.is_empty() {
        return Some(Change { ranking: ranking.to_vec(), pairs, lowered: Vec::new() });
    }
    let part = |group: &Vec<usize>, low: bool| -> Vec<usize> {
        group.iter().copied().filter(|state| lowered.contains(state) == low).collect()
    };
    let mut new: Vec<Vec<usize>> = above.iter().map(|group| part(group, false)).collect();
    new.push(vec![state]);
    new.extend(above.iter().map(|group| part(group, true)));
    new.extend(from.iter().map(|group| {
        group.iter().copied().filter(|other| *other != state).collect::<Vec<usize>>()
    }));
    new.retain(|group| !group.is_empty());
    Some(Change { ranking: new, pairs, lowered: lowered.into_iter().collect() })
}

/// Pairs that change where these states come down below the wished one: each of them with it, the
/// wished one with those it was tied with, and each of them with what stays up and was not better.
fn cost(above: &[Vec<usize>], lowered: &BTreeSet<usize>, tied: usize) -> usize {
    if lowered.is_empty() {
        return 0;
    }
    let (mut down, mut crossed) = (0, 0);
    for group in above {
        let lower = group.iter().filter(|state| lowered.contains(state)).count();
        down += lower;
        crossed += down * (group.len() - lower);
    }
    down + tied + crossed
}
