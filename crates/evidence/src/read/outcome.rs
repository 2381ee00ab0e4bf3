//! Gathers what a source gives: records, problems, counts.

use basis::{At, Diagnostic, Digest, Severity};

use super::input::Stop;
use super::{Options, Read};
use crate::case::Source;
use crate::codes;
use crate::limits::{DIAGNOSTICS_MAX, ROWS_MAX};
use crate::problem::Problem;
use crate::record::{Record, SourceFile};

/// What one row gives: its records, or the problems for which it is refused. No record and no
/// problem: the declared conditions leave the row out.
#[derive(Debug, Default)]
pub(super) struct RowResult {
    pub(super) records: Vec<Record>,
    pub(super) problems: Vec<Problem>,
}

/// The state of reading a source.
pub(super) struct Outcome {
    file: SourceFile,
    records: Vec<Record>,
    diagnostics: Vec<Diagnostic>,
    hidden: u64,
    refused_whole: bool,
    strict: bool,
    line: u64,
}

impl Outcome {
    pub(super) fn new(source: &Source, options: Options) -> Outcome {
        let file = SourceFile {
            name: source.file.clone(),
            digest: Digest::of(b""),
            adapter: source.adapter.version().to_owned(),
            rows: 0,
            rows_refused: 0,
            rows_skipped: 0,
            records: 0,
        };
        Outcome {
            file,
            records: Vec::new(),
            diagnostics: Vec::new(),
            hidden: 0,
            refused_whole: false,
            strict: options.strict,
            line: 0,
        }
    }

    /// The row that is being read begins at this line.
    pub(super) fn at_line(&mut self, line: u64) {
        self.line = line;
    }

    /// Takes in a row; `false`: stop reading.
    pub(super) fn row(&mut self, result: RowResult) -> bool {
        self.file.rows += 1;
        let refused = result.problems.iter().any(Problem::is_error);
        for problem in result.problems {
            let diagnostic = problem.at(&self.file.name, self.line);
            self.push(diagnostic);
        }
        if refused {
            self.file.rows_refused += 1;
        } else if result.records.is_empty() {
            self.file.rows_skipped += 1;
        } else {
            self.keep(result.records);
        }
        if self.file.rows >= ROWS_MAX {
            let message = format!("more than {ROWS_MAX} rows");
            self.stop(Stop::new(Diagnostic::error(codes::TOO_MUCH, message)));
            return false;
        }
        !(refused && self.strict)
    }

    fn keep(&mut self, mut records: Vec<Record>) {
        for record in &mut records {
            record.head_mut().row.line = self.line;
        }
        self.file.records += records.len() as u64;
        self.records.append(&mut records);
    }

    /// Ends reading: the file gives no records.
    pub(super) fn stop(&mut self, stop: Stop) {
        let line = At::Cell { line: self.line, column: None, value: None };
        let at = stop.at.map_or(if self.line == 0 { At::File } else { line }, |at| *at);
        let diagnostic = stop.diagnostic.label(&self.file.name, at, "");
        self.refuse(vec![diagnostic]);
    }

    /// Ends reading for reasons that say where they are: the file gives no records.
    pub(super) fn refuse(&mut self, diagnostics: Vec<Diagnostic>) {
        // They are the ones to read first, and the ones that must not be hidden.
        self.diagnostics.splice(0..0, diagnostics);
        self.records.clear();
        self.file.records = 0;
        self.refused_whole = true;
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < DIAGNOSTICS_MAX {
            self.diagnostics.push(diagnostic);
        } else {
            self.hidden += 1;
        }
    }

    pub(super) fn finish(mut self, digest: Digest) -> Read {
        self.file.digest = digest;
        if self.hidden > 0 {
            let problems = if self.hidden == 1 { "problem" } else { "problems" };
            let message = format!("{} more {problems} in this file not shown", self.hidden);
            let note = Diagnostic::new(codes::MORE_PROBLEMS, Severity::Error, message)
                .label(&self.file.name, At::File, "")
                .help("many alike often have one cause in detente.toml");
            self.diagnostics.push(note);
        }
        Read {
            file: self.file,
            records: self.records,
            diagnostics: self.diagnostics,
            refused_whole: self.refused_whole,
        }
    }
}
