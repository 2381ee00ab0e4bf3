//! Who a record says did something, by the names that the source used.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What two spellings of one name have in common: case, the number and sort of blanks, and
/// characters that nobody sees (zero width, soft hyphen, marks of writing direction) are left out.
///
/// Letters are not normalised: a letter with its accent in one character and the same letter with
/// the accent in a second one differ. A name that no party carries may be anybody's, so such a
/// spelling clears nobody.
///
/// ```
/// use basis::actors::name_key;
/// assert_eq!(name_key(" Side\u{a0}\u{200b} A\t"), name_key("side a"));
/// assert_ne!(name_key("s\u{ed}de"), name_key("si\u{301}de"));
/// ```
pub fn name_key(name: &str) -> String {
    let seen: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    let lower = seen.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters of the category *format* (Unicode, chapter 23.2) that occur in names copied from
/// pages and documents.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

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
    fn blanks_case_and_unseen_characters_do_not_tell_names_apart() {
        let odd =
            ["SIDE A", "side\u{a0}a", "Side\u{3000}\u{202f}A ", "\u{feff}s\u{ad}ide a\u{200f}"];
        for name in odd.into_iter().chain(["\u{202b}side\n \u{2066}a\u{2069}"]) {
            assert_eq!(name_key(name), "side a", "{name:?}");
        }
        assert_eq!(name_key("\u{200b} \u{2060}"), "");
        assert_ne!(name_key("side a"), name_key("sidea"));
        assert_ne!(name_key("side\u{200b}a"), name_key("side a"));
    }

    #[test]
    fn no_name_is_unknown() {
        assert_eq!(Actors::one_of([""; 2]), Actors::Unknown);
        assert_eq!(Actors::one_of(["B", "A", "B"]).to_string(), "A or B");
    }
}
