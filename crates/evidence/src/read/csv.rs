//! Tables of comma-separated values: header, cells, encoding.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;

use basis::{At, Diagnostic, Digest};
use encoding_rs::{Encoding, UTF_8};

use super::input::{Input, Stop};
use super::outcome::{Outcome, RowResult};
use super::rows::{RawRow, Rows};
use crate::case::Source;
use crate::codes;
use crate::limits::{CELL_BYTES_MAX, COLUMNS_MAX};
use crate::problem::{Problem, quoted};

/// The header of a table.
pub(super) struct Header {
    /// The columns in the order of the file.
    pub(super) names: Vec<String>,
    index: BTreeMap<String, usize>,
}

impl Header {
    /// The position of a column.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }
}

/// The cells of a row, without outer blanks.
pub(super) struct Cells<'a> {
    pub(super) header: &'a Header,
    pub(super) values: &'a [String],
}

impl<'a> Cells<'a> {
    /// The cell of a column; `None` where it is empty.
    pub(super) fn get(&self, column: &str) -> Option<&'a str> {
        let value = self.values.get(self.header.position(column)?)?;
        (!value.is_empty()).then_some(value.as_str())
    }
}

/// What an adapter makes of a table.
pub(super) trait Table: Sized {
    /// The records of a row that begins at `line`.
    fn row(&self, cells: &Cells<'_>, line: u64) -> RowResult;
}

/// Reads a table whose header `open` accepts.
pub(super) fn read<'s, R: BufRead, T: Table>(
    source: &'s Source,
    input: Input<'_, R>,
    outcome: &mut Outcome,
    open: impl FnOnce(&'s Source, &Header) -> Result<T, Vec<Stop>>,
) -> Digest {
    let mut rows = Rows::new(input, source.separator);
    if let Err(stops) = read_rows(source, &mut rows, outcome, open) {
        for stop in stops.into_iter().rev() {
            outcome.stop(stop);
        }
    }
    rows.digest()
}

fn read_rows<'s, R: BufRead, T: Table>(
    source: &'s Source,
    rows: &mut Rows<'_, R>,
    outcome: &mut Outcome,
    open: impl FnOnce(&'s Source, &Header) -> Result<T, Vec<Stop>>,
) -> Result<(), Vec<Stop>> {
    let mut row = RawRow::default();
    let mut next = |row: &mut RawRow, outcome: &mut Outcome| {
        let more = rows.next(row);
        outcome.at_line(row.line);
        more.map_err(|stop| vec![stop])
    };
    next(&mut row, outcome)?;
    let header = header(&row, source.encoding)?;
    let table = open(source, &header)?;
    while next(&mut row, outcome)? {
        let result = match values(&row, &header, source.encoding) {
            Ok(values) if values.iter().all(String::is_empty) => RowResult::default(),
            Ok(values) => table.row(&Cells { header: &header, values: &values }, row.line),
            Err(problem) => RowResult { problems: vec![problem], records: Vec::new() },
        };
        if !outcome.row(result) {
            return Ok(());
        }
    }
    Ok(())
}

fn header(row: &RawRow, encoding: &'static Encoding) -> Result<Header, Vec<Stop>> {
    let stop = |code, message: String, column: &str| {
        let column = Some(column.to_owned()).filter(|column| !column.is_empty());
        let at = At::Cell { line: row.line, column, value: None };
        vec![Stop::new(Diagnostic::error(code, message)).at(at)]
    };
    if row.len() > COLUMNS_MAX {
        let message = format!("more than {COLUMNS_MAX} columns");
        return Err(stop(codes::TOO_MUCH, message, ""));
    }
    let mut header = Header { names: Vec::new(), index: BTreeMap::new() };
    for (position, cell) in row.cells().enumerate() {
        let Some(name) = decode(cell, encoding) else {
            let message = format!("the name of column {} is not {}", position + 1, show(encoding));
            return Err(stop(codes::WRONG_ENCODING, message, ""));
        };
        let name = name.trim().to_owned();
        if header.index.insert(name.clone(), position).is_some() {
            let message = match name.as_str() {
                "" => "several columns have no name".to_owned(),
                name => format!("the column {} stands twice in the header", quoted(name)),
            };
            return Err(stop(codes::DUPLICATE_COLUMN, message, &name));
        }
        header.names.push(name);
    }
    Ok(header)
}

/// The cells of a row as text.
fn values(
    row: &RawRow,
    header: &Header,
    encoding: &'static Encoding,
) -> Result<Vec<String>, Problem> {
    if row.len() != header.names.len() {
        let (found, wanted) = (row.len(), header.names.len());
        let message = format!("{found} cells, but the header has {wanted}");
        let help = "a cell with the separator or a line break in it stands in quotation marks";
        return Err(Problem::error(codes::RAGGED_ROW, message).help(help));
    }
    if row.stray {
        let message = "text stands after a closing quotation mark";
        let help = "double a quotation mark that belongs to the text: `\"\"`";
        return Err(Problem::error(codes::UNCLOSED_QUOTE, message).help(help));
    }
    let mut values = Vec::with_capacity(row.len());
    for (cell, column) in row.cells().zip(&header.names) {
        if cell.len() > CELL_BYTES_MAX {
            let message = format!("a cell is longer than {CELL_BYTES_MAX} bytes");
            return Err(Problem::error(codes::VALUE_TOO_LONG, message).column(column));
        }
        let Some(text) = decode(cell, encoding) else {
            return Err(wrong_encoding(cell, encoding).column(column));
        };
        values.push(text.trim().to_owned());
    }
    Ok(values)
}

fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

fn wrong_encoding(cell: &[u8], encoding: &'static Encoding) -> Problem {
    let valid = if encoding == UTF_8 { Encoding::utf8_valid_up_to(cell) } else { 0 };
    let message = format!("byte {} of the cell is not {}", valid + 1, show(encoding));
    Problem::error(codes::WRONG_ENCODING, message)
        .value(&String::from_utf8_lossy(cell))
        .help("state the file's `encoding` in detente.toml: `windows-1252`, `windows-1251`, …")
}

fn show(encoding: &'static Encoding) -> String {
    encoding.name().to_lowercase()
}
