//! Three-valued truth: yes, no, cannot be known.

use serde::{Deserialize, Serialize};

/// An answer to a condition on evidence.
///
/// The connectives are Kleene's strong ones: an unknown operand matters only where the other
/// operand does not settle the result.
///
/// ```
/// use basis::Truth::{No, Unknown, Yes};
/// assert_eq!(No.and(Unknown), No);
/// assert_eq!(Yes.and(Unknown), Unknown);
/// assert_eq!(Yes.or(Unknown), Yes);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// In no world that the evidence admits.
    No,
    /// In some worlds and not in others, or beyond what can be computed.
    Unknown,
    /// In every world that the evidence admits.
    Yes,
}

impl Truth {
    /// Yes or no from a plain boolean.
    pub fn known(value: bool) -> Truth {
        if value { Truth::Yes } else { Truth::No }
    }

    /// Yes or no where that is certain, yes first; else it cannot be known.
    ///
    /// ```
    /// use basis::Truth::{self, No, Unknown, Yes};
    /// let under_ten = |lo: u32, hi: u32| Truth::decided(hi < 10, lo >= 10);
    /// assert_eq!([under_ten(7, 8), under_ten(9, 11), under_ten(10, 11)], [Yes, Unknown, No]);
    /// ```
    pub fn decided(yes: bool, no: bool) -> Truth {
        match (yes, no) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::No,
            (false, false) => Truth::Unknown,
        }
    }

    /// Both hold.
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// At least one holds.
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// The opposite; what cannot be known stays so.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "the word of the field, beside and/or")]
    pub fn not(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
            Truth::Yes => Truth::No,
        }
    }

    /// Holds in every world.
    pub fn is_certain(self) -> bool {
        self == Truth::Yes
    }

    /// Holds in at least one world.
    pub fn is_possible(self) -> bool {
        self != Truth::No
    }

    /// All of them hold; yes for none.
    pub fn all(items: impl IntoIterator<Item = Truth>) -> Truth {
        items.into_iter().fold(Truth::Yes, Truth::and)
    }

    /// One of them holds; no for none.
    pub fn any(items: impl IntoIterator<Item = Truth>) -> Truth {
        items.into_iter().fold(Truth::No, Truth::or)
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Unknown, Yes};

    const ALL: [Truth; 3] = [No, Unknown, Yes];

    #[test]
    fn de_morgan_holds() {
        for a in ALL {
            for b in ALL {
                assert_eq!(a.and(b).not(), a.not().or(b.not()));
            }
        }
    }

    #[test]
    fn empty_conjunction_and_disjunction() {
        assert_eq!(Truth::all([]), Yes);
        assert_eq!(Truth::any([]), No);
    }
}
