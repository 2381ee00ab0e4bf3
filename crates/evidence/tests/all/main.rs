//! What the crate promises, asked from outside.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a failed step is a failed test; a skipped test says so"
)]

mod case;
mod pages;
mod props;
mod real;
mod support;
mod tables;
