//! What the encoder supplied because the text does not say it.

use serde::{Deserialize, Serialize};

/// The reason and author of a value that the text of an accord does not state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Construed {
    /// Why this value.
    pub because: String,
    /// Who says so.
    pub by: String,
}
