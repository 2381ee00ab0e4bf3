//! What parties said, told in confidence, or are thought to want: statements as evidence.
//!
//! Reading order: this page (the data), [`read`] (files), [`evidence`]
//! (how we know, and numbers), [`order`] (what ranks, points and worth
//! of one bracket leave, and where they contradict each other), [`crate::standing`] (which
//! statements hold), [`issues`] (brackets as issues), [`points`] (what is known of points),
//! [`construe`] (points for methods that need them all), [`acceptance`] (who is known to accept a
//! package).
//!
//! The meaning stands in `docs/spec/talks.md`, section 3.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use basis::civil::Date;
use basis::{Digest, Span};
use draft::Condition;

use crate::number::Number;
use crate::partial::Bounds;
use crate::rules::Standing;

pub mod read;

pub mod order;

pub mod issues;

pub mod points;

pub mod construe;

pub mod acceptance;

pub mod evidence;

pub(crate) mod refs;

mod names;

/// Everything that was read, whether it still holds or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Statements about brackets.
    pub statements: Vec<Statement>,
    /// Red lines.
    pub red_lines: Vec<RedLine>,
    /// Conditional acceptances.
    pub acceptances: Vec<Acceptance>,
    /// What parties have without an agreement.
    pub reserved: Vec<Reserved>,
}

/// What one party stated about one bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Position of the party in the draft.
    pub party: usize,
    /// Position of the bracket in the draft.
    pub bracket: usize,
    /// What was stated.
    pub form: Form,
    /// How we know.
    pub from: Provenance,
}

/// Forms of statements. Options are positions in the bracket; the one after the last is *not
/// reached*, which a nested bracket has besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Best first; options in one list are tied. Never empty, no option twice.
    Rank(Vec<Vec<Named>>),
    /// It can live with these.
    LiveWith(Vec<Named>),
    /// Points for these options, each once.
    Points(Vec<(Named, Bounds)>),
    /// How many points lie between its best and its worst option.
    Worth(Bounds),
}

/// Names of the forms, as files write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormName {
    /// `rank`
    Rank,
    /// `live_with`
    LiveWith,
    /// `points`
    Points,
    /// `worth`
    Worth,
}

/// An option, and where the file names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Position of the option.
    pub option: usize,
    /// Where it is named.
    pub span: Span,
}

/// What a party will not accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedLine {
    /// Position of the party in the draft.
    pub party: usize,
    /// By what it is called; a later one of the same name takes its place.
    pub name: String,
    /// What it asks; `None` where it says that the line no longer stands.
    pub line: Option<Line>,
    /// How we know.
    pub from: Provenance,
}

/// What a red line asks of every package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What has to hold, over positions of the draft.
    pub must: Condition,
    /// What it is thought to take to have it moved; not negative.
    pub cost: Number,
}

/// It accepts the first if the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Position of the party in the draft.
    pub party: usize,
    /// By what it is called, where it has a name; a later one of that name takes its place.
    pub name: Option<String>,
    /// What it accepts; `None` where it says that the acceptance no longer stands.
    pub accepts: Option<Condition>,
    /// What of the package has to hold.
    pub condition: Condition,
    /// What others have to accept.
    pub if_accepts: Vec<IfAccepts>,
    /// How we know.
    pub from: Provenance,
}

/// Another party accepts this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfAccepts {
    /// Position of the party in the draft.
    pub party: usize,
    /// What it has to accept.
    pub condition: Condition,
}

/// What a party has without an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// Position of the party in the draft.
    pub party: usize,
    /// Points on the scale of the party.
    pub points: Bounds,
    /// How we know.
    pub from: Provenance,
}

/// How we know of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Where and before whom; of what is inferred, its author.
    pub source: String,
    /// When.
    pub date: Date,
    /// Said, confidential or inferred.
    pub standing: Standing,
    /// How far the team trusts it.
    pub confidence: Confidence,
    /// The file.
    pub file: Arc<File>,
    /// Line of the file, from 1.
    pub line: usize,
    /// Bytes of the file, as it was read.
    pub span: Span,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Its name in the folder.
    pub name: String,
    /// SHA-256 of its bytes as they lie in the folder, sealed ones as sealed.
    pub sha256: Digest,
    /// The vault that it is, where it is one.
    pub vault: Option<String>,
}

/// How far the team trusts a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Little.
    Low,
    /// Somewhat.
    Medium,
    /// Well.
    High,
}

/// What an answer rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrewOn {
    /// Standings of the statements.
    pub standings: BTreeSet<Standing>,
    /// Names of vaults.
    pub vaults: BTreeSet<String>,
    /// Files by name, vaults among them, with their SHA-256.
    pub files: BTreeMap<String, Digest>,
}

impl Form {
    /// Which form it is.
    pub fn name(&self) -> FormName {
        match self {
            Form::Rank(_) => FormName::Rank,
            Form::LiveWith(_) => FormName::LiveWith,
            Form::Points(_) => FormName::Points,
            Form::Worth(_) => FormName::Worth,
        }
    }
}

impl FormName {
    /// As files write it.
    pub fn word(self) -> &'static str {
        match self {
            FormName::Rank => "rank",
            FormName::LiveWith => "live_with",
            FormName::Points => "points",
            FormName::Worth => "worth",
        }
    }
}

impl Provenance {
    /// Whether it may stand in an output for others: said before others, and not in a vault.
    pub fn is_public(&self) -> bool {
        self.standing == Standing::Said && self.file.vault.is_none()
    }

    /// Whether the party itself stated it.
    pub fn is_stated_by_party(&self) -> bool {
        self.standing != Standing::Inferred
    }
}

impl Stated {
    /// Adds what another file states.
    pub fn add(&mut self, other: Stated) {
        self.statements.extend(other.statements);
        self.red_lines.extend(other.red_lines);
        self.acceptances.extend(other.acceptances);
        self.reserved.extend(other.reserved);
    }

    /// What was said before others, and nothing else: the same data as if no vault had been read
    /// and nothing been inferred.
    #[must_use]
    pub fn only_said(&self) -> Stated {
        self.only(Provenance::is_public)
    }

    /// What has one of these standings.
    #[must_use]
    pub fn within(&self, standings: &[Standing]) -> Stated {
        self.only(|from| standings.contains(&from.standing))
    }

    fn only(&self, keep: impl Fn(&Provenance) -> bool) -> Stated {
        Stated {
            statements: kept(&self.statements, |item| keep(&item.from)),
            red_lines: kept(&self.red_lines, |item| keep(&item.from)),
            acceptances: kept(&self.acceptances, |item| keep(&item.from)),
            reserved: kept(&self.reserved, |item| keep(&item.from)),
        }
    }

    /// How we know of everything in it.
    pub fn provenances(&self) -> impl Iterator<Item = &Provenance> {
        let statements = self.statements.iter().map(|item| &item.from);
        let red_lines = self.red_lines.iter().map(|item| &item.from);
        let acceptances = self.acceptances.iter().map(|item| &item.from);
        let reserved = self.reserved.iter().map(|item| &item.from);
        statements.chain(red_lines).chain(acceptances).chain(reserved)
    }

    /// The standings, vaults and files that it rests on.
    pub fn drew_on(&self) -> DrewOn {
        let mut drew_on = DrewOn::default();
        for from in self.provenances() {
            drew_on.standings.insert(from.standing);
            drew_on.vaults.extend(from.file.vault.clone());
            drew_on.files.insert(from.file.name.clone(), from.file.sha256);
        }
        drew_on
    }
}

fn kept<T: Clone>(items: &[T], keep: impl Fn(&T) -> bool) -> Vec<T> {
    items.iter().filter(|item| keep(item)).cloned().collect()
}
