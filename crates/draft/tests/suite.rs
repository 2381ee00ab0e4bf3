//! `suite/talks/text*.md`: texts with the problems that are expected of them.
//!
//! Under a heading stands a text in a `draft` fence (`parties=NORTH,SOUTH` declares parties), then
//! a `diagnostics` fence. In an `edits` fence each line that is not indented asks for an edit, and
//! the lines after it are what is said of it. A line `[N times] TEXT` stands for so many copies of
//! the text in one line. With `DETENTE_BLESS=1` the expectations are rewritten; read the difference
//! before you keep it.

use std::fs;
use std::path::{Path, PathBuf};

use draft::edit;
use draft::{Draft, Holders, Status};

use crate::common::told;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/talks")
}

#[test]
fn every_text_is_told_what_is_wrong() {
    let mut pages: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("text") && name.ends_with(".md")
    });
    pages.sort();
    let (mut cases, mut failures) = (0, String::new());
    for page in pages {
        cases += run(&page, &mut failures);
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(cases >= 24, "only {cases} cases were found");
}

/// Runs a page: gives the number of its cases.
fn run(page: &Path, failures: &mut String) -> usize {
    let text = fs::read_to_string(page).unwrap();
    let bless = std::env::var_os("DETENTE_BLESS").is_some();
    let (mut out, mut heading, mut cases) = (String::new(), "", 0);
    let mut source: Option<(String, Vec<String>)> = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        heading = line.strip_prefix("## ").unwrap_or(heading);
        let ticks = line.chars().take_while(|c| *c == '`').count();
        if ticks < 3 {
            continue;
        }
        let (fence, info) = line.split_at(ticks);
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        let mut kept: String = body.iter().map(|line| format!("{line}\n")).collect();
        let words: Vec<&str> = info.split_whitespace().collect();
        match words.first() {
            Some(&"draft") => {
                let declared = words.iter().find_map(|word| word.strip_prefix("parties="));
                let parties = declared.into_iter().flat_map(|list| list.split(','));
                let text = body.iter().map(|line| times(line) + "\n").collect();
                source = Some((text, parties.map(str::to_owned).collect()));
            }
            Some(&kind @ ("diagnostics" | "edits")) => {
                cases += 1;
                let (source, parties) = source.take().expect("a text before its problems");
                let (draft, problems) = draft::parse("text.md", &source, &parties);
                let found = match kind {
                    "edits" => edits(&draft, &body),
                    _ => told(&source, &problems),
                };
                if found != kept && !bless {
                    let page = page.display();
                    *failures += &format!("{page} — {heading}\nexpected:\n{kept}found:\n{found}\n");
                }
                kept = found;
            }
            _ => {}
        }
        out += &format!("{kept}{fence}\n");
    }
    if bless && out != text {
        fs::write(page, out).unwrap();
    }
    cases
}

/// Each edit with what is said of it.
fn edits(draft: &Draft, lines: &[&str]) -> String {
    let mut out = String::new();
    for line in lines.iter().filter(|line| line.starts_with(char::is_alphabetic)) {
        let Some((verb, rest)) = line.split_once(' ') else { continue };
        if !["remove", "agree", "add", "id"].contains(&verb) {
            continue;
        }
        let (id, rest) = rest.split_once(' ').unwrap();
        let (words, by) = rest.split_once(" by ").unwrap_or((rest, "nobody"));
        let by: Vec<String> =
            by.split(',').filter(|by| *by != "nobody").map(str::to_owned).collect();
        let bracket = draft.bracket(id).unwrap();
        let option = || draft.option(bracket, words).unwrap();
        let edited = match verb {
            "remove" => edit::remove_option(draft, bracket, option(), &by),
            "agree" => edit::set_status(draft, bracket, &Status::Agreed { option: option() }, &by),
            "add" => edit::add_option(draft, bracket, words, &Holders::default()),
            _ => edit::write_id(draft, bracket, words),
        };
        out += &format!("{line}\n");
        out += &match edited {
            Ok(edited) => format!("  {}\n", edited.said),
            Err(problem) => {
                let told = told(&draft.text, &[problem]);
                told.lines().map(|line| format!("  {line}\n")).collect()
            }
        };
    }
    out
}

/// A line, or the text of `[N times] TEXT` so many times.
fn times(line: &str) -> String {
    let split = line.strip_prefix('[').and_then(|rest| rest.split_once(" times] "));
    match split.map(|(count, text)| (count.parse(), text)) {
        Some((Ok(count), text)) => text.repeat(count),
        _ => line.to_owned(),
    }
}
