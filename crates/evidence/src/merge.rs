//! All sources together: files in order of name, records in order of identifier.

use std::collections::BTreeSet;

use basis::{At, Code, Diagnostic, Severity};

use crate::codes;
use crate::problem::quoted;
use crate::read::Read;
use crate::record::{Evidence, Head, Record, Row, SourceFile};

impl Record {
    /// What all records share.
    pub fn head(&self) -> &Head {
        match self {
            Record::Report(report) => &report.head,
            Record::Watch(watch) => &watch.head,
            Record::Tally(tally) => &tally.head,
            Record::Act(act) => &act.head,
        }
    }

    pub(crate) fn head_mut(&mut self) -> &mut Head {
        match self {
            Record::Report(report) => &mut report.head,
            Record::Watch(watch) => &mut watch.head,
            Record::Tally(tally) => &mut tally.head,
            Record::Act(act) => &mut act.head,
        }
    }
}

impl Evidence {
    /// Adds what a source gave.
    pub fn add(&mut self, read: Read) {
        let file = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.push(read.file);
        for mut record in read.records {
            record.head_mut().row.file = file;
            self.push(record);
        }
    }

    fn push(&mut self, record: Record) {
        match record {
            Record::Report(report) => self.reports.push(report),
            Record::Watch(watch) => self.watches.push(watch),
            Record::Tally(tally) => self.tallies.push(tally),
            Record::Act(act) => self.acts.push(act),
        }
    }

    /// All records, one type after the other.
    fn into_records(self) -> Vec<Record> {
        let reports = self.reports.into_iter().map(Record::Report);
        let watches = self.watches.into_iter().map(Record::Watch);
        let tallies = self.tallies.into_iter().map(Record::Tally);
        reports
            .chain(watches)
            .chain(tallies)
            .chain(self.acts.into_iter().map(Record::Act))
            .collect()
    }

    /// The same evidence in an order that does not depend on the order of arrival, without
    /// repeated records, and the problems between records: identifiers that stand for several
    /// records (the first by file and line is kept), corrections of records that are not there.
    pub fn sorted(mut self) -> (Evidence, Vec<Diagnostic>) {
        let (files, moved) = sort_files(std::mem::take(&mut self.files));
        let mut records = self.into_records();
        for record in &mut records {
            let row = &mut record.head_mut().row;
            let new = usize::try_from(row.file).ok().and_then(|file| moved.get(file));
            row.file = new.copied().unwrap_or(row.file);
        }
        records.sort_by(|a, b| key(a.head()).cmp(&key(b.head())));
        let mut diagnostics = Vec::new();
        records.dedup_by(|later, earlier| {
            let twice = later.head().id == earlier.head().id;
            if twice {
                diagnostics.push(repeated(&files, earlier, later));
            }
            twice
        });
        diagnostics.extend(restates_nothing(&files, &records));
        diagnostics.sort();
        let mut sorted = Evidence { files, ..Evidence::default() };
        records.into_iter().for_each(|record| sorted.push(record));
        (sorted, diagnostics)
    }
}

fn key(head: &Head) -> (&str, Row) {
    (&head.id, head.row)
}

/// The files in order of name and digest, and the new position of each.
fn sort_files(files: Vec<SourceFile>) -> (Vec<SourceFile>, Vec<u32>) {
    let mut order: Vec<(usize, SourceFile)> = files.into_iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| (&a.name, a.digest).cmp(&(&b.name, b.digest)));
    let mut moved = vec![0; order.len()];
    for (new, (old, _)) in (0..).zip(&order) {
        if let Some(slot) = moved.get_mut(*old) {
            *slot = new;
        }
    }
    (order.into_iter().map(|(_, file)| file).collect(), moved)
}

fn repeated(files: &[SourceFile], earlier: &Record, later: &Record) -> Diagnostic {
    let id = quoted(&later.head().id);
    let mut copy = later.clone();
    copy.head_mut().row = earlier.head().row;
    let diagnostic = if copy == *earlier {
        let message = format!("the record {id} stands twice; it is taken once");
        Diagnostic::new(codes::REPEATED_RECORD, Severity::Note, message)
    } else {
        let message = format!("two different records are called {id}; the first is taken");
        let help = "give each its own `id`; a correction names the corrected one in `restates`";
        Diagnostic::error(codes::DUPLICATE_ID, message).help(help)
    };
    let diagnostic = place(diagnostic, files, later.head().row, "");
    place(diagnostic, files, earlier.head().row, "first here")
}

fn restates_nothing(files: &[SourceFile], records: &[Record]) -> Vec<Diagnostic> {
    let ids: BTreeSet<&str> = records.iter().map(|record| record.head().id.as_str()).collect();
    let of = |head: &Head, id: &str, code: Code| {
        let message =
            format!("{} restates {}, which no record is called", quoted(&head.id), quoted(id));
        place(Diagnostic::new(code, Severity::Warning, message), files, head.row, "")
    };
    let heads = records.iter().map(Record::head);
    heads
        .filter_map(|head| {
            let id = head.restates.as_deref().filter(|id| !ids.contains(id))?;
            Some(of(head, id, codes::RESTATES_NOTHING))
        })
        .collect()
}

fn place(diagnostic: Diagnostic, files: &[SourceFile], row: Row, text: &str) -> Diagnostic {
    let file = usize::try_from(row.file).ok().and_then(|file| files.get(file));
    let name = file.map_or("", |file| &file.name);
    diagnostic.label(name, At::Cell { line: row.line, column: None, value: None }, text)
}
