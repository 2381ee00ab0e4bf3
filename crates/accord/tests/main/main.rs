//! The integration tests of this crate, one binary.

#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod common;
mod days;
mod limits;
mod model;
mod pages;
mod properties;
mod suite;
