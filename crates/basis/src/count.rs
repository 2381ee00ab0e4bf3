//! Counts with a qualifier (rule R1): exact, about, at least.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How a source qualified a number, from the strongest to the weakest.
///
/// *About* is the weakest: it supports neither a lower nor an upper bound above one, whereas
/// *at least* supports its lower bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// The number itself.
    Exact,
    /// The number or more.
    AtLeast,
    /// Near the number.
    About,
}

/// A number of events or objects as a source stated it.
///
/// ```
/// use basis::Count;
/// let sum = Count::exact(20).plus(Count::at_least(3));
/// assert_eq!(sum.to_string(), "at least 23");
/// assert_eq!((sum.min(), sum.max()), (23, None));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Count {
    /// The number stated.
    pub number: u64,
    /// How it was qualified.
    pub qualifier: Qualifier,
}

impl Count {
    /// Exactly so many.
    pub fn exact(number: u64) -> Count {
        Count { number, qualifier: Qualifier::Exact }
    }

    /// So many or more.
    pub fn at_least(number: u64) -> Count {
        Count { number, qualifier: Qualifier::AtLeast }
    }

    /// About so many.
    pub fn about(number: u64) -> Count {
        Count { number, qualifier: Qualifier::About }
    }

    /// The least number that the statement admits.
    pub fn min(self) -> u64 {
        match self.qualifier {
            Qualifier::Exact | Qualifier::AtLeast => self.number,
            Qualifier::About => self.number.min(1),
        }
    }

    /// The greatest number that the statement admits; `None` without bound.
    pub fn max(self) -> Option<u64> {
        (self.qualifier == Qualifier::Exact).then_some(self.number)
    }

    /// The sum, with the weaker of both qualifiers.
    #[must_use]
    pub fn plus(self, other: Count) -> Count {
        Count {
            number: self.number.saturating_add(other.number),
            qualifier: self.qualifier.max(other.qualifier),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.qualifier {
            Qualifier::Exact => write!(f, "{}", self.number),
            Qualifier::AtLeast => write!(f, "at least {}", self.number),
            Qualifier::About => write!(f, "about {}", self.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_takes_the_weakest_qualifier() {
        let sum = Count::exact(1).plus(Count::about(20)).plus(Count::at_least(3));
        assert_eq!(sum, Count::about(24));
        assert_eq!(Count::about(0).min(), 0);
        assert_eq!(Count::about(20).min(), 1);
    }
}
