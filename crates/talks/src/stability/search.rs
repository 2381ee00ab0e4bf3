//! Sequential stability where opponents' preferences are only partly known.
//!
//! Whether an opponent would make a move is known, or open. Open moves are decided one after the
//! other, each in two ways, with what follows from it for the others (orders stay transitive),
//! until the question is settled: this goes through all completions, in as few groups as needed.

use basis::Truth;

use super::bits::Bits;
use super::graph::{Graph, Kind, Move};
use super::judge::View;

/// Decisions of one question about one state.
pub const BRANCHES_MAX: usize = 500;

/// States of a conflict in which completions are searched.
pub const STATES_SEARCHED_MAX: usize = 128;

/// Whether a state is sequentially stable, where neither bound settles it. `least` are the states
/// that the group is known to prefer, `most` those that it may prefer.
pub(super) fn sequential(view: &View<'_>, state: usize, least: &Bits, most: &Bits) -> Truth {
    if view.graph.states() > STATES_SEARCHED_MAX {
        return Truth::Unknown;
    }
    let all = Bits::all(view.graph.states());
    let mut budget = BRANCHES_MAX;
    // Some completion has an improvement that nothing deters: the state is not stable for certain.
    let deterring = all.less(most);
    let threats = view.own(state).and(most);
    let mut undeterred =
        threats.iter().map(|to| avoids(view, view.graph, to, &deterring, &mut budget));
    if undeterred.all(|hit| hit == Some(false)) {
        return Truth::Yes;
    }
    // Some completion deters every improvement: the state may be stable.
    let improvements: Vec<usize> = view.own(state).and(least).iter().collect();
    let mut budget = BRANCHES_MAX;
    match deters(view, view.graph, &improvements, &all.less(least), &mut budget) {
        Some(false) => Truth::No,
        _ => Truth::Unknown,
    }
}

/// Whether in some completion the others cannot come from a state into `wanted` by improvements;
/// `None` where the budget does not suffice.
fn avoids(
    view: &View<'_>,
    graph: &Graph,
    from: usize,
    wanted: &Bits,
    budget: &mut usize,
) -> Option<bool> {
    let others = view.others();
    if graph.reach(others, from, Kind::Improvements).meets(wanted) {
        return Some(false);
    }
    let Some(path) = graph.path(others, from, Kind::PossibleImprovements, wanted) else {
        return Some(true);
    };
    decide(graph, from, &path, false, budget, |graph, budget| {
        avoids(view, graph, from, wanted, budget)
    })
}

/// Whether in some completion the others can come from each of these states into `wanted` by
/// improvements; `None` where the budget does not suffice.
fn deters(
    view: &View<'_>,
    graph: &Graph,
    from: &[usize],
    wanted: &Bits,
    budget: &mut usize,
) -> Option<bool> {
    let others = view.others();
    let open =
        from.iter().find(|from| !graph.reach(others, **from, Kind::Improvements).meets(wanted));
    let Some(open) = open else { return Some(true) };
    let Some(path) = graph.path(others, *open, Kind::PossibleImprovements, wanted) else {
        return Some(false);
    };
    decide(graph, *open, &path, true, budget, |graph, budget| {
        deters(view, graph, from, wanted, budget)
    })
}

/// Decides the first open move of a path both ways, the hoped way first; whether one of them does.
fn decide(
    graph: &Graph,
    from: usize,
    path: &[Move],
    hoped: bool,
    budget: &mut usize,
    mut then: impl FnMut(&Graph, &mut usize) -> Option<bool>,
) -> Option<bool> {
    let befores = std::iter::once(from).chain(path.iter().map(|step| step.to));
    let is_open = |(before, step): &(usize, &Move)| {
        !graph.steps(step.maker, *before, Kind::Improvements).has(step.to)
    };
    let (before, step) = befores.zip(path).find(is_open)?;
    let mut found = Some(false);
    for improves in [hoped, !hoped] {
        *budget = budget.checked_sub(1)?;
        let mut order = graph.order(step.maker).clone();
        let (upper, lower) = if improves { (step.to, before) } else { (before, step.to) };
        if !order.add(upper, lower, improves) {
            continue;
        }
        let mut decided = graph.clone();
        decided.set_order(step.maker, order);
        match then(&decided, budget) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => found = None,
        }
    }
    found
}
