//! A problem with one value, before file and line are known.

use basis::{At, Code, Diagnostic, Severity};

use crate::limits::{VALUE_CHARS_MAX, shorten};

/// A problem with a value or a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    code: Code,
    severity: Severity,
    message: String,
    column: Option<String>,
    value: Option<String>,
    help: Option<String>,
}

impl Problem {
    pub(crate) fn error(code: Code, message: impl Into<String>) -> Problem {
        Problem {
            code,
            severity: Severity::Error,
            message: message.into(),
            column: None,
            value: None,
            help: None,
        }
    }

    pub(crate) fn warning(code: Code, message: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(code, message) }
    }

    pub(crate) fn value(mut self, value: &str) -> Problem {
        self.value.get_or_insert_with(|| shorten(value, VALUE_CHARS_MAX));
        self
    }

    pub(crate) fn column(mut self, column: &str) -> Problem {
        self.column.get_or_insert_with(|| shorten(column, VALUE_CHARS_MAX));
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn help_opt(mut self, help: Option<String>) -> Problem {
        self.help = help.or(self.help);
        self
    }

    pub(crate) fn code(&self) -> Code {
        self.code
    }

    /// The column that is to blame.
    pub(crate) fn blamed(&self) -> Option<&str> {
        self.column.as_deref()
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The diagnostic for the row of `file` that begins at `line`.
    pub(crate) fn at(self, file: &str, line: u64) -> Diagnostic {
        let at = At::Cell { line, column: self.column, value: self.value };
        Diagnostic::new(self.code, self.severity, self.message)
            .label(file, at, "")
            .help_opt(self.help)
    }
}

/// A value in backticks, shortened.
pub(crate) fn quoted(value: &str) -> String {
    format!("`{}`", shorten(value, VALUE_CHARS_MAX))
}
