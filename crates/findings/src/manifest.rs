//! What was run on what: enough for the other side to repeat it.

use basis::{Digest, Instant};
use serde::{Deserialize, Serialize};

/// The run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Name and version of the program.
    pub program: String,
    /// Version of the accord language.
    pub language: u32,
    /// Name of the engine.
    pub engine: String,
    /// Everything that was read, by role and name.
    pub inputs: Vec<Input>,
    /// Who wrote the encoding.
    pub encoded_by: Option<String>,
    /// Who accepts it.
    pub accepted_by: Vec<String>,
    /// Who contests it.
    pub contested_by: Vec<String>,
    /// What was asked for.
    pub options: Options,
    /// Records used.
    pub records_used: usize,
    /// Records left out because they became known after `as_of`.
    pub records_later: usize,
    /// Records left out because `known_at` is not stated and an `--as-of` was asked for.
    pub records_undated: usize,
    /// Rows of evidence that gave no record because of an error.
    pub rows_refused: u64,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What it serves for.
    pub role: InputRole,
    /// Name in the case folder.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Evidence: adapter and version.
    pub adapter: Option<String>,
    /// Evidence: data rows.
    pub rows: Option<u64>,
    /// Evidence: rows refused.
    pub rows_refused: Option<u64>,
}

/// What a file serves for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputRole {
    /// The accord.
    Accord,
    /// `detente.toml`.
    Case,
    /// Geometry.
    Geometry,
    /// Evidence.
    Evidence,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Records known by then were used; the default is the last `known_at` of the evidence.
    pub as_of: Option<Instant>,
    /// Whether `as_of` was asked for (records without `known_at` are then left out).
    pub as_of_asked: bool,
    /// Whether `from` was asked for; the default is entry into force.
    pub from_asked: bool,
    /// Whether `until` was asked for; the default is `as_of`.
    pub until_asked: bool,
    /// The clauses asked for; empty for all.
    pub clauses: Vec<String>,
    /// Start of what was looked at.
    pub from: Instant,
    /// End of what was looked at, not included.
    pub until: Instant,
    /// `day`, `week` or `all`.
    pub period: String,
    /// Zone of reporting days.
    pub zone: String,
    /// Local time at which a reporting day ends.
    pub day_ends: String,
    /// Least watched share that the case asks for.
    pub watched_min: Option<f64>,
    /// Observers that the case names beside those of the accord.
    pub observers: Vec<String>,
}
