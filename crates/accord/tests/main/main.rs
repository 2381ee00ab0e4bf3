//! The integration tests of this crate, one binary.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a failed step is a failed test; a skipped test says so"
)]

mod common;
mod days;
mod limits;
mod model;
mod pages;
mod properties;
mod real;
mod suite;
