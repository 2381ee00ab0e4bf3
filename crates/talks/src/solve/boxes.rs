//! The frontier point by point, where there is no room for all of it at once: exact when it comes
//! to its end, else with a proved distance.
//!
//! What listed points leave open is a union of boxes, each of what gives every party more than a
//! lower corner (local bounds; Klamroth, Lacour and Vanderpooten, European Journal of Operational
//! Research 245:767, 2015, turned to maximisation). In the box that promises most, the package is
//! looked for whose least gain above the corner is greatest. None: the box is closed. Else the
//! package, raised as far as it goes, is a new point, and the boxes around it are divided.
//!
//! If in each open box no package gains more than ε above the corner for all parties, then every
//! package is within ε of a listed point: were it not, the package less ε for each party would be
//! covered by no listed point, and so would lie in a box, in which the package gains more than ε.

use num_bigint::BigInt;
use num_traits::{One as _, ToPrimitive as _, Zero as _};

use super::goal::{Floors, Goal, higher};
use super::search::{Ask, Found};
use super::solver::{Best, NODES_MAX, Solver};

/// Points that are listed.
pub const POINTS_MAX: usize = 10_000;

/// Boxes that are open at a time.
pub const BOXES_MAX: usize = 200_000;

/// Boxes that are looked into where nobody asks for more: some seconds for three parties.
pub const BOXES_FEW_MAX: u64 = 300;

/// Boxes that are looked into for [`POINTS_MAX`] points.
pub const BOXES_LOOKED_MAX: u64 = 50_000;

/// Pairs of boxes that are compared where nobody asks for more: with many parties each point
/// divides very many boxes. Some seconds.
pub const PAIRS_FEW_MAX: u64 = 500_000_000;

/// Pairs of boxes that are compared for [`POINTS_MAX`] points.
pub const PAIRS_ALL_MAX: u64 = 100_000_000_000;

/// Prefixes of a list up to which boxes are looked into again.
pub const NODES_LIST_MAX: u64 = 1_000_000_000;

/// Prefixes that are looked at in one box at first.
const NODES_EACH_MAX: u64 = 1_000_000;

/// So many times more are looked at each time that only boxes are left that were looked into to no
/// end.
const NODES_EACH_GROWTH: u64 = 16;

/// What is listed of a frontier.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Points that no package beats, with a package for each, in the order in which they were
    /// found.
    pub points: Vec<Found>,
    /// Every package gives each party at most so much more than one of the points, in units; 0:
    /// the list is the whole frontier. `None` where no such bound was proved.
    pub within: Option<i128>,
    /// Prefixes that were looked at.
    pub nodes: u64,
}

/// How far a list has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Points that are listed.
    pub points: usize,
    /// Boxes that are open.
    pub boxes: usize,
}

/// How far a list is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Points.
    pub points: usize,
    /// Boxes that are looked into.
    pub boxes: u64,
    /// Pairs of boxes that are compared.
    pub pairs: u64,
    /// Prefixes up to which boxes that were looked into to no end are looked into again.
    pub nodes: u64,
}

impl Limits {
    /// A list that takes some seconds.
    pub const FEW: Limits =
        Limits { points: POINTS_MAX, boxes: BOXES_FEW_MAX, pairs: PAIRS_FEW_MAX, nodes: 0 };
    /// As far as a list goes; this can take minutes, and hours where rules are entangled.
    pub const ALL: Limits = Limits {
        points: POINTS_MAX,
        boxes: BOXES_LOOKED_MAX,
        pairs: PAIRS_ALL_MAX,
        nodes: NODES_LIST_MAX,
    };
}

/// What gives every party more than the corner.
#[derive(Clone, Debug)]
struct Corner {
    /// By party; `None`: anything.
    above: Floors,
    /// No package in it gains more than this for all parties; `None`: not known.
    gain: Option<i128>,
    /// It was looked into to no end.
    stuck: bool,
    /// Weights that served the box it comes from.
    weights: Option<Vec<i128>>,
}

impl Corner {
    /// What no package gains more of for all parties, where these have at most so much; `None`
    /// where the corner is above nothing and was not looked into.
    fn at_most(&self, most: &[i128]) -> Option<i128> {
        let apart = self.above.iter().zip(most).filter_map(|(above, most)| Some(most - (*above)?));
        apart.chain(self.gain).min()
    }
}

/// Lists the frontier of the packages that reach floors and, where given, a score. `watch` is told
/// of each point.
pub fn list(
    solver: &Solver<'_>,
    floors: &Floors,
    also: Option<&(Goal, BigInt)>,
    limits: Limits,
    watch: &mut dyn FnMut(Stage),
) -> Listed {
    let parties = floors.len();
    let first = Corner { above: vec![None; parties], gain: None, stuck: false, weights: None };
    let mut open = vec![first];
    let mut listed = Listed { points: Vec::new(), within: None, nodes: 0 };
    let (mut looked, mut pairs, mut each) = (0, 0, NODES_EACH_MAX);
    while !open.is_empty() {
        let Some(at) = most_promising(&open) else {
            if listed.nodes >= limits.nodes {
                break;
            }
            each *= NODES_EACH_GROWTH;
            open.iter_mut().for_each(|corner| corner.stuck = false);
            continue;
        };
        let counts = [(listed.points.len() as u64, limits.points as u64), (looked, limits.boxes)];
        let ends = counts.iter().any(|(count, most)| count >= most);
        if ends || open.len() > BOXES_MAX || pairs > limits.pairs {
            break;
        }
        looked += 1;
        let (best, weights) = look(solver, &open[at], floors, also, each);
        listed.nodes += best.nodes;
        if best.proved && best.found.is_none() {
            open.swap_remove(at);
            continue;
        }
        let gain = best.ceiling.and_then(|ceiling| ceiling.to_i128());
        if open[at].above.iter().any(Option::is_some) {
            open[at].gain = [open[at].gain, gain].into_iter().flatten().min();
        }
        let raise = |found: Found| raised(solver, &found, floors, also, &weights, each);
        match best.found.map(raise) {
            Some((Some(point), nodes)) => {
                listed.nodes += nodes;
                open[at].weights = Some(weights);
                pairs += divide(&mut open, &point.vector, limits.pairs.saturating_sub(pairs));
                listed.points.push(point);
                watch(Stage { points: listed.points.len(), boxes: open.len() });
            }
            _ => open[at].stuck = true,
        }
    }
    let mut gains = open.iter().map(|corner| corner.at_most(&solver.space.most));
    listed.within = gains.try_fold(0, |all: i128, gain| Some(all.max(gain?)));
    listed
}

/// The box that promises most, of those that were not looked into to no end; promises that are not
/// known come first.
fn most_promising(open: &[Corner]) -> Option<usize> {
    let promise = |corner: &Corner| corner.gain.map_or((1, 0), |gain| (0, gain));
    let found = open.iter().enumerate().filter(|(_, corner)| !corner.stuck);
    found.max_by_key(|(at, corner)| (promise(corner), std::cmp::Reverse(*at))).map(|(at, _)| at)
}

/// Nearly the best package of a box, and the weights that served.
fn look(
    solver: &Solver<'_>,
    corner: &Corner,
    floors: &Floors,
    also: Option<&(Goal, BigInt)>,
    nodes_max: u64,
) -> (Best, Vec<i128>) {
    let above: Floors = corner.above.iter().map(|above| above.map(|above| above + 1)).collect();
    let bounded = above.iter().any(Option::is_some);
    let by = corner.above.iter().map(|a| if a.is_some() { BigInt::one() } else { BigInt::zero() });
    let from = corner.above.iter().map(|above| above.unwrap_or(0)).collect();
    let ask = Ask {
        goal: if bounded { Goal::Least(from, by.collect()) } else { Goal::sum(floors.len()) },
        wanted: bounded.then(BigInt::one),
        floors: higher(floors, &above),
        also: also.cloned(),
    };
    solver.nearly(&ask, corner.weights.as_deref(), nodes_max)
}

/// A package that gives nobody less than the best by some score and that nothing beats, where that
/// was proved.
pub fn top(solver: &Solver<'_>, best: &Best, floors: &Floors) -> Option<Found> {
    let found = best.found.as_ref()?;
    // The weights that proved the score are tight near its package.
    let equal = vec![1; floors.len()];
    let weights = best.bounds.iter().map(|bound| &bound.weights).chain([&equal]);
    weights.into_iter().find_map(|w| raised(solver, found, floors, None, w, NODES_MAX).0)
}

/// The package with the greatest weighted sum among those that give nobody less than a package, so
/// that nothing beats it, where that was proved; and the prefixes that were looked at.
fn raised(
    solver: &Solver<'_>,
    found: &Found,
    floors: &Floors,
    also: Option<&(Goal, BigInt)>,
    weights: &[i128],
    nodes_max: u64,
) -> (Option<Found>, u64) {
    let weights: Vec<i128> = weights.iter().map(|weight| *weight.max(&1)).collect();
    let from: Floors = found.vector.iter().copied().map(Some).collect();
    let goal = Goal::Sum(weights.clone());
    let wanted = goal.score(&found.vector);
    let ask = Ask { goal, wanted, floors: higher(floors, &from), also: also.cloned() };
    let best = solver.raised(&ask, &weights, nodes_max);
    (best.found.filter(|_| best.proved), best.nodes)
}

/// Divides the boxes that a point lies in, and drops those that lie in others, as long as no more
/// than so many pairs have to be compared for it. Returns how many were.
fn divide(open: &mut Vec<Corner>, point: &[i128], pairs_max: u64) -> u64 {
    let holds = |corner: &Corner| {
        corner.above.iter().zip(point).all(|(above, u)| above.is_none_or(|above| *u > above))
    };
    let (around, rest): (Vec<Corner>, Vec<Corner>) =
        std::mem::take(open).into_iter().partition(holds);
    *open = rest;
    let mut parts: Vec<Corner> = Vec::new();
    for corner in around {
        for (party, u) in point.iter().enumerate() {
            let mut part = Corner { stuck: false, ..corner.clone() };
            part.above[party] = Some(*u);
            parts.push(part);
        }
    }
    let within = |inner: &Corner, outer: &Corner| {
        inner.above.iter().zip(&outer.above).all(|(inner, outer)| inner >= outer)
    };
    let mut pairs = 0;
    for (at, part) in parts.iter().enumerate() {
        // A box within another is looked into twice: it costs time, not truth.
        if pairs > pairs_max {
            open.extend_from_slice(&parts[at..]);
            break;
        }
        pairs += (parts.len() + open.len()) as u64;
        let by_part = parts.iter().enumerate().any(|(other_at, other)| {
            // Of two that are the same the first stays.
            other_at != at && within(part, other) && (!within(other, part) || other_at < at)
        });
        if !by_part && !open.iter().any(|other| !other.stuck && within(part, other)) {
            open.push(part.clone());
        }
    }
    pairs
}
