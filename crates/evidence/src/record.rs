//! The four kinds of record: report, watch, tally, act.
//!
//! Imprecision is data: a time is an interval in which the event happened, a place is a set of
//! possible positions, kinds and actors are sets. Names stay as the source gave them; only
//! verification binds them to parties.

use basis::{
    ActType, Actors, Count, Instant, Interval, KindSet, ObjectSet, Quantity, Standing, TargetSet,
};
use serde::{Deserialize, Serialize};

/// Everything that the sources delivered.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The files that were read; [`Row::file`] points here.
    pub files: Vec<SourceFile>,
    /// Statements about single events.
    pub reports: Vec<Report>,
    /// Who looked where and when.
    pub watches: Vec<Watch>,
    /// Stated totals.
    pub tallies: Vec<Tally>,
    /// Acts by word or document.
    pub acts: Vec<Act>,
}

/// A file of evidence, as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Name in the case folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: basis::Digest,
    /// Adapter and version that read it.
    pub adapter: String,
    /// Data rows found.
    pub rows: u64,
    /// Rows that gave no record because of an error.
    pub rows_refused: u64,
    /// Rows that the declared conditions left out.
    pub rows_skipped: u64,
    /// Records made.
    pub records: u64,
}

/// Where a record came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// Position in [`Evidence::files`].
    pub file: u32,
    /// Line of the file where the row begins, from 1; of GeoJSON the number of the feature.
    pub line: u64,
}

/// What all records share.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Stable identifier, unique in the case.
    pub id: String,
    /// Where it came from.
    pub row: Row,
    /// Who states it.
    pub source: String,
    /// Who passed it on, where that is somebody else.
    pub relayed_by: Option<String>,
    /// The source that this one copied, where known.
    pub origin: Option<String>,
    /// As declared by the adapter; verification may lower it, never raise it.
    pub standing: Standing,
    /// When it became known to the case; `None` where not stated.
    pub known_at: Option<Instant>,
    /// The record that this one corrects and replaces.
    pub restates: Option<String>,
    /// The source's own words, shortened; the only field that may hold personal data.
    pub text: Option<String>,
    /// Where the source can be read.
    pub url: Option<String>,
}

/// Where a record places its event.
#[derive(Clone, Debug, PartialEq)]
pub enum Where {
    /// Positions.
    At(space::Place),
    /// Areas by the names that the source used: the event is somewhere in their union.
    Named(Vec<String>),
}

/// How a source came to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Seen by a person.
    Saw,
    /// Heard by a person.
    Heard,
    /// Fixed camera.
    Camera,
    /// Uncrewed aircraft.
    Uav,
    /// Radar.
    Radar,
    /// Acoustic sensor.
    Acoustic,
    /// Satellite image.
    Satellite,
    /// Paper.
    Document,
}

/// One source's statement about one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Source, standing, provenance.
    pub head: Head,
    /// The event happened at one instant of it.
    pub during: Interval,
    /// The event happened at one point of it.
    pub place: Where,
    /// The event is of one of these kinds.
    pub kinds: KindSet,
    /// Who did it.
    pub actors: Actors,
    /// What was hit or endangered; `None` where not stated.
    pub targets: Option<TargetSet>,
    /// With what, or what stood there.
    pub object: Option<ObjectSeen>,
    /// How many; `None` where not stated.
    pub count: Option<Count>,
    /// How the source came to know.
    pub means: Option<Means>,
    /// Tagged as an exercise by the source.
    pub exercise: bool,
}

/// An object as a source describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectSeen {
    /// It is of one of these classes.
    pub classes: ObjectSet,
    /// Calibre between the two, both included.
    pub calibre: Option<(Quantity, Quantity)>,
    /// Greatest range between the two, both included.
    pub range: Option<(Quantity, Quantity)>,
    /// Type as the source names it.
    pub model: Option<String>,
}

/// Somebody looked, or was kept from looking.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// Source, standing, provenance.
    pub head: Head,
    /// The whole interval was watched.
    pub during: Interval,
    /// The whole place was watched.
    pub place: Where,
    /// The kinds that this watch is able to see (rule R8).
    pub sees: KindSet,
    /// Nothing of these kinds happened, the watch says; `None` where it does not say.
    pub nil: Option<bool>,
    /// By what means.
    pub means: Option<Means>,
    /// The watch failed.
    pub restriction: Option<Restriction>,
}

/// Why a watch failed (rule R5).
#[derive(Clone, Debug, PartialEq)]
pub struct Restriction {
    /// What sort.
    pub sort: RestrictionSort,
    /// The cause as the source gives it.
    pub cause: Option<String>,
    /// Who controlled access there.
    pub controlled_by: Actors,
}

/// Sorts of restriction (rule R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestrictionSort {
    /// Access refused.
    Denial,
    /// Access under conditions.
    Conditional,
    /// Access held up.
    Delay,
    /// Jamming or other interference.
    Interference,
    /// Weather.
    Weather,
    /// Mines and obstacles, technical failure, others.
    Other,
}

/// A stated total over a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Source, standing, provenance.
    pub head: Head,
    /// The heading that the source counts under: `ceasefire violations`.
    pub counted: String,
    /// Each counted item is of one of these kinds.
    pub kinds: KindSet,
    /// The total; `None` where the source leaves it open (missing is not zero).
    pub count: Option<Count>,
    /// Parts that the source states.
    pub parts: Vec<(String, Count)>,
    /// The period that the total is about.
    pub period: Interval,
    /// Whether the total runs from a fixed start and includes earlier totals.
    pub cumulative: bool,
    /// Where.
    pub place: Where,
    /// Who is said to have done it.
    pub accused: Actors,
}

/// Something done by word or document.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Source, standing, provenance.
    pub head: Head,
    /// What sort of act.
    pub act: ActType,
    /// Who did it; several names did it together.
    pub by: Vec<String>,
    /// To whom.
    pub to: Vec<String>,
    /// What it is about.
    pub subject: String,
    /// The clause, record or event that it is about, where it names one.
    pub about: Option<String>,
    /// Done at one instant of it.
    pub at: Interval,
    /// `false`: the source attests that by this time it was *not* done.
    pub done: bool,
    /// Modification: the new deadline. Notice, permit: the time that it is about.
    pub term: Option<Interval>,
    /// Notice, permit: the place that it is about.
    pub place: Option<Where>,
    /// Notice, permit: the kinds of activity that it is about; empty where not stated.
    pub kinds: KindSet,
}

/// A record of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// See [`Report`].
    Report(Report),
    /// See [`Watch`].
    Watch(Watch),
    /// See [`Tally`].
    Tally(Tally),
    /// See [`Act`].
    Act(Act),
}
