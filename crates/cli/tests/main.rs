//! The program as its users meet it: sessions on a terminal, and what literate files cannot hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod literate;

mod talks;

mod blind;

mod commands;

mod help;

mod edges;

mod real_data;

use std::path::{Path, PathBuf};

/// The suite of the repository.
fn suite(folder: &str) -> PathBuf {
    repository().join("suite").join(folder)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn bad_input_is_told_clearly() {
    literate::run_folder(&suite("bad-input"));
}

#[test]
fn talks_are_answered_and_bad_ones_refused() {
    literate::run_folder(&suite("talks"));
}
