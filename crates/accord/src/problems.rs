//! Collects the problems of one pass, in a stable order and in bounded number.

use basis::{At, Code, Diagnostic, Severity, Span};

use crate::codes;

/// The most problems that one pass reports; the rest are counted.
pub const DIAGNOSTICS_MAX: usize = 200;

/// The problems of one file.
#[derive(Debug)]
pub(crate) struct Problems {
    file: String,
    list: Vec<Diagnostic>,
    rest: usize,
    errors: usize,
}

impl Problems {
    pub(crate) fn new(file: &str) -> Problems {
        Problems { file: file.to_owned(), list: Vec::new(), rest: 0, errors: 0 }
    }

    /// Adds a problem; the same problem found again on another way is kept once.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.list.contains(&diagnostic) {
            return;
        }
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        if self.list.len() < DIAGNOSTICS_MAX {
            self.list.push(diagnostic);
        } else {
            self.rest += 1;
        }
    }

    /// A problem at a place of this file, to be completed and pushed.
    pub(crate) fn at(
        &self,
        severity: Severity,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, severity, message).label(&self.file, At::Bytes(span), "")
    }

    /// An error with advice.
    pub(crate) fn error(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        let diagnostic = self.at(Severity::Error, code, span, message).help_opt(help.into());
        self.push(diagnostic);
    }

    /// An error with a second place and advice.
    pub(crate) fn error_with(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        other: (Span, &str),
        help: impl Into<Option<String>>,
    ) {
        let diagnostic = self
            .at(Severity::Error, code, span, message)
            .label(&self.file, At::Bytes(other.0), other.1)
            .help_opt(help.into());
        self.push(diagnostic);
    }

    /// Whether further problems are only counted, so that their advice need not be sought.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() >= DIAGNOSTICS_MAX
    }

    /// How many errors were pushed.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// All problems by place, code and words, and a note on how many more there are.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        sort(&mut self.list);
        if self.rest > 0 {
            let message = format!("{} more problems are not shown", self.rest);
            self.list.push(
                Diagnostic::new(codes::MORE, Severity::Note, message)
                    .label(self.file, At::File, "")
                    .help("mend the ones above first; many of the rest may follow from them"),
            );
        }
        self.list
    }
}

/// Sorts problems by their first place, then by code and words; how many more there are comes last.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let place = |d: &Diagnostic| d.labels.first().map(|l| (l.file.clone(), l.at.clone()));
        let more = |d: &Diagnostic| d.code == codes::MORE;
        (more(a), place(a), a.code, &a.message).cmp(&(more(b), place(b), b.code, &b.message))
    });
}
