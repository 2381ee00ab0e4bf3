//! Stability of states for decision makers and coalitions.
//!
//! For a group H and a state s, R(H, s) are the states that H can bring about by legal sequences,
//! and the *improvements* of H are those of R(H, s) that every member of H prefers to s (Kilgour,
//! Hipel, Fang and Peng, *Group Decision and Negotiation* 10:159, 2001). The others answer by legal
//! sequences among themselves. A state *deters* H where some member does not prefer it to s. Then s
//! is stable for H
//!
//! * by **Nash**, where H has no improvement;
//! * by **GMR**, where after each improvement the others can move to a state that deters H;
//! * by **SMR**, where they can move to one that deters H and from which every state that H can
//!   still reach deters it too;
//! * by **SEQ**, where they can do so by unilateral improvements of each mover.
//!
//! For H of one member these are the definitions of Fang, Hipel and Kilgour (*Interactive Decision
//! Making*, 1993, chapters 3 and 4). Larger coalitions meet opponents who move each for itself;
//! Inohara and Hipel (*Systems Engineering* 11:343, 2008) let these form coalitions as well.

use basis::Truth;

use super::bits::Bits;
use super::graph::{Graph, Group, Kind};
use super::search;

/// Concepts of stability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concept {
    /// No improvement at all.
    Nash,
    /// General metarationality.
    Gmr,
    /// Symmetric metarationality.
    Smr,
    /// Sequential stability.
    Seq,
}

impl Concept {
    /// All of them, in the order of tables.
    pub const ALL: [Concept; 4] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq];

    /// As files and flags call it.
    pub fn key(self) -> &'static str {
        match self {
            Concept::Nash => "nash",
            Concept::Gmr => "gmr",
            Concept::Smr => "smr",
            Concept::Seq => "seq",
        }
    }

    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Concept::Nash => "Nash",
            Concept::Gmr => "general metarationality",
            Concept::Smr => "symmetric metarationality",
            Concept::Seq => "sequential stability",
        }
    }
}

/// An answer for each of [`Concept::ALL`].
pub type Answers = [Truth; 4];

/// What one group can do, and what the others can answer.
#[derive(Clone, Debug)]
pub struct View<'g> {
    /// The graph.
    pub graph: &'g Graph,
    /// Who considers to move.
    pub group: Group,
    own: Vec<Bits>,
    replies: Vec<Bits>,
    sure: Vec<Bits>,
    /// `None` where the others' possible improvements are all sure.
    possible: Option<Vec<Bits>>,
}

impl<'g> View<'g> {
    /// The lists of a group and of the others, for every state.
    pub fn new(graph: &'g Graph, group: Group) -> View<'g> {
        let others = group.others(graph.everybody());
        let list = |group: Group, kind: Kind| -> Vec<Bits> {
            (0..graph.states()).map(|from| graph.reach(group, from, kind)).collect()
        };
        let open = others.members().any(|maker| {
            (0..graph.states()).any(|from| {
                graph.steps(maker, from, Kind::Improvements)
                    != graph.steps(maker, from, Kind::PossibleImprovements)
            })
        });
        View {
            graph,
            group,
            own: list(group, Kind::Moves),
            replies: list(others, Kind::Moves),
            sure: list(others, Kind::Improvements),
            possible: open.then(|| list(others, Kind::PossibleImprovements)),
        }
    }

    /// The others.
    pub fn others(&self) -> Group {
        self.group.others(self.graph.everybody())
    }

    /// Where the group can bring it.
    pub fn own(&self, from: usize) -> &Bits {
        &self.own[from]
    }

    /// Where the others can bring it by moves of this kind.
    pub fn replies(&self, from: usize, kind: Kind) -> &Bits {
        match kind {
            Kind::Moves => &self.replies[from],
            Kind::Improvements => &self.sure[from],
            Kind::PossibleImprovements => {
                self.possible.as_ref().map_or(&self.sure[from], |p| &p[from])
            }
        }
    }

    /// States that every member is known to prefer, or may prefer, to a state.
    pub fn better(&self, than: usize, possibly: bool) -> Bits {
        let mut all = Bits::all(self.graph.states());
        for maker in self.group.members() {
            let order = self.graph.order(maker);
            all = if possibly {
                all.and(&order.may_be_better_than(than))
            } else {
                all.and(order.better_than(than))
            };
        }
        all
    }

    /// Whether a state is stable for the group: yes where it is whatever the unknown preferences
    /// are, no where it never is, else unknown.
    ///
    /// Exact for Nash, GMR and SMR, and for SEQ unless the search meets
    /// [`search::BRANCHES_MAX`]: the more states are preferred, the less is stable, and there is a
    /// completion in which all that may be better are, and one in which none of these is.
    pub fn stable(&self, concept: Concept, state: usize) -> Truth {
        let (least, most) = (self.better(state, false), self.better(state, true));
        let kind = |possible| match (concept, possible) {
            (Concept::Seq, false) => Kind::Improvements,
            (Concept::Seq, true) => Kind::PossibleImprovements,
            _ => Kind::Moves,
        };
        if self.holds(concept, state, &most, kind(false)) {
            return Truth::Yes;
        }
        if !self.holds(concept, state, &least, kind(true)) {
            return Truth::No;
        }
        if concept == Concept::Seq && self.possible.is_some() {
            return search::sequential(self, state, &least, &most);
        }
        Truth::Unknown
    }

    /// Whether a state is stable where the group prefers `better`, and the others answer by moves
    /// of this kind.
    pub fn holds(&self, concept: Concept, state: usize, better: &Bits, kind: Kind) -> bool {
        let improvements = self.own[state].and(better);
        improvements.iter().all(|to| self.sanction(concept, to, better, kind).is_some())
    }

    /// The first state by which the others deter an improvement.
    pub fn sanction(
        &self,
        concept: Concept,
        to: usize,
        better: &Bits,
        kind: Kind,
    ) -> Option<usize> {
        let deterring = self.replies(to, kind).less(better);
        let mut deterring = deterring.iter();
        deterring.find(|reply| match concept {
            Concept::Nash => false,
            Concept::Gmr | Concept::Seq => true,
            Concept::Smr => !self.own[*reply].meets(better),
        })
    }

    /// The answers of all concepts for all states.
    pub fn table(&self) -> Vec<Answers> {
        let of = |state: usize| Concept::ALL.map(|concept| self.stable(concept, state));
        (0..self.graph.states()).map(of).collect()
    }
}
