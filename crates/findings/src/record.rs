//! The rows behind every number.

use basis::{Count, Instant, Standing};
use serde::{Deserialize, Serialize};

/// A record of evidence as findings cite it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordInfo {
    /// Identifier in the case.
    pub id: String,
    /// What sort of record.
    pub sort: RecordType,
    /// SHA-256 over the record's content, to see whether two runs used the same.
    pub digest: basis::Digest,
    /// File of the case folder; its hash stands in the manifest.
    pub file: String,
    /// Line of the file where the row begins, from 1.
    pub line: u64,
    /// Who states it.
    pub source: String,
    /// Who passed it on.
    pub relayed_by: Option<String>,
    /// Standing that verification gave it.
    pub standing: Standing,
    /// Standing that was declared, where verification lowered it.
    pub standing_declared: Option<Standing>,
    /// Begin of the interval in which it happened, or of the period that it is about.
    pub from: Instant,
    /// End of it, not included.
    pub until: Instant,
    /// When it became known.
    pub known_at: Option<Instant>,
    /// Where, in words: names, or coordinates with their radius.
    pub place: String,
    /// What, in words: kinds, counted heading or act.
    pub what: String,
    /// Who is said to have done it, as the source names it.
    pub actors: String,
    /// How many.
    pub count: Option<Count>,
    /// The record that it replaces.
    pub restates: Option<String>,
    /// A record that replaces it stands in the evidence.
    pub restated_by: Option<String>,
    /// The source's words.
    pub text: Option<String>,
    /// Where the source can be read.
    pub url: Option<String>,
}

/// What sort of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordType {
    /// A statement about one event.
    Report,
    /// Somebody looked.
    Watch,
    /// A stated total.
    Tally,
    /// An act by word or document.
    Act,
    /// The difference of two totals with a common start.
    Difference,
}
