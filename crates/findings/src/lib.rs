//! What verification says, as plain data with a versioned JSON form.
//!
//! Reading order: [`findings`] (the whole), [`finding`] (one clause, one party, one period),
//! [`reason`] (why), [`record`] (the rows behind every number), [`ledger`] (stated totals side by
//! side), [`timeline`], [`map`], [`manifest`] (what was run on what), [`read`](mod@read) (the JSON
//! form back into findings), [`release`] (what leaves the team), [`compare`](mod@compare) (what
//! changed between two runs).
//!
//! Nothing here knows how a finding was computed; everything that an output shows is in here.

pub mod finding;

pub mod findings;

pub mod reason;

pub mod record;

pub mod ledger;

pub mod timeline;

pub mod map;

pub mod manifest;

pub mod codes;

pub mod read;

pub mod release;

pub mod compare;

#[cfg(feature = "sample")]
pub mod sample;

pub use compare::{Difference, DifferenceClass, compare};
pub use finding::{
    Answer, Applicability, Author, Excuse, Figure, Finding, Performance, Period, ReadingFinding,
    Watched,
};
pub use findings::{
    ArticleInfo, ClauseInfo, ConstructionInfo, FORMAT, Findings, Note, PartyInfo, PremiseInfo,
    Release,
};
pub use ledger::LedgerRow;
pub use manifest::{Input, InputRole, Manifest, Options};
pub use map::{MapArea, MapEvent, MapLayers, MapLine};
pub use read::read;
pub use reason::{Deciding, Distance, Reason, ReasonKind};
pub use record::{RecordInfo, RecordType};
pub use timeline::{TimelineDay, TimelineSeries};
