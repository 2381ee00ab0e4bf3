//! Stated totals side by side; never added to incidents.

use basis::{Count, Standing};
use serde::{Deserialize, Serialize};

use crate::Period;

/// One stated total.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerRow {
    /// Record that states it.
    pub record: String,
    /// Column in which it stands.
    pub standing: Standing,
    /// Who states it.
    pub source: String,
    /// What is counted, as the source calls it.
    pub counted: String,
    /// Where, as the source calls it.
    pub place: String,
    /// The period that the total is about.
    pub period: Period,
    /// The total; `None` where it is not known.
    pub count: Option<Count>,
    /// Whether it includes earlier totals.
    pub cumulative: bool,
    /// Who is said to have done it.
    pub accused: String,
    /// Parts that the source states.
    pub parts: Vec<(String, Count)>,
    /// A later record that restates it.
    pub restated_by: Option<String>,
    /// Remarks: parts that do not sum, a statement against one's own interest, …
    pub remarks: Vec<String>,
}
