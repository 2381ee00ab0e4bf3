//! How many packages obey rules and give parties what they reserved: exactly, or between bounds.
//!
//! The rules fall apart into groups of issues that hang together. A group with narrow tables is
//! counted by tables, another by a search that remembers; the groups are multiplied, with the sums
//! of points carried along where reserved values are asked for. Where the sums are too many, each
//! reserved value is counted alone, and the bounds of Fréchet (Fundamenta Mathematicae 25:379,
//! 1935; Bonferroni 1936) hold for all of them together.

use std::collections::BTreeSet;

use basis::Diagnostic;
use draft::Condition;
use num_bigint::BigUint;
use num_traits::Zero as _;

use crate::compile::{Compiled, Mask, Node};
use poly::Poly;

mod poly;

mod order;

mod eliminate;

mod clauses;

mod search;

mod sums;

/// Steps of one group that is counted by tables with sums or large numbers; above, it is counted by
/// search.
pub const STEPS_MAX: usize = 3_000_000;

/// The same where no sums are carried and counts fit into 128 bits.
pub const PLAIN_STEPS_MAX: usize = 400_000_000;

/// Rows that are held at a time there: 512 MB.
pub const PLAIN_ROWS_MAX: usize = 32_000_000;

/// Steps for which no better order is looked for.
const STEPS_GOOD: usize = 50_000;

/// Issues of a group for which more than one order is tried.
const ISSUES_TRIED_MAX: usize = 400;

/// Choices of one search.
pub const CHOICES_MAX: u64 = 1_000_000;

/// Words of 32 bits of the counts that a search remembers: 400 MB.
pub const REMEMBERED_MAX: usize = 100_000_000;

/// Clauses up to which an alternative within a rule is multiplied out for a search.
pub const MULTIPLIED_MAX: usize = 12;

/// Different sums that are carried at a time.
pub const TERMS_MAX: usize = 2_000_000;

/// How many packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(BigUint),
    /// Not fewer and not more.
    Between {
        /// Not fewer.
        least: BigUint,
        /// Not more.
        most: BigUint,
    },
}

impl Count {
    /// A number that is surely reached.
    pub fn least(&self) -> &BigUint {
        match self {
            Count::Exactly(count) | Count::Between { least: count, .. } => count,
        }
    }

    /// A number that is surely not exceeded.
    pub fn most(&self) -> &BigUint {
        match self {
            Count::Exactly(count) | Count::Between { most: count, .. } => count,
        }
    }

    /// The number, where it is known.
    pub fn exact(&self) -> Option<&BigUint> {
        match self {
            Count::Exactly(count) => Some(count),
            Count::Between { .. } => None,
        }
    }

    /// Between two bounds, or exactly where these meet.
    pub fn between(least: BigUint, most: BigUint) -> Count {
        if least == most { Count::Exactly(least) } else { Count::Between { least, most } }
    }
}

/// What a package has to reach by the sum of its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// By issue and option.
    pub units: Vec<Vec<i128>>,
    /// What the sum has to be at least.
    pub at_least: i128,
}

/// How far counting goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// See [`STEPS_MAX`].
    pub steps_max: usize,
    /// See [`PLAIN_STEPS_MAX`].
    pub plain_steps_max: usize,
    /// See [`PLAIN_ROWS_MAX`].
    pub plain_rows_max: usize,
    /// See [`CHOICES_MAX`].
    pub choices_max: u64,
    /// See [`REMEMBERED_MAX`].
    pub remembered_max: usize,
    /// See [`MULTIPLIED_MAX`].
    pub multiplied_max: usize,
    /// See [`TERMS_MAX`].
    pub terms_max: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            steps_max: STEPS_MAX,
            plain_steps_max: PLAIN_STEPS_MAX,
            plain_rows_max: PLAIN_ROWS_MAX,
            choices_max: CHOICES_MAX,
            remembered_max: REMEMBERED_MAX,
            multiplied_max: MULTIPLIED_MAX,
            terms_max: TERMS_MAX,
        }
    }
}

/// Packages over issues with so many options each that obey all rules and reach all sums.
///
/// # Errors
/// Where rules tell too many options of an issue apart ([`crate::codes::LIMIT`]). Beyond `limits`
/// there is no error but bounds.
pub fn packages(
    options: &[usize],
    rules: &[&Condition],
    sums: &[Sum],
    limits: &Limits,
) -> Result<Count, Diagnostic> {
    let compiled = Compiled::of(options, rules, &[])?;
    let counted = |sums: &[&Sum]| sums::exact(options, &compiled, sums, limits);
    let all: Vec<&Sum> = sums.iter().collect();
    if let Some(count) = counted(&all) {
        return Ok(Count::Exactly(count));
    }
    let packages: BigUint = options.iter().map(|count| BigUint::from(*count)).product();
    let Some(whole) = counted(&[]) else {
        return Ok(Count::between(BigUint::zero(), packages));
    };
    let (mut most, mut missed) = (whole.clone(), BigUint::zero());
    for sum in all {
        match counted(&[sum]) {
            Some(count) => {
                missed += &whole - &count;
                most = most.min(count);
            }
            None => missed += &whole,
        }
    }
    let least = if missed < whole { whole - missed } else { BigUint::zero() };
    Ok(Count::between(least, most))
}

/// Issues that hang together by rules, numbered anew.
struct Group {
    /// By issue and class.
    weights: Vec<Vec<Poly>>,
    /// By issue: classes that may be chosen.
    open: Vec<Mask>,
    rules: Vec<Node>,
}

/// The packages of each group under the rules: one distribution for each. `None` beyond the limits.
fn groups(compiled: &Compiled, weights: &[Vec<Poly>], limits: &Limits) -> Option<Vec<Poly>> {
    let mut open: Vec<Mask> = (0..weights.len()).map(|issue| compiled.every(issue)).collect();
    let mut rules = Vec::new();
    for rule in &compiled.rules {
        if !gather(rule, &mut open, &mut rules) {
            return Some(vec![Poly::zero()]);
        }
    }
    let scopes: Vec<Vec<usize>> = rules.iter().map(|rule| rule.issues()).collect();
    let found = order::groups(&order::graph(weights.len(), &scopes));
    let mut place = vec![(0, 0); weights.len()];
    let mut groups = Vec::with_capacity(found.len());
    for issues in &found {
        let of_issue = |(at, issue): (usize, &usize)| {
            place[*issue] = (groups.len(), at);
            (weights[*issue].clone(), open[*issue])
        };
        let (weights, open) = issues.iter().enumerate().map(of_issue).unzip();
        groups.push(Group { weights, open, rules: Vec::new() });
    }
    for (rule, scope) in rules.iter().zip(&scopes) {
        if let Some(first) = scope.first() {
            groups[place[*first].0].rules.push(renumbered(rule, &|issue| place[issue].1));
        }
    }
    groups.iter().map(|group| group.count(limits)).collect()
}

impl Group {
    fn count(&self, limits: &Limits) -> Option<Poly> {
        let scopes: Vec<Vec<usize>> = self.rules.iter().map(Node::issues).collect();
        if scopes.iter().all(|scope| scope.len() <= order::SCOPE_MAX) {
            let (order, cost) = self.best_order(&order::graph(self.open.len(), &scopes));
            if cost.steps <= limits.plain_steps_max
                && cost.held <= limits.plain_rows_max
                && let Some(count) = eliminate::plain(self, &order, limits)
            {
                return Some(count);
            }
            if cost.steps <= limits.steps_max {
                return eliminate::with_sums(self, &order, limits);
            }
        }
        self.by_search(limits)
    }

    /// The cheapest of several orders. Only groups that are not too long get more than one.
    fn best_order(&self, near: &[BTreeSet<usize>]) -> (order::Order, eliminate::Cost) {
        let mut best = order::eliminated(near.to_vec(), 0);
        let mut least = eliminate::cost(self, &best);
        for attempt in 1..order::TRIES {
            if least.steps <= STEPS_GOOD || near.len() > ISSUES_TRIED_MAX {
                break;
            }
            let order = match attempt % 2 {
                0 => order::eliminated(near.to_vec(), attempt),
                _ => eliminate::greedy(self, attempt),
            };
            let cost = eliminate::cost(self, &order);
            if cost < least {
                (best, least) = (order, cost);
            }
        }
        (best, least)
    }

    fn by_search(&self, limits: &Limits) -> Option<Poly> {
        let every = self.weights.iter().map(|classes| crate::compile::lowest(classes.len()));
        let mut clauses = clauses::Clauses::new(every.collect(), limits.multiplied_max);
        self.rules.iter().for_each(|rule| clauses.add(rule));
        let mut weights = self.weights.clone();
        weights.resize(clauses.every.len(), vec![Poly::one(), Poly::one()]);
        let mut open = self.open.clone();
        open.extend(clauses.every.iter().skip(open.len()));
        let scope = |clause: &clauses::Clause| clause.iter().map(|(var, _)| *var).collect();
        let scopes: Vec<Vec<usize>> = clauses.clauses.iter().map(scope).collect();
        let near = order::graph(open.len(), &scopes);
        let attempts = if near.len() > ISSUES_TRIED_MAX { 1 } else { order::TRIES };
        let orders = (0..attempts).map(|attempt| order::eliminated(near.clone(), attempt));
        let order = orders.min_by_key(|order| order::rows(&near, order, &open)).unwrap_or_default();
        let mut rank = vec![0; order.len()];
        for (at, var) in order.iter().enumerate() {
            rank[*var] = at;
        }
        let vars = (0..open.len()).collect();
        search::Search::new(&weights, &clauses.clauses, open, rank, limits).count(vars)
    }
}

/// Gathers the parts of a rule; those about one issue narrow it. False where nothing can hold.
fn gather<'r>(rule: &'r Node, open: &mut [Mask], rules: &mut Vec<&'r Node>) -> bool {
    match rule {
        Node::In { issue, mask } => {
            open[*issue] &= mask;
            open[*issue] != 0
        }
        Node::All(parts) => parts.iter().all(|part| gather(part, open, rules)),
        Node::Any(parts) => {
            rules.push(rule);
            !parts.is_empty()
        }
    }
}

fn renumbered(node: &Node, number: &impl Fn(usize) -> usize) -> Node {
    let all = |parts: &[Node]| parts.iter().map(|part| renumbered(part, number)).collect();
    match node {
        Node::In { issue, mask } => Node::In { issue: number(*issue), mask: *mask },
        Node::All(parts) => Node::All(all(parts)),
        Node::Any(parts) => Node::Any(all(parts)),
    }
}
