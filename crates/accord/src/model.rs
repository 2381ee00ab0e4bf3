//! A resolved accord: what verification reads.
//!
//! Everything here is free of syntax: names are bound, geometry is loaded, quantities are typed,
//! and a clause whose definitions carry several readings has one [`Variant`] per combination.

use std::collections::BTreeMap;

use basis::civil::Date;
use basis::{
    ActType, Construed, Digest, Instant, Interval, KindSet, ObjectSet, Quantity, Span, TargetSet,
    Truth, Zone,
};
use space::Region;

/// A whole accord.
#[derive(Clone, Debug)]
pub struct Accord {
    /// Title as the text gives it.
    pub title: String,
    /// SHA-256 of the accord's file.
    pub digest: Digest,
    /// Name of the accord's file in the case.
    pub file: String,
    /// Date of agreement.
    pub agreed: Option<Date>,
    /// The zone in which the accord counts its days.
    pub zone: Option<Zone>,
    /// From when to when the accord binds.
    pub in_force: InForce,
    /// Other texts that this one supplements or supersedes, as written.
    pub relations: Vec<String>,
    /// Author of the encoding.
    pub encoded_by: Option<String>,
    /// Who accepts the encoding; empty for nobody yet.
    pub accepted_by: Vec<String>,
    /// Who contests the encoding.
    pub contested_by: Vec<String>,
    /// The bound sides, in the order of the text. [`PartyIx`] points here.
    pub parties: Vec<Actor>,
    /// Bodies whose observations constrain.
    pub observers: Vec<Actor>,
    /// Bodies that receive notices, certify, coordinate.
    pub bodies: Vec<Actor>,
    /// Guarantors, witnesses, facilitators, and actors that are not bound.
    pub others: Vec<(Role, Actor)>,
    /// Named areas, for place names in evidence and for maps.
    pub areas: Vec<Area>,
    /// Named lines, for maps.
    pub lines: Vec<Line>,
    /// Premises that answers rest on.
    pub premises: Vec<Premise>,
    /// The clauses, in the order of the text.
    pub clauses: Vec<Clause>,
    /// Headings of the text with what stands under them.
    pub articles: Vec<Article>,
    /// Values that the encoder supplied.
    pub constructions: Vec<Construction>,
    /// What the text leaves open.
    pub gaps: Vec<Gap>,
    /// Hashes of the geometry files that were read, by name.
    pub geometry: BTreeMap<String, Digest>,
}

/// Position in [`Accord::parties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyIx(pub usize);

/// A party, observer or body, and the names by which sources know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Short name in clauses.
    pub name: String,
    /// Label from the accord's text.
    pub label: String,
    /// Names that sources use, as written; matching ignores case and outer blanks.
    pub matches: Vec<String>,
}

/// A role beside that of the bound side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Signed, whether or not it bears duties.
    Signatory,
    /// Stands for the performance of others.
    Guarantor,
    /// Saw the signature.
    Witness,
    /// Helped the talks.
    Facilitator,
    /// Acts in the conflict and is not bound.
    NonSignatory,
}

/// From when to when the accord binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// First instant; `None` where the text leaves it open.
    pub from: Option<Instant>,
    /// What ends it.
    pub until: Option<End>,
}

/// What ends a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// A stated instant.
    At(Instant),
    /// An act of that subject, attested by an observer or body.
    Attested(String),
}

/// A named area.
#[derive(Clone, Debug)]
pub struct Area {
    /// Name in clauses.
    pub name: String,
    /// Names by which sources know it.
    pub matches: Vec<String>,
    /// One region per reading; a single one has an empty reading name.
    pub regions: Vec<(String, Region)>,
    /// The encoder's reason, where the text does not state it.
    pub construed: Option<Construed>,
}

/// A named line, area of settlements or set of sites from a file.
#[derive(Clone, Debug)]
pub struct Line {
    /// Name in clauses.
    pub name: String,
    /// The party whose line it is, where each has its own.
    pub party: Option<PartyIx>,
    /// Geometry with accuracy.
    pub shape: std::sync::Arc<space::Shape>,
    /// The encoder's reason, where the text does not state it.
    pub construed: Option<Construed>,
}

/// A rule that an answer rests on.
#[derive(Clone, Debug)]
pub struct Premise {
    /// What it lets an answer assume.
    pub rule: PremiseRule,
    /// Reason and author.
    pub construed: Construed,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of premise.
#[derive(Clone, Debug, PartialEq)]
pub enum PremiseRule {
    /// Only the bound parties act in this area (`None`: anywhere).
    ClosedActors {
        /// Name of the area.
        area: Option<String>,
        /// The area.
        region: Option<Region>,
    },
    /// Who invokes an exception must prove it; what nobody invoked has no effect.
    Onus,
    /// What an observer counts under a heading is always of these kinds.
    TallyMapping {
        /// The heading as the source writes it, such as `ceasefire violations`.
        counted: String,
        /// What each counted item is.
        kinds: KindSet,
    },
    /// The register of this body is complete: an act that it would hold and does not hold was not
    /// done.
    CompleteRegister {
        /// Name of the body or observer.
        body: String,
    },
}

impl std::fmt::Display for PremiseRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PremiseRule::ClosedActors { area: Some(area), .. } => {
                write!(f, "closed actors in {area}")
            }
            PremiseRule::ClosedActors { area: None, .. } => f.write_str("closed actors"),
            PremiseRule::Onus => f.write_str("onus on the invoker"),
            PremiseRule::TallyMapping { counted, kinds } => {
                write!(f, "counted \"{counted}\" are {kinds}")
            }
            PremiseRule::CompleteRegister { body } => write!(f, "complete register of {body}"),
        }
    }
}

/// A clause.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Identifier as written: `2`, `2a`.
    pub id: String,
    /// Title as written.
    pub title: String,
    /// Position in [`Accord::articles`].
    pub article: Option<usize>,
    /// Source text of the clause in the file.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Who bears it.
    pub bearers: Bearers,
    /// One per combination of readings; empty where the clause is not checkable.
    pub variants: Vec<Variant>,
    /// What it takes to answer.
    pub proof: Proof,
    /// What the text leaves open in this clause.
    pub gaps: Vec<Gap>,
    /// Positions in [`Accord::constructions`] that the clause rests on.
    pub constructions: Vec<usize>,
    /// Declared not checkable, with reason and author.
    pub not_checkable: Option<Construed>,
}

/// Who bears a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearers {
    /// Each of these on its own.
    Each(Vec<PartyIx>),
    /// These together: one performance suffices.
    Jointly(Vec<PartyIx>),
    /// The text does not say.
    NotNamed,
}

impl Bearers {
    /// The parties, none where the text does not name them.
    pub fn parties(&self) -> &[PartyIx] {
        match self {
            Bearers::Each(parties) | Bearers::Jointly(parties) => parties,
            Bearers::NotNamed => &[],
        }
    }
}

/// A clause under one combination of readings.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Definition and chosen reading, for each definition that has several; empty for a clause
    /// without readings.
    pub readings: Vec<(String, String)>,
    /// What it demands.
    pub norm: Norm,
    /// Exceptions that the clause admits, under these readings.
    pub exceptions: Vec<Exception>,
}

/// What a clause demands.
#[derive(Clone, Debug)]
pub enum Norm {
    /// Must not do, or must not keep.
    Prohibition(Prohibition),
    /// Must do.
    Duty(Duty),
    /// Must give notice before an activity.
    Notice(Notice),
}

/// Acts, or things kept, that are banned in a place and window.
#[derive(Clone, Debug)]
pub struct Prohibition {
    /// What must not be done.
    pub kinds: KindSet,
    /// With what, or what must not stand there; `None` for anything.
    pub objects: Option<ObjectClass>,
    /// Against what; `None` for anything.
    pub targets: Option<TargetSet>,
    /// Where, for each bearer in the order of [`Bearers::parties`] (a baseline may differ by
    /// party), a single one where the bearer is not named; `None` where the text leaves it open (a
    /// gap).
    pub place: Vec<Option<Region>>,
    /// The distance limit, where the place is a distance from something: for margins in findings.
    pub limit: Option<DistanceLimit>,
    /// When, beside the accord's own time in force.
    pub window: Window,
}

/// The distance that decides a band, to print margins as *measured − limit*.
#[derive(Clone, Debug, PartialEq)]
pub struct DistanceLimit {
    /// Name of the line or area that it is measured from.
    pub from: String,
    /// The distance.
    pub limit: Quantity,
}

/// A part of the time in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// First instant; `None` for entry into force.
    pub from: Option<Anchored>,
    /// First instant after it; `None` for the accord's end.
    pub until: Option<Anchored>,
}

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
        let (all, none) = match self {
            Comparison::Less => (hi < limit, lo >= limit),
            Comparison::AtMost => (hi <= limit, lo > limit),
            Comparison::More => (lo > limit, hi <= limit),
            Comparison::AtLeast => (lo >= limit, hi < limit),
        };
        if all {
            Truth::Yes
        } else if none {
            Truth::No
        } else {
            Truth::Unknown
        }
    }
}

/// Something to be done by word or document, once.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The act that performs it (an act type of the evidence: `order`, `complete`, …).
    pub act: ActType,
    /// What it is about: matched with the subject of acts, ignoring case and outer blanks.
    pub subject: String,
    /// To whom, where the text names one: name of a body, observer or party.
    pub to: Option<String>,
    /// Until when; `None` where no time is set.
    pub deadline: Option<Anchored>,
    /// The deadline in words, with its day-counting rule.
    pub deadline_text: Option<String>,
}

/// Notice to a body before each activity.
#[derive(Clone, Debug)]
pub struct Notice {
    /// To whom.
    pub to: String,
    /// How long before the activity begins, at the least.
    pub lead: Quantity,
    /// The activity.
    pub activity: Prohibition,
}

/// An instant, stated or counted from an anchor.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchored {
    /// From where.
    pub anchor: Anchor,
    /// How it is counted.
    pub offset: Offset,
}

/// Where counting starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// A stated instant.
    At(Instant),
    /// A stated local day.
    Day(Interval),
    /// The accord's entry into force.
    EntryIntoForce,
    /// The accord's signature.
    Signature,
    /// An act of this type and subject, done by an observer or body.
    Act(ActType, String),
}

/// How an instant is counted from its anchor. Days are civil days of the accord's zone.
#[derive(Clone, Debug, PartialEq)]
pub enum Offset {
    /// The anchor itself (its start).
    None,
    /// The end of the anchor's own day (`by D`).
    EndOfDay,
    /// The end of the n-th day after the anchor's day (`within n days of`, `by day n after`).
    EndOfDayAfter(u32),
    /// The start of the n-th day after the anchor's day.
    StartOfDayAfter(u32),
    /// Exactly this much later.
    Exactly(Quantity),
}

/// An exception with its required steps.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Name.
    pub name: String,
    /// Label from the text.
    pub label: String,
    /// The steps, each to be proved on its own.
    pub steps: Vec<Step>,
    /// The encoder's reason, where the text does not state it.
    pub construed: Option<Construed>,
}

/// A required step of an exception.
#[derive(Clone, Debug)]
pub struct Step {
    /// Name: `trigger`, `attempt`, `order`, `notice`.
    pub name: String,
    /// What proves it.
    pub proof: StepProof,
    /// When, with respect to the act that is to be excused or to another step.
    pub order: Option<StepOrder>,
}

/// What proves a step.
#[derive(Clone, Debug)]
pub enum StepProof {
    /// An event of these kinds by another bound side.
    Event(KindSet),
    /// An act by word or document.
    Act {
        /// Which type.
        act: ActType,
        /// Its subject, where one is demanded.
        subject: Option<String>,
        /// By whom: name of a body or observer; `None` for the bearer.
        by: Option<String>,
        /// To whom.
        to: Option<String>,
    },
}

/// When a step has to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepOrder {
    /// Before the act that is to be excused.
    BeforeAct,
    /// After the act that is to be excused.
    AfterAct,
    /// After another step of the same exception.
    AfterStep(String),
}

/// What it takes to answer a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Least watched share for *no breach found*, in [0, 1]; `None` where the accord is silent.
    pub watched_min: Option<f64>,
    /// Independent origins of third-party reports that together count as observed; `None`: never.
    pub origins_min: Option<u32>,
    /// Whether a party's admission against its own interest counts as observed.
    pub admissions: bool,
}

/// A heading of the text.
#[derive(Clone, Debug)]
pub struct Article {
    /// The heading as written.
    pub heading: String,
    /// Level, from 1.
    pub level: u8,
    /// Where it stands.
    pub span: Span,
    /// Prose under it, up to the next heading, without fences.
    pub prose: String,
    /// Positions in [`Accord::clauses`].
    pub clauses: Vec<usize>,
    /// Why it needs no clause, where that is declared.
    pub no_clause: Option<Construed>,
}

/// A value that the encoder supplied.
#[derive(Clone, Debug)]
pub struct Construction {
    /// `area conflict_area`, `class heavy_weapons`, …
    pub what: String,
    /// Reason and author.
    pub construed: Construed,
    /// Where it stands.
    pub span: Span,
}

/// Something that the text leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The clause, where it belongs to one.
    pub clause: Option<String>,
    /// What is open.
    pub what: String,
    /// Where it stands.
    pub span: Span,
}
