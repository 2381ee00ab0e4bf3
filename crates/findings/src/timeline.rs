//! Day by day, from before to after entry into force; a gap is a gap.

use basis::{Count, Standing};
use serde::{Deserialize, Serialize};

use crate::Period;

/// A column of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineSeries {
    /// Standing of what it shows.
    pub standing: Standing,
    /// Who states it; empty for counts over several sources.
    pub source: String,
    /// `ceasefire violations`, `reports`.
    pub unit: String,
    /// Whether the values are cumulative.
    pub cumulative: bool,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineDay {
    /// The reporting day.
    pub period: Period,
    /// `before`, `in force` or `after`; a day in which the accord entered into force is `in force`.
    pub phase: String,
    /// For each series its value; `None` is unknown, not zero.
    pub values: Vec<Option<Count>>,
    /// Reports that may belong to this day or to another, for each series.
    pub possible: Vec<u64>,
    /// Share watched by anything that declared what it saw; `None` where nothing declared it.
    pub watched: Option<f64>,
    /// Records behind the day's values.
    pub records: Vec<String>,
}
