//! All findings of a run, with everything that an output needs.

use basis::Construed;
use serde::{Deserialize, Serialize};

use crate::{Finding, LedgerRow, Manifest, MapLayers, RecordInfo, TimelineDay, TimelineSeries};

/// Version of the JSON form; a reader refuses another major number.
pub const FORMAT: &str = "detente-findings/1";

/// The result of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// [`FORMAT`].
    pub format: String,
    /// For whom this copy is.
    pub release: Release,
    /// What was run on what.
    pub manifest: Manifest,
    /// Title of the accord.
    pub title: String,
    /// Zone in which days are counted and times are shown.
    pub zone: String,
    /// The bound sides, in the order of the text.
    pub parties: Vec<PartyInfo>,
    /// Premises, in the order of the text; findings name them by position.
    pub premises: Vec<PremiseInfo>,
    /// Values supplied by the encoder; clauses name them by position.
    pub constructions: Vec<ConstructionInfo>,
    /// Headings with prose.
    pub articles: Vec<ArticleInfo>,
    /// The clauses, in the order of the text.
    pub clauses: Vec<ClauseInfo>,
    /// Per period, clause and party; for each clause first that of any bound side.
    pub findings: Vec<Finding>,
    /// Stated totals side by side.
    pub ledger: Vec<LedgerRow>,
    /// What the columns of the timeline are.
    pub series: Vec<TimelineSeries>,
    /// Day by day.
    pub timeline: Vec<TimelineDay>,
    /// What a map shows.
    pub map: MapLayers,
    /// Every record that bears on a clause, by id.
    pub records: Vec<RecordInfo>,
    /// What a reader of the whole should know: refused rows, lowered standings, records left out.
    pub notes: Vec<Note>,
}

/// For whom a copy of the findings is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Release {
    /// For anybody: coarse coordinates, no observers' positions, no coverage map, no deciding
    /// observations, no free text.
    Public,
    /// For the team; marked so.
    Full,
}

/// A bound side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyInfo {
    /// Short name.
    pub name: String,
    /// Label from the accord's text.
    pub label: String,
}

/// A premise of the accord.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PremiseInfo {
    /// `closed actors in conflict_area`, `onus on the invoker`, …
    pub rule: String,
    /// Reason and author.
    pub construed: Construed,
}

/// A value that the encoder supplied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConstructionInfo {
    /// `area conflict_area`, `class heavy_weapons`, …
    pub what: String,
    /// Reason and author.
    pub construed: Construed,
}

/// A heading of the accord's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleInfo {
    /// As written.
    pub heading: String,
    /// Prose under it.
    pub prose: String,
    /// Ids of the clauses under it.
    pub clauses: Vec<String>,
    /// Why it needs no clause, where declared.
    pub no_clause: Option<String>,
}

/// A clause as the findings speak of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseInfo {
    /// Identifier as written.
    pub id: String,
    /// Title as written.
    pub title: String,
    /// Source text of the clause.
    pub text: String,
    /// Position of its article.
    pub article: Option<usize>,
    /// What sort of clause: `prohibition`, `duty`, `notice`, `not checkable`.
    pub sort: String,
    /// Names of the bearers; empty where the text does not name them.
    pub bearers: Vec<String>,
    /// Positions in [`Findings::constructions`].
    pub constructions: Vec<usize>,
    /// What the text leaves open.
    pub gaps: Vec<String>,
    /// Why it is not checked, with the author.
    pub not_checkable: Option<String>,
    /// The resolved time of the clause in words: `from 2020-07-27 00:01 Europe/Kyiv …`.
    pub window: String,
}

/// Something that a reader of the whole should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Code of a diagnostic, where there is one.
    pub code: Option<String>,
    /// What it says.
    pub text: String,
    /// Records that it is about.
    pub records: Vec<String>,
}

impl Findings {
    /// The finding with this id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }

    /// The clause with this id.
    pub fn clause(&self, id: &str) -> Option<&ClauseInfo> {
        self.clauses.iter().find(|clause| clause.id == id)
    }

    /// The record with this id.
    pub fn record(&self, id: &str) -> Option<&RecordInfo> {
        self.records.iter().find(|record| record.id == id)
    }
}
