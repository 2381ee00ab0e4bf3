//! From a folder to accord and evidence.
//!
//! Every problem of every input is printed in one pass; only then it is decided whether there is
//! enough to go on with.

use std::collections::BTreeMap;
use std::io::BufReader;

use accord::Resolved;
use accord::model::Accord;
use basis::{At, Diagnostic, Digest, Severity, Zone};
use evidence::{Case, Evidence, Source};
use findings::{Input, InputRole};

use crate::codes;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::folder::{ACCORD_FILE, CASE_FILE, Folder};
use crate::progress::Progress;
use crate::render::Sources;

/// Bytes of one geometry file that are read: 256 MiB.
const GEOMETRY_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Bytes that a file of evidence is read in.
const BUFFER_BYTES: usize = 1024 * 1024;

/// What was read of a case, and everything that was said about it.
#[derive(Debug)]
pub(crate) struct Reading {
    folder: Folder,
    /// The problems so far.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The texts that they are about.
    pub(crate) sources: Sources,
    /// The first reason for which no findings can be made.
    pub(crate) prevented: Option<Exit>,
    /// The declaration of the case, where there is one: an input of which neither accord nor
    /// evidence knows.
    pub(crate) declaration: Option<Input>,
}

impl Reading {
    /// Nothing read yet.
    pub(crate) fn new(folder: Folder) -> Reading {
        let (diagnostics, sources) = (Vec::new(), Sources::new(folder.prefix()));
        Reading { folder, diagnostics, sources, prevented: None, declaration: None }
    }

    /// The declaration of the case; without `detente.toml` a case without evidence.
    pub(crate) fn case(&mut self) -> Case {
        let named = self.folder.accord().map(str::to_owned);
        if !self.folder.has(CASE_FILE) {
            return Case { accord: named.unwrap_or(ACCORD_FILE.to_owned()), ..Case::default() };
        }
        let before = self.diagnostics.len();
        let case = self.declared().unwrap_or_default();
        match named {
            // An accord of another name is a draft; what else lies in the folder is not its case.
            Some(draft) if draft != case.accord => {
                self.diagnostics.truncate(before);
                (self.prevented, self.declaration) = (None, None);
                Case { accord: draft, ..Case::default() }
            }
            _ => case,
        }
    }

    fn declared(&mut self) -> Option<Case> {
        let bytes_max = evidence::limits::CASE_BYTES_MAX as u64;
        let bytes = self.read(CASE_FILE, bytes_max)?;
        self.declaration = Some(Input {
            role: InputRole::Case,
            name: CASE_FILE.to_owned(),
            sha256: Digest::of(&bytes),
            adapter: None,
            rows: None,
            rows_refused: None,
        });
        let Ok(text) = std::str::from_utf8(&bytes) else {
            let problem = Diagnostic::error(codes::NOT_UTF8, "the file is not UTF-8")
                .label(CASE_FILE, At::File, "")
                .help("save it as UTF-8 in your editor");
            self.tell(Exit::Case, vec![problem]);
            return None;
        };
        let (case, problems) = Case::parse(CASE_FILE, text);
        self.tell(Exit::Case, problems);
        Some(case)
    }

    /// The accord: every problem of its text and geometry is told. `None` where the file cannot
    /// be read at all.
    pub(crate) fn accord(&mut self, name: &str) -> Option<Resolved> {
        let bytes = self.read(name, accord::BYTES_MAX as u64)?;
        self.accord_of(name, &bytes)
    }

    /// The accord of a text that need not stand in a file; its geometry is that of the folder.
    pub(crate) fn accord_of(&mut self, name: &str, bytes: &[u8]) -> Option<Resolved> {
        let text = match accord::read(bytes, name) {
            Ok(text) => text,
            Err(problem) => {
                self.tell(Exit::Accord, vec![problem]);
                return None;
            }
        };
        let (syntax, mut problems) = accord::parse(text, name);
        let (files, unread) = self.geometry(&accord::needs(&syntax), name);
        let mut resolved = accord::resolve(&syntax, &files);
        problems.append(&mut resolved.diagnostics);
        let missing = |d: &Diagnostic| d.code == accord::codes::NO_FILE;
        let why = |d: &Diagnostic| d.labels.iter().find_map(|label| unread.get(&label.at));
        // Of a file that is there and cannot be read, the better message was given already.
        problems.retain(|d| !(missing(d) && matches!(why(d), Some(Unread::Told))));
        for problem in problems.iter_mut().filter(|d| missing(d)) {
            if let Some(Unread::Missing { perhaps: Some(help) }) = why(problem) {
                problem.help = Some(help.clone());
            }
        }
        accord::sort(&mut problems);
        let text_is_sound = problems.iter().filter(|d| is_error(d)).all(missing);
        self.tell(if text_is_sound { Exit::File } else { Exit::Accord }, problems);
        Some(resolved)
    }

    /// Bytes of the geometry that the accord asks for; where there are none, why, by the place in
    /// the accord that asks for them.
    fn geometry(
        &mut self,
        needs: &[accord::Need],
        accord: &str,
    ) -> (BTreeMap<String, Vec<u8>>, BTreeMap<At, Unread>) {
        let (mut files, mut unread) = (BTreeMap::new(), BTreeMap::new());
        for need in needs {
            let at = At::Bytes(need.span);
            match self.folder.read(&need.file, GEOMETRY_BYTES_MAX) {
                Ok(bytes) => {
                    self.sources.add(&need.file, &bytes);
                    files.insert(need.file.clone(), bytes);
                }
                Err(error) if error.diagnostics.iter().any(|d| d.code == codes::NOT_FOUND) => {
                    let perhaps = self.folder.perhaps_meant(&need.file);
                    unread.insert(at, Unread::Missing { perhaps });
                }
                Err(error) => {
                    let asked = |d: Diagnostic| d.label(accord, at.clone(), "asked for here");
                    self.tell(error.exit, error.diagnostics.into_iter().map(asked).collect());
                    unread.insert(at, Unread::Told);
                }
            }
        }
        (files, unread)
    }

    /// The evidence of all sources. Rows that were refused are told and counted; a file that cannot
    /// be read as a whole prevents findings.
    pub(crate) fn evidence(&mut self, case: &Case, strict: bool, progress: &Progress) -> Evidence {
        let mut evidence = Evidence::default();
        for source in &case.sources {
            if let Some(read) = self.source(source, strict, progress) {
                evidence.add(read);
            }
        }
        let (evidence, problems) = evidence.sorted();
        self.tell(Exit::RowsRefused, problems);
        evidence
    }

    fn source(
        &mut self,
        source: &Source,
        strict: bool,
        progress: &Progress,
    ) -> Option<evidence::Read> {
        let file = match self.folder.open_file(&source.file) {
            Ok(file) => file,
            Err(error) => {
                let at = At::Bytes(source.span);
                let asked = |d: Diagnostic| d.label(CASE_FILE, at.clone(), "declared here");
                self.tell(error.exit, error.diagnostics.into_iter().map(asked).collect());
                return None;
            }
        };
        let bytes = file.metadata().map_or(0, |metadata| metadata.len());
        let bar = progress.file(&source.file, bytes);
        let input = BufReader::with_capacity(BUFFER_BYTES, file);
        let options = evidence::Options { strict };
        let read = evidence::read_source(source, options, input, &mut |at| bar.at(at));
        bar.done();
        let exit = if read.refused_whole { whole_file(&read) } else { Exit::RowsRefused };
        let diagnostics = read.diagnostics.clone();
        if exit == Exit::RowsRefused && !strict {
            self.diagnostics.extend(diagnostics);
        } else {
            self.tell(exit, diagnostics);
        }
        Some(read)
    }

    /// Bytes of a file, which can be shown in messages.
    fn read(&mut self, name: &str, bytes_max: u64) -> Option<Vec<u8>> {
        match self.folder.read(name, bytes_max) {
            Ok(bytes) => {
                self.sources.add(name, &bytes);
                Some(bytes)
            }
            Err(CommandError { exit, diagnostics }) => {
                self.tell(exit, diagnostics);
                None
            }
        }
    }

    /// Notes problems; an error among them prevents findings, for the first such reason.
    fn tell(&mut self, exit: Exit, problems: Vec<Diagnostic>) {
        if problems.iter().any(is_error) && self.prevented.is_none() {
            self.prevented = Some(exit);
        }
        self.diagnostics.extend(problems);
    }
}

/// Why there are no bytes of a geometry file.
enum Unread {
    /// It is there and cannot be read, which was told.
    Told,
    /// It is not there.
    Missing {
        /// "did you mean", where a name is near.
        perhaps: Option<String>,
    },
}

/// The zone in which days of the case are counted: the case's, or the accord's, or UTC.
pub(crate) fn zone_of(case: &Case, accord: &Accord) -> Zone {
    case.zone.clone().or_else(|| accord.zone.clone()).unwrap_or_else(Zone::utc)
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// A file that is too large, or one that cannot be read.
fn whole_file(read: &evidence::Read) -> Exit {
    let limits = [evidence::codes::LINE_TOO_LONG, evidence::codes::TOO_MUCH];
    if read.diagnostics.iter().any(|d| limits.contains(&d.code)) { Exit::Limit } else { Exit::File }
}
