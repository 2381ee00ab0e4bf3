//! Conditions over the options of brackets: `2a is "15 km" and not 7 is "no text"`.
//!
//! They are read over anything that has [`Names`]: brackets, issues, or options that are taken or
//! not, of which the name alone is a condition.

use basis::Truth;

mod names;
mod read;
mod rest;
mod tokens;
mod write;

pub use names::{Names, Options};
pub use read::{DEPTH_MAX, parse, parse_with};
pub use rest::rest;
pub(crate) use rest::{always, never, rest_of_option};
pub use tokens::TOKENS_MAX;
pub(crate) use tokens::unescaped;
pub use write::words;
pub(crate) use write::words_with;

/// The option of what is taken or not, and has no options with names, where it is taken.
pub const TAKEN: usize = 0;

/// A condition over choices, by positions of brackets and of their options.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// The bracket is reached and this option is chosen.
    Is {
        /// Position of the bracket.
        bracket: usize,
        /// Position of the option.
        option: usize,
    },
    /// The condition does not hold.
    Not(Box<Condition>),
    /// All of them hold; none of them: yes.
    All(Vec<Condition>),
    /// At least one of them holds; none of them: no.
    Any(Vec<Condition>),
}

/// What is known of the choice for one bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Nothing yet.
    Open,
    /// The bracket stands inside an option that was not chosen.
    NotReached,
    /// This option was chosen.
    Option(usize),
}

impl Condition {
    /// Whether the condition holds under choices of which some may be open; *unknown* only where
    /// the open ones could still decide it, or finding out would need a search (`a or not a`).
    ///
    /// A bracket beyond `choices` is open.
    pub fn holds(&self, choices: &[Choice]) -> Truth {
        match self {
            Condition::Is { bracket, option } => match choices.get(*bracket) {
                None | Some(Choice::Open) => Truth::Unknown,
                Some(Choice::NotReached) => Truth::No,
                Some(Choice::Option(chosen)) => Truth::known(chosen == option),
            },
            Condition::Not(inner) => inner.holds(choices).not(),
            Condition::All(parts) => Truth::all(parts.iter().map(|part| part.holds(choices))),
            Condition::Any(parts) => Truth::any(parts.iter().map(|part| part.holds(choices))),
        }
    }

    /// Positions of the brackets that it speaks of, each once, rising.
    pub fn brackets(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    fn collect(&self, found: &mut Vec<usize>) {
        match self {
            Condition::Is { bracket, .. } => found.push(*bracket),
            Condition::Not(inner) => inner.collect(found),
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| part.collect(found));
            }
        }
    }
}
