//! A resolved accord: what verification reads.
//!
//! Everything here is free of syntax: names are bound, geometry is loaded, quantities are typed,
//! and a clause whose definitions carry several readings has one [`Variant`] per combination.

use std::collections::BTreeMap;

use basis::civil::Date;
use basis::{Construed, Digest, Instant, Span, Zone};
use space::Region;

mod exception;
mod norm;
mod objects;
mod premise;
mod time;

pub use exception::{Exception, Step, StepOrder, StepProof};
pub use norm::{DistanceLimit, Duty, Norm, Notice, Prohibition};
pub use objects::{Comparison, ObjectClass, ObjectTerm, Predicate, Property};
pub use premise::{Premise, PremiseRule};
pub use time::{Anchor, Anchored, Offset, Window};

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
