//! Tests of talks: published cases, formats, foreign oracles.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on fails")]

mod chosen;

mod oracles;

mod published;

mod formats;

mod genius;

mod checked;

mod negmas;

mod process;

mod stability;

mod positions;

mod guardrails;

mod known;

mod partly_known;

mod efficiency;

mod ask;

mod robust;

mod drawn;

mod counted;

mod deals;

mod bounds;

mod simulated;

mod ratified;
