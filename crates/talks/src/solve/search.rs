//! Depth-first branch and bound along the order of a plan.
//!
//! A prefix of choices is left when some weighted sum shows that no completion can have what is
//! asked for. What is asked for rises with each package that is found, so that a search which comes
//! to its end proves its last package the best.

use std::rc::Rc;

use basis::Truth;
use draft::condition::Choice;
use num_bigint::BigInt;

use super::bound::{Bound, NONE, weighted};
use super::goal::{Floors, Goal, higher, weighted_floors};
use super::plan::{Ordered, Plan, strides};
use crate::domain::Package;
use crate::space::Space;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What is made as great as possible.
    pub goal: Goal,
    /// The least score that counts; `None`: any.
    pub wanted: Option<BigInt>,
    /// What each party has to have.
    pub floors: Floors,
    /// Another score that has to be reached.
    pub also: Option<(Goal, BigInt)>,
}

impl Ask {
    /// The best by a score, whatever it is.
    pub fn best(goal: Goal, floors: Floors) -> Ask {
        Ask { goal, wanted: None, floors, also: None }
    }

    /// All floors that follow.
    pub(super) fn all_floors(&self) -> Floors {
        let goal = self.wanted.as_ref().and_then(|wanted| self.goal.floors(wanted));
        // A product says what counts even where no score is asked for.
        let goal = goal.or_else(|| match &self.goal {
            Goal::Product(from) => Some(from.iter().copied().map(Some).collect()),
            _ => None,
        });
        let also = self.also.as_ref().and_then(|(goal, wanted)| goal.floors(wanted));
        goal.iter().chain(&also).fold(self.floors.clone(), |all, floors| higher(&all, floors))
    }

    /// The least weighted sum of a package that is asked for; `None` where nothing is known of it.
    fn least_sum(&self, weights: &[i128]) -> Option<i128> {
        let floors = self.all_floors();
        let by_floors = weighted_floors(weights.iter().copied(), &floors);
        let by = |(goal, wanted): (&Goal, &BigInt)| goal.least_sum(weights, wanted, &floors);
        let by_goal = self.wanted.as_ref().and_then(|wanted| by((&self.goal, wanted)));
        let by_also = self.also.as_ref().and_then(|(goal, wanted)| by((goal, wanted)));
        by_floors.max(by_goal).max(by_also)
    }

    /// The score of a vector that has what is asked for.
    fn admits(&self, vector: &[i128]) -> Option<BigInt> {
        let reached = vector.iter().zip(&self.floors).all(|(u, f)| f.is_none_or(|f| *u >= f));
        let also = self.also.as_ref();
        let also =
            also.is_none_or(|(goal, wanted)| goal.score(vector).is_some_and(|s| s >= *wanted));
        let score = self.goal.score(vector).filter(|_| reached && also)?;
        self.wanted.as_ref().is_none_or(|wanted| score >= *wanted).then_some(score)
    }
}

/// A package that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Options by issue.
    pub package: Package,
    /// What it gives to each party, in units.
    pub vector: Vec<i128>,
    /// Its score.
    pub score: BigInt,
}

/// How a search ended.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The best package that was found.
    pub(super) best: Option<Found>,
    /// Whether nothing was left out: what was found is the best, and where nothing was, there is
    /// nothing.
    pub(super) finished: bool,
    /// Prefixes that were looked at.
    pub(super) nodes: u64,
}

/// The tables that a search uses.
pub(super) struct Search<'a> {
    pub(super) space: &'a Space,
    pub(super) ordered: &'a Ordered,
    pub(super) plan: &'a Plan,
    pub(super) bounds: &'a [Rc<Bound>],
    /// By depth, what its pieces and rules need to know.
    levels: Vec<Level>,
}

struct Level {
    /// Pieces that settle the depth: where their entry stands.
    settle: Vec<Place>,
    /// Pieces whose last issue it is; the option is added to the place.
    land: Vec<Place>,
    /// Rules in tables whose last issue it is; the option is added to the place.
    rules: Vec<Place>,
    /// Rules that are checked on prefixes, by position.
    others: Vec<usize>,
    /// By bound and option: weighted points.
    points: Vec<Vec<i128>>,
}

/// Where an entry stands, as a sum over choices.
struct Place {
    /// Position of the table.
    of: usize,
    /// Depth and how far apart its options stand.
    steps: Vec<(usize, usize)>,
}

impl Place {
    fn new(of: usize, scope: &[usize], all: &[usize], sizes: &[usize]) -> Place {
        let strides = strides(all, sizes);
        Place { of, steps: scope.iter().copied().zip(strides).collect() }
    }

    fn entry(&self, chosen: &[usize]) -> usize {
        self.steps.iter().map(|(depth, step)| chosen[*depth] * step).sum()
    }
}

/// Choices at one depth that are still to be tried, the best last.
#[derive(Default)]
struct Open {
    /// Options, each with its bounds in `bounds`, by position.
    options: Vec<(i128, usize, usize)>,
    bounds: Vec<i128>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        space: &'a Space,
        ordered: &'a Ordered,
        plan: &'a Plan,
        bounds: &'a [Rc<Bound>],
    ) -> Search<'a> {
        let sizes = &ordered.sizes;
        let level = |depth: usize| {
            let settle = |piece: &usize| {
                let scope = &plan.pieces[*piece].scope;
                Place::new(*piece, scope, scope, sizes)
            };
            let land = |piece: &usize| {
                let scope = &plan.pieces[*piece].scope;
                Place::new(*piece, &scope[..scope.len() - 1], scope, sizes)
            };
            let rules = ordered.tables.iter().enumerate();
            let rules = rules.filter(|(_, rule)| rule.scope.last() == Some(&depth));
            let rule = |(at, rule): (usize, &super::plan::RuleTable)| {
                Place::new(at, &rule.scope[..rule.scope.len() - 1], &rule.scope, sizes)
            };
            let issue = ordered.order[depth];
            let others = ordered.others.iter().enumerate();
            let others = others.filter(|(_, rule)| rule.brackets().contains(&issue));
            Level {
                settle: plan.settle[depth].iter().map(settle).collect(),
                land: plan.land[depth].iter().map(land).collect(),
                rules: rules.map(rule).collect(),
                others: others.map(|(at, _)| at).collect(),
                points: bounds
                    .iter()
                    .map(|bound| weighted(&space.options[issue], &bound.weights))
                    .collect(),
            }
        };
        let levels = (0..sizes.len()).map(level).collect();
        Search { space, ordered, plan, bounds, levels }
    }

    /// Searches until the best is proved, so many prefixes were looked at or, with `any`, something
    /// was found.
    pub(super) fn run(&self, ask: &Ask, nodes_max: u64, any: bool) -> Run {
        let mut ask = ask.clone();
        let mut run = Run { best: None, finished: false, nodes: 0 };
        let mut least = self.least(&ask);
        let depths = self.levels.len();
        let mut chosen = vec![0; depths];
        let mut choices = vec![Choice::Open; depths];
        let mut stack: Vec<Open> = (0..depths).map(|_| Open::default()).collect();
        let root: Option<Vec<i128>> = self.bounds.iter().map(|b| b.root(self.plan)).collect();
        let Some(mut at) = root.filter(|root| !self.ordered.impossible && can(root, &least)) else {
            run.finished = true;
            return run;
        };
        let mut depth = 0;
        self.expand(0, &at, &least, &chosen, &mut choices, stack.first_mut());
        loop {
            if depth == depths {
                if let Some(found) = self.settled(&ask, &chosen, &choices) {
                    ask.wanted = Some(&found.score + 1);
                    run.best = Some(found);
                    if any {
                        run.finished = true;
                        return run;
                    }
                    least = self.least(&ask);
                }
            } else if let Some(open) = stack.get_mut(depth)
                && let Some((_, option, place)) = open.options.pop()
            {
                let bounds = &open.bounds[place..place + least.len()];
                if !can(bounds, &least) {
                    continue;
                }
                if run.nodes == nodes_max {
                    return run;
                }
                run.nodes += 1;
                at.copy_from_slice(bounds);
                chosen[depth] = option;
                choices[self.ordered.order[depth]] = Choice::Option(option);
                depth += 1;
                self.expand(depth, &at, &least, &chosen, &mut choices, stack.get_mut(depth));
                continue;
            }
            let Some(above) = depth.checked_sub(1) else {
                run.finished = true;
                return run;
            };
            depth = above;
            choices[self.ordered.order[depth]] = Choice::Open;
        }
    }

    /// The least sum of each bound's weights that is asked for.
    fn least(&self, ask: &Ask) -> Vec<i128> {
        let of = |bound: &Rc<Bound>| ask.least_sum(&bound.weights).unwrap_or(i128::MIN + 1);
        self.bounds.iter().map(of).collect()
    }

    /// Puts the choices at a depth that can still lead to what is asked for in order.
    fn expand(
        &self,
        depth: usize,
        at: &[i128],
        least: &[i128],
        chosen: &[usize],
        choices: &mut [Choice],
        open: Option<&mut Open>,
    ) {
        let (Some(level), Some(open)) = (self.levels.get(depth), open) else { return };
        let issue = self.ordered.order[depth];
        open.options.clear();
        open.bounds.clear();
        let mut base = at.to_vec();
        for place in &level.settle {
            let entry = place.entry(chosen);
            for (base, bound) in base.iter_mut().zip(self.bounds) {
                *base -= bound.values[place.of][entry];
            }
        }
        let land: Vec<(usize, usize)> =
            level.land.iter().map(|place| (place.of, place.entry(chosen))).collect();
        let rules: Vec<(usize, usize)> =
            level.rules.iter().map(|place| (place.of, place.entry(chosen))).collect();
        for option in 0..self.ordered.sizes[depth] {
            if !rules.iter().all(|(rule, entry)| self.ordered.tables[*rule].holds[entry + option]) {
                continue;
            }
            choices[issue] = Choice::Option(option);
            let holds = |rule: &usize| self.ordered.others[*rule].holds(choices) != Truth::No;
            if !level.others.iter().all(holds) {
                continue;
            }
            let place = open.bounds.len();
            for ((base, bound), points) in base.iter().zip(self.bounds).zip(&level.points) {
                let mut sum = base + points[option];
                for (piece, entry) in &land {
                    let value = bound.values[*piece][entry + option];
                    sum = if value == NONE || sum == NONE { NONE } else { sum + value };
                }
                open.bounds.push(sum);
            }
            let bounds = &open.bounds[place..];
            if can(bounds, least) {
                open.options.push((bounds[0], option, place));
            } else {
                open.bounds.truncate(place);
            }
        }
        choices[issue] = Choice::Open;
        // The best last; of equals the first option.
        open.options
            .sort_unstable_by_key(|(bound, option, _)| (*bound, std::cmp::Reverse(*option)));
    }

    /// A complete package, if it has what is asked for.
    fn settled(&self, ask: &Ask, chosen: &[usize], choices: &[Choice]) -> Option<Found> {
        let holds = |rule: &draft::Condition| rule.holds(choices) == Truth::Yes;
        if !self.ordered.others.iter().all(holds) {
            return None;
        }
        let mut package = vec![0; chosen.len()];
        self.ordered.order.iter().zip(chosen).for_each(|(issue, x)| package[*issue] = *x);
        let vector = self.space.vector(&package);
        let score = ask.admits(&vector)?;
        Some(Found { package, vector, score })
    }
}

/// Whether each bound still allows what is asked for.
fn can(bounds: &[i128], least: &[i128]) -> bool {
    bounds.iter().zip(least).all(|(bound, least)| bound >= least)
}
