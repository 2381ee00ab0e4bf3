//! Bytes of a source in, records and problems out.
//!
//! A bad row is refused, counted and reported with file, line, column, value and reason; the rest
//! is read on. A file that is not what the declaration says gives no records at all.

mod csv;

mod features;

mod input;

mod jsonl;

mod own;

mod outcome;

mod rows;

mod sniff;

mod template;

mod ucdp;

use std::io::BufRead;

use basis::Diagnostic;

use crate::build::Defaults;
use crate::case::{Adapter, Source};
use crate::record::{Record, SourceFile};
use crate::value::moment::TimeStyle;
use input::Input;
use outcome::Outcome;

/// How to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Stop at the first row with an error.
    pub strict: bool,
}

/// What a source gave.
#[derive(Clone, Debug)]
pub struct Read {
    /// Name, digest, counts. Where reading stopped early, the digest is that of the bytes read.
    pub file: SourceFile,
    /// The records, in the order of the file; their [`crate::Row::file`] is set when they are
    /// merged.
    pub records: Vec<Record>,
    /// The problems, at most [`crate::limits::DIAGNOSTICS_MAX`] and a count of the rest.
    pub diagnostics: Vec<Diagnostic>,
    /// The file was refused as a whole and gives no records; the first problem says why.
    pub refused_whole: bool,
}

/// Reads a source. `progress` is told now and then how many bytes have been read.
///
/// ```
/// use evidence::{Case, Options, read_source};
///
/// let toml = "[[source]]\nfile = \"own.csv\"\nadapter = \"detente-csv\"\n";
/// let (case, problems) = Case::parse("detente.toml", toml);
/// assert!(problems.is_empty());
/// let table = "record,source,standing,began,kinds\nreport,patrol,observed,2030-05-01,fire\n";
/// let read = read_source(&case.sources[0], Options::default(), table.as_bytes(), &mut |_| {});
/// // A day is no time as long as nobody says where: the row is refused, not guessed.
/// assert_eq!(read.file.rows_refused, 1);
/// assert_eq!(read.diagnostics[0].code, evidence::codes::ZONE_MISSING);
/// ```
///
/// Never panics and never holds more than one row (for GeoJSON: the file) beside the records; all
/// limits stand in [`crate::limits`].
pub fn read_source(
    source: &Source,
    options: Options,
    input: impl BufRead,
    progress: &mut dyn FnMut(u64),
) -> Read {
    let mut outcome = Outcome::new(source, options);
    let mut input = Input::new(input, progress);
    if let Err(stop) = sniff::check(&mut input, source) {
        outcome.stop(stop);
        return outcome.finish(input.digest());
    }
    let digest = match source.adapter {
        Adapter::DetenteCsv => csv::read(source, input, &mut outcome, own::Columns::new),
        Adapter::Csv => csv::read(source, input, &mut outcome, template::Columns::new),
        Adapter::UcdpGed => csv::read(source, input, &mut outcome, ucdp::Columns::new),
        Adapter::DetenteJsonl => jsonl::read(source, input, &mut outcome),
        Adapter::GeoJson => features::read(source, input, &mut outcome),
    };
    outcome.finish(digest)
}

impl Source {
    /// What the source states once for all its records.
    pub(crate) fn defaults(&self) -> Defaults {
        Defaults {
            name: self.name.clone(),
            standing: self.standing,
            known_at: self.known_at,
            known_after: self.known_after,
            times: TimeStyle {
                zone: self.zone.clone(),
                day_ends: self.day_ends,
                date_order: self.date_order,
            },
        }
    }
}
