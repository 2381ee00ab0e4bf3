//! Lines, sites and areas, as written.

use basis::Quantity;

use super::{Definition, Name, Spanned, Text};

/// Geometry from a file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file.
    pub file: Text,
    /// Names of features; all where none is given.
    pub features: Vec<Text>,
    /// `accuracy D`, or zero for `exact`.
    pub accuracy: Option<Spanned<Quantity>>,
}

/// What a `line` or `sites` item draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Lines.
    Line,
    /// Points.
    Sites,
}

/// A line or a set of sites.
#[derive(Clone, Debug)]
pub struct LineItem {
    /// Which of both.
    pub drawn: Drawn,
    /// The party whose baseline it is.
    pub of: Option<Name>,
    /// Name and source.
    pub definition: Definition<Source>,
}

/// An area.
#[derive(Clone, Debug)]
pub struct AreaItem {
    /// Name and values.
    pub definition: Definition<AreaValue>,
    /// Names that sources use.
    pub matches: Vec<Text>,
}

/// The value of an area.
#[derive(Clone, Debug)]
pub enum AreaValue {
    /// From a file.
    From(Source),
    /// Derived.
    Is(AreaExpr),
}

/// An area expression.
#[derive(Clone, Debug)]
pub enum AreaExpr {
    /// A defined area.
    Named(Name),
    /// `within D of NAME`
    Within(Spanned<Quantity>, Name),
    /// `A or B`
    Or(Vec<AreaExpr>),
    /// `A and B`
    And(Vec<AreaExpr>),
    /// `A but not B`
    ButNot(Box<AreaExpr>, Box<AreaExpr>),
}
