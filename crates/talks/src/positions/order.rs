//! What ranks, points and worth of one bracket leave of each option's points, and where they
//! contradict each other.
//!
//! Ranks are edges between options, "at least as much" or "more"; points are bounds. The bounds
//! travel along the edges (a system of difference constraints without numbers on its edges, so
//! that reachability solves it), and what lies between the best and the worst option is compared
//! with the worth. A bound that is reached over "more" is *strict*: the value itself is excluded.

use basis::Span;

use super::{Form, Named, Statement};
use crate::number::Number;
use crate::partial::Bounds;

mod contradiction;
mod reached;
mod spread;

pub use contradiction::{Contradiction, Kind, Says, Step};
use reached::Reached;

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
                    order.worth = order.worth.both(worth);
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
        let joined = old.bounds.both(new);
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

    /// The same pairs, and those that follow from them through other options.
    pub(super) fn pairs_through(&self) -> Vec<(usize, usize, bool)> {
        let of = |from: usize| {
            let below = self.reach(from).order;
            below.into_iter().map(move |(to, more)| (from, to, more)).filter(move |p| p.1 != from)
        };
        (0..self.edges.len()).flat_map(of).collect()
    }

    /// What is left of the points of each option, or a contradiction, the same one each time.
    ///
    /// # Errors
    /// The first contradiction: a circle, points against a rank, no points left, worth.
    pub fn left(&self) -> Result<Left, Contradiction> {
        if let Some(option) = self.stated.iter().position(|s| s.bounds.is_empty()) {
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
