//! Files of talks that the command line names one by one.

use std::path::{Path, PathBuf};

use ::talks::codes;
use ::talks::read::Input;
use basis::{At, Diagnostic};

use crate::error::CommandError;
use crate::exit::Exit;
use crate::folder::read_named;
use crate::render::Sources;
use crate::show::shown;
use crate::terminal::Terminal;

/// Bytes of a file of talks: 64 MiB.
pub(super) const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Files of talks: name and text.
pub(super) struct Files(Vec<(String, String)>);

impl Files {
    /// Reads files that have to be text.
    ///
    /// # Errors
    /// Where one cannot be read; the problem was printed where its place matters.
    pub(super) fn read(paths: &[PathBuf], terminal: Terminal) -> Result<Files, CommandError> {
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let text = read_text(path, terminal)?;
            files.push((shown(path), text.trim_start_matches('\u{feff}').to_owned()));
        }
        Ok(Files(files))
    }

    /// Reads the files as something, or prints their problems.
    ///
    /// # Errors
    /// Where they are not sound.
    pub(super) fn with<T>(
        &self,
        terminal: Terminal,
        read: impl Fn(&[Input<'_>]) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, CommandError> {
        let inputs: Vec<Input> = self.0.iter().map(|(name, text)| Input { name, text }).collect();
        read(&inputs).map_err(|problems| failed(&problems, &self.sources(), terminal))
    }

    /// The result, or its problem printed with the name of the first file.
    ///
    /// # Errors
    /// The problem.
    pub(super) fn settle<T>(
        &self,
        terminal: Terminal,
        made: Result<T, Diagnostic>,
    ) -> Result<T, CommandError> {
        let name = self.0.first().map(|(name, _)| name.clone()).unwrap_or_default();
        made.map_err(|problem| {
            failed(&[problem.label(name, At::File, "")], &self.sources(), terminal)
        })
    }

    /// Texts for messages.
    pub(super) fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        self.0.iter().for_each(|(name, text)| sources.add(name, text.as_bytes()));
        sources
    }
}

/// Calls a reader of one file.
pub(super) fn only<T>(
    files: &[Input<'_>],
    read: impl Fn(&Input<'_>) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    files.first().map_or_else(|| Err(Vec::new()), read)
}

/// The text of a file.
///
/// # Errors
/// Where the bytes are not UTF-8: the line of the first that is not.
pub(super) fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        let at = At::Cell { line: line as u64, column: None, value: None };
        Diagnostic::error(crate::codes::NOT_UTF8, "the file is not UTF-8")
            .label(name, at, "")
            .help("save it as UTF-8")
    })
}

/// The text of a file as it stands, with its byte order mark if it has one.
///
/// # Errors
/// Where it cannot be read, or is not UTF-8; the problem was printed where its place matters.
pub(super) fn read_text(path: &Path, terminal: Terminal) -> Result<String, CommandError> {
    let bytes = read_named(path, FILE_BYTES_MAX)?;
    utf8(&shown(path), bytes).map_err(|problem| failed(&[problem], &Sources::default(), terminal))
}

/// Prints problems with their places; what remains is how the run ends.
pub(super) fn failed(
    problems: &[Diagnostic],
    sources: &Sources,
    terminal: Terminal,
) -> CommandError {
    terminal.problems(problems, sources);
    ended(exit_of(problems))
}

/// How a run with these problems ends.
pub(super) fn exit_of(problems: &[Diagnostic]) -> Exit {
    let limit = |problem: &Diagnostic| [codes::LIMIT, codes::TOO_FINE].contains(&problem.code);
    if problems.iter().any(limit) { Exit::Limit } else { Exit::Talks }
}

/// A run that ends after its problems were printed.
pub(super) fn ended(exit: Exit) -> CommandError {
    CommandError { exit, diagnostics: Vec::new() }
}
