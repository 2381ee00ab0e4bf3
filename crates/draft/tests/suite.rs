//! `suite/talks/text*.md`: texts with the problems that are expected of them.
//!
//! Under a heading stands a text in a `draft` fence (`parties=NORTH,SOUTH` declares parties), then
//! a `diagnostics` fence. A line `[N times] TEXT` stands for so many copies of the text in one line.
//! With `DETENTE_BLESS=1` the expectations are rewritten; read the difference before you keep it.

use std::fs;
use std::path::{Path, PathBuf};

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
            Some(&"diagnostics") => {
                cases += 1;
                let (source, parties) = source.take().expect("a text before its diagnostics");
                let (_, problems) = draft::parse("text.md", &source, &parties);
                let found = told(&source, &problems);
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

/// A line, or the text of `[N times] TEXT` so many times.
fn times(line: &str) -> String {
    let split = line.strip_prefix('[').and_then(|rest| rest.split_once(" times] "));
    match split.map(|(count, text)| (count.parse(), text)) {
        Some((Ok(count), text)) => text.repeat(count),
        _ => line.to_owned(),
    }
}
