//! Status-quo analysis: which states can come about from where things stand, and how.
//!
//! Paths are legal sequences of everybody's moves: nobody moves twice in a row (Li, Kilgour and
//! Hipel, *Information and Decision Technologies*, 2005).

use super::bits::Bits;
use super::graph::{Graph, Kind, Move};

/// How a state can come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The state.
    pub state: usize,
    /// A shortest path of moves of any kind; `None` where there is none. Empty for the status quo.
    pub by_moves: Option<Vec<Move>>,
    /// A shortest path on which each move is known to be an improvement of who makes it.
    pub by_improvements: Option<Vec<Move>>,
    /// Whether there may be such a path: some moves on it are not known to be improvements.
    pub perhaps_by_improvements: bool,
}

/// The ways from a state to all states.
pub fn ways(graph: &Graph, status_quo: usize) -> Vec<Way> {
    let all = graph.everybody();
    let possible = graph.reach(all, status_quo, Kind::PossibleImprovements);
    let way = |state: usize| {
        if state == status_quo {
            let here = Some(Vec::new());
            let by_moves = here.clone();
            return Way { state, by_moves, by_improvements: here, perhaps_by_improvements: true };
        }
        let mut wanted = Bits::none(graph.states());
        wanted.add(state);
        Way {
            state,
            by_moves: graph.path(all, status_quo, Kind::Moves, &wanted),
            by_improvements: graph.path(all, status_quo, Kind::Improvements, &wanted),
            perhaps_by_improvements: possible.has(state),
        }
    };
    (0..graph.states()).map(way).collect()
}
