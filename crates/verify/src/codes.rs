//! Codes of the problems that arise when accord and evidence are joined.

use basis::Code;

/// A name of an actor in evidence that nobody in the accord or the case carries.
pub const UNKNOWN_ACTOR: Code = Code("V001");

/// A name of a place in evidence that no area of the accord carries.
pub const UNKNOWN_PLACE: Code = Code("V002");

/// Records that cannot all be right.
pub const CONTRADICTION: Code = Code("V003");

/// A file of evidence lies near the geometry of the accord only with longitude and latitude
/// exchanged.
pub const AXES_SWAPPED: Code = Code("V004");
