//! Collects the problems of one text.

use basis::{At, Code, Diagnostic, Severity, Span};

use crate::codes;

/// Errors of one text that are told, and warnings; further ones are counted.
pub const PROBLEMS_MAX: usize = 1_000;

/// The problems of one file.
pub(crate) struct Problems {
    file: String,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    errors_left_out: usize,
    warnings_left_out: usize,
}

impl Problems {
    pub(crate) fn new(file: &str) -> Problems {
        Problems {
            file: file.to_owned(),
            errors: Vec::new(),
            warnings: Vec::new(),
            errors_left_out: 0,
            warnings_left_out: 0,
        }
    }

    /// An error at a place, for [`Problems::add`].
    pub(crate) fn error(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).label(self.file.as_str(), At::Bytes(span), "")
    }

    /// A warning at a place, for [`Problems::add`].
    pub(crate) fn warning(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        let warning = Diagnostic::new(code, Severity::Warning, message);
        warning.label(self.file.as_str(), At::Bytes(span), "")
    }

    /// A second place of a problem.
    pub(crate) fn place(&self, problem: Diagnostic, span: Span, words: &str) -> Diagnostic {
        problem.label(self.file.as_str(), At::Bytes(span), words)
    }

    /// Warnings leave no error out.
    pub(crate) fn add(&mut self, problem: Diagnostic) {
        let (found, left_out) = match problem.severity {
            Severity::Error => (&mut self.errors, &mut self.errors_left_out),
            _ => (&mut self.warnings, &mut self.warnings_left_out),
        };
        if found.len() < PROBLEMS_MAX {
            found.push(problem);
        } else {
            *left_out += 1;
        }
    }

    /// All problems in the order of their places. That errors are left out is an error, that
    /// warnings are is a warning: it keeps nobody from working with the text.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut self.errors);
        found.append(&mut self.warnings);
        found.sort_by_key(|problem| match problem.labels.first().map(|label| &label.at) {
            Some(At::Bytes(span)) => span.start,
            _ => 0,
        });
        let left_out = [
            (self.errors_left_out, Severity::Error, "errors"),
            (self.warnings_left_out, Severity::Warning, "warnings"),
        ];
        for (count, severity, what) in left_out.into_iter().filter(|(count, ..)| *count > 0) {
            let message = format!("{count} more {what} are not shown");
            let more = Diagnostic::new(codes::TOO_MANY, severity, message);
            found.push(more.label(self.file.as_str(), At::File, ""));
        }
        found
    }
}
