//! A page and a case for each diagnostic code.
//!
//! The rule: a code stands once, as `Code("X123")` in the `codes.rs` of its crate; it has a page
//! `docs/errors/X123.md`; and some case of the suite (`suite/**/*.md`) names it inside a fence,
//! where the test that runs the case compares it with what the program says.

use std::collections::BTreeMap;

use crate::{File, Problem, mask};

const PAGES: &str = "docs/errors/";

/// Codes without a page or case, codes twice, pages without a code.
pub fn check(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (file, line, code) in files.iter().flat_map(codes_in) {
        let at = format!("{}:{line}", file.path);
        let mut add = |message: String| problems.push(Problem::new(&file.path, line, message));
        if !file.path.ends_with("/src/codes.rs") {
            add(format!("`{code}` is made outside of its crate's `codes.rs`"));
            continue;
        }
        if let Some(first) = seen.get(&code) {
            add(format!("`{code}` stands already at {first}"));
        }
        if !files.iter().any(|page| page.path == format!("{PAGES}{code}.md")) {
            add(format!("`{code}` has no page {PAGES}{code}.md"));
        }
        if !files.iter().any(|case| is_case(case, &code)) {
            add(format!("`{code}` is named in no fence of suite/**/*.md"));
        }
        seen.insert(code, at);
    }
    for page in files {
        let Some(code) = page.path.strip_prefix(PAGES).and_then(|n| n.strip_suffix(".md")) else {
            continue;
        };
        if !seen.contains_key(code) {
            problems.push(Problem::new(&page.path, 1, format!("no code `{code}` in any crate")));
        }
    }
    problems
}

/// Codes made by the product code of a file: file, line, code.
fn codes_in(file: &File) -> Vec<(&File, usize, String)> {
    const MARK: &str = "Code(\"";
    let product = file.path.starts_with("crates/") && file.path.contains("/src/");
    if !product || !file.path.ends_with(".rs") {
        return Vec::new();
    }
    // Comments and tests may name codes; masked text keeps the columns of what is code.
    let masked = mask::without_tests(&mask::code(&file.text));
    let mut found = Vec::new();
    for (index, (line, code)) in file.text.lines().zip(masked.lines()).enumerate() {
        if !code.contains(MARK) {
            continue;
        }
        for (at, _) in line.match_indices(MARK) {
            let name: String = line[at + MARK.len()..].chars().take_while(|c| *c != '"').collect();
            found.push((file, index + 1, name));
        }
    }
    found
}

/// Whether a fence of the suite file names the code.
fn is_case(file: &File, code: &str) -> bool {
    if !file.path.starts_with("suite/") || !file.path.ends_with(".md") {
        return false;
    }
    let mut fenced = false;
    file.text.lines().any(|line| {
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        }
        fenced && line.contains(code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn page_case_and_uniqueness() {
        let at = "crates/accord/src/codes.rs";
        let codes = "//! c\n// Code(\"A009\")\npub const A: Code = Code(\"A001\");\n\
                     pub const B: Code = Code(\"A001\");\npub const C: Code = Code(\"A002\");\n";
        let files = [
            file(at, codes),
            file("crates/accord/src/other.rs", "fn a() { Code(\"A003\") }"),
            file("docs/errors/A001.md", ""),
            file("docs/errors/A008.md", ""),
            file("suite/a.md", "A002\n```text\nerror[A001]\n```\n"),
        ];
        let shown: Vec<String> = check(&files).iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                format!("{at}:4: `A001` stands already at {at}:3"),
                format!("{at}:5: `A002` has no page docs/errors/A002.md"),
                format!("{at}:5: `A002` is named in no fence of suite/**/*.md"),
                "crates/accord/src/other.rs:1: `A003` is made outside of its crate's `codes.rs`"
                    .to_owned(),
                "docs/errors/A008.md:1: no code `A008` in any crate".to_owned(),
            ]
        );
    }
}
