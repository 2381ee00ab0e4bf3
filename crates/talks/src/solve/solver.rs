//! The best package by a score, with its proof.
//!
//! Weights of the parties are looked for under which the bound is low (the Lagrangian dual, by
//! trying larger and smaller weights in a fixed order). From the bound downwards a search asks for
//! ever less, in steps that double, until there is a package: so that it never wanders where the
//! bound says that there is something better.

use std::rc::Rc;

use basis::Diagnostic;
use num_bigint::BigInt;
use num_traits::{Signed as _, ToPrimitive as _};

use super::bound::Bound;
use super::goal::{Floors, Goal, apart};
use super::plan::{Ordered, Piece, Plan};
use super::search::{Ask, Found, Search};
use super::tables::Tables;
use crate::codes;
use crate::space::Space;

/// Prefixes that are looked at for one question.
pub const NODES_MAX: u64 = 20_000_000;

/// Entries of one table.
const ENTRIES_EACH_MAX: usize = 60_000;

/// Entries of all tables of one bound: 48 MB.
const ENTRIES_MAX: usize = 3_000_000;

/// Entries of one table where weights are looked for.
const ENTRIES_ROUGH_MAX: usize = 250;

/// Entries of all tables where weights are looked for.
const ENTRIES_ALL_ROUGH_MAX: usize = 100_000;

/// The greatest weight.
const WEIGHT_MAX: f64 = 4096.0;

/// Largest sum of points: weighted sums of all parties have to stay far from 128 bits.
const SUM_MAX: u128 = 1 << 100;

/// Weights are powers of this, so that the same ones come again.
const STEP: f64 = 1.007;

/// Steps by which weights are changed when they are looked for.
const STEPS: [i32; 8] = [160, 76, 40, 20, 8, 4, 2, 1];

/// The same where good ones are known nearby.
const STEPS_NEAR: [i32; 4] = [40, 20, 8, 4];

/// Weights that are tried.
const TRIALS_MAX: u32 = 400;

/// Weights that are tried where good ones are known nearby.
const TRIALS_NEAR_MAX: u32 = 60;

/// A package is nearly the best when it lacks at most one part of this many.
const NEAR_PARTS: u32 = 8;

/// The first gap below the bound is one part of this many of it.
const FIRST_GAP_PARTS: u32 = 1_000;

/// Times that less is asked for before anything is.
const STEPS_MAX: u32 = 14;

/// A space that is prepared for questions.
pub struct Solver<'a> {
    pub(super) space: &'a Space,
    ordered: Ordered,
    rough: Tables,
    fine: Tables,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Best {
    /// The best package that was found; where [`Best::proved`], the best there is.
    pub found: Option<Found>,
    /// No package that is asked for has a greater score; `None` where no bound is known.
    pub ceiling: Option<BigInt>,
    /// Whether the answer is final: the package is the best, or none has what is asked for.
    pub proved: bool,
    /// Prefixes that were looked at.
    pub nodes: u64,
    /// What proves the answer.
    pub bounds: Vec<Rc<Bound>>,
}

/// What proves that nothing has a better score: see [`crate::check::optimum`].
#[derive(Clone, Debug)]
pub struct Certificate {
    /// What one point is worth, in units.
    pub scale: BigInt,
    /// The issue at each depth.
    pub order: Vec<usize>,
    /// The tables that each bound has.
    pub pieces: Vec<Piece>,
    /// Upper bounds of weighted sums.
    pub bounds: Vec<Bound>,
    /// What was asked for.
    pub ask: Ask,
    /// The best package; `None`: none has what is asked for.
    pub best: Option<Found>,
}

impl<'a> Solver<'a> {
    /// Prepares a space.
    ///
    /// # Errors
    /// Where weighted sums of points could leave 128 bits: [`codes::TOO_FINE`].
    pub fn new(space: &'a Space) -> Result<Solver<'a>, Diagnostic> {
        let widest = |issue: &Vec<Vec<i128>>| {
            issue.iter().flatten().map(|points| points.unsigned_abs()).max().unwrap_or(0)
        };
        let sum = space.options.iter().map(widest).fold(0_u128, u128::saturating_add);
        let reserved = space.reserved.iter().flatten().map(|r| r.unsigned_abs()).max();
        if sum.max(reserved.unwrap_or(0)) > SUM_MAX {
            let message = "the points are too fine to be weighed against each other";
            return Err(Diagnostic::error(codes::TOO_FINE, message)
                .help("round them: sums over a common denominator have to fit into 30 digits"));
        }
        Ok(Solver::of(space, ENTRIES_EACH_MAX, ENTRIES_ROUGH_MAX))
    }

    fn of(space: &'a Space, fine: usize, rough: usize) -> Solver<'a> {
        let ordered = Ordered::of(space);
        let rough = Tables::new(Plan::of(&ordered, rough, ENTRIES_ALL_ROUGH_MAX));
        let fine = Tables::new(Plan::of(&ordered, fine, ENTRIES_MAX));
        Solver { space, ordered, rough, fine }
    }

    /// A space with tables of at most so many entries.
    #[cfg(test)]
    pub(crate) fn with_tables(space: &'a Space, fine: usize, rough: usize) -> Solver<'a> {
        Solver::of(space, fine, rough)
    }

    /// What proves an answer; `None` where it is not proved.
    pub fn certificate(&self, ask: &Ask, best: &Best) -> Option<Certificate> {
        best.proved.then(|| Certificate {
            scale: self.space.scale.clone(),
            order: self.ordered.order.clone(),
            pieces: self.fine.plan.pieces.clone(),
            bounds: best.bounds.iter().map(|bound| Bound::clone(bound)).collect(),
            ask: ask.clone(),
            best: best.found.clone(),
        })
    }

    /// The best package by what is asked for.
    pub fn best(&self, ask: &Ask, nodes_max: u64) -> Best {
        self.descend(ask, &self.fine, &self.weights(ask, None), nodes_max, None)
    }

    /// Some package that is nearly the best, from rough tables, or finer ones where these do not
    /// do, and from weights that are looked for near others: for the many small questions of a
    /// list. Also gives the weights that served.
    pub(super) fn nearly(
        &self,
        ask: &Ask,
        near: Option<&[i128]>,
        nodes_max: u64,
    ) -> (Best, Vec<i128>) {
        let weights = self.weights(ask, near);
        let first = weights.first().cloned().unwrap_or_default();
        let parts = Some(NEAR_PARTS);
        let best = self.descend(ask, &self.rough, &weights, nodes_max / 16, parts);
        if best.proved || best.found.is_some() {
            return (best, first);
        }
        let finer = self.descend(ask, &self.fine, &weights, nodes_max, parts);
        (Best { nodes: best.nodes + finer.nodes, ..finer }, first)
    }

    /// The best package by a weighted sum, from rough tables or finer ones, and from these weights.
    pub(super) fn raised(&self, ask: &Ask, weights: &[i128], nodes_max: u64) -> Best {
        let weights = [weights.to_vec()];
        let best = self.descend(ask, &self.rough, &weights, nodes_max / 16, None);
        if best.proved {
            return best;
        }
        let finer = self.descend(ask, &self.fine, &weights, nodes_max, None);
        Best { nodes: best.nodes + finer.nodes, ..finer }
    }

    /// Asks for ever less, from the bound downwards; with `parts`, the first package is enough, and
    /// the first gap is that part of the bound.
    fn descend(
        &self,
        ask: &Ask,
        tables: &Tables,
        weights: &[Vec<i128>],
        nodes_max: u64,
        parts: Option<u32>,
    ) -> Best {
        let plan = &tables.plan;
        let bound = |weights: &Vec<i128>| tables.bound(self.space, &self.ordered, weights);
        let bounds = weights.iter().map(bound).collect();
        let mut best = Best { found: None, ceiling: None, proved: false, nodes: 0, bounds };
        let floors = ask.all_floors();
        let mut ceilings = Vec::new();
        for bound in &best.bounds {
            let Some(root) = bound.root(plan) else {
                best.proved = true;
                return best;
            };
            ceilings.extend(ask.goal.ceiling(&bound.weights, root, &floors));
        }
        best.ceiling = ceilings.into_iter().min();
        let search = Search::new(self.space, &self.ordered, plan, &best.bounds);
        let first = parts.unwrap_or(FIRST_GAP_PARTS);
        let mut gap = best.ceiling.as_ref().map(|c| c.abs() / first + 1u32);
        let mut left = nodes_max;
        for step in 0.. {
            let wanted = best.ceiling.as_ref().zip(gap.as_ref()).map(|(c, gap)| c - gap);
            let wanted = wanted.filter(|_| step < STEPS_MAX).max(ask.wanted.clone());
            let last = wanted == ask.wanted;
            let narrowed = Ask { wanted: wanted.clone(), ..ask.clone() };
            let run = search.run(&narrowed, left, parts.is_some());
            best.nodes += run.nodes;
            left -= run.nodes;
            if !run.finished {
                // What is left open: a package for all that, if one is found in a few more steps.
                best.found = run.best.or_else(|| self.any(&search, ask, gap, nodes_max / 16));
                return best;
            }
            if parts.is_some() && run.best.is_some() {
                best.found = run.best;
                best.proved =
                    best.found.as_ref().map(|found| &found.score) == best.ceiling.as_ref();
                return best;
            }
            if run.best.is_some() || last {
                best.proved = true;
                best.ceiling = run.best.as_ref().map(|found| found.score.clone());
                best.found = run.best;
                return best;
            }
            best.ceiling = wanted.map(|wanted| wanted - 1);
            gap = gap.map(|gap| gap * 2u32);
        }
        best
    }

    /// Some package, by asking for much less each time.
    fn any(
        &self,
        search: &Search<'_>,
        ask: &Ask,
        mut gap: Option<BigInt>,
        nodes_max: u64,
    ) -> Option<Found> {
        let floors = ask.all_floors();
        let ceiling =
            |bound: &Rc<Bound>| ask.goal.ceiling(&bound.weights, bound.root(search.plan)?, &floors);
        let ceiling = search.bounds.iter().filter_map(ceiling).min();
        for _ in 0..8 {
            gap = gap.map(|gap| gap * 8u32);
            let wanted = ceiling.as_ref().zip(gap.as_ref()).map(|(c, gap)| c - gap);
            let wanted = wanted.max(ask.wanted.clone());
            let run = search.run(&Ask { wanted, ..ask.clone() }, nodes_max / 8, true);
            if run.best.is_some() {
                return run.best;
            }
        }
        search.run(ask, nodes_max, true).best
    }

    /// Weights whose bounds are used: those under which the bound is lowest first.
    fn weights(&self, ask: &Ask, near: Option<&[i128]>) -> Vec<Vec<i128>> {
        let mut all = vec![self.lowest(&ask.goal, &ask.all_floors(), near)];
        if let Some((goal, _)) = &ask.also {
            all.push(self.lowest(goal, &ask.all_floors(), None));
        }
        let parties = self.space.parties();
        for (party, floor) in ask.all_floors().iter().enumerate() {
            if floor.is_some_and(|floor| floor > self.space.least[party]) && parties > 1 {
                all.push((0..parties).map(|p| i128::from(p == party)).collect());
            }
        }
        let mut kept: Vec<Vec<i128>> = Vec::new();
        for weights in all {
            if !kept.contains(&weights) {
                kept.push(weights);
            }
        }
        kept
    }

    /// Weights under which the rough bound says the least score that can be reached.
    fn lowest(&self, goal: &Goal, floors: &Floors, near: Option<&[i128]>) -> Vec<i128> {
        // Without floors that count, the weights of a sum are its own.
        let free = |floors: &Floors| {
            floors.iter().zip(&self.space.least).all(|(f, l)| f.is_none_or(|f| f <= *l))
        };
        match goal {
            Goal::Sum(own) if free(floors) => return own.clone(),
            _ if self.space.parties() == 1 => return vec![1],
            _ => {}
        }
        let mut theta = self.natural(goal);
        if let Some(near) = near {
            // A party that did not count so far starts in the middle of those that did.
            let counted = near.iter().filter(|near| **near > 0).count();
            let middle = near.iter().sum::<i128>() as f64 / counted.max(1) as f64;
            let near = near.iter().map(|near| if *near > 0 { *near as f64 } else { middle });
            theta.iter_mut().zip(near).filter(|(t, _)| **t > 0.0).for_each(|(t, near)| *t = near);
        }
        let (steps, trials_max) = match near {
            Some(_) => (&STEPS_NEAR[..], TRIALS_NEAR_MAX),
            None => (&STEPS[..], TRIALS_MAX),
        };
        let mut theta = powers(&theta, steps.last().copied().unwrap_or(1));
        let measure = |theta: &[Option<i32>]| {
            let weights = whole(theta);
            let root = self.rough.root(self.space, &self.ordered, &weights);
            let measure = root.map(|sum| height(goal, &weights, sum, floors));
            (measure.unwrap_or(f64::NEG_INFINITY), weights)
        };
        let (mut low, mut best) = measure(&theta);
        let mut trials = 0;
        for step in steps.iter().copied() {
            let mut unchanged = 0;
            // Around the parties until none of their weights is better changed.
            for party in (0..theta.len()).cycle() {
                if unchanged == theta.len() || trials >= trials_max {
                    break;
                }
                unchanged += 1;
                for step in [step, -step] {
                    let mut other = theta.clone();
                    other[party] = other[party].map(|power| power + step);
                    let (height, weights) = measure(&other);
                    trials += 1;
                    if height < low {
                        (low, best, theta) = (height, weights, other);
                        unchanged = 0;
                        break;
                    }
                }
            }
        }
        best
    }

    /// Weights that bring what parties can gain to one scale.
    fn natural(&self, goal: &Goal) -> Vec<f64> {
        match goal {
            Goal::Sum(own) => own.iter().map(|own| *own as f64).collect(),
            Goal::Product(from) => {
                let range = |(most, from): (&i128, &i128)| 1.0 / ((most - from).max(1) as f64);
                self.space.most.iter().zip(from).map(range).collect()
            }
            Goal::Least(_, by) => {
                let most = by.iter().max().and_then(BigInt::to_f64).unwrap_or(1.0);
                by.iter().map(|by| by.to_f64().unwrap_or(0.0) / most).collect()
            }
        }
    }
}

/// Weights as powers of [`STEP`], multiples of so many; `None` for what is 0.
fn powers(theta: &[f64], of: i32) -> Vec<Option<i32>> {
    let step = libm::log(STEP) * f64::from(of);
    let power =
        |theta: &f64| (*theta > 0.0).then(|| (libm::log(*theta) / step).round() as i32 * of);
    theta.iter().map(power).collect()
}

/// Whole weights of these proportions; 0 only for what is 0.
fn whole(theta: &[Option<i32>]) -> Vec<i128> {
    let most = theta.iter().flatten().max().copied().unwrap_or(0);
    let of = |power: i32| WEIGHT_MAX * libm::exp(libm::log(STEP) * f64::from(power - most));
    let whole = |power: &Option<i32>| power.map_or(0, |power| (of(power).round() as i128).max(1));
    theta.iter().map(whole).collect()
}

/// How high a bound is in terms of the score. Only chooses weights: nothing is concluded from it.
fn height(goal: &Goal, weights: &[i128], sum: i128, floors: &Floors) -> f64 {
    let total = |by: &mut dyn Iterator<Item = f64>| by.sum::<f64>();
    match goal {
        Goal::Sum(own) => match apart(weights, own, floors) {
            Some((common, above)) => (sum - above) as f64 / common as f64,
            None => f64::INFINITY,
        },
        Goal::Product(from) => {
            let base: i128 = weights.iter().zip(from).map(|(w, from)| w * from).sum();
            let gains = ((sum - base) as f64).max(f64::MIN_POSITIVE);
            let below = total(&mut weights.iter().map(|w| libm::log(*w as f64)));
            weights.len() as f64 * libm::log(gains) - below
        }
        Goal::Least(from, by) => {
            let most = by.iter().max().and_then(BigInt::to_f64).unwrap_or(1.0);
            let base: i128 = weights.iter().zip(from).map(|(w, from)| w * from).sum();
            let below = weights.iter().zip(by).filter(|(_, by)| by.is_positive());
            let below = below.map(|(w, by)| *w as f64 * most / by.to_f64().unwrap_or(f64::MAX));
            (sum - base) as f64 / total(&mut { below })
        }
    }
}
