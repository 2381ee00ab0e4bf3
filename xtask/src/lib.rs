//! Checks of the project's own shape, run as a test and as `cargo xtask tidy`.
//!
//! Reading order: [`edges`] (which crate may use which), [`source`] (shape of each source file),
//! [`mask`] (code without its comments and strings), [`words`] (what may not be written where),
//! [`codes`] (a page and a case for each diagnostic code), [`terms`] (the page of kinds), [`links`]
//! (pages lead somewhere).

use std::fmt;
use std::path::{Path, PathBuf};

pub mod edges;

pub mod source;

pub mod mask;

pub mod words;

pub mod codes;

pub mod terms;

pub mod links;

/// Something out of order, shown as `file:line: message`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path from the repository's root, with `/`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is out of order.
    pub message: String,
}

impl Problem {
    /// A problem at a line of a file.
    pub fn new(file: impl Into<String>, line: usize, message: impl Into<String>) -> Problem {
        Problem { file: file.into(), line, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// A text file of the repository.
#[derive(Clone, Debug)]
pub struct File {
    /// Path from the repository's root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The root of this repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// All problems of the repository at `root`, in order.
pub fn tidy(root: &Path) -> Vec<Problem> {
    let files = read(root);
    let mut problems = Vec::new();
    problems.extend(edges::check(&files));
    problems.extend(files.iter().flat_map(source::check));
    problems.extend(files.iter().flat_map(words::check));
    problems.extend(codes::check(&files));
    problems.extend(terms::check(&files));
    problems.extend(files.iter().flat_map(|file| links::check(root, file)));
    problems.sort();
    problems
}

/// Kinds of file that are read; everything else is data.
const TEXT: &[&str] = &["rs", "md", "toml", "sh", "yml", "html", "css", "js"];

/// Folders that hold nothing of ours.
const SKIPPED: &[&str] = &["target", ".git", "corpus", "artifacts"];

/// All text files below `root`, in order of their paths.
pub fn read(root: &Path) -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if !SKIPPED.contains(&name.as_str()) {
                    folders.push(path);
                }
                continue;
            }
            let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if TEXT.contains(&extension.as_str()) || folder.ends_with(".ci") {
                let relative = path.strip_prefix(root).unwrap_or(&path);
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                let path = relative.to_string_lossy().replace('\\', "/");
                files.push(File { path, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
