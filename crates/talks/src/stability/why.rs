//! Why a state is stable, or is not: sanctions, or an improvement that nothing deters.

use basis::Truth;

use super::bits::Bits;
use super::graph::{Kind, Move};
use super::judge::{Concept, View};
use super::order::Compared;

/// Comparisons that are named where an answer cannot be known.
pub const COMPARISONS_MAX: usize = 50;

/// The reasons of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Stable: the group cannot reach a state that all of it prefer.
    NoImprovement,
    /// Stable: the others can answer each improvement.
    Deterred(Vec<Sanction>),
    /// Not stable: nothing deters this improvement.
    Undeterred {
        /// How the group gets there; the last move leads to the improvement.
        improvement: Vec<Move>,
        /// Where the others could bring it then, and why that deters nobody.
        replies: Vec<Reply>,
    },
    /// It cannot be known: these comparisons are open, and could decide it.
    Open(Vec<Comparison>),
}

/// An improvement, and what deters from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// How the group gets to the improvement.
    pub improvement: Vec<Move>,
    /// How the others answer; the last move leads to the state that deters.
    pub answer: Vec<Move>,
    /// Where the group could still go from there, none of it better; empty but under SMR.
    pub ways_out: Vec<usize>,
}

/// A state that the others could bring about, and that does not deter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The state. Where `way_out` is empty, the group prefers it to where it started.
    pub state: usize,
    /// A state that the group prefers and can still reach from there; under SMR only.
    pub way_out: Option<usize>,
}

/// Two states of which it is not known how a decision maker orders them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comparison {
    /// Position of the decision maker.
    pub maker: usize,
    /// The one state.
    pub first: usize,
    /// The other.
    pub second: usize,
}

/// The reasons of the answer that [`View::stable`] gives.
pub fn why(view: &View<'_>, concept: Concept, state: usize) -> Why {
    let seq = concept == Concept::Seq;
    match view.stable(concept, state) {
        Truth::Unknown => Why::Open(open(view, concept, state)),
        Truth::Yes => {
            let better = view.better(state, true);
            let kind = if seq { Kind::Improvements } else { Kind::Moves };
            deterred(view, concept, state, &better, kind)
        }
        Truth::No => {
            let better = view.better(state, false);
            let kind = if seq { Kind::PossibleImprovements } else { Kind::Moves };
            undeterred(view, concept, state, &better, kind)
        }
    }
}

fn deterred(view: &View<'_>, concept: Concept, state: usize, better: &Bits, kind: Kind) -> Why {
    let improvements = view.own(state).and(better);
    if improvements.is_empty() {
        return Why::NoImprovement;
    }
    let sanction = |to: usize| {
        // Found by search over completions: no single sanction, the answer holds in each of them.
        let by = view.sanction(concept, to, better, kind)?;
        let answer = view.graph.path(view.others(), to, kind, &only(view, by))?;
        let ways_out = match concept {
            Concept::Smr => view.own(by).iter().collect(),
            _ => Vec::new(),
        };
        Some(Sanction { improvement: way(view, state, to), answer, ways_out })
    };
    Why::Deterred(improvements.iter().filter_map(sanction).collect())
}

fn undeterred(view: &View<'_>, concept: Concept, state: usize, better: &Bits, kind: Kind) -> Why {
    let improvements = view.own(state).and(better);
    let bare = |to: &usize| view.sanction(concept, *to, better, kind).is_none();
    let Some(to) = improvements.iter().find(bare) else {
        // Found by search over completions: in each some improvement is not deterred.
        return Why::Undeterred { improvement: Vec::new(), replies: Vec::new() };
    };
    let replies = match concept {
        Concept::Nash => Vec::new(),
        _ => view.replies(to, kind).iter().collect(),
    };
    let reply = |reply: usize| {
        let out = || view.own(reply).and(better).iter().next();
        Reply { state: reply, way_out: if better.has(reply) { None } else { out() } }
    };
    let replies = replies.into_iter().map(reply).collect();
    Why::Undeterred { improvement: way(view, state, to), replies }
}

/// Open comparisons that the answer looks at, at most [`COMPARISONS_MAX`].
fn open(view: &View<'_>, concept: Concept, state: usize) -> Vec<Comparison> {
    let mut found = std::collections::BTreeSet::new();
    let threats = view.own(state).and(&view.better(state, true));
    let mut looked_at = threats.clone();
    if concept != Concept::Nash {
        let kind = if concept == Concept::Seq { Kind::PossibleImprovements } else { Kind::Moves };
        for to in threats.iter() {
            looked_at.join(view.replies(to, kind));
        }
    }
    if concept == Concept::Smr {
        for reply in looked_at.clone().iter() {
            looked_at.join(view.own(reply));
        }
    }
    for maker in view.group.members() {
        let order = view.graph.order(maker);
        let open = |other: &usize| order.compared(*other, state) == Compared::Unknown;
        for other in looked_at.iter().filter(open) {
            found.insert(Comparison { maker, first: other, second: state });
        }
    }
    if concept == Concept::Seq {
        let mut places = threats;
        places.join(&looked_at);
        for maker in view.others().members() {
            for from in places.iter() {
                let possible = view.graph.steps(maker, from, Kind::PossibleImprovements);
                for to in possible.less(view.graph.steps(maker, from, Kind::Improvements)).iter() {
                    found.insert(Comparison { maker, first: to, second: from });
                }
            }
        }
    }
    found.into_iter().take(COMPARISONS_MAX).collect()
}

fn way(view: &View<'_>, from: usize, to: usize) -> Vec<Move> {
    view.graph.path(view.group, from, Kind::Moves, &only(view, to)).unwrap_or_default()
}

fn only(view: &View<'_>, state: usize) -> Bits {
    let mut bits = Bits::none(view.graph.states());
    bits.add(state);
    bits
}
