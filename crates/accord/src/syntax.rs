//! The surface tree: what is written, before names are bound.
//!
//! Dates, quantities and zones are values already; names and strings keep their place in the file.

use basis::civil::Date;
use basis::{ActType, Instant, Quantity, Span, Zone};

use crate::model::{Comparison, Property, Role, StepOrder};

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

/// What ends the accord.
#[derive(Clone, Debug)]
pub enum Until {
    /// An instant.
    At(Moment),
    /// An attestation.
    Attested(Text),
}

/// An instant as written, with the zone it was written in.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The instant.
    pub instant: Instant,
    /// The zone.
    pub zone: Zone,
    /// Where it stands.
    pub span: Span,
}

/// An instant, or what it is counted from.
#[derive(Clone, Debug)]
pub enum When {
    /// A stated instant.
    At(Moment),
    /// A stated day; without a zone, in the accord's.
    Day(Spanned<Date>, Option<Spanned<Zone>>),
    /// A defined instant.
    Named(Name),
    /// `entry into force`
    EntryIntoForce(Span),
    /// `signature`
    Signature(Span),
    /// `certified "…"`, `attested "…"`, `completed "…"`
    Act(ActType, Text),
    /// `day n after …`
    DayAfter(Spanned<u32>, Box<When>),
}

/// A deadline.
#[derive(Clone, Debug)]
pub enum Deadline {
    /// `by D`, `by INSTANT`
    By(When),
    /// `before D`, `before ANCHOR`
    Before(When),
    /// `within n days of ANCHOR`
    WithinDays(u32, When),
    /// `within n hours of ANCHOR`
    Within(Quantity, When),
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

/// One alternative of a class of objects.
#[derive(Clone, Debug)]
pub struct ClassTerm {
    /// A defined class or a term of the tree.
    pub name: Name,
    /// All must hold.
    pub predicates: Vec<(Property, Comparison, Quantity)>,
}

/// An exception.
#[derive(Clone, Debug)]
pub struct ExceptionItem {
    /// Short name.
    pub name: Name,
    /// Label from the text.
    pub label: Option<Text>,
    /// Required steps.
    pub steps: Vec<StepPhrase>,
    /// Reason and author.
    pub because: Option<Because>,
    /// `is construed`
    pub construed: bool,
}

/// A step of an exception.
#[derive(Clone, Debug)]
pub struct StepPhrase {
    /// Its name.
    pub name: Name,
    /// What proves it.
    pub proof: StepWords,
    /// When.
    pub order: Option<Spanned<StepOrder>>,
}

/// What proves a step, as written.
#[derive(Clone, Debug)]
pub enum StepWords {
    /// `KINDS by the other side`
    Event(Vec<Name>),
    /// `ACT "subject" by NAME to NAME`
    Act {
        /// Type of act.
        act: ActType,
        /// Subject.
        subject: Option<Text>,
        /// By whom.
        by: Option<Name>,
        /// To whom.
        to: Option<Name>,
    },
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

/// Who bears a clause.
#[derive(Clone, Debug)]
pub enum Bearer {
    /// `each side`
    EachSide,
    /// `both sides`: the number of sides that the word implies.
    AllSides(Option<usize>),
    /// Names.
    Named(Vec<Name>),
    /// `bearer not named`
    NotNamed,
}

/// What a clause demands.
#[derive(Clone, Debug)]
pub enum Demand {
    /// `must not KINDS [with CLASS]`
    MustNot(Vec<Name>, Option<Vec<ClassTerm>>),
    /// `must not keep CLASS`
    MustNotKeep(Vec<ClassTerm>),
    /// `must VERB "subject" [to NAME]`
    Must {
        /// The act.
        act: ActType,
        /// What it is about.
        subject: Option<Text>,
        /// To whom.
        to: Option<Name>,
    },
    /// `must notify NAME at least DURATION before KINDS [with CLASS]`
    Notify {
        /// To whom.
        to: Name,
        /// How long before.
        lead: Quantity,
        /// Before what.
        kinds: Vec<Name>,
        /// With what.
        class: Option<Vec<ClassTerm>>,
    },
}

/// Where a clause holds.
#[derive(Clone, Debug)]
pub enum PlacePhrase {
    /// `in AREA`, `within D of NAME`
    In(AreaExpr),
    /// `near NAME`: a gap.
    Near(Name),
}

/// A clause.
#[derive(Clone, Debug)]
pub struct ClauseItem {
    /// Number as written.
    pub id: Text,
    /// Title.
    pub title: Option<Text>,
    /// Who.
    pub bearer: Option<Spanned<Bearer>>,
    /// What.
    pub demand: Option<Spanned<Demand>>,
    /// Where.
    pub place: Option<Spanned<PlacePhrase>>,
    /// `at TARGETS`
    pub targets: Option<Spanned<Vec<Name>>>,
    /// `from`
    pub from: Option<Spanned<When>>,
    /// `until`
    pub until: Option<Spanned<When>>,
    /// `unless`
    pub unless: Vec<Name>,
    /// `by`, `before`, `within`
    pub deadline: Option<Spanned<Deadline>>,
    /// `gap "…"`
    pub gaps: Vec<Text>,
    /// `proof …`
    pub proof: ProofPhrases,
    /// `because "…" by "…"`
    pub because: Option<Because>,
    /// `not checkable because "…" by "…"`
    pub not_checkable: Option<Spanned<Option<Because>>>,
}
