//! Tests of bracketed text.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on fails")]

mod common;

mod reading;

mod apart;

mod choice;

mod comparing;

mod following;

mod conditions;

mod numbering;

mod partly_chosen;

mod editing;

mod generated;

mod redline;

mod rendering;

mod suite;

mod tables;

mod texts;
