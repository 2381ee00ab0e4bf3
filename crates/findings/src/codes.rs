//! Codes of the problems that arise when findings are read.

use basis::Code;

/// The file holds findings of another format.
pub const OTHER_FORMAT: Code = Code("V090");

/// The file does not hold findings, or not whole ones.
pub const NOT_FINDINGS: Code = Code("V091");
