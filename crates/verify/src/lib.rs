//! From an accord and evidence to findings.
//!
//! Reading order: [`options`] (what is asked), `binding` (names → parties, areas, standing),
//! `facts`, `difference`, `restated` and `watched` (evidence
//! made ready), `timing` (anchors, deadlines, windows),
//! `premises`, `naive` (the executable specification), `outcome`, `readings` and `clause` (one
//! product, and what it rests on), `periods`, `show` (figures, ledger, timeline, records, map).
//!
//! The meaning of every answer stands in docs/spec/verdicts.md. This crate knows no file, clock,
//! environment or network; the same accord, evidence and options give the same bytes.

mod binding;

mod facts;

mod difference;

mod restated;

mod watched;

mod context;

pub mod options;

mod timing;

mod premises;

mod words;

mod outcome;

mod naive;

mod readings;

mod clause;

mod periods;

mod show;

mod run;

mod problems;

pub mod codes;

pub use options::{Options, PeriodLength};
pub use run::{Run, verify};
