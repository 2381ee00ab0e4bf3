//! The suite, the pages of errors and the specification: every example is run.
//!
//! A section (from one `##` to the next) has a `toml` fence, files (`csv file=own.csv`) and what is
//! said of them (`expect`). In a fence marked `bytes`, `\xe9` stands for one byte and `\{x*9}` for
//! nine of them; in one marked `breaks-off` the disk fails after the last line.

use std::fmt::Write as _;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

use evidence::fields::FIELDS;
use evidence::mappings::{MAPPINGS, Mapping};
use evidence::{Case, Evidence, Options, RecordType, codes, read_source};

use crate::support::{problems, show_record};

/// A fence: its info string and its text.
struct Fence {
    info: String,
    text: String,
}

fn fences(section: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut rest = section;
    while let Some((_, after)) = rest.split_once("```") {
        let (info, body) = after.split_once('\n').unwrap();
        let (text, after) = body.split_once("```").unwrap();
        fences.push(Fence { info: info.to_owned(), text: text.to_owned() });
        rest = after;
    }
    fences
}

impl Fence {
    fn file(&self) -> Option<&str> {
        self.info.split(' ').find_map(|word| word.strip_prefix("file="))
    }

    fn has(&self, word: &str) -> bool {
        self.info.split(' ').any(|found| found == word)
    }

    fn bytes(&self) -> Vec<u8> {
        if !self.has("bytes") {
            return self.text.clone().into_bytes();
        }
        let mut bytes = Vec::new();
        let mut rest = self.text.as_str();
        while let Some((before, after)) = rest.split_once('\\') {
            bytes.extend_from_slice(before.as_bytes());
            if let Some(after) = after.strip_prefix('x') {
                bytes.push(u8::from_str_radix(&after[..2], 16).unwrap());
                rest = &after[2..];
            } else {
                let (repeat, after) = after.strip_prefix('{').unwrap().split_once('}').unwrap();
                let (what, times) = repeat.rsplit_once('*').unwrap();
                bytes.extend(what.repeat(times.parse().unwrap()).into_bytes());
                rest = after;
            }
        }
        bytes.extend_from_slice(rest.as_bytes());
        bytes
    }
}

/// A disk that fails.
struct Broken;

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk gave an error"))
    }
}

/// Everything that is said of a section.
fn run(section: &str) -> String {
    let fences = fences(section);
    let Some(toml) = fences.iter().find(|fence| fence.has("toml")) else { return String::new() };
    let (case, diagnostics) = Case::parse("detente.toml", &toml.text);
    let mut out = problems(&toml.text, &diagnostics);
    let mut evidence = Evidence::default();
    for fence in fences.iter().filter(|fence| fence.file().is_some()) {
        let Some(source) = case.sources.iter().find(|s| Some(s.file.as_str()) == fence.file())
        else {
            panic!("no source for {}", fence.info)
        };
        let (options, bytes) = (Options::default(), fence.bytes());
        let read = if fence.has("breaks-off") {
            let input = BufReader::new(bytes.chain(Broken));
            read_source(source, options, input, &mut |_| {})
        } else {
            read_source(source, options, bytes.as_slice(), &mut |_| {})
        };
        for record in &read.records {
            writeln!(out, "{}", show_record(record)).unwrap();
        }
        out += &problems("", &read.diagnostics);
        let (file, rows, records) = (&source.file, read.file.rows, read.file.records);
        let (refused, skipped) = (read.file.rows_refused, read.file.rows_skipped);
        write!(out, "{file}: rows {rows}, ").unwrap();
        writeln!(out, "refused {refused}, skipped {skipped}, records {records}").unwrap();
        evidence.add(read);
    }
    out + &problems("", &evidence.sorted().1)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The Markdown files of a folder, in order.
fn pages(folder: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

/// Set: the `expect` fences are written anew, to be read before they are committed.
const UPDATE: &str = "DETENTE_UPDATE_SUITE";

/// Compares the `expect` fences of a page with what is said.
fn check(name: &str, page: &str) -> usize {
    let mut checked = 0;
    let mut updated = page.to_owned();
    for section in page.split("\n## ") {
        let title = section.lines().next().unwrap();
        let fences = fences(section);
        if let Some(expected) = fences.iter().find(|fence| fence.has("expect")) {
            let found = run(section);
            if std::env::var_os(UPDATE).is_some() {
                let (old, new) =
                    (format!("```expect\n{}```", expected.text), format!("```expect\n{found}```"));
                updated = updated.replace(section, &section.replace(&old, &new));
            } else {
                assert_eq!(found, expected.text, "{name}, {title}; found:\n{found}");
            }
            checked += 1;
        }
    }
    if updated != page {
        std::fs::write(root().join(name), updated).unwrap();
    }
    checked
}

#[test]
fn the_suite() {
    let checked: usize = pages("suite/evidence").iter().map(|(name, page)| check(name, page)).sum();
    assert!(checked >= codes::ALL.len(), "{checked} cases");
}

#[test]
fn every_code_has_a_page_whose_example_shows_it() {
    let pages: Vec<(String, String)> =
        pages("docs/errors").into_iter().filter(|(name, _)| name.contains("/E")).collect();
    for code in codes::ALL {
        let name = format!("docs/errors/{}.md", code.0);
        let (_, page) = pages.iter().find(|(found, _)| *found == name).unwrap();
        assert!(page.starts_with(&format!("# {}: ", code.0)), "{name}");
        let said = run(page);
        let shown = said.lines().any(|line| line.starts_with(&format!("{} ", code.0)));
        assert!(shown, "{name} says:\n{said}");
    }
    assert_eq!(pages.len(), codes::ALL.len(), "a page without a code");
}

/// Text between two markers of a page must be `generated`.
fn check_generated(page: &str, start: &str, end: &str, generated: &str) {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let (before, rest) = text.split_once(start).unwrap();
    let (found, after) = rest.split_once(end).unwrap();
    if std::env::var_os(UPDATE).is_some() {
        let new = format!("{before}{start}{generated}{end}{after}");
        std::fs::write(root().join(page), new).unwrap();
    } else {
        assert_eq!(found, generated, "{page}");
    }
}

#[test]
fn the_specification() {
    let name = "docs/spec/evidence.md";
    let page = std::fs::read_to_string(root().join(name)).unwrap();
    assert_eq!(check(name, &page), page.matches("```toml").count());
    let start = "<!-- fields: written from crates/evidence/src/fields.rs -->\n";
    check_generated(name, start, "<!-- end -->", &fields_table());
}

/// The fields as a table.
fn fields_table() -> String {
    let mut table = "\n| field | of | meaning |\n|---|---|---|\n".to_owned();
    for field in FIELDS {
        let of: Vec<&str> = field.of.iter().map(|of| of.name()).collect();
        let of = if of.len() == RecordType::ALL.len() { "all".to_owned() } else { of.join(", ") };
        let needed = if field.needed { ", needed" } else { "" };
        let list = if field.list { "list: " } else { "" };
        writeln!(table, "| `{}` | {of}{needed} | {list}{} |", field.name, field.gloss).unwrap();
    }
    table + "\n"
}

#[test]
fn the_mappings() {
    let tables: Vec<String> = MAPPINGS.iter().map(Mapping::markdown).collect();
    let start = "<!-- tables: written from crates/evidence/src/mappings -->\n";
    let tables = format!("\n{}\n", tables.join("\n"));
    check_generated("docs/spec/mappings.md", start, "<!-- end -->", &tables);
}
