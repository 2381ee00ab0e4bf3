//! Relative links of Markdown pages, and paths that they name in backticks, lead somewhere.

use std::path::Path;

use crate::{File, Problem};

/// Folders whose paths are looked at where they stand in backticks.
const ROOTS: &[&str] = &["crates/", "docs/", "suite/", "examples/"];

/// Problems of one page.
pub fn check(root: &Path, file: &File) -> Vec<Problem> {
    let page = file.path.ends_with(".md") && !file.path.starts_with("suite/");
    if !page {
        return Vec::new();
    }
    let folder = root.join(&file.path).parent().unwrap_or(root).to_owned();
    let mut problems = Vec::new();
    let mut fenced = false;
    for (index, line) in file.text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let dead_link = links(line).find(|link| !folder.join(link).exists());
        let dead_path = paths(line).find(|path| !root.join(path).exists());
        if let Some(dead) = dead_link.or(dead_path).filter(|_| !fenced) {
            problems.push(Problem::new(&file.path, index + 1, format!("`{dead}` does not exist")));
        }
    }
    problems
}

/// Targets of `[…](target)` that are files here; a target has no blanks, or it is no link.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = targets.map(|target| target.split('#').next().unwrap_or_default());
    files.filter(|file| !file.is_empty() && !file.contains([':', ' ']))
}

/// Words in backticks that are paths from the root, without patterns and placeholders.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split('`').skip(1).step_by(2);
    let path = |word: &&str| ROOTS.iter().any(|root| word.starts_with(root));
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/.-_".contains(c);
    words.filter(path).filter(move |word| word.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_and_paths_are_found() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("docs")).unwrap();
        std::fs::write(folder.path().join("docs/a.md"), "").unwrap();
        let text = "[a](a.md#x) [w](https://example.org) [t](agreed so) `docs/a.md`\n[b](b.md)\n`docs/c.md`\n\
                    `docs/errors/X123.md`\n```\n`docs/d.md`\n```\n";
        let page = File { path: "docs/page.md".to_owned(), text: text.to_owned() };
        let found: Vec<usize> = check(folder.path(), &page).iter().map(|p| p.line).collect();
        assert_eq!(found, [2, 3]);
    }
}
