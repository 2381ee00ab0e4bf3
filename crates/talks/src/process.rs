//! The process of talks: a log of what happened, and what stands by it at an instant.
//!
//! Reading order: [`log`] (entries), [`read`](mod@read) (the format `detente-process/1`),
//! [`rounds`] (single text rounds), [`silence`] (silence procedure), [`referendum`] (what is agreed
//! subject to confirmation), [`blind`] (blind acceptance of a package). The meaning stands in
//! `docs/spec/talks.md`, section 5.
//!
//! All of it is computed as of an instant that the caller gives: an entry counts from the instant
//! on at which it was known. A time that is known by its day only may make an answer one that
//! cannot be known.

pub mod log;

pub mod read;

mod moment;

mod kinds;

pub mod rounds;

pub mod silence;

pub mod referendum;

pub mod blind;

pub use log::{Entry, Log, What};
pub use read::read;
