//! Standard output and standard error: the only place where the program prints.

use std::io::{self, IsTerminal as _, Write as _};

use anstream::{AutoStream, ColorChoice};
use basis::{Diagnostic, Severity};

use crate::codes;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::render::{self, Sources};

/// Columns of a table that no terminal limits.
const WIDTH: usize = 100;

/// How to print.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    color: ColorChoice,
    quiet: bool,
}

impl Terminal {
    /// `quiet` leaves out what is not an error.
    pub(crate) fn new(color: ColorChoice, quiet: bool) -> Terminal {
        Terminal { color, quiet }
    }

    /// Whether standard output takes colours.
    pub(crate) fn colors(self) -> bool {
        AutoStream::new(io::stdout(), self.color).current_choice() != ColorChoice::Never
    }

    /// Columns that a table may take: those of the terminal, or [`WIDTH`] in pipes and files, so
    /// that the same run gives the same bytes.
    pub(crate) fn width(self) -> usize {
        let size = terminal_size::terminal_size_of(io::stdout());
        size.map_or(WIDTH, |(width, _)| usize::from(width.0))
    }

    /// Whether to show that long work goes on.
    pub(crate) fn shows_progress(self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Prints a result.
    ///
    /// # Errors
    /// Where standard output cannot take it, a closed pipe among them.
    pub(crate) fn out(self, text: &str) -> Result<(), CommandError> {
        let mut out = AutoStream::new(io::stdout(), self.color).lock();
        written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// Prints a text of others that is meant for a file: as it is, byte for byte, but on a terminal
    /// with its control characters made visible.
    ///
    /// # Errors
    /// As [`Terminal::out`].
    pub(crate) fn document(self, text: &str) -> Result<(), CommandError> {
        if io::stdout().is_terminal() {
            return self.out(&crate::show::visible(text));
        }
        let mut out = io::stdout().lock();
        written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// Prints problems on standard error, and how many there are.
    pub(crate) fn problems(self, diagnostics: &[Diagnostic], sources: &Sources) {
        let shown: Vec<&Diagnostic> =
            diagnostics.iter().filter(|d| !self.quiet || d.severity == Severity::Error).collect();
        let mut text = String::new();
        for diagnostic in &shown {
            text += &render::render(diagnostic, sources);
            text += "\n\n";
        }
        self.err(&text);
    }

    /// A remark on standard error.
    pub(crate) fn note(self, text: &str) {
        if !self.quiet {
            self.err(&format!("{text}\n"));
        }
    }

    fn err(self, text: &str) {
        let mut err = AutoStream::new(io::stderr(), self.color).lock();
        // Nobody is left to be told when standard error cannot be written to.
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }
}

/// That standard output could not take something, as an error.
fn written(written: io::Result<()>) -> Result<(), CommandError> {
    written.map_err(|error| {
        let closed = error.kind() == io::ErrorKind::BrokenPipe;
        let (exit, code) = if closed {
            (Exit::PipeClosed, codes::PIPE_CLOSED)
        } else {
            (Exit::File, codes::CANNOT_WRITE)
        };
        let message = format!("standard output is closed: {}", crate::show::reason(&error));
        CommandError::new(exit, Diagnostic::error(code, message))
    })
}
