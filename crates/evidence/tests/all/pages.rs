//! The suite, the pages of errors and the specification: every example is run.
//!
//! A section (from one `##` to the next) has a `toml` fence, files (`csv file=own.csv`) and what is
//! said of them (`expect`). In a fence marked `bytes`, `\xe9` stands for one byte and `\{x*9}` for
//! nine of them; in one marked `breaks-off` the disk fails after the last line.

use std::fmt::Write as _;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

use evidence::{Case, Evidence, Options, codes, read_source};

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
