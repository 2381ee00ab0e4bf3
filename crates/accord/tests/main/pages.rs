//! `docs/errors/A*.md` and `docs/spec/language.md`: every block that shows an accord is read.

use std::fs;

use basis::Severity;

use crate::common::{files, problems, render, root, with_prelude};

/// The `accord` and `markdown` blocks of a page.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String, String)> = None;
    for line in page.lines() {
        let mark: String = line.chars().take_while(|c| *c == '`').collect();
        open = match open {
            Some((fence, info, content)) if line == fence => {
                blocks.push((info, content));
                None
            }
            Some((fence, info, content)) => Some((fence, info, content + line + "\n")),
            None if mark.len() >= 3 => {
                let info = line.trim_start_matches('`').to_owned();
                Some((mark, info, String::new()))
            }
            None => None,
        };
    }
    blocks.retain(|(info, _)| info == "accord" || info == "markdown");
    blocks
}

fn whole(info: &str, content: &str) -> String {
    if info == "markdown" { content.to_owned() } else { with_prelude(content).0 }
}

/// The codes of this crate, as its source has them.
fn codes() -> Vec<String> {
    let source = fs::read_to_string(root().join("crates/accord/src/codes.rs")).unwrap();
    source.split("Code(\"").skip(1).map(|rest| rest[..4].to_owned()).collect()
}

#[test]
fn each_page_shows_its_problem_and_how_it_is_mended() {
    // Too large, not UTF-8, too many, and a matter of two files: the suite has them.
    let without = ["A001", "A002", "A019", "A057"];
    for code in codes() {
        let page = fs::read_to_string(root().join(format!("docs/errors/{code}.md"))).unwrap();
        assert!(page.starts_with(&format!("# {code}: ")), "{code}: the title names the code");
        let blocks = blocks(&page);
        if without.contains(&code.as_str()) {
            assert!(blocks.is_empty(), "{code} has examples after all");
            continue;
        }
        let [bad, good] = &blocks[..] else { panic!("{code}: one example, and it mended") };
        let text = whole(&bad.0, &bad.1);
        let found = problems(&text, &files());
        assert!(found.iter().any(|p| p.code.0 == code), "{code} is not shown by its page");
        let worst = |found: &[basis::Diagnostic]| -> Vec<String> {
            let bad = found.iter().filter(|p| p.severity == Severity::Error || p.code.0 == code);
            bad.map(|p| p.code.0.to_owned()).collect()
        };
        let text = whole(&good.0, &good.1);
        let found = problems(&text, &files());
        assert!(worst(&found).is_empty(), "{code} mended:\n{}", render(&text, &found));
    }
}

#[test]
fn the_reference_of_the_language_can_be_read() {
    let page = fs::read_to_string(root().join("docs/spec/language.md")).unwrap();
    let blocks = blocks(&page);
    assert!(blocks.len() >= 10, "only {} blocks", blocks.len());
    for (info, content) in blocks {
        let text = whole(&info, &content);
        let found = problems(&text, &files());
        let errors = found.iter().any(|p| p.severity == Severity::Error);
        assert!(!errors, "{content}\n{}", render(&text, &found));
    }
}
