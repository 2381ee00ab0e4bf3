//! The points of one party for the options of one issue that fit what is known of them.
//!
//! Bounds, orders and the greatest worth are bounds on differences of two points, with one more
//! point that is zero; the tightest of them are shortest paths (difference bound matrices: Dill,
//! CAV 1989; Floyd, CACM 5:345, 1962). A least worth is another thing: *some* option lies so far
//! above *some* other. It is taken case by case, one case for each pair of best and worst option;
//! within a case it is a bound on a difference again.

use super::grain::Grain;
use crate::partial::KnownIssue;

/// All points that fit, by what the difference of two of them can be at most. All in grains.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    /// Options, and the zero after them.
    nodes: usize,
    /// The most that one can lie above another, by row and column; the least worth left aside.
    loose: Vec<i128>,
    /// What lies between the best and the worst option at least.
    worth: i128,
    /// By option: whether the worth is about it.
    in_worth: Vec<bool>,
    /// Pairs of options that can be so far apart; empty where there is no least worth.
    cases: Vec<Case>,
    /// As `loose`, over all cases; empty where there are none.
    all: Vec<i128>,
}

/// Best and worst option.
pub(crate) type Case = (usize, usize);

/// The first lies at most so many grains above the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge(pub(crate) usize, pub(crate) usize, pub(crate) i128);

/// How far the point of one option can lie above those of all others, all at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lead {
    /// By position of the other option, the zero last. In grains.
    pub(crate) over: Vec<i128>,
}

impl Fit {
    /// The points that fit; where there are none, the options that contradict each other, or all
    /// of them where their worth does.
    pub(crate) fn of(known: &KnownIssue, grain: &Grain) -> Result<Fit, Vec<usize>> {
        let options = known.options.len();
        let (nodes, zero) = (options + 1, options);
        let mut loose = vec![grain.endless; nodes * nodes];
        let mut bound = |Edge(a, b, most): Edge| {
            if let Some(entry) = loose.get_mut(a * nodes + b) {
                *entry = most.min(*entry);
            }
        };
        (0..nodes).for_each(|node| bound(Edge(node, node, 0)));
        for (at, bounds) in known.options.iter().enumerate() {
            bound(Edge(at, zero, grain.most(bounds)));
            bound(Edge(zero, at, -grain.grains(&bounds.least)));
        }
        known.at_least.iter().for_each(|(a, b)| bound(Edge(*b, *a, 0)));
        known.more.iter().for_each(|(a, b)| bound(Edge(*b, *a, -1)));
        let most = grain.most(&known.worth);
        pairs(&known.in_worth).for_each(|(a, b)| bound(Edge(a, b, most)));
        close(&mut loose, nodes)?;
        let (worth, in_worth) = (grain.grains(&known.worth.least), known.in_worth.clone());
        let fit = Fit { nodes, loose, worth, in_worth, cases: Vec::new(), all: Vec::new() };
        // A single option has the worth 0.
        fit.by_cases().filter(|_| most >= 0).ok_or((0..options).collect())
    }

    /// Those of the points that obey more bounds; `None` where there are none.
    pub(crate) fn with(&self, edges: &[Edge]) -> Option<Fit> {
        let mut loose = self.loose.clone();
        for edge in edges {
            loose = tightened(&loose, self.nodes, *edge)?;
        }
        Fit { loose, cases: Vec::new(), all: Vec::new(), ..self.clone() }.by_cases()
    }

    /// Whether points in grains, one for each option, are among those that fit.
    pub(crate) fn holds(&self, points: &[i128]) -> bool {
        let apart = |(a, x): (usize, &i128)| {
            let mut others = points.iter().enumerate();
            others.all(|(b, y)| x - y <= self.loose[a * self.nodes + b])
        };
        let in_worth = || points.iter().zip(&self.in_worth).filter(|(_, is)| **is).map(|(p, _)| p);
        let spread = in_worth().max().zip(in_worth().min()).map_or(0, |(a, b)| a - b);
        let zero = self.options();
        let bounds = |(at, point): (usize, &i128)| {
            let (above, below) = (at * self.nodes + zero, zero * self.nodes + at);
            *point <= self.loose[above] && -point <= self.loose[below]
        };
        points.len() == zero
            && spread >= self.worth
            && points.iter().enumerate().all(bounds)
            && points.iter().enumerate().all(apart)
    }

    /// Points that fit, picked option by option from what those before leave, ends included; the
    /// case of the least worth is picked before them.
    pub(crate) fn one_by_one(&self, mut pick: impl FnMut(i128, i128) -> i128) -> Vec<i128> {
        let (nodes, zero) = (self.nodes, self.options());
        let mut loose = self.loose.clone();
        let obey = |loose: &mut Vec<i128>, edge: Edge| {
            // The closure of bounds that fit leaves room for each that it allows.
            if let Some(tighter) = tightened(loose, nodes, edge) {
                *loose = tighter;
            }
        };
        if let Some(last) = self.cases.len().checked_sub(1) {
            let at = usize::try_from(pick(0, last as i128)).unwrap_or_default();
            if let Some((best, worst)) = self.cases.get(at) {
                obey(&mut loose, Edge(*worst, *best, -self.worth));
            }
        }
        let mut points = Vec::with_capacity(zero);
        for option in 0..zero {
            let point = pick(-loose[zero * nodes + option], loose[option * nodes + zero]);
            obey(&mut loose, Edge(option, zero, point));
            obey(&mut loose, Edge(zero, option, -point));
            points.push(point);
        }
        points
    }

    /// Finds the cases of the least worth, and what is possible over all of them; `None` where the
    /// worth cannot be had.
    fn by_cases(mut self) -> Option<Fit> {
        if self.worth <= 0 {
            return Some(self);
        }
        let wide_enough = |(a, b): &(usize, usize)| self.loose[a * self.nodes + b] >= self.worth;
        self.cases = pairs(&self.in_worth).filter(wide_enough).collect();
        let in_worth = |at: usize| self.in_worth.get(at) == Some(&true);
        let entry = |a: usize, b: usize| {
            let loose = self.loose[a * self.nodes + b];
            if a == b || (in_worth(a) && in_worth(b) && loose >= self.worth) {
                return Some(loose);
            }
            self.cases.iter().map(|case| self.in_case(*case, a, b)).max()
        };
        let pairs = (0..self.nodes).flat_map(|a| (0..self.nodes).map(move |b| (a, b)));
        self.all = pairs.map(|(a, b)| entry(a, b)).collect::<Option<_>>()?;
        (!self.cases.is_empty()).then_some(self)
    }

    /// How many options there are; this is also the position of the zero.
    pub(crate) fn options(&self) -> usize {
        self.nodes - 1
    }

    /// The most that the point of one option can lie above that of another, both below
    /// [`Fit::options`], or equal to it for zero.
    pub(crate) fn most(&self, a: usize, b: usize) -> i128 {
        let table = if self.cases.is_empty() { &self.loose } else { &self.all };
        table[a * self.nodes + b]
    }

    /// As [`Fit::most`], in one case of the least worth.
    fn in_case(&self, (best, worst): Case, a: usize, b: usize) -> i128 {
        let way =
            self.loose[a * self.nodes + worst] - self.worth + self.loose[best * self.nodes + b];
        way.min(self.loose[a * self.nodes + b])
    }

    /// How far an option can lie above all others at once, in a case.
    ///
    /// Shortest paths from one node are a solution: no single difference can be greater under any
    /// other points of the case.
    pub(crate) fn lead_in(&self, case: Option<Case>, option: usize) -> Lead {
        let over = |other| match case {
            Some(case) if option != other => self.in_case(case, option, other),
            Some(_) => 0,
            None => self.loose[option * self.nodes + other],
        };
        Lead { over: (0..self.nodes).map(over).collect() }
    }

    /// The points of that lead, in grains.
    pub(crate) fn points(lead: &Lead) -> Vec<i128> {
        let Some((above_zero, over)) = lead.over.split_last() else { return Vec::new() };
        over.iter().map(|over| above_zero - over).collect()
    }

    /// The leads that an option can have over the options in `seen`, without those that another of
    /// them is as good as everywhere. One, where there is no least worth.
    pub(crate) fn leads(&self, option: usize, seen: &[usize]) -> Vec<Lead> {
        if self.cases.is_empty() {
            return vec![self.lead_in(None, option)];
        }
        let mut kept: Vec<Lead> = Vec::new();
        let covers = |a: &Lead, b: &Lead| seen.iter().all(|at| a.over[*at] >= b.over[*at]);
        for case in &self.cases {
            let lead = self.lead_in(Some(*case), option);
            if !kept.iter().any(|other| covers(other, &lead)) {
                kept.retain(|other| !covers(&lead, other));
                kept.push(lead);
            }
        }
        kept
    }
}

/// Pairs of two different options that a worth is about.
fn pairs(in_worth: &[bool]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let about = || (0..in_worth.len()).filter(|at| in_worth.get(*at) == Some(&true));
    about().flat_map(move |a| about().map(move |b| (a, b))).filter(|(a, b)| a != b)
}

/// Shortest paths with one bound more; `None` where nothing fits any longer.
fn tightened(before: &[i128], nodes: usize, Edge(a, b, most): Edge) -> Option<Vec<i128>> {
    if before[b * nodes + a] + most < 0 {
        return None;
    }
    let pairs = (0..nodes).flat_map(|a| (0..nodes).map(move |b| (a, b)));
    let shorter = |(from, to): (usize, usize)| {
        let way = before[from * nodes + a] + most + before[b * nodes + to];
        way.min(before[from * nodes + to])
    };
    Some(pairs.map(shorter).collect())
}

/// Shortest paths between all nodes (Floyd–Warshall).
///
/// # Errors
/// Where some way leads back to its beginning below zero: the options that are on such ways. It
/// stops at the first that is found, before numbers can grow.
fn close(most: &mut [i128], nodes: usize) -> Result<(), Vec<usize>> {
    for through in 0..nodes {
        for a in 0..nodes {
            let first = most[a * nodes + through];
            for b in 0..nodes {
                let way = first + most[through * nodes + b];
                let entry = &mut most[a * nodes + b];
                *entry = way.min(*entry);
            }
        }
        let ways = |a: usize, b: usize| most[a * nodes + b] + most[b * nodes + a];
        if let Some(below) = (0..nodes).find(|at| ways(*at, *at) < 0) {
            return Err((0..nodes - 1).filter(|at| ways(*at, below) < 0).collect());
        }
    }
    Ok(())
}
