//! The search for a package that obeys some of the lines: consequences, then suppositions, with a
//! log of both from which a refutation is made.
//!
//! The issue looked at next is the one with the fewest open classes for the conflicts that its
//! rules took part in (Boussemart and others, ECAI 2004). Sums are narrowed by what the other
//! issues can add at most; several reserved values also by one weighted sum of them (a surrogate:
//! Glover, Operations Research 13:879, 1965).

use std::collections::VecDeque;

use super::problem::{Problem, Reserve};
use super::surrogate;
use crate::compile::{Mask, Node, bits};

/// What an entry of the log rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Position of a constraint.
    Constraint(usize),
    /// Position of a sum of the search.
    Sum(usize),
    /// The issue has no class left.
    Nothing(usize),
}

/// One entry of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// These classes cannot be chosen for the issue.
    Exclude { issue: usize, mask: Mask, by: By },
    /// Suppose one of these classes.
    Suppose { issue: usize, mask: Mask },
    /// The latest supposition that stands cannot be; without any, nothing can.
    Refuted { by: By },
}

/// What a search found.
pub(super) enum Found {
    /// A package, as the domains at the end.
    Package(Vec<Mask>),
    /// There is none; the log and the sums that it speaks of.
    Refuted(Vec<Entry>, Vec<Reserve>),
    /// Neither within the limit.
    Open,
}

/// A supposition that stands.
struct Level {
    issue: usize,
    mask: Mask,
    mark: usize,
}

/// Searches one problem again and again; what it learned of where conflicts arise stays.
pub(super) struct Search<'p> {
    problem: &'p Problem,
    suppositions_max: usize,
    /// By constraint: conflicts that it took part in, and one.
    heat: Vec<u64>,
    /// By issue: a class that the last package had.
    hint: Vec<Mask>,
}

/// One run.
struct Run<'s, 'p> {
    search: &'s mut Search<'p>,
    active: Vec<bool>,
    sums: Vec<Reserve>,
    open: Vec<Mask>,
    trail: Vec<(usize, Mask)>,
    queue: VecDeque<usize>,
    queued: Vec<bool>,
    log: Vec<Entry>,
    levels: Vec<Level>,
}

impl<'p> Search<'p> {
    pub(super) fn new(problem: &'p Problem, suppositions_max: usize) -> Search<'p> {
        let heat = vec![1; problem.constraints.len()];
        Search { problem, suppositions_max, heat, hint: problem.open() }
    }

    /// A package that obeys the lines marked, by position.
    pub(super) fn find(&mut self, lines: &[bool]) -> Found {
        let problem = self.problem;
        let on = |line: usize| lines.get(line).copied().unwrap_or(false);
        let active: Vec<bool> = problem.constraints.iter().map(|c| on(c.line)).collect();
        let asked = problem.reserves.iter().filter(|r| r.lines.iter().all(|(line, _)| on(*line)));
        let mut sums: Vec<Reserve> = asked.cloned().collect();
        sums.extend(surrogate::of(&sums));
        let queue: VecDeque<usize> = (0..active.len()).filter(|at| active[*at]).collect();
        let (open, queued) = (problem.open(), active.clone());
        let (trail, log, levels) = (Vec::new(), Vec::new(), Vec::new());
        Run { search: self, active, sums, open, trail, queue, queued, log, levels }.go()
    }
}

impl Run<'_, '_> {
    fn go(mut self) -> Found {
        let mut suppositions = 0;
        loop {
            if let Err(by) = self.draw_consequences() {
                if !self.step_back(by) {
                    return Found::Refuted(self.log, self.sums);
                }
            } else if let Some((issue, mask)) = self.pick() {
                suppositions += 1;
                if suppositions > self.search.suppositions_max {
                    return Found::Open;
                }
                self.log.push(Entry::Suppose { issue, mask });
                self.levels.push(Level { issue, mask, mark: self.trail.len() });
                self.narrow(issue, mask);
            } else {
                self.search.hint.clone_from(&self.open);
                return Found::Package(self.open);
            }
        }
    }

    /// Takes back suppositions until something is left to try; false where nothing is.
    fn step_back(&mut self, mut by: By) -> bool {
        self.queue.clear();
        self.queued.fill(false);
        loop {
            if let By::Constraint(at) = by {
                self.search.heat[at] += 1;
            }
            self.log.push(Entry::Refuted { by });
            let Some(level) = self.levels.pop() else { return false };
            for (issue, before) in self.trail.drain(level.mark..).rev() {
                self.open[issue] = before;
            }
            self.narrow(level.issue, self.open[level.issue] & !level.mask);
            if self.open[level.issue] != 0 {
                return true;
            }
            by = By::Nothing(level.issue);
        }
    }

    fn narrow(&mut self, issue: usize, to: Mask) {
        self.trail.push((issue, self.open[issue]));
        self.open[issue] = to;
        for at in &self.search.problem.occurs[issue] {
            if self.active[*at] && !std::mem::replace(&mut self.queued[*at], true) {
                self.queue.push_back(*at);
            }
        }
    }

    /// Excludes classes until nothing follows any more.
    fn draw_consequences(&mut self) -> Result<(), By> {
        let problem = self.search.problem;
        loop {
            while let Some(at) = self.queue.pop_front() {
                self.queued[at] = false;
                let mut narrowed = Vec::new();
                if !enforce(&problem.constraints[at].node, &self.open, &mut narrowed) {
                    return Err(By::Constraint(at));
                }
                for (issue, to) in narrowed {
                    self.exclude(issue, self.open[issue] & !to, By::Constraint(at))?;
                }
            }
            let before = self.trail.len();
            for at in 0..self.sums.len() {
                self.sum_up(at)?;
            }
            if self.trail.len() == before {
                return Ok(());
            }
        }
    }

    fn exclude(&mut self, issue: usize, mask: Mask, by: By) -> Result<(), By> {
        if mask != 0 {
            self.log.push(Entry::Exclude { issue, mask, by });
            self.narrow(issue, self.open[issue] & !mask);
        }
        if self.open[issue] == 0 { Err(By::Nothing(issue)) } else { Ok(()) }
    }

    /// Excludes classes with which a sum cannot be reached, whatever the other issues add.
    fn sum_up(&mut self, at: usize) -> Result<(), By> {
        let sum = &self.sums[at];
        let most = |(units, open): (&Vec<i128>, &Mask)| bits(*open).map(|c| units[c]).max();
        let mosts: Vec<i128> =
            sum.units.iter().zip(&self.open).map(|pair| most(pair).unwrap_or(0)).collect();
        let slack = mosts.iter().sum::<i128>() - sum.at_least;
        if slack < 0 {
            return Err(By::Sum(at));
        }
        let mut short = Vec::new();
        for ((issue, units), most) in sum.units.iter().enumerate().zip(&mosts) {
            let lacks = |class: &usize| most - units[*class] > slack;
            let mask = bits(self.open[issue]).filter(lacks).fold(0, |mask, c| mask | 1 << c);
            short.push((issue, mask));
        }
        for (issue, mask) in short {
            self.exclude(issue, mask, By::Sum(at))?;
        }
        Ok(())
    }

    /// The issue to look at next and the class to suppose; `None` where all that matters is
    /// settled.
    fn pick(&self) -> Option<(usize, Mask)> {
        let heat = |issue: usize| {
            let of = self.search.problem.occurs[issue].iter().filter(|at| self.active[**at]);
            of.map(|at| self.search.heat[*at]).sum::<u64>() + u64::from(!self.sums.is_empty())
        };
        let mut best: Option<(u64, u64, usize)> = None;
        for (issue, open) in self.open.iter().enumerate() {
            let size = u64::from(open.count_ones());
            let heat = if size > 1 { heat(issue) } else { 0 };
            let hotter = |(other, of, _): (u64, u64, usize)| {
                u128::from(heat) * u128::from(of) > u128::from(other) * u128::from(size)
            };
            if heat > 0 && best.is_none_or(hotter) {
                best = Some((heat, size, issue));
            }
        }
        let (_, _, issue) = best?;
        Some((issue, self.preferred(issue)))
    }

    /// The class that costs the sums the least share of their slack, else that of the last package.
    fn preferred(&self, issue: usize) -> Mask {
        let open = self.open[issue];
        if self.sums.is_empty() {
            let liked = self.search.hint[issue] & open;
            let from = if liked == 0 { open } else { liked };
            return from & from.wrapping_neg();
        }
        let mut shares = vec![0.0_f64; crate::compile::CLASSES_MAX];
        for sum in &self.sums {
            let units = &sum.units[issue];
            let most = |(units, open): (&Vec<i128>, &Mask)| bits(*open).map(|c| units[c]).max();
            let mosts = sum.units.iter().zip(&self.open).filter_map(most).sum::<i128>();
            let slack = (mosts - sum.at_least) as f64 + 1.0;
            let best = bits(open).map(|class| units[class]).max().unwrap_or(0);
            bits(open).for_each(|class| shares[class] += (best - units[class]) as f64 / slack);
        }
        let least = bits(open).min_by(|a, b| shares[*a].total_cmp(&shares[*b]));
        1 << least.unwrap_or(0)
    }
}

/// What has to be chosen for a condition to hold; false where it cannot.
fn enforce(node: &Node, open: &[Mask], narrowed: &mut Vec<(usize, Mask)>) -> bool {
    match node {
        Node::In { issue, mask } => {
            if open[*issue] & !mask != 0 {
                narrowed.push((*issue, *mask));
            }
            open[*issue] & mask != 0
        }
        Node::All(parts) => parts.iter().all(|part| enforce(part, open, narrowed)),
        Node::Any(parts) => {
            let mut left = None;
            for part in parts {
                let truth = part.truth(open);
                if truth.is_certain() || (truth.is_possible() && left.replace(part).is_some()) {
                    return true;
                }
            }
            left.is_some_and(|part| enforce(part, open, narrowed))
        }
    }
}
