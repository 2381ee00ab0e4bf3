//! Tests of what is shown about talks.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod frontiers;

mod pictures;
