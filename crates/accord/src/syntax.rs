//! The surface tree: what is written, before names are bound.
//!
//! Dates, quantities and zones are values already; names and strings keep their place in the file.

use basis::civil::Date;
use basis::{Quantity, Span, Zone};

use crate::model::{Comparison, Property, Role};

mod clause;
mod exception;
mod place;
mod time;

pub use clause::{Bearer, ClauseItem, Demand, PlacePhrase};
pub use exception::{ExceptionItem, StepPhrase, StepWords};
pub use place::{AreaExpr, AreaItem, AreaValue, Drawn, LineItem, Source};
pub use time::{Deadline, Moment, Until, When};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub span: Span,
}

/// A name in the language.
pub type Name = Spanned<String>;

/// What a string says.
pub type Text = Spanned<String>;

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct Syntax {
    /// Name of the file in the case.
    pub file: String,
    /// The file's text, into which every span points.
    pub text: String,
    /// Headings with the prose under them.
    pub headings: Vec<Heading>,
    /// Items in the order of the file.
    pub items: Vec<Item>,
    /// How many errors were found so far.
    pub errors: usize,
}

/// A heading of the Markdown file.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its words.
    pub text: String,
    /// Level, from 1.
    pub level: u8,
    /// Where it stands.
    pub span: Span,
    /// Prose under it, without fenced blocks and HTML.
    pub prose: String,
}

/// An item with its place.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// From its first to its last token.
    pub span: Span,
    /// Position of the nearest heading above.
    pub article: Option<usize>,
}

/// The items of the language.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// `accord`
    Header(Header),
    /// `bound`, `observer`, `body`, `guarantor`, …
    Actor(ActorItem),
    /// `line`, `sites`
    Line(LineItem),
    /// `area`
    Area(AreaItem),
    /// `class`
    Class(Definition<Vec<ClassTerm>>),
    /// `kinds`
    Kinds(Definition<Vec<Name>>),
    /// `targets`
    Targets(Definition<Vec<Name>>),
    /// `instant`
    Instant(Definition<When>),
    /// `exception`
    Exception(ExceptionItem),
    /// `premise`
    Premise(PremiseItem),
    /// `proof`
    Proof(ProofPhrases),
    /// `clause`
    Clause(Box<ClauseItem>),
    /// `no clause`
    NoClause(Option<Because>),
}

/// `because "…" by "…"`
#[derive(Clone, Debug)]
pub struct Because {
    /// The reason.
    pub reason: Text,
    /// The author.
    pub by: Text,
}

/// The `accord` item.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Title.
    pub title: Option<Text>,
    /// `agreed`
    pub agreed: Option<Spanned<Date>>,
    /// `signed`
    pub signed: Option<Moment>,
    /// `in force from`
    pub from: Option<Moment>,
    /// `until`
    pub until: Option<Until>,
    /// `supplements`, `supersedes`, as written.
    pub relations: Vec<String>,
    /// `encoded by`
    pub encoded_by: Option<Text>,
    /// `accepted by`
    pub accepted_by: Vec<Text>,
    /// `contested by`
    pub contested_by: Vec<Text>,
    /// `days in`
    pub days_in: Option<Spanned<Zone>>,
}

/// The roles of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorRole {
    /// `bound`
    Bound,
    /// `observer`
    Observer,
    /// `body`
    Body,
    /// `guarantor`, `witness`, `facilitator`, `signatory`, `non_signatory`
    Other(Role),
}

/// An actor.
#[derive(Clone, Debug)]
pub struct ActorItem {
    /// Its role.
    pub role: ActorRole,
    /// Short name.
    pub name: Name,
    /// Label from the text.
    pub label: Text,
    /// Names that sources use.
    pub matches: Vec<Text>,
}

/// A definition of one value or of several readings.
#[derive(Clone, Debug)]
pub struct Definition<T> {
    /// The name.
    pub name: Name,
    /// `is construed`
    pub construed: bool,
    /// One value without a name, or the readings.
    pub values: Vec<Reading<T>>,
    /// Reason and author.
    pub because: Option<Because>,
}

/// One reading of a definition.
#[derive(Clone, Debug)]
pub struct Reading<T> {
    /// Its name; `None` for a definition with a single value.
    pub name: Option<Name>,
    /// Its value.
    pub value: T,
}

/// One alternative of a class of objects.
#[derive(Clone, Debug)]
pub struct ClassTerm {
    /// A defined class or a term of the tree.
    pub name: Name,
    /// All must hold.
    pub predicates: Vec<(Property, Comparison, Quantity)>,
}

/// A premise.
#[derive(Clone, Debug)]
pub struct PremiseItem {
    /// What it assumes.
    pub rule: PremiseWords,
    /// Reason and author.
    pub because: Option<Because>,
}

/// What a premise assumes, as written.
#[derive(Clone, Debug)]
pub enum PremiseWords {
    /// `closed actors [in AREA]`
    ClosedActors(Option<AreaExpr>),
    /// `onus on the invoker`
    Onus,
    /// `counted "…" are KINDS`
    Counted(Text, Vec<Name>),
    /// `complete register of NAME`
    CompleteRegister(Name),
}

/// What it takes to answer.
#[derive(Clone, Debug, Default)]
pub struct ProofPhrases {
    /// `watched at least 80 %`
    pub watched_min: Option<Quantity>,
    /// `reported from n origins counts`
    pub origins_min: Option<u32>,
    /// `admissions count`
    pub admissions: bool,
}
