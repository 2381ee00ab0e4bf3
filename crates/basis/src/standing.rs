//! The standing of a statement: observed, reported, claimed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of source stands behind a statement. Never summed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Stated by a party, or relayed by one.
    Claimed,
    /// Stated by a third party.
    Reported,
    /// Seen, heard or recorded by a body that the accord or the case names.
    Observed,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Standing::Observed => "observed",
            Standing::Reported => "reported",
            Standing::Claimed => "claimed",
        })
    }
}

impl Standing {
    /// From the strongest to the weakest, the order of columns.
    pub const COLUMNS: [Standing; 3] = [Standing::Observed, Standing::Reported, Standing::Claimed];
}
