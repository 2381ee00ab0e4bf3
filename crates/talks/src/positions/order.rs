//! What ranks, points and worth of one bracket leave of each option's points, and where they
//! contradict each other.
//!
//! Ranks are edges between options, "at least as much" or "more"; points are bounds. The bounds
//! travel along the edges (a system of difference constraints without numbers on its edges, so
//! that reachability solves it), and what lies between the best and the worst option is compared
//! with the worth. A bound that is reached over "more" is *strict*: the value itself is excluded.

use std::collections::VecDeque;

use basis::Span;
use num_traits::Zero as _;

use super::{Form, Named, Statement};
use crate::number::Number;
use crate::partial::Bounds;

/// The order of the options of one bracket for one party, and the bounds of their points.
#[derive(Clone, Debug)]
pub struct Order<'s> {
    statements: Vec<&'s Statement>,
    /// From each option to those that it is worth at least as much as.
    edges: Vec<Vec<Edge>>,
    /// As stated, by option; the places where.
    stated: Vec<StatedBounds>,
    /// Best and worst are sought among so many first options.
    reached: usize,
    worth: Bounds,
    worth_by: Option<usize>,
}

/// The first option is worth at least as much as `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    to: usize,
    more: bool,
    statement: usize,
    /// Where the two are named.
    spans: (Span, Span),
}

/// Bounds of one option, with the statements and places that give them.
#[derive(Clone, Debug)]
struct StatedBounds {
    bounds: Bounds,
    least_by: Option<(usize, Span)>,
    most_by: Option<(usize, Span)>,
}

/// A bound that may exclude the value itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound {
    /// The value.
    pub value: Number,
    /// Whether the value itself is excluded.
    pub strict: bool,
}

/// What is left of the points of each option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// By option.
    pub least: Vec<Bound>,
    /// By option; `None` where there is no bound.
    pub most: Vec<Option<Bound>>,
    /// By option, the first option that is worth exactly as much by the ranks.
    pub tied_with: Vec<usize>,
}

impl Left {
    /// What is left of an option's points; ends that are excluded stay in.
    pub fn bounds(&self, option: usize) -> Option<Bounds> {
        let most = self.most.get(option)?.as_ref();
        let least = self.least.get(option)?.value.clone();
        Some(Bounds { least, most: most.map(|most| most.value.clone()) })
    }
}

/// Statements that cannot all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What they contradict each other in.
    pub kind: Kind,
    /// The statements and places, in the order of the circle.
    pub steps: Vec<Step>,
}

/// Ways to contradict oneself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The steps lead back to the first option, and one of them says "more".
    Circle,
    /// The first option stands above the second, and has fewer points.
    PointsAgainstRank(usize, usize),
    /// No points for this option fit all statements.
    NoPoints(usize),
    /// What lies between best and worst is at least this, and more than the worth.
    WorthTooSmall(Number),
    /// What lies between best and worst is at most this, and less than the worth.
    WorthTooLarge(Number),
}

/// One statement's part in a contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Position among the statements of the order.
    pub statement: usize,
    /// Where it says so.
    pub span: Span,
    /// What it says.
    pub says: Says,
}

/// What a step says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The first option is worth at least as much as the second, or more.
    Above(usize, usize, bool),
    /// Points of an option.
    Points(usize, Bounds),
    /// Points of the bracket's options.
    AllPoints,
    /// The worth of the bracket.
    Worth(Bounds),
}

impl<'s> Order<'s> {
    /// The order that statements about one bracket give to `options` options, of which the first
    /// `reached` are its own and the others stand for *not reached*.
    pub fn of(statements: &[&'s Statement], options: usize, reached: usize) -> Order<'s> {
        let unknown = StatedBounds { bounds: Bounds::unknown(), least_by: None, most_by: None };
        let mut order = Order {
            statements: statements.to_vec(),
            edges: vec![Vec::new(); options],
            stated: vec![unknown; options],
            reached,
            worth: Bounds::unknown(),
            worth_by: None,
        };
        for (at, statement) in statements.iter().enumerate() {
            match &statement.form {
                Form::Rank(levels) => order.rank(at, levels),
                Form::Points(points) => {
                    points.iter().for_each(|(named, bounds)| order.points(at, *named, bounds));
                }
                Form::Worth(worth) => {
                    order.worth = both(&order.worth, worth);
                    order.worth_by = Some(at);
                }
                Form::LiveWith(_) => {}
            }
        }
        order
    }

    /// Ties run around their level, each level leads to the next by its first options: as many
    /// edges as options.
    fn rank(&mut self, statement: usize, levels: &[Vec<Named>]) {
        for level in levels {
            let after = level.iter().skip(1).chain(level.first());
            for (a, b) in level.iter().zip(after).filter(|(a, b)| a.option != b.option) {
                self.edge(statement, *a, *b, false);
            }
        }
        for pair in levels.windows(2) {
            if let [Some(a), Some(b)] = [pair[0].first(), pair[1].first()] {
                self.edge(statement, *a, *b, true);
            }
        }
    }

    fn edge(&mut self, statement: usize, a: Named, b: Named, more: bool) {
        let edge = Edge { to: b.option, more, statement, spans: (a.span, b.span) };
        if let Some(edges) = self.edges.get_mut(a.option).filter(|_| b.option < self.stated.len()) {
            edges.push(edge);
        }
    }

    fn points(&mut self, statement: usize, named: Named, new: &Bounds) {
        let Some(old) = self.stated.get_mut(named.option) else { return };
        let joined = both(&old.bounds, new);
        if old.least_by.is_none() || joined.least != old.bounds.least {
            old.least_by = Some((statement, named.span));
        }
        if joined.most != old.bounds.most {
            old.most_by = Some((statement, named.span));
        }
        old.bounds = joined;
    }

    /// The bounds as stated, without what the ranks add.
    pub fn stated(&self, option: usize) -> Option<&Bounds> {
        self.stated.get(option).map(|stated| &stated.bounds)
    }

    /// Whether somebody stated points for the option.
    pub fn has_points(&self, option: usize) -> bool {
        self.stated.get(option).is_some_and(|stated| stated.least_by.is_some())
    }

    /// The worth as stated.
    pub fn worth(&self) -> &Bounds {
        &self.worth
    }

    /// Pairs of options of which the first is worth at least as much as the second, and whether it
    /// is worth more.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize, bool)> + '_ {
        let of = |(from, edges): (usize, &'_ Vec<Edge>)| {
            edges.iter().map(move |edge| (from, edge.to, edge.more)).collect::<Vec<_>>()
        };
        self.edges.iter().enumerate().flat_map(of)
    }

    /// What is left of the points of each option, or a contradiction, the same one each time.
    ///
    /// # Errors
    /// The first contradiction: a circle, points against a rank, no points left, worth.
    pub fn left(&self) -> Result<Left, Contradiction> {
        if let Some(option) = self.stated.iter().position(|s| is_empty(&s.bounds)) {
            return Err(self.no_points(option));
        }
        let plain = |value: &Number| Bound { value: value.clone(), strict: false };
        let mut left = Left {
            least: self.stated.iter().map(|s| plain(&s.bounds.least)).collect(),
            most: self.stated.iter().map(|s| s.bounds.most.as_ref().map(plain)).collect(),
            tied_with: self.ties(),
        };
        for from in 0..self.edges.len() {
            let reached = self.reach(from);
            if reached.arrives(from, true) {
                return Err(Contradiction {
                    kind: Kind::Circle,
                    steps: self.path(&reached, from, true),
                });
            }
            self.carry(from, &reached, &mut left)?;
        }
        self.spread_fits(&left)?;
        Ok(left)
    }

    /// By option, the first that it is tied with. "At least as much" stands in ties only, and these
    /// run around, so that what such edges join is worth the same.
    fn ties(&self) -> Vec<usize> {
        let mut tied_with: Vec<usize> = (0..self.stated.len()).collect();
        for start in 0..self.edges.len() {
            let mut waiting = vec![start];
            while let Some(at) = waiting.pop().filter(|_| tied_with[start] == start) {
                for edge in self.edges[at].iter().filter(|edge| !edge.more) {
                    if edge.to > start && tied_with[edge.to] == edge.to {
                        tied_with[edge.to] = start;
                        waiting.push(edge.to);
                    }
                }
            }
        }
        tied_with
    }

    /// Carries bounds between an option and those below it.
    fn carry(&self, from: usize, reached: &Reached, left: &mut Left) -> Result<(), Contradiction> {
        let above = &self.stated[from].bounds;
        for &(to, strict) in &reached.order {
            if to == from {
                continue;
            }
            let below = &self.stated[to].bounds;
            let crossed = above
                .most
                .as_ref()
                .is_some_and(|most| *most < below.least || (strict && *most == below.least));
            if crossed {
                return Err(self.points_against_rank(from, to, strict, reached));
            }
            let least = Bound { value: below.least.clone(), strict };
            left.least[from] = tighter_least(&left.least[from], least);
            if let Some(most) = &above.most {
                let most = Bound { value: most.clone(), strict };
                left.most[to] = Some(tighter_most(left.most[to].as_ref(), most));
            }
        }
        Ok(())
    }

    /// Whether best and worst can lie as far apart as the worth says.
    fn spread_fits(&self, left: &Left) -> Result<(), Contradiction> {
        let Some(worth_by) = self.worth_by else { return Ok(()) };
        if is_empty(&self.worth) {
            return Err(self.worth_contradiction(worth_by, Kind::WorthTooLarge(Number::zero())));
        }
        let least = self.least_spread(left);
        let too_small = self
            .worth
            .most
            .as_ref()
            .is_some_and(|most| *most < least.value || (least.strict && *most == least.value));
        if too_small {
            return Err(self.worth_contradiction(worth_by, Kind::WorthTooSmall(least.value)));
        }
        match most_spread(left, self.reached) {
            Some(most)
                if most.value < self.worth.least
                    || (most.strict && most.value == self.worth.least) =>
            {
                Err(self.worth_contradiction(worth_by, Kind::WorthTooLarge(most.value)))
            }
            _ => Ok(()),
        }
    }

    /// All options at one value, as far as their bounds let them.
    fn least_spread(&self, left: &Left) -> Bound {
        let highest = left.least.iter().take(self.reached).max();
        // Of equal bounds from above the strict one lies lower.
        let most = left.most.iter().take(self.reached).flatten();
        let lowest = most.min_by_key(|b| (b.value.clone(), !b.strict));
        let apart = highest.zip(lowest).map(|(high, low)| Bound {
            value: &high.value - &low.value,
            strict: high.strict || low.strict,
        });
        let own = self.edges.iter().take(self.reached).flatten();
        let ordered = own.clone().any(|edge| edge.more && edge.to < self.reached);
        let nothing = Bound { value: Number::zero(), strict: ordered };
        apart.map_or(nothing.clone(), |apart| apart.max(nothing))
    }

    /// Options that are reached downwards, breadth first, with the way there.
    fn reach(&self, from: usize) -> Reached {
        let mut reached = Reached {
            from,
            came: vec![
                [None, None];
                if self.edges[from].is_empty() { 0 } else { self.edges.len() }
            ],
            order: Vec::new(),
        };
        let mut waiting = VecDeque::from([(from, false)]);
        while let Some((at, strict)) = waiting.pop_front() {
            for (index, edge) in self.edges[at].iter().enumerate() {
                let next = (edge.to, strict || edge.more);
                let known = &mut reached.came[next.0][usize::from(next.1)];
                if known.is_none() {
                    *known = Some((at, strict, index));
                    reached.order.push(next);
                    waiting.push_back(next);
                }
            }
        }
        reached
    }

    /// The way from the start of a search to an option, steps of one statement in a row as one.
    fn path(&self, reached: &Reached, to: usize, strict: bool) -> Vec<Step> {
        let mut edges = Vec::new();
        let mut at = (to, strict);
        while let Some((before, was_strict, index)) = reached.came[at.0][usize::from(at.1)] {
            edges.push((before, self.edges[before][index]));
            at = (before, was_strict);
            if at == (reached.from, false) {
                break;
            }
        }
        edges.reverse();
        let mut steps: Vec<Step> = Vec::new();
        for (from, edge) in edges {
            let span = edge.spans.0.to(edge.spans.1);
            match steps.last_mut() {
                Some(Step { statement, span: whole, says: Says::Above(_, end, more) })
                    if *statement == edge.statement =>
                {
                    *whole = whole.to(span);
                    *end = edge.to;
                    *more |= edge.more;
                }
                _ => steps.push(Step {
                    statement: edge.statement,
                    span,
                    says: Says::Above(from, edge.to, edge.more),
                }),
            }
        }
        steps
    }

    fn points_against_rank(
        &self,
        from: usize,
        to: usize,
        strict: bool,
        reached: &Reached,
    ) -> Contradiction {
        let mut steps = self.path(reached, to, strict);
        for (option, by) in [(from, self.stated[from].most_by), (to, self.stated[to].least_by)] {
            steps.extend(by.map(|by| self.points_step(option, by)));
        }
        Contradiction { kind: Kind::PointsAgainstRank(from, to), steps }
    }

    fn no_points(&self, option: usize) -> Contradiction {
        let stated = &self.stated[option];
        let by = [stated.least_by, stated.most_by];
        let steps = by.into_iter().flatten().map(|by| self.points_step(option, by)).collect();
        Contradiction { kind: Kind::NoPoints(option), steps }
    }

    /// What one statement says of an option's points.
    fn points_step(&self, option: usize, (statement, span): (usize, Span)) -> Step {
        let own = match &self.statements[statement].form {
            Form::Points(points) => points.iter().find(|(named, _)| named.option == option),
            _ => None,
        };
        let bounds = own.map_or_else(Bounds::unknown, |(_, bounds)| bounds.clone());
        Step { statement, span, says: Says::Points(option, bounds) }
    }

    fn worth_contradiction(&self, worth_by: usize, kind: Kind) -> Contradiction {
        let step = |(at, statement): (usize, &&Statement)| {
            let says = match &statement.form {
                Form::Worth(worth) => Says::Worth(worth.clone()),
                Form::Rank(levels) => {
                    let first = levels.first()?.first()?.option;
                    let last = levels.last()?.last()?.option;
                    Says::Above(first, last, levels.len() > 1)
                }
                Form::Points(_) => Says::AllPoints,
                Form::LiveWith(_) => return None,
            };
            Some(Step { statement: at, span: statement.from.span, says })
        };
        let mut steps: Vec<Step> = self.statements.iter().enumerate().filter_map(step).collect();
        steps.sort_by_key(|step| step.statement != worth_by);
        Contradiction { kind, steps }
    }
}

/// What a search from one option reached.
struct Reached {
    from: usize,
    /// By option and whether the way there says "more": the option before, whether the way to that
    /// one does, and which of its edges.
    came: Vec<[Option<(usize, bool, usize)>; 2]>,
    /// In the order in which they were reached.
    order: Vec<(usize, bool)>,
}

impl Reached {
    fn arrives(&self, option: usize, strict: bool) -> bool {
        self.came.get(option).is_some_and(|came| came[usize::from(strict)].is_some())
    }
}

/// What both leave; may be empty.
pub(crate) fn both(a: &Bounds, b: &Bounds) -> Bounds {
    let most = match (&a.most, &b.most) {
        (Some(a), Some(b)) => Some(a.min(b).clone()),
        (one, other) => one.clone().or(other.clone()),
    };
    Bounds { least: (&a.least).max(&b.least).clone(), most }
}

pub(crate) fn is_empty(bounds: &Bounds) -> bool {
    bounds.most.as_ref().is_some_and(|most| *most < bounds.least)
}

fn tighter_least(old: &Bound, new: Bound) -> Bound {
    if new > *old { new } else { old.clone() }
}

fn tighter_most(old: Option<&Bound>, new: Bound) -> Bound {
    match old {
        Some(old) if (&old.value, !old.strict) <= (&new.value, !new.strict) => old.clone(),
        _ => new,
    }
}

/// The furthest apart that two options can lie; `None` where there is no limit. Options that are
/// tied count as one.
fn most_spread(left: &Left, reached: usize) -> Option<Bound> {
    let leaders: Vec<usize> =
        (0..reached.min(left.least.len())).filter(|at| left.tied_with[*at] == *at).collect();
    let mut highs: Vec<(usize, &Option<Bound>)> =
        leaders.iter().map(|at| (*at, &left.most[*at])).collect();
    let mut lows: Vec<(usize, &Bound)> = leaders.iter().map(|at| (*at, &left.least[*at])).collect();
    let height = |bound: &Option<Bound>| bound.as_ref().map(|b| (b.value.clone(), !b.strict));
    highs.sort_by(|(_, a), (_, b)| match (height(a), height(b)) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, _) => std::cmp::Ordering::Less,
        (_, None) => std::cmp::Ordering::Greater,
        (Some(a), Some(b)) => b.cmp(&a),
    });
    lows.sort_by_key(|(_, bound)| *bound);
    let mut widest = Bound { value: Number::zero(), strict: false };
    for (high_at, high) in highs.iter().take(2) {
        for (_, low) in lows.iter().take(2).filter(|(low_at, _)| low_at != high_at) {
            let Some(high) = high else { return None };
            let apart =
                Bound { value: &high.value - &low.value, strict: high.strict || low.strict };
            if (&apart.value, !apart.strict) > (&widest.value, !widest.strict) {
                widest = apart;
            }
        }
    }
    Some(widest)
}
