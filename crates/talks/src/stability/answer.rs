//! All answers about a conflict together.

use basis::{Diagnostic, Truth};

use super::check::{self, STATES_CHECKED_MAX};
use super::conflict::{Conflict, Preferences};
use super::graph::{Graph, Group};
use super::judge::{Answers, Concept, View};
use super::order::Order;
use super::quo::{self, Way};
use super::why::{self, Why};
use crate::space::too_many;

/// Steps of the lists of all decision makers, or of all coalitions: groups × states × (decision
/// makers × states + words of their sets).
pub const STEPS_MAX: usize = 400_000_000;

/// The stability of every state.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The graph with the orders that the answers rest on.
    pub graph: Graph,
    /// By decision maker and state.
    pub makers: Vec<Vec<Answers>>,
    /// By state: whether it is stable for every decision maker. Under SEQ with unknown preferences
    /// an *unknown* may be a *no*: each may find it stable, but not in the same case.
    pub equilibria: Vec<Answers>,
    /// The coalitions of two and more; `None` above [`STEPS_MAX`].
    pub coalitions: Option<Coalitions>,
    /// How states can come about from the status quo; empty without one.
    pub ways: Vec<Way>,
    /// Whether matrices give the same answers; `None` where they were not computed: for more than
    /// [`STATES_CHECKED_MAX`] states, and for preferences that are only partly known.
    pub checked: Option<bool>,
}

/// The stability of every state for coalitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coalitions {
    /// Groups of two and more decision makers, in the order of their bits.
    pub groups: Vec<Group>,
    /// By group and state.
    pub stable: Vec<Vec<Answers>>,
    /// By state: whether it is stable for every group, single decision makers among them.
    pub equilibria: Vec<Answers>,
}

impl Answer {
    /// The stability of every state under these preferences.
    ///
    /// # Errors
    /// [`crate::codes::LIMIT`] above [`STEPS_MAX`].
    pub fn of(conflict: &Conflict, preferences: &Preferences) -> Result<Answer, Diagnostic> {
        let (states, makers) = (conflict.states.len(), conflict.makers.len());
        if steps(makers, states, makers) > STEPS_MAX {
            return Err(too_many("steps, which grow with states and decision makers", STEPS_MAX));
        }
        let graph = Graph::new(conflict, &preferences.orders);
        let table = |group: Group| View::new(&graph, group).table();
        let by_maker: Vec<Vec<Answers>> = (0..makers).map(|m| table(Group::one(m))).collect();
        let equilibria = all_of(states, by_maker.iter());
        let groups: Vec<Group> =
            (1..=graph.everybody().0).map(Group).filter(|group| group.size() > 1).collect();
        let coalitions = (steps(groups.len(), states, makers) <= STEPS_MAX).then(|| {
            let stable: Vec<Vec<Answers>> = groups.iter().map(|group| table(*group)).collect();
            let equilibria = all_of(states, by_maker.iter().chain(&stable));
            Coalitions { groups, stable, equilibria }
        });
        let ways = conflict.status_quo.map(|from| quo::ways(&graph, from)).unwrap_or_default();
        let checked = is_same(conflict, &preferences.orders, &by_maker, coalitions.as_ref());
        Ok(Answer { graph, makers: by_maker, equilibria, coalitions, ways, checked })
    }

    /// The answer for one group and state; `None` where it was not computed.
    pub fn stable(&self, group: Group, state: usize, concept: Concept) -> Option<Truth> {
        let of_group = match group.members().collect::<Vec<usize>>().as_slice() {
            [maker] => self.makers.get(*maker)?,
            _ => {
                let coalitions = self.coalitions.as_ref()?;
                let at = coalitions.groups.iter().position(|known| *known == group)?;
                &coalitions.stable[at]
            }
        };
        Some(of_group.get(state)?[place(concept)])
    }

    /// Why a state is stable for a group, or is not; `None` for a state or group that there is not.
    pub fn why(&self, group: Group, state: usize, concept: Concept) -> Option<Why> {
        let known = group.others(self.graph.everybody()).size() + group.size();
        let fits = group.size() > 0 && known == self.makers.len() && state < self.graph.states();
        fits.then(|| why::why(&View::new(&self.graph, group), concept, state))
    }

    /// States that are stable for everybody for certain, under one concept.
    pub fn equilibria(&self, concept: Concept) -> Vec<usize> {
        let certain = |state: &usize| self.equilibria[*state][place(concept)].is_certain();
        (0..self.graph.states()).filter(certain).collect()
    }
}

/// Place of a concept in [`Answers`].
pub fn place(concept: Concept) -> usize {
    Concept::ALL.iter().position(|known| *known == concept).unwrap_or(0)
}

fn steps(groups: usize, states: usize, makers: usize) -> usize {
    let words = states.div_ceil(64);
    groups.saturating_mul(states).saturating_mul(states).saturating_mul(makers * (1 + words))
}

fn all_of<'a>(states: usize, tables: impl Iterator<Item = &'a Vec<Answers>>) -> Vec<Answers> {
    let mut all = vec![[Truth::Yes; 4]; states];
    for table in tables {
        for (all, answers) in all.iter_mut().zip(table) {
            all.iter_mut().zip(answers).for_each(|(all, one)| *all = all.and(*one));
        }
    }
    all
}

fn is_same(
    conflict: &Conflict,
    orders: &[Order],
    makers: &[Vec<Answers>],
    coalitions: Option<&Coalitions>,
) -> Option<bool> {
    if conflict.states.len() > STATES_CHECKED_MAX || !orders.iter().all(Order::is_complete) {
        return None;
    }
    let alone = makers.iter().enumerate().map(|(maker, table)| (vec![maker], table));
    let together = coalitions.into_iter().flat_map(|of| of.groups.iter().zip(&of.stable));
    let together = together
        .filter(|_| makers.len() <= 4)
        .map(|(group, table)| (group.members().collect(), table));
    let mut all = alone.chain(together);
    Some(all.all(|(group, table): (Vec<usize>, &Vec<Answers>)| {
        Concept::ALL.into_iter().enumerate().all(|(at, concept)| {
            let stable = check::stable(conflict, orders, &group, concept);
            stable.iter().zip(table).all(|(known, found)| found[at] == Truth::known(*known))
        })
    }))
}
