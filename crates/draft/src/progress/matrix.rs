//! Who holds what: a row for each bracket, a column for each party.

use serde::Serialize;

use crate::model::{Draft, Holders};

/// Who holds what, as the text says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// The columns: parties as declared, then other holders in the order of the text.
    pub parties: Vec<String>,
    /// The rows, in the order of the text.
    pub rows: Vec<Row>,
}

/// What parties say about one bracket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Position of the bracket.
    pub bracket: usize,
    /// Its id.
    pub id: String,
    /// Keys of its options.
    pub options: Vec<String>,
    /// Whether it is agreed, ad referendum or otherwise.
    pub settled: bool,
    /// One for each party.
    pub cells: Vec<Cell>,
}

/// What one party says about one bracket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// It is not named. That is no consent to any option.
    Silent,
    /// What it says of options, in their order; never empty.
    Says(Vec<Stance>),
}

/// What a party says of one option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stance {
    /// Position of the option in its bracket.
    pub option: usize,
    /// What it says.
    pub role: Role,
}

/// What a party can say of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It put it forward.
    Proposes,
    /// It supports it.
    Supports,
    /// It objects to it.
    Against,
}

impl Matrix {
    /// The matrix of a draft.
    pub fn of(draft: &Draft) -> Matrix {
        let parties = columns(draft);
        let rows = draft.brackets.iter().enumerate().map(|(at, bracket)| Row {
            bracket: at,
            id: bracket.id.clone(),
            options: bracket.options.iter().map(|option| option.key.clone()).collect(),
            settled: bracket.agreed().is_some(),
            cells: parties
                .iter()
                .map(|party| Cell::of(party, bracket.options.iter().map(|option| &option.holders)))
                .collect(),
        });
        Matrix { rows: rows.collect(), parties }
    }
}

/// The parties as declared, then other holders in the order of the text.
fn columns(draft: &Draft) -> Vec<String> {
    let mut parties = draft.parties.clone();
    for option in draft.brackets.iter().flat_map(|bracket| &bracket.options) {
        let Holders { proposed, supported, against } = &option.holders;
        for party in proposed.iter().chain(supported).chain(against) {
            if !parties.contains(party) {
                parties.push(party.clone());
            }
        }
    }
    parties
}

impl Cell {
    fn of<'h>(party: &String, holders: impl Iterator<Item = &'h Holders>) -> Cell {
        let mut says = Vec::new();
        for (option, holders) in holders.enumerate() {
            let lists = [
                (Role::Proposes, &holders.proposed),
                (Role::Supports, &holders.supported),
                (Role::Against, &holders.against),
            ];
            let roles = lists.into_iter().filter(|(_, list)| list.contains(party));
            says.extend(roles.map(|(role, _)| Stance { option, role }));
        }
        if says.is_empty() { Cell::Silent } else { Cell::Says(says) }
    }

    /// Whether the party says this of some option.
    pub fn has(&self, role: Role) -> bool {
        self.stances().iter().any(|stance| stance.role == role)
    }

    /// What the party says; nothing where it is silent.
    pub fn stances(&self) -> &[Stance] {
        match self {
            Cell::Silent => &[],
            Cell::Says(stances) => stances,
        }
    }

    /// Whether the party proposes or supports the option.
    fn holds(&self, option: usize) -> bool {
        self.stances().iter().any(|s| s.option == option && s.role != Role::Against)
    }
}

impl Row {
    /// Whether the party in this column is not named.
    pub fn is_silent(&self, column: usize) -> bool {
        self.cells.get(column).is_none_or(|cell| *cell == Cell::Silent)
    }

    /// Whether the party in this column holds an option while another party objects to that option,
    /// or holds another one and not this.
    pub fn holds_against_others(&self, column: usize) -> bool {
        let Some(own) = self.cells.get(column) else { return false };
        let held = own.stances().iter().filter(|stance| stance.role != Role::Against);
        let contested = |option: usize| {
            self.cells.iter().enumerate().filter(|(at, _)| *at != column).any(|(_, other)| {
                let objects = Stance { option, role: Role::Against };
                let elsewhere = other.stances().iter().any(|s| s.role != Role::Against);
                other.stances().contains(&objects) || (elsewhere && !other.holds(option))
            })
        };
        held.map(|stance| stance.option).any(contested)
    }
}
