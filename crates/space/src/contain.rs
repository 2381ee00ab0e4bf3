//! Is a place inside a region: yes, no, cannot be known.

use basis::Truth;
use serde::{Deserialize, Serialize};

/// How far inside (positive) or outside (negative) a place may be: every possible point, with every
/// position of the geometry that its accuracy allows, lies between the two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Margin {
    /// Metres.
    pub lo_m: f64,
    /// Metres.
    pub hi_m: f64,
}

/// The answer with its margin, where one could be computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Containment {
    /// Yes: all of the place; no: none of it; unknown: part of it, or too near the edge to tell.
    pub truth: Truth,
    /// The margin; `None` for places and regions without one (unknown place, everywhere).
    pub margin: Option<Margin>,
}
