//! The single negotiating text: bracketed Markdown or plain text, read into brackets with their
//! options, and written again without loss.
//!
//! Reading order: [`model`] (brackets, options, holders, status), [`find`] (by id and by name),
//! [`condition`] (conditions over options), [`parse`](mod@parse) (from a text to the model),
//! [`render`] (the text of a package), [`edit`] (changes to one bracket), [`table`] (issues and
//! rules of a text), [`redline`] (differences of two texts), [`compare`] (what happened to
//! brackets), [`progress`] (over drafts, and who holds what), [`number`] (written ids), [`codes`]
//! (problems of this crate). The meaning stands in `docs/spec/talks.md`.
//!
//! This crate knows no positions and no points. It opens no file, reads no clock and prints
//! nothing.

pub mod model;

pub mod find;

pub mod condition;

pub mod parse;

pub mod render;

pub mod edit;

pub mod table;

pub mod redline;

pub mod compare;

pub mod progress;

pub mod number;

pub mod codes;

pub use condition::{Choice, Condition};
pub use find::NoOption;
pub use model::{
    Article, Bracket, Draft, Follower, Form, Holders, Marks, OptionKind, OptionText, Status,
};
pub use parse::parse;
pub use table::Table;
