//! Who a record says did something, by the names that the source used.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The actors that a record leaves possible. Names are as the source gave them; binding them to
/// parties is the work of verification.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actors {
    /// The source does not say.
    Unknown,
    /// The source looked and could not tell.
    Undetermined,
    /// One of these; with a single name the actor is stated.
    OneOf(BTreeSet<String>),
}

impl Actors {
    /// A set of names; empty names are dropped, and none at all is [`Actors::Unknown`].
    pub fn one_of<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Actors {
        let names: BTreeSet<String> =
            names.into_iter().map(Into::into).filter(|name: &String| !name.is_empty()).collect();
        if names.is_empty() { Actors::Unknown } else { Actors::OneOf(names) }
    }

    /// The names, none where the actor is unknown or undetermined.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        match self {
            Actors::OneOf(names) => Some(names),
            Actors::Unknown | Actors::Undetermined => None,
        }
        .into_iter()
        .flatten()
        .map(String::as_str)
    }
}

impl fmt::Display for Actors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actors::Unknown => f.write_str("unknown"),
            Actors::Undetermined => f.write_str("undetermined"),
            Actors::OneOf(names) => {
                f.write_str(&names.iter().map(String::as_str).collect::<Vec<_>>().join(" or "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_unknown() {
        assert_eq!(Actors::one_of([""; 2]), Actors::Unknown);
        assert_eq!(Actors::one_of(["B", "A", "B"]).to_string(), "A or B");
    }
}
