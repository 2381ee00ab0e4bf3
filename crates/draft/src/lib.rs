//! The single negotiating text: bracketed Markdown or plain text, read into brackets with their
//! options, and written again without loss.
//!
//! Reading order: [`model`] (brackets, options, holders, status), [`condition`] (conditions over
//! options), [`redline`] (differences of two texts), [`codes`] (problems of this crate). The meaning stands in `docs/spec/talks.md`.
//!
//! This crate knows no positions and no points. It opens no file, reads no clock and prints
//! nothing.

pub mod model;

pub mod condition;

pub mod redline;

pub mod codes;

pub use condition::Condition;
pub use model::{Article, Bracket, Draft, Holders, OptionKind, OptionText, Status};
