//! Classes of objects, told by what they are and by properties that are compared.

use basis::{ObjectSet, Quantity, Truth};

/// A class of objects: one of these, each with its predicates.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectClass {
    /// Name of the definition or the words of the clause.
    pub name: String,
    /// The alternatives.
    pub any_of: Vec<ObjectTerm>,
}

/// Objects of some classes that meet predicates.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectTerm {
    /// The classes.
    pub classes: ObjectSet,
    /// All must hold.
    pub predicates: Vec<Predicate>,
}

/// A comparison of a property.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// Which property.
    pub property: Property,
    /// How it compares.
    pub comparison: Comparison,
    /// With what.
    pub value: Quantity,
}

/// Properties of objects that predicates speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Diameter of the bore.
    Calibre,
    /// Greatest range.
    Range,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether a value known to lie in `[lo, hi]` compares so with `limit`.
    pub fn holds(self, lo: Quantity, hi: Quantity, limit: Quantity) -> Truth {
        let (yes, no) = match self {
            Comparison::Less => (hi < limit, lo >= limit),
            Comparison::AtMost => (hi <= limit, lo > limit),
            Comparison::More => (lo > limit, hi <= limit),
            Comparison::AtLeast => (lo >= limit, hi < limit),
        };
        Truth::decided(yes, no)
    }
}
