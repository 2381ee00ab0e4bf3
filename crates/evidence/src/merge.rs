//! All sources together: files in order of name, records in order of identifier.

use std::collections::{BTreeMap, BTreeSet};

use basis::{At, Code, Diagnostic, Severity};

use crate::codes;
use crate::problem::quoted;
use crate::read::Read;
use crate::record::{Evidence, Head, Record, Row, SourceFile};

/// A record is compared with so many of its name before it; hostile files could otherwise ask for
/// any number of comparisons. One that repeats an earlier one stands as a different record.
const COMPARED_MAX: usize = 16;

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
    /// different records (each is called by its file and line), corrections of records that are
    /// not there.
    pub fn sorted(mut self) -> (Evidence, Vec<Diagnostic>) {
        let (files, moved) = sort_files(std::mem::take(&mut self.files));
        let mut records = self.into_records();
        for record in &mut records {
            let row = &mut record.head_mut().row;
            let new = usize::try_from(row.file).ok().and_then(|file| moved.get(file));
            row.file = new.copied().unwrap_or(row.file);
        }
        records.sort_by(|a, b| key(a.head()).cmp(&key(b.head())));
        let (mut records, mut diagnostics) = without_repeated(&files, records);
        diagnostics.extend(tell_apart(&files, &mut records));
        records.sort_by(|a, b| key(a.head()).cmp(&key(b.head())));
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

/// Records in order of identifier, each taken once.
fn without_repeated(files: &[SourceFile], records: Vec<Record>) -> (Vec<Record>, Vec<Diagnostic>) {
    let mut kept: Vec<Record> = Vec::new();
    let mut diagnostics = Vec::new();
    for record in records {
        let namesakes = kept.iter().rev().take_while(|other| other.head().id == record.head().id);
        match namesakes.take(COMPARED_MAX).find(|other| is_repeated(other, &record)) {
            Some(earlier) => diagnostics.push(repeated(files, earlier, &record)),
            None => kept.push(record),
        }
    }
    (kept, diagnostics)
}

fn is_repeated(earlier: &Record, later: &Record) -> bool {
    let mut copy = later.clone();
    copy.head_mut().row = earlier.head().row;
    copy == *earlier
}

fn repeated(files: &[SourceFile], earlier: &Record, later: &Record) -> Diagnostic {
    let message = format!("the record {} stands twice; it is taken once", quoted(&later.head().id));
    let diagnostic = Diagnostic::new(codes::REPEATED_RECORD, Severity::Note, message);
    both(diagnostic, files, earlier, later)
}

/// Calls different records of one identifier by their places. None of them keeps it, else a file
/// could take the place of another's record, or of its corrections, by using its name; only the
/// record that is at the place of that name may be called so.
fn tell_apart(files: &[SourceFile], records: &mut [Record]) -> Vec<Diagnostic> {
    let places = places(files, records);
    let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        bearers.entry(&record.head().id).or_default().push(at);
    }
    let shared = bearers.iter().filter(|(_, group)| group.len() > 1);
    let mut open: Vec<&str> = shared.map(|(id, _)| *id).collect();
    let mut diagnostics = Vec::new();
    // Each record moves to its place once, so this ends.
    while let Some(id) = open.pop() {
        let Some(mut group) = bearers.remove(id) else { continue };
        group.sort_unstable();
        let mut members = group.iter().filter_map(|at| records.get(*at));
        if let Some(first) = members.next() {
            diagnostics.extend(members.map(|later| ambiguous(files, id, first, later)));
        }
        for at in group {
            let Some(place) = places.get(at) else { continue };
            let there = bearers.entry(place).or_default();
            there.push(at);
            if there.len() == 2 {
                open.push(place);
            }
        }
    }
    let mut names: Vec<(usize, String)> = Vec::new();
    for (id, group) in &bearers {
        let differs = |at: &&usize| records.get(**at).is_some_and(|r| r.head().id != *id);
        names.extend(group.iter().filter(differs).map(|at| (*at, (*id).to_owned())));
    }
    for (at, name) in names {
        if let Some(record) = records.get_mut(at) {
            record.head_mut().id = name;
        }
    }
    diagnostics
}

/// `FILE:LINE` of each record; further records of one line are numbered.
fn places(files: &[SourceFile], records: &[Record]) -> Vec<String> {
    let mut known: BTreeMap<(&str, u64), u32> = BTreeMap::new();
    let place = |record: &Record| {
        let Row { file, line } = record.head().row;
        let name = file_name(files, file);
        let number = known.entry((name, line)).or_default();
        *number += 1;
        if *number == 1 { format!("{name}:{line}") } else { format!("{name}:{line} ({number})") }
    };
    records.iter().map(place).collect()
}

fn ambiguous(files: &[SourceFile], id: &str, earlier: &Record, later: &Record) -> Diagnostic {
    let id = quoted(id);
    let message =
        format!("different records are called {id}; each is called by its file and line instead");
    let help = "give each its own `id`; a correction names the corrected one in `restates`";
    both(Diagnostic::error(codes::DUPLICATE_ID, message).help(help), files, earlier, later)
}

fn both(of: Diagnostic, files: &[SourceFile], earlier: &Record, later: &Record) -> Diagnostic {
    let diagnostic = place(of, files, later.head().row, "");
    place(diagnostic, files, earlier.head().row, "first here")
}

fn file_name(files: &[SourceFile], at: u32) -> &str {
    let file = usize::try_from(at).ok().and_then(|at| files.get(at));
    file.map_or("", |file| &file.name)
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
    diagnostic.label(
        file_name(files, row.file),
        At::Cell { line: row.line, column: None, value: None },
        text,
    )
}
