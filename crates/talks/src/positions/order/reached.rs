//! What ranks put below an option, with the way there.

use std::collections::VecDeque;

use super::Order;
use super::contradiction::{Says, Step};

/// What a search from one option reached.
pub(super) struct Reached {
    from: usize,
    /// By option and whether the way there says "more": the option before, whether the way to that
    /// one does, and which of its edges.
    came: Vec<[Option<(usize, bool, usize)>; 2]>,
    /// In the order in which they were reached.
    pub(super) order: Vec<(usize, bool)>,
}

impl Reached {
    pub(super) fn arrives(&self, option: usize, strict: bool) -> bool {
        self.came.get(option).is_some_and(|came| came[usize::from(strict)].is_some())
    }
}

impl Order<'_> {
    /// Options that are reached downwards, breadth first, with the way there.
    pub(super) fn reach(&self, from: usize) -> Reached {
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
    pub(super) fn path(&self, reached: &Reached, to: usize, strict: bool) -> Vec<Step> {
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
}
