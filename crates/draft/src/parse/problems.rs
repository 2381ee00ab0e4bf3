//! Collects the problems of one text.

use basis::{At, Code, Diagnostic, Severity, Span};

use crate::codes;

/// Problems of one text that are told; further ones are counted.
pub const PROBLEMS_MAX: usize = 1_000;

/// The problems of one file.
pub(crate) struct Problems {
    file: String,
    found: Vec<Diagnostic>,
    left_out: usize,
}

impl Problems {
    pub(crate) fn new(file: &str) -> Problems {
        Problems { file: file.to_owned(), found: Vec::new(), left_out: 0 }
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

    pub(crate) fn add(&mut self, problem: Diagnostic) {
        if self.found.len() < PROBLEMS_MAX {
            self.found.push(problem);
        } else {
            self.left_out += 1;
        }
    }

    /// All problems in the order of their places.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|problem| match problem.labels.first().map(|label| &label.at) {
            Some(At::Bytes(span)) => span.start,
            _ => 0,
        });
        if self.left_out > 0 {
            let message = format!("{} more problems are not shown", self.left_out);
            let more = Diagnostic::error(codes::TOO_MANY, message);
            self.found.push(more.label(self.file.as_str(), At::File, ""));
        }
        self.found
    }
}
