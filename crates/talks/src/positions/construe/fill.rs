//! The points of one party for one bracket: as stated, with gaps filled in where that is asked for.

use draft::Draft;

use super::{Construe, Way};
use crate::number::{Number, middle};
use crate::partial::Bounds;
use crate::positions::issues::{not_reached, options};
use crate::positions::order::{Left, Order};
use crate::positions::points::stated;
use crate::positions::{Form, Named, Statement};

/// Numbers of one party for the options of one issue, with how they were found where they were not
/// stated; or the options without any.
pub(super) type Filled = Result<Vec<(Number, Option<Way>)>, Vec<usize>>;

/// Nothing for the one option that can be chosen, where nobody stated points and it does not
/// matter. That *not reached* adds nothing follows from no statement: it is not filled in.
pub(super) fn settled(
    draft: &Draft,
    bracket: usize,
    only: usize,
    statements: &[&Statement],
    does_not_matter: bool,
) -> Option<Vec<(Number, Option<Way>)>> {
    let count = options(draft, bracket);
    let stated = Order::of(statements, count, count).has_points(only);
    let is_option = not_reached(draft, bracket) != Some(only);
    (does_not_matter && is_option && !stated).then(|| vec![(Number::default(), Some(Way::Settled))])
}

/// The points of those options of a bracket that can be chosen.
pub(super) fn fill(
    draft: &Draft,
    bracket: usize,
    wanted: &[usize],
    statements: &[&Statement],
    construe: Option<Construe>,
) -> Filled {
    let count = options(draft, bracket);
    let nowhere = not_reached(draft, bracket);
    let own = nowhere.unwrap_or(count);
    let order = Order::of(statements, count, own);
    let stated: Vec<Bounds> = (0..count).map(|at| stated(&order, nowhere, at)).collect();
    let exact: Vec<Option<Number>> = stated.iter().map(|bounds| bounds.exact().cloned()).collect();
    let lacking = |has: &dyn Fn(usize) -> bool| -> Filled {
        Err(wanted.iter().copied().filter(|at| !has(*at)).collect())
    };
    let known: Option<Vec<_>> = wanted.iter().map(|at| Some((exact[*at].clone()?, None))).collect();
    if let Some(known) = known {
        return Ok(known);
    }
    let without_construing = || lacking(&|at: usize| exact[at].is_some());
    let Some(Construe::Middle) = construe else { return without_construing() };
    // Statements that hold do not contradict each other.
    let Ok(left) = order.left() else { return without_construing() };
    let bounded = |at: usize| stated[at].most.is_some();
    if wanted.iter().all(|at| bounded(*at)) {
        let all = middles(&order, &left, &exact);
        let own: Vec<usize> = (0..own).collect();
        let (known, unknown): (Vec<_>, Vec<_>) = own.into_iter().partition(|at| bounded(*at));
        if !within_worth(&order, known.iter().map(|at| &all[*at].0), unknown.is_empty()) {
            return without_construing();
        }
        return Ok(wanted.iter().map(|at| all[*at].clone()).collect());
    }
    if let Some(filled) = steps(&order, statements, count, nowhere) {
        return Ok(wanted.iter().map(|at| filled[*at].clone()).collect());
    }
    lacking(&bounded)
}

/// The middle of what is left of each interval; where ranked options would come out equal, equal
/// steps through what is left of each. Of an option without an interval, which can be only one that
/// is not wanted, the number says nothing.
fn middles(order: &Order<'_>, left: &Left, exact: &[Option<Number>]) -> Vec<(Number, Option<Way>)> {
    let most = |at: usize| left.most[at].as_ref().map_or(&left.least[at].value, |b| &b.value);
    let middles: Vec<Number> =
        (0..exact.len()).map(|at| middle(&left.least[at].value, most(at))).collect();
    let stated = |at: usize| order.stated(at).is_some_and(|stated| stated.most.is_some());
    let bounded = |at: usize| exact[at].is_some() || stated(at);
    let mut more = order.pairs().filter(|(a, b, more)| *more && bounded(*a) && bounded(*b));
    let in_order = more.all(|(a, b, _)| middles[a] > middles[b]);
    let (below, above) = if in_order { Default::default() } else { heights(order, exact.len()) };
    let number = |at: usize| match (&exact[at], in_order) {
        (Some(number), _) => (number.clone(), None),
        (None, true) => (middles[at].clone(), Some(Way::Middle)),
        (None, false) => {
            // An option with b steps below it and a above stands at (b + 1) of (a + b + 2) parts.
            let (below, above) = (below[at], above[at]);
            let share = Number::new((below + 1).into(), (below + above + 2).into());
            let least = &left.least[at].value;
            (least + (most(at) - least) * share, Some(Way::EqualSteps))
        }
    };
    (0..exact.len()).map(number).collect()
}

/// Whether best and worst lie as far apart as the worth says; not too far, where these are not all.
fn within_worth<'n>(
    order: &Order<'_>,
    numbers: impl Iterator<Item = &'n Number> + Clone,
    all: bool,
) -> bool {
    let Some(apart) = numbers.clone().max().zip(numbers.min()).map(|(most, least)| most - least)
    else {
        return true;
    };
    let worth = order.worth();
    (!all || worth.least <= apart) && worth.most.as_ref().is_none_or(|most| apart <= *most)
}

/// By option, the longest chains of "more" that lead down from it and up from it.
fn heights(order: &Order<'_>, count: usize) -> (Vec<usize>, Vec<usize>) {
    let pairs: Vec<(usize, usize, bool)> = order.pairs().collect();
    let (mut below, mut above) = (vec![0; count], vec![0; count]);
    // No circle has "more" in it, so that chains are shorter than the number of options.
    for _ in 0..count {
        let before = (below.clone(), above.clone());
        for &(a, b, more) in &pairs {
            below[a] = below[a].max(below[b] + usize::from(more));
            above[b] = above[b].max(above[a] + usize::from(more));
        }
        if before == (below.clone(), above.clone()) {
            break;
        }
    }
    (below, above)
}

/// Equal steps from the worst option, which is worth nothing, to the best, which is worth the
/// bracket's worth: where one rank names every option, and nobody stated points.
fn steps(
    order: &Order<'_>,
    statements: &[&Statement],
    count: usize,
    nowhere: Option<usize>,
) -> Option<Vec<(Number, Option<Way>)>> {
    let worth = order.worth().middle()?;
    if (0..count).any(|at| order.has_points(at)) {
        return None;
    }
    let own = count - usize::from(nowhere.is_some());
    let mut ranks = statements.iter().filter_map(|statement| match &statement.form {
        Form::Rank(levels) => Some(levels),
        _ => None,
    });
    let names_all = |levels: &&Vec<Vec<Named>>| {
        let named = levels.iter().flatten();
        named.clone().count() == own && named.clone().all(|named| Some(named.option) != nowhere)
    };
    let levels = ranks.find(names_all)?;
    // A second rank of the same day says nothing that this one does not, or they contradict.
    let mut filled = vec![(Number::default(), None); count];
    for (at, level) in levels.iter().rev().enumerate() {
        let parts = Number::from_integer(levels.len().saturating_sub(1).max(1).into());
        let points = &worth * Number::from_integer(at.into()) / parts;
        for named in level {
            filled[named.option] = (points.clone(), Some(Way::EqualSteps));
        }
    }
    Some(filled)
}
