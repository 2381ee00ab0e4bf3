//! A conflict as a graph: states, who can move from which to which, and what was stated of
//! preferences.

use basis::{Diagnostic, Span};

use super::bits::Bits;
use super::order::Order;
use crate::codes;
use crate::rules::Standing;

/// Decision makers of a conflict.
pub const MAKERS_MAX: usize = 10;

/// States of a conflict.
pub const STATES_MAX: usize = 1_024;

/// Options of a conflict; their combinations are looked at one by one.
pub const OPTIONS_MAX: usize = 16;

/// A conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is called; may be empty.
    pub title: String,
    /// Who decides, in the order of the file.
    pub makers: Vec<String>,
    /// What can be taken or left, and whose choice it is; empty where states are listed.
    pub options: Vec<Lever>,
    /// The feasible states.
    pub states: Vec<State>,
    /// By decision maker and state: the states that it can move to alone, in one move.
    pub moves: Vec<Vec<Bits>>,
    /// What was stated of preferences.
    pub statements: Vec<Statement>,
    /// Where things stand now.
    pub status_quo: Option<usize>,
    /// What somebody would like to hold.
    pub wished: Option<usize>,
}

/// An option: one decision maker takes it or leaves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// Unique among options.
    pub name: String,
    /// Position of the decision maker.
    pub maker: usize,
    /// Which way it can be changed.
    pub turns: Turns,
}

/// Which way an option can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turns {
    /// Taken and left at will.
    Both,
    /// Once taken it stays taken.
    Forth,
    /// Once left it stays left.
    Back,
}

impl Turns {
    /// Whether an option can go from one to the other.
    pub fn allows(self, from: bool, to: bool) -> bool {
        match self {
            Turns::Both => true,
            Turns::Forth => to || !from,
            Turns::Back => from || !to,
        }
    }
}

/// A state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Unique among states.
    pub name: String,
    /// The combinations of options that it stands for, one unless states were merged; none where
    /// states are listed.
    pub combinations: Vec<Vec<bool>>,
}

/// What was stated of one decision maker's preferences, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Position of the decision maker.
    pub maker: usize,
    /// What was stated.
    pub says: Says,
    /// Where it was said, or who infers it.
    pub source: String,
    /// How it is known.
    pub standing: Standing,
    /// The day, `YYYY-MM-DD`; empty where it is not stated, which counts as before any other.
    pub date: String,
    /// File and bytes, for messages.
    pub at: (String, Span),
}

/// Forms of statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// Groups of states that are as good, best first; states that are left out are not compared.
    Ranking(Vec<Vec<usize>>),
    /// By state and preference statement, most important first, whether it holds: states are
    /// ordered by the first in which they differ. The words of the statements stand beside.
    Priorities {
        /// The statements as written.
        words: Vec<String>,
        /// By state and statement.
        holds: Vec<Vec<bool>>,
    },
}

/// The orders of all decision makers, and the statements that they rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// By decision maker.
    pub orders: Vec<Order>,
    /// Positions of the statements that hold.
    pub rests_on: Vec<usize>,
    /// Positions of statements that others take the place of: of better standing, or later.
    pub replaced: Vec<usize>,
}

impl Conflict {
    /// The orders that follow from the statements of these standings.
    ///
    /// For each decision maker, what was told in confidence comes before what was said, and that
    /// before what is inferred; of the same standing the latest date holds; statements of the same
    /// standing and date hold together. Without a statement nothing is known.
    ///
    /// # Errors
    /// Where statements that hold together contradict each other: [`codes::CIRCLE`].
    pub fn preferences(&self, standings: &[Standing]) -> Result<Preferences, Vec<Diagnostic>> {
        let mut found =
            Preferences { orders: Vec::new(), rests_on: Vec::new(), replaced: Vec::new() };
        let mut problems = Vec::new();
        for maker in 0..self.makers.len() {
            let own = |at: &usize| {
                let statement = &self.statements[*at];
                statement.maker == maker && standings.contains(&statement.standing)
            };
            let own: Vec<usize> = (0..self.statements.len()).filter(own).collect();
            let weight = |at: &usize| {
                let statement = &self.statements[*at];
                (rank(statement.standing), statement.date.as_str())
            };
            let best = own.iter().map(weight).max();
            let (hold, replaced): (Vec<usize>, Vec<usize>) =
                own.iter().partition(|at| Some(weight(at)) == best);
            match self.order(&hold) {
                Ok(order) => found.orders.push(order),
                Err(problem) => problems.push(*problem),
            }
            found.rests_on.extend(hold);
            found.replaced.extend(replaced);
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    fn order(&self, statements: &[usize]) -> Result<Order, Box<Diagnostic>> {
        let mut order = Order::unknown(self.states.len());
        for statement in statements.iter().filter_map(|at| self.statements.get(*at)) {
            let ranking = statement.says.ranking();
            for (at, group) in ranking.iter().enumerate() {
                let next = ranking.get(at + 1).map(Vec::as_slice).unwrap_or_default();
                let ties = group.windows(2).map(|pair| (pair[0], pair[1], false));
                let back = group.windows(2).map(|pair| (pair[1], pair[0], false));
                let steps = group.first().into_iter().zip(next.first());
                let steps = steps.map(|(upper, lower)| (*upper, *lower, true));
                for (upper, lower, strictly) in ties.chain(back).chain(steps) {
                    if !order.add(upper, lower, strictly) {
                        return Err(Box::new(self.circle(statement, upper, lower)));
                    }
                }
            }
        }
        Ok(order)
    }

    fn circle(&self, statement: &Statement, upper: usize, lower: usize) -> Diagnostic {
        let name = |state: usize| self.states.get(state).map_or("", |state| state.name.as_str());
        let maker = self.makers.get(statement.maker).map_or("", String::as_str);
        let message = format!(
            "statements about `{maker}` contradict each other: `{}` is put before `{}` and after it",
            name(upper),
            name(lower)
        );
        let (file, span) = &statement.at;
        Diagnostic::error(codes::CIRCLE, message)
            .label(file, basis::At::Bytes(*span), "against an earlier statement of the same weight")
            .help("give the statements the dates on which they were made: the latest holds")
    }
}

impl Says {
    /// Groups of states that are as good, best first.
    pub fn ranking(&self) -> Vec<Vec<usize>> {
        match self {
            Says::Ranking(groups) => groups.clone(),
            Says::Priorities { holds, .. } => {
                let mut states: Vec<usize> = (0..holds.len()).collect();
                states.sort_by(|a, b| holds[*b].cmp(&holds[*a]));
                let groups = states.chunk_by(|a, b| holds[*a] == holds[*b]);
                groups.map(<[usize]>::to_vec).collect()
            }
        }
    }
}

fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Confidential => 2,
        Standing::Said => 1,
        Standing::Inferred => 0,
    }
}

/// A state as the options that are taken in it.
pub fn combination_words(options: &[Lever], taken: &[bool]) -> String {
    let names: Vec<&str> = options
        .iter()
        .zip(taken)
        .filter(|(_, taken)| **taken)
        .map(|(option, _)| option.name.as_str())
        .collect();
    if names.is_empty() { "nothing taken".to_owned() } else { names.join(" + ") }
}

/// States and moves of combinations of options: feasible combinations, each the state of its name.
///
/// Combinations of the same name are one state. A decision maker moves by changing any of its own
/// options at once, in ways that the options allow.
pub fn states_of_options(
    options: &[Lever],
    makers: usize,
    feasible: &[(Vec<bool>, String)],
) -> (Vec<State>, Vec<Vec<Bits>>) {
    let mut states: Vec<State> = Vec::new();
    let mut state_of = Vec::with_capacity(feasible.len());
    for (taken, name) in feasible {
        let at = states.iter().position(|state| state.name == *name).unwrap_or_else(|| {
            states.push(State { name: name.clone(), combinations: Vec::new() });
            states.len() - 1
        });
        states[at].combinations.push(taken.clone());
        state_of.push(at);
    }
    let mut moves = vec![vec![Bits::none(states.len()); states.len()]; makers];
    for (from, (taken, _)) in feasible.iter().enumerate() {
        for (to, (then, _)) in feasible.iter().enumerate() {
            if state_of[from] == state_of[to] {
                continue;
            }
            if let Some(maker) = mover(options, taken, then) {
                moves[maker][state_of[from]].add(state_of[to]);
            }
        }
    }
    (states, moves)
}

/// The one decision maker who can change one combination into another alone.
fn mover(options: &[Lever], from: &[bool], to: &[bool]) -> Option<usize> {
    let mut mover = None;
    for ((option, from), to) in options.iter().zip(from).zip(to).filter(|((_, a), b)| a != b) {
        let same = mover.is_none_or(|maker| maker == option.maker);
        if !same || !option.turns.allows(*from, *to) {
            return None;
        }
        mover = Some(option.maker);
    }
    mover
}
