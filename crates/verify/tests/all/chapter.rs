//! Reads a chapter of the suite: a Markdown file with one case under each `##` heading.
//!
//! `suite/README.md` describes the form. What does not follow it is a failure, never skipped.

use std::collections::BTreeMap;

use crate::checks::{Expect, parse_compare, parse_expect};

/// One case: an accord, evidence, and runs with what is expected of them.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) prose: String,
    pub(crate) accord: String,
    /// Geometry by name.
    pub(crate) geometry: BTreeMap<String, Vec<u8>>,
    /// Tables by name.
    pub(crate) tables: BTreeMap<String, String>,
    pub(crate) runs: Vec<Run>,
    /// What `findings::compare` is to say of the first run against the last.
    pub(crate) compare: Vec<Difference>,
}

/// One run of a case.
pub(crate) struct Run {
    pub(crate) options: toml::Table,
    pub(crate) expect: Expect,
}

/// A difference that a comparison must show.
pub(crate) struct Difference {
    pub(crate) path: String,
    pub(crate) class: String,
    pub(crate) records: Vec<String>,
}

/// A fenced block.
struct Block {
    info: String,
    text: String,
}

/// The cases of a chapter, or what is wrong with it.
pub(crate) fn read(text: &str) -> Result<Vec<Case>, String> {
    let mut shared = Part::default();
    let mut cases: Vec<Part> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let part = cases.last_mut().unwrap_or(&mut shared);
        if let Some(info) = line.strip_prefix("```") {
            let mut block = Block { info: info.trim().to_owned(), text: String::new() };
            loop {
                match lines.next() {
                    Some((_, "```")) => break,
                    Some((_, line)) => block.text.extend([line, "\n"]),
                    None => return Err(format!("line {}: block never closed", number + 1)),
                }
            }
            part.blocks.push(block);
        } else if let Some(name) = line.strip_prefix("## ") {
            cases.push(Part { name: name.trim().to_owned(), ..Part::default() });
        } else if !line.starts_with('#') {
            part.prose.extend([line, "\n"]);
        }
    }
    let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("two cases are called {}", twice[0]));
    }
    let read = |case: &Part| case.case(&shared).map_err(|error| format!("{}: {error}", case.name));
    cases.iter().map(read).collect()
}

/// What stands under a heading.
#[derive(Default)]
struct Part {
    name: String,
    prose: String,
    blocks: Vec<Block>,
}

impl Part {
    /// The case, with what it shares with the others of its chapter.
    fn case(&self, shared: &Part) -> Result<Case, String> {
        let mut case = Case {
            name: self.name.clone(),
            prose: self.prose.trim().to_owned(),
            ..Case::default()
        };
        let mut defaults = toml::Table::new();
        for block in &shared.blocks {
            match block.info.as_str() {
                "toml" => defaults.extend(options(&block.text)?),
                info if info.starts_with("expect") => {
                    return Err("`expect` stands before the first case".to_owned());
                }
                _ => case.take(block)?,
            }
        }
        let mut own = toml::Table::new();
        for block in &self.blocks {
            match block.info.as_str() {
                "toml" => own = options(&block.text)?,
                "expect" => {
                    let mut options = defaults.clone();
                    options.extend(own.clone());
                    case.runs.push(Run { options, expect: parse_expect(&block.text)? });
                }
                "expect compare" => case.compare = parse_compare(&block.text)?,
                _ => case.take(block)?,
            }
        }
        case.complete().map(|()| case)
    }
}

impl Case {
    fn take(&mut self, block: &Block) -> Result<(), String> {
        let (word, file) = match block.info.split_once(" file=") {
            Some((word, file)) => (word, Some(file.to_owned())),
            None => (block.info.as_str(), None),
        };
        let before = match (word, file) {
            ("accord", None) => {
                self.accord.push_str(&block.text);
                false
            }
            ("geojson", Some(file)) => {
                self.geometry.insert(file, block.text.clone().into_bytes()).is_some()
            }
            ("csv", Some(file)) => self.tables.insert(file, block.text.clone()).is_some(),
            _ => return Err(format!("a block that the suite does not know: `{}`", block.info)),
        };
        if before { Err(format!("two blocks for one file: `{}`", block.info)) } else { Ok(()) }
    }

    /// A case without prose, evidence or expectation shows nothing.
    fn complete(&self) -> Result<(), String> {
        let missing = [
            (self.prose.is_empty(), "prose that works the answer out"),
            (self.accord.is_empty(), "an accord"),
            (self.tables.is_empty(), "a table of evidence"),
            (self.runs.is_empty(), "an `expect` block"),
            (self.runs.iter().any(|run| run.expect.findings.is_empty()), "an expected finding"),
        ];
        match missing.iter().find(|(missing, _)| *missing) {
            Some((_, what)) => Err(format!("the case lacks {what}")),
            None => Ok(()),
        }
    }
}

/// Keys of a `toml` block.
const OPTIONS: &[&str] =
    &["as_of", "from", "until", "period", "zone", "day_ends", "watched_min", "observers"];

fn options(text: &str) -> Result<toml::Table, String> {
    let table: toml::Table = text.parse().map_err(|error| format!("options: {error}"))?;
    match table.keys().find(|key| !OPTIONS.contains(&key.as_str())) {
        Some(key) => Err(format!("an option that the suite does not know: `{key}`")),
        None => Ok(table),
    }
}

#[test]
fn a_case_that_shows_nothing_is_refused() {
    let accord = "```accord\nclause 1\n```\n```csv file=a.csv\nid\n```\n";
    let expect = "```expect\n1/any/all: kept\n```\n";
    let why = |text: String| read(&text).err().unwrap_or_default();
    assert_eq!(why(format!("## A\nprose\n{accord}{expect}")), "");
    assert_eq!(why(format!("## A\nprose\n{accord}")), "A: the case lacks an `expect` block");
    assert!(why(format!("## A\n{accord}{expect}")).contains("lacks prose"));
    assert!(why(format!("## A\nprose\n{accord}```expect\n```\n")).contains("expected finding"));
    let unknown = "```expect\n1/any/all: kept\n  looks good\n```\n";
    assert!(why(format!("## A\nprose\n{accord}{unknown}")).contains("looks good"));
    let option = "```toml\nas_off = 1\n```\n";
    assert!(why(format!("## A\nprose\n{accord}{option}{expect}")).contains("as_off"));
    assert!(
        why(format!("## A\nprose\n{accord}{expect}## A\nprose\n{accord}{expect}")).contains("two")
    );
}
