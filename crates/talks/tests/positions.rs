//! Positions: the suite, what holds, what follows from it, and what others may see of it.

mod answers;

mod leaks;

mod odd;

mod orders;

mod suite;

use basis::{Diagnostic, Digest};
use draft::Draft;
use talks::positions::Stated;
use talks::positions::read::{Input, read};

/// A text that the tests share; all of it is invented.
pub(crate) const TEXT: &str = "# Article 1\n\n\
    The line lies [10 km / 15 km / 20 km]{#2a} behind. Posts [shall / should]{#4} be left \
    [at once / in stages of [5 days / 10 days]{#6b}]{#6}.\n";

pub(crate) fn parties() -> Vec<String> {
    vec!["NORTH".to_owned(), "SOUTH".to_owned()]
}

pub(crate) fn draft(text: &str) -> Draft {
    let (draft, problems) = draft::parse("text.md", text, &parties());
    assert!(problems.is_empty(), "{problems:?}");
    draft
}

/// A file of positions with the head and the evidence that tests leave out: each entry of `body`
/// that names no `source` gets one.
pub(crate) fn file(party: &str, standing: &str, body: &str) -> String {
    let mut text = format!("format = \"detente-positions/1\"\nparty = \"{party}\"\n");
    for entry in body.split_inclusive('\n') {
        text += entry;
        if entry.starts_with("[[") {
            text += "source = \"plenary\"\nconfidence = \"high\"\n";
            if !body.contains("standing") {
                text += &format!("standing = \"{standing}\"\n");
            }
            if !body.contains("date") {
                text += "date = 2026-03-12\n";
            }
        }
    }
    text
}

pub(crate) fn stated(draft: &Draft, files: &[(&str, Option<&str>, &str)]) -> Stated {
    let mut stated = Stated::default();
    for (name, vault, text) in files {
        let (more, problems) = read_file(draft, name, *vault, text);
        assert!(problems.is_empty(), "{name}: {problems:?}\n{text}");
        stated.add(more);
    }
    stated
}

pub(crate) fn read_file(
    draft: &Draft,
    name: &str,
    vault: Option<&str>,
    text: &str,
) -> (Stated, Vec<Diagnostic>) {
    read(&Input { name, text, vault, sha256: Digest::of(text.as_bytes()) }, draft)
}
