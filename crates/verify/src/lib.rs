//! From an accord and evidence to findings.

pub mod options;

pub use options::{Options, PeriodLength};
