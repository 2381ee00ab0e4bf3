//! From the literate text of an accord to clauses that can be checked.
//!
//! [`read`] turns bytes into text, [`parse`] text into the surface tree ([`syntax`]), [`needs`]
//! names the geometry files that the tree asks for, and [`resolve`] makes of tree and files the
//! resolved [`model`] that verification reads, and the [`table`](mod@table) that `check` prints.
//! `docs/spec/language.md` is the reference of the language, `docs/errors/` that of its
//! [`codes`].
//!
//! This crate opens no file, knows no evidence and no clock, and prints nothing. Problems are
//! values; no input makes it panic.

pub mod codes;

pub mod syntax;

mod problems;

mod read;

mod markdown;

mod lex;

mod parse;

pub mod model;

mod resolve;

pub mod table;

pub use parse::{DAYS_MAX, ITEMS_MAX, NESTING_MAX, parse};
pub use problems::{DIAGNOSTICS_MAX, sort};
pub use read::{BYTES_MAX, read};
pub use resolve::{Need, PARTS_MAX, READINGS_MAX, Resolved, needs, resolve};
