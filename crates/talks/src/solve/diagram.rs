//! The rules of a space as a decision diagram: issue by issue, which choices can still be
//! completed.
//!
//! A state is what remains to be obeyed after the issues before; choices that leave the same to be
//! obeyed lead to the same state, and states from which no package can be completed are left out
//! (Bergman, Cire, van Hoeve and Hooker, *Decision Diagrams for Optimization*, 2016, ch. 3).
//! Without rules there is one state after each issue. Rules that bind issues near each other, such
//! as those of nested brackets, give few states however many issues there are.

use std::collections::{BTreeMap, BTreeSet};

use draft::Condition;
use num_bigint::BigUint;
use num_traits::Zero as _;

use super::rest::{Rest, after, parts};
use crate::space::Space;

/// States after one issue.
pub const STATES_MAX: usize = 4_096;

/// States after all issues together.
pub const STATES_ALL_MAX: usize = 400_000;

/// Which choices can be completed to a package that obeys the rules.
#[derive(Clone, Debug)]
pub struct Diagram {
    /// The issue that is chosen at each level.
    pub order: Vec<usize>,
    /// By level, state before the choice, and option: the state after it, `None` where the choice
    /// cannot be completed. There is one state, 0, before the first choice.
    pub steps: Vec<Vec<Vec<Option<usize>>>>,
    /// States after each level, from before the first; all 0 where no package obeys the rules.
    pub states: Vec<usize>,
}

impl Diagram {
    /// The diagram of a space; `None` where it has more states than [`STATES_MAX`] or
    /// [`STATES_ALL_MAX`].
    pub fn of(space: &Space) -> Option<Diagram> {
        let sizes: Vec<usize> = space.options.iter().map(Vec::len).collect();
        Diagram::over(&sizes, &space.rules)
    }

    /// The diagram of issues without rules, from how many options each has.
    pub fn free(sizes: &[usize]) -> Diagram {
        let steps = sizes.iter().map(|size| vec![vec![Some(0); *size]]).collect();
        Diagram { order: (0..sizes.len()).collect(), steps, states: vec![1; sizes.len() + 1] }
    }

    /// The diagram of rules over issues with so many options each; `None` as for a space.
    pub fn over(sizes: &[usize], rules: &[Condition]) -> Option<Diagram> {
        let rules = parts(rules);
        if rules.is_empty() {
            return Some(Diagram::free(sizes));
        }
        let order = order(&rules, sizes.len());
        let mut builder = Builder::new(rules, &order);
        let mut steps = Vec::with_capacity(order.len());
        let mut states = vec![builder.first()];
        let mut all = 0;
        for (level, issue) in order.iter().enumerate() {
            let (step, next) = builder.level(level, *issue, sizes[*issue], &states)?;
            all += next.len();
            if all > STATES_ALL_MAX {
                return None;
            }
            steps.push(step);
            states = next;
        }
        // What is left open at the end speaks of issues that there are not, and is not obeyed.
        let ends: Vec<bool> = states.iter().map(Vec::is_empty).collect();
        Some(Diagram { order, steps, states: Vec::new() }.completed(&ends))
    }

    /// Leaves out states that lead to no end.
    fn completed(mut self, ends: &[bool]) -> Diagram {
        let number = |alive: &[bool]| {
            let mut next = 0;
            let one = |alive: &bool| {
                next += usize::from(*alive);
                alive.then(|| next - 1)
            };
            alive.iter().map(one).collect::<Vec<Option<usize>>>()
        };
        let mut after = number(ends);
        self.states = vec![after.iter().flatten().count()];
        for level in self.steps.iter_mut().rev() {
            for options in level.iter_mut() {
                options.iter_mut().for_each(|to| *to = to.and_then(|to| after[to]));
            }
            let alive: Vec<bool> = level.iter().map(|o| o.iter().any(Option::is_some)).collect();
            after = number(&alive);
            level.retain(|options| options.iter().any(Option::is_some));
            self.states.push(level.len());
        }
        self.states.reverse();
        self
    }

    /// How many packages obey the rules.
    pub fn packages(&self) -> BigUint {
        let mut ways = vec![BigUint::from(1_u8); self.states.last().copied().unwrap_or_default()];
        for level in self.steps.iter().rev() {
            let sum = |options: &Vec<Option<usize>>| -> BigUint {
                options.iter().flatten().map(|state| &ways[*state]).sum()
            };
            ways = level.iter().map(sum).collect();
        }
        ways.pop().unwrap_or_else(BigUint::zero)
    }

    /// The least (with `i128::min`) or the most (with `i128::max`) that a package which obeys the
    /// rules gives to each party; `None` where none obeys.
    pub fn extremes(&self, space: &Space, pick: fn(i128, i128) -> i128) -> Option<Vec<i128>> {
        let points =
            |party: usize| move |issue: usize, o: usize| Some(space.options[issue][o][party]);
        (0..space.parties()).map(|party| self.best(points(party), pick)).collect()
    }

    /// The least or the most of a sum over packages that obey the rules, from what each option of
    /// each issue adds, `None` where it is not to be chosen; `None` where no package remains.
    pub fn best(
        &self,
        points: impl Fn(usize, usize) -> Option<i128>,
        pick: fn(i128, i128) -> i128,
    ) -> Option<i128> {
        let mut rest = vec![Some(0); self.states.last().copied().unwrap_or_default()];
        for (level, issue) in self.steps.iter().zip(&self.order).rev() {
            let best = |steps: &Vec<Option<usize>>| {
                let steps = steps.iter().enumerate();
                steps.filter_map(|(at, to)| Some(rest[(*to)?]? + points(*issue, at)?)).reduce(pick)
            };
            rest = level.iter().map(best).collect();
        }
        rest.pop().flatten()
    }

    /// Calls `see` with the vector of each package that obeys the rules.
    pub fn each_vector(&self, space: &Space, mut see: impl FnMut(&[i128])) {
        if self.states.first() != Some(&1) {
            return;
        }
        // For each level: the state before it, the next option to try, and the sum before it.
        let mut path = vec![(0, 0, vec![0; space.parties()])];
        while let Some(depth) = path.len().checked_sub(1) {
            let (state, option, sum) = &mut path[depth];
            let Some(options) = self.steps.get(depth).map(|level| &level[*state]) else {
                see(sum);
                path.pop();
                continue;
            };
            let Some(to) = options.get(*option) else {
                path.pop();
                continue;
            };
            let points = &space.options[self.order[depth]][*option];
            *option += 1;
            if let Some(to) = *to {
                let sum = sum.iter().zip(points).map(|(a, b)| a + b).collect();
                path.push((to, 0, sum));
            }
        }
    }
}

/// Builds states level by level; what remains of rules is numbered, so that it is compared once.
struct Builder {
    /// Rules and what remains of them.
    known: Vec<Condition>,
    numbers: BTreeMap<Condition, usize>,
    /// Rules that an issue is the first of, by level.
    opened: Vec<Vec<usize>>,
    /// Rules that no issue belongs to.
    bare: Vec<usize>,
}

/// What has to be obeyed, by numbers of conditions, rising.
type State = Vec<usize>;

impl Builder {
    fn new(rules: Vec<Condition>, order: &[usize]) -> Builder {
        let mut level_of = vec![0; order.len()];
        order.iter().enumerate().for_each(|(level, issue)| level_of[*issue] = level);
        let mut builder = Builder {
            known: Vec::new(),
            numbers: BTreeMap::new(),
            opened: vec![Vec::new(); order.len()],
            bare: Vec::new(),
        };
        for rule in rules {
            let first = rule.brackets().iter().filter_map(|i| level_of.get(*i).copied()).min();
            let number = builder.number(rule);
            match first {
                Some(level) => builder.opened[level].push(number),
                None => builder.bare.push(number),
            }
        }
        builder
    }

    /// What has to be obeyed before anything is chosen.
    ///
    /// A rule without issues is a list without members: it is settled by settling an issue that
    /// there is not.
    fn first(&mut self) -> State {
        let mut state = Vec::new();
        for number in self.bare.clone() {
            self.settle(number, (usize::MAX, 0), &mut state).unwrap_or_else(|()| {
                state.push(usize::MAX);
            });
        }
        state
    }

    fn number(&mut self, condition: Condition) -> usize {
        let next = self.known.len();
        let number = *self.numbers.entry(condition.clone()).or_insert(next);
        if number == next {
            self.known.push(condition);
        }
        number
    }

    /// Puts what remains of a condition into a state.
    fn settle(&mut self, number: usize, chosen: (usize, usize), to: &mut State) -> Result<(), ()> {
        // A number that stands for nothing is what cannot be obeyed.
        let Some(condition) = self.known.get(number) else { return Err(()) };
        match after(condition, chosen.0, chosen.1) {
            Rest::Holds => {}
            Rest::Fails => return Err(()),
            Rest::Open(Condition::All(parts)) => {
                to.extend(parts.into_iter().map(|part| self.number(part)).collect::<Vec<_>>());
            }
            Rest::Open(open) => to.push(self.number(open)),
        }
        Ok(())
    }

    /// Where each state goes with each option, and the states after.
    #[expect(clippy::type_complexity, reason = "a pair of lists that is taken apart at once")]
    fn level(
        &mut self,
        level: usize,
        issue: usize,
        options: usize,
        states: &[State],
    ) -> Option<(Vec<Vec<Option<usize>>>, Vec<State>)> {
        let mut next: Vec<State> = Vec::new();
        let mut found: BTreeMap<State, usize> = BTreeMap::new();
        let mut steps = Vec::with_capacity(states.len());
        let opened = self.opened[level].clone();
        for state in states {
            let mut to = Vec::with_capacity(options);
            for option in 0..options {
                let Some(after) = self.after(state, &opened, (issue, option)) else {
                    to.push(None);
                    continue;
                };
                let at = *found.entry(after).or_insert_with_key(|after| {
                    next.push(after.clone());
                    next.len() - 1
                });
                if next.len() > STATES_MAX {
                    return None;
                }
                to.push(Some(at));
            }
            steps.push(to);
        }
        Some((steps, next))
    }

    /// What has to be obeyed after a choice; `None` where it breaks a rule.
    fn after(&mut self, state: &State, opened: &[usize], chosen: (usize, usize)) -> Option<State> {
        let mut after = Vec::with_capacity(state.len());
        for number in state.iter().chain(opened) {
            self.settle(*number, chosen, &mut after).ok()?;
        }
        after.sort_unstable();
        after.dedup();
        Some(after)
    }
}

/// An order of issues in which few rules are open at a time: next comes the issue that leaves the
/// fewest issues waiting, of those that open rules speak of.
fn order(rules: &[Condition], issues: usize) -> Vec<usize> {
    let mut beside: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); issues];
    for rule in rules {
        let of: Vec<usize> = rule.brackets().into_iter().filter(|i| *i < issues).collect();
        for issue in &of {
            beside[*issue].extend(of.iter().filter(|other| *other != issue));
        }
    }
    let mut placed = vec![false; issues];
    let mut waiting: BTreeSet<usize> = BTreeSet::new();
    let mut order = Vec::with_capacity(issues);
    let mut rest = 0..issues;
    while order.len() < issues {
        let opens = |issue: &usize| {
            let new = |i: &&usize| !placed[**i] && !waiting.contains(i);
            beside[*issue].iter().filter(new).count()
        };
        let next = waiting.iter().min_by_key(|issue| (opens(issue), **issue)).copied();
        let next = next.or_else(|| rest.find(|issue| !placed[*issue]));
        let Some(next) = next else { break };
        placed[next] = true;
        waiting.remove(&next);
        waiting.extend(beside[next].iter().filter(|issue| !placed[**issue]));
        order.push(next);
    }
    order
}
