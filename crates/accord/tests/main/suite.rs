//! `suite/diagnostics/*.md`: accords with the problems that are expected of them.
//!
//! Under a heading stands an accord, either whole in a `markdown` fence or as an `accord` fence
//! that follows the prelude of these tests, and then a `diagnostics` fence. A `geojson file=NAME`
//! fence gives or replaces a geometry file, a `missing NAME` fence takes it away. A `bytes` fence
//! is a file in hexadecimal digits, a `repeat N` fence a file of N copies of its content, of whose
//! problems the last is shown. With `DETENTE_BLESS=1` the expectations are rewritten; read the
//! difference before you keep it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::{files, problems, render, root, with_prelude};

/// A fenced block of a suite file: info string, content, place of the content.
struct Block {
    info: String,
    content: String,
    at: std::ops::Range<usize>,
}

#[test]
fn every_case_tells_what_is_expected() {
    let mut failures = String::new();
    let mut cases = 0;
    let mut paths: Vec<_> = fs::read_dir(root().join("suite/diagnostics"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    paths.sort();
    for path in paths {
        cases += run(&path, &mut failures);
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(cases > 55, "only {cases} cases were found");
}

fn run(path: &Path, failures: &mut String) -> usize {
    let text = fs::read_to_string(path).unwrap();
    let bless = std::env::var_os("DETENTE_BLESS").is_some();
    let mut mended: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut cases = 0;
    let mut heading = String::new();
    let mut last_only = false;
    let mut source: Option<Vec<u8>> = None;
    let mut given: BTreeMap<String, Vec<u8>> = files();
    for part in parts(&text) {
        match part {
            Part::Heading(words) => {
                heading = words;
                last_only = false;
                source = None;
                given = files();
            }
            Part::Block(block) => match block.info.split_whitespace().collect::<Vec<_>>()[..] {
                ["accord"] => source = Some(with_prelude(&block.content).0.into()),
                ["markdown"] => source = Some(block.content.into()),
                ["bytes"] => source = Some(bytes(&block.content)),
                ["repeat", times] => {
                    last_only = true;
                    let content = block.content.repeat(times.parse().unwrap());
                    source = Some(content.into());
                }
                ["geojson", file] => {
                    let name = file.strip_prefix("file=").expect("`geojson file=NAME`");
                    given.insert(name.to_owned(), block.content.into_bytes());
                }
                ["missing", name] => drop(given.remove(name).expect("a file of the prelude")),
                ["diagnostics"] => {
                    cases += 1;
                    let source = source.take().expect("an accord before its diagnostics");
                    let found = match accord::read(&source, "accord.md") {
                        Ok(text) => {
                            let problems = problems(text, &given);
                            let skip = if last_only { problems.len() - 1 } else { 0 };
                            render(text, &problems[skip..])
                        }
                        Err(problem) => render("", &[problem]),
                    };
                    if found != block.content && bless {
                        mended.push((block.at, found));
                    } else if found != block.content {
                        *failures += &format!(
                            "{} — {heading}\nexpected:\n{}found:\n{found}\n",
                            path.display(),
                            block.content
                        );
                    }
                }
                _ => {}
            },
        }
    }
    if !mended.is_empty() {
        let mut text = text;
        mended.iter().rev().for_each(|(at, found)| text.replace_range(at.clone(), found));
        fs::write(path, text).unwrap();
    }
    cases
}

fn bytes(digits: &str) -> Vec<u8> {
    digits.split_whitespace().map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

enum Part {
    Heading(String),
    Block(Block),
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut fence: Option<(String, Block)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mark: String = line.chars().take_while(|c| *c == '`').collect();
        let next = at + line.len();
        fence = match fence {
            Some((open, mut block)) if line.trim_end() == open => {
                block.at.end = at;
                parts.push(Part::Block(block));
                None
            }
            Some((open, mut block)) => {
                block.content.push_str(line);
                Some((open, block))
            }
            None if mark.len() >= 3 => {
                let info = line.trim_start_matches('`').trim().to_owned();
                Some((mark, Block { info, content: String::new(), at: next..next }))
            }
            None => {
                if line.starts_with("## ") {
                    parts.push(Part::Heading(line.trim_start_matches('#').trim().to_owned()));
                }
                None
            }
        };
        at = next;
    }
    parts
}
