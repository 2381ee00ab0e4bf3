//! Problems as values: code, severity, message, labelled places, help.
//!
//! Messages are lower-case fragments without a final period, user text in backticks. Only the
//! edge of the program renders them; `docs/errors/` has a page for each code.

use serde::{Deserialize, Serialize};

/// Bytes `[start, end)` of a file.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

impl Span {
    /// Bytes `[start, end)`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The smallest span around both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A stable name of a kind of problem, such as `A012`.
///
/// The letter says where it arises: `A` accord, `G` geometry, `E` evidence, `V` verification,
/// `D` bracketed text, `T` talks, `C` command line and files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Code(pub &'static str);

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// The text leaves something open: the clause cannot be checked in that respect.
    Gap,
    /// Probably not meant.
    Warning,
    /// The input cannot be used as it stands.
    Error,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// The file as a whole.
    File,
    /// Bytes of the file.
    Bytes(Span),
    /// A cell of a table: line of the file where the row begins (from 1), column, value as found.
    Cell {
        /// Line of the file where the row begins, from 1.
        line: u64,
        /// Name of the column, where one is to blame.
        column: Option<String>,
        /// The value as found, shortened by whoever shows it.
        value: Option<String>,
    },
}

/// A place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Label {
    /// Name of the file as the case gives it.
    pub file: String,
    /// Where in the file.
    pub at: At,
    /// What is there; may be empty for the first label.
    pub text: String,
}

/// One problem in an input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where; the first label is the primary one.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem of the given severity, without a place yet.
    pub fn new(code: Code, severity: Severity, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity, message: message.into(), labels: Vec::new(), help: None }
    }

    /// An error without a place yet.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, message)
    }

    /// Adds a place.
    #[must_use]
    pub fn label(mut self, file: impl Into<String>, at: At, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { file: file.into(), at, text: text.into() });
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds advice where there is some.
    #[must_use]
    pub fn help_opt(mut self, help: Option<String>) -> Diagnostic {
        self.help = help.or(self.help);
        self
    }
}
