//! Who can bring the conflict where: legal sequences of moves and of improvements.
//!
//! A sequence of moves of a group is *legal* where no decision maker moves twice in a row (Fang,
//! Hipel and Kilgour, *Interactive Decision Making*, 1993, chapter 4); in a sequence of unilateral
//! improvements each mover prefers the state after its move to the one before.

use std::collections::VecDeque;

use super::bits::Bits;
use super::conflict::Conflict;
use super::order::Order;

/// A group of decision makers, as bits by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group(pub u16);

impl Group {
    /// One alone.
    pub fn one(maker: usize) -> Group {
        Group(1 << maker)
    }

    /// The first so many.
    pub fn all(makers: usize) -> Group {
        Group(u16::try_from((1_u32 << makers.min(16)) - 1).unwrap_or(u16::MAX))
    }

    /// Whether the decision maker is in it.
    pub fn has(self, maker: usize) -> bool {
        maker < 16 && self.0 >> maker & 1 == 1
    }

    /// Those of `all` that are not in it.
    #[must_use]
    pub fn others(self, all: Group) -> Group {
        Group(all.0 & !self.0)
    }

    /// Positions of its members, rising.
    pub fn members(self) -> impl Iterator<Item = usize> {
        (0..16).filter(move |maker| self.has(*maker))
    }

    /// How many members it has.
    pub fn size(self) -> usize {
        self.0.count_ones() as usize
    }
}

/// Which moves are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any.
    Moves,
    /// Those known to be improvements of who moves.
    Improvements,
    /// Those that may be improvements: not known to be none.
    PossibleImprovements,
}

/// One move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// Position of the decision maker.
    pub maker: usize,
    /// The state that it moves to.
    pub to: usize,
}

/// The moves of a conflict with the orders of its decision makers.
#[derive(Clone, Debug)]
pub struct Graph {
    /// By decision maker.
    orders: Vec<Order>,
    /// By decision maker and state.
    moves: Vec<Vec<Bits>>,
    improvements: Vec<Vec<Bits>>,
    possible: Vec<Vec<Bits>>,
    states: usize,
}

impl Graph {
    /// The graph of a conflict under these orders, one for each decision maker.
    pub fn new(conflict: &Conflict, orders: &[Order]) -> Graph {
        let mut graph = Graph {
            orders: orders.to_vec(),
            moves: conflict.moves.clone(),
            improvements: conflict.moves.clone(),
            possible: conflict.moves.clone(),
            states: conflict.states.len(),
        };
        for (maker, order) in orders.iter().enumerate() {
            graph.set_order(maker, order.clone());
        }
        graph
    }

    /// Puts another order in the place of a decision maker's.
    pub fn set_order(&mut self, maker: usize, order: Order) {
        for from in 0..self.states {
            let moves = &self.moves[maker][from];
            self.improvements[maker][from] = moves.and(order.better_than(from));
            let mut may = Bits::none(self.states);
            let not_known = |to: &usize| !order.at_least_as(*to).has(from);
            moves.iter().filter(not_known).for_each(|to| may.add(to));
            self.possible[maker][from] = may;
        }
        self.orders[maker] = order;
    }

    /// The order of a decision maker.
    pub fn order(&self, maker: usize) -> &Order {
        &self.orders[maker]
    }

    /// How many states there are.
    pub fn states(&self) -> usize {
        self.states
    }

    /// All decision makers.
    pub fn everybody(&self) -> Group {
        Group::all(self.orders.len())
    }

    /// Where a decision maker can go in one move.
    pub fn steps(&self, maker: usize, from: usize, kind: Kind) -> &Bits {
        match kind {
            Kind::Moves => &self.moves[maker][from],
            Kind::Improvements => &self.improvements[maker][from],
            Kind::PossibleImprovements => &self.possible[maker][from],
        }
    }

    /// Where legal sequences of at least one move of a group end.
    pub fn reach(&self, group: Group, from: usize, kind: Kind) -> Bits {
        let mut ends = Bits::none(self.states);
        self.walk(group, from, kind, |step, _| {
            ends.add(step.to);
            true
        });
        ends
    }

    /// A shortest legal sequence of a group to a state of `wanted`; of these the first in the order
    /// of decision makers and states.
    pub fn path(&self, group: Group, from: usize, kind: Kind, wanted: &Bits) -> Option<Vec<Move>> {
        let mut came: Vec<(Move, Option<usize>)> = Vec::new();
        let mut end = None;
        self.walk(group, from, kind, |step, before| {
            came.push((step, before));
            if wanted.has(step.to) {
                end = Some(came.len() - 1);
            }
            end.is_none()
        });
        let mut path = Vec::new();
        while let Some((step, before)) = end.and_then(|at| came.get(at)) {
            path.push(*step);
            end = *before;
        }
        path.reverse();
        (!path.is_empty()).then_some(path)
    }

    /// Visits each last move of legal sequences, by mover and state after it, once, breadth first,
    /// with the place in the visit of the move before; until `visit` says no.
    fn walk(
        &self,
        group: Group,
        from: usize,
        kind: Kind,
        mut visit: impl FnMut(Move, Option<usize>) -> bool,
    ) {
        let mut seen = vec![Bits::none(self.states); self.orders.len()];
        // Who brought it to a state first: the one who may not move on from there, until another
        // has brought it there too.
        let mut arrived: Vec<Option<Arrived>> = vec![None; self.states];
        let mut queue = VecDeque::from([(from, None, None)]);
        let mut visited = 0;
        while let Some((state, last, place)) = queue.pop_front() {
            let movers = match (arrived[state], last) {
                (Some(Arrived::Freely), _) => continue,
                (Some(Arrived::By(first)), Some(last)) if first == last => continue,
                (Some(Arrived::By(first)), _) => Group::one(first),
                (None, Some(last)) => Group::one(last).others(group),
                (None, None) => group,
            };
            arrived[state] = match (arrived[state], last) {
                (None, Some(last)) => Some(Arrived::By(last)),
                _ => Some(Arrived::Freely),
            };
            for maker in movers.members() {
                for to in self.steps(maker, state, kind).less(&seen[maker]).iter() {
                    seen[maker].add(to);
                    if !visit(Move { maker, to }, place) {
                        return;
                    }
                    queue.push_back((to, Some(maker), Some(visited)));
                    visited += 1;
                }
            }
        }
    }
}

/// How legal sequences came to a state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrived {
    /// Always by a move of this decision maker, so far.
    By(usize),
    /// By moves of two, or without a move: everybody may move on.
    Freely,
}
