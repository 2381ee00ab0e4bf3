//! The pages of the examples: each command is run, and prints what the page says.

use std::fs;

use super::copy_folder;
use crate::{literate, repository};

#[test]
fn the_pages_of_the_examples_say_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let examples = repository().join("examples");
    fs::create_dir(folder.path().join("examples")).unwrap();
    copy_folder(&examples, &folder.path().join("examples"));
    let cases = ["donbas-2020", "withdrawal-2015", "small-truce", "ceasefire-talks"];
    let pages = cases.map(|case| examples.join(case).join("README.md"));
    let failures: String =
        pages.iter().map(|page| literate::run_file(folder.path(), page)).collect();
    assert!(failures.is_empty(), "{failures}");
}
