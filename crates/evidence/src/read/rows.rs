//! Splits a table into rows and cells (RFC 4180).
//!
//! Our own, because the position of a row must be exact whatever ends its lines, and because a
//! quotation mark that is never closed must not swallow rows in silence. Elsewhere it agrees with
//! the `csv` crate; a test compares them.

use std::io::{BufRead, BufReader};

use basis::{Diagnostic, Digest};

use super::input::{Input, Stop};
use crate::codes;

/// A row as bytes.
#[derive(Debug, Default)]
pub(super) struct RawRow {
    /// Line of the file where it begins, from 1.
    pub(super) line: u64,
    /// Text stands after a closing quotation mark.
    pub(super) stray: bool,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl RawRow {
    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).filter_map(|(start, end)| self.bytes.get(start..*end))
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn clear(&mut self, line: u64) {
        (self.line, self.stray) = (line, false);
        self.bytes.clear();
        self.ends.clear();
    }

    fn end_cell(&mut self) {
        self.ends.push(self.bytes.len());
    }

    fn is_blank(&self) -> bool {
        self.bytes.is_empty() && self.ends.is_empty()
    }
}

/// Where the splitter stands within a row.
#[derive(Clone, Copy, PartialEq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// After a quotation mark within quotation marks: it closes them, or is the first of two.
    QuoteInQuoted,
}

/// Reads a table row by row.
pub(super) struct Rows<'p, R> {
    reader: BufReader<Input<'p, R>>,
    separator: u8,
    line: u64,
    after_cr: bool,
}

impl<'p, R: BufRead> Rows<'p, R> {
    pub(super) fn new(input: Input<'p, R>, separator: u8) -> Rows<'p, R> {
        Rows {
            reader: BufReader::with_capacity(1 << 16, input),
            separator,
            line: 1,
            after_cr: false,
        }
    }

    pub(super) fn digest(self) -> Digest {
        self.reader.into_inner().digest()
    }

    /// Reads the next row that is not a blank line; `false` at the end of the file.
    pub(super) fn next(&mut self, row: &mut RawRow) -> Result<bool, Stop> {
        loop {
            let more = self.one(row)?;
            if !more || !row.is_blank() {
                return Ok(more && !row.is_blank());
            }
        }
    }

    /// Reads one row, blank lines included.
    fn one(&mut self, row: &mut RawRow) -> Result<bool, Stop> {
        self.reader.get_mut().new_row();
        row.clear(self.line);
        let mut state = State::CellStart;
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(_) => return Err(self.failed()),
            };
            if buffer.is_empty() {
                return self.at_end(row, state);
            }
            let mut used = 0;
            let mut ended = false;
            for &byte in buffer {
                used += 1;
                if std::mem::take(&mut self.after_cr) && byte == b'\n' {
                    continue;
                }
                if state != State::Quoted && matches!(byte, b'\n' | b'\r') {
                    self.line += 1;
                    self.after_cr = byte == b'\r';
                    ended = true;
                    break;
                }
                // Within quotation marks a line end belongs to the cell.
                self.line += u64::from(byte == b'\n');
                state = step(row, state, byte, self.separator);
            }
            self.reader.consume(used);
            if ended {
                if !row.is_blank() || state != State::CellStart {
                    row.end_cell();
                }
                return Ok(true);
            }
        }
    }

    fn at_end(&mut self, row: &mut RawRow, state: State) -> Result<bool, Stop> {
        if state == State::Quoted {
            let message = "a quotation mark is opened here and never closed";
            let help = "close it, or double a quotation mark that belongs to the text: `\"\"`";
            return Err(Stop::new(Diagnostic::error(codes::UNCLOSED_QUOTE, message).help(help)));
        }
        if row.is_blank() && state == State::CellStart {
            return Ok(false);
        }
        row.end_cell();
        Ok(true)
    }

    fn failed(&mut self) -> Stop {
        self.reader.get_mut().take_stop().unwrap_or_else(|| {
            Stop::new(Diagnostic::error(codes::UNREADABLE, "the file cannot be read"))
        })
    }
}

/// Takes in one byte of a row.
fn step(row: &mut RawRow, state: State, byte: u8, separator: u8) -> State {
    match (state, byte) {
        (State::CellStart, b'"') => State::Quoted,
        (State::Quoted, b'"') => State::QuoteInQuoted,
        (State::QuoteInQuoted, b'"') => {
            row.bytes.push(byte);
            State::Quoted
        }
        (State::Quoted, _) => {
            row.bytes.push(byte);
            State::Quoted
        }
        (_, byte) if byte == separator => {
            row.end_cell();
            State::CellStart
        }
        (State::QuoteInQuoted, b' ' | b'\t') => State::QuoteInQuoted,
        (State::QuoteInQuoted, _) => {
            row.stray = true;
            row.bytes.push(byte);
            State::Plain
        }
        (State::CellStart | State::Plain, _) => {
            row.bytes.push(byte);
            State::Plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(bytes: &[u8], chunk: usize) -> Vec<Vec<Vec<u8>>> {
        let mut progress = |_| {};
        let input = Input::new(BufReader::with_capacity(chunk, bytes), &mut progress);
        let mut rows = Rows::new(input, b',');
        let mut row = RawRow::default();
        let mut found = Vec::new();
        while rows.next(&mut row).unwrap() {
            found.push(row.cells().map(<[u8]>::to_vec).collect());
        }
        found
    }

    /// What the `csv` crate makes of it.
    fn oracle(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let rows = reader.byte_records().map(|record| record.unwrap());
        rows.map(|record| record.iter().map(<[u8]>::to_vec).collect()).collect()
    }

    #[test]
    fn cells_and_lines() {
        let found = split(b"a,\"b\"\"c\"\r\n\r\n,\n\"\"\n\"x\ny\",z", 1);
        let shown: Vec<String> = found
            .iter()
            .map(|row| row.iter().map(|c| String::from_utf8_lossy(c)).collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(shown, ["a|b\"c", "|", "", "x\ny|z"]);
    }

    proptest! {
        #[test]
        fn agrees_with_the_csv_crate(
            table in prop::collection::vec(prop::collection::vec("[a\", \n\r;é]{0,4}", 1..4), 0..6),
            end in prop::sample::select(vec!["\n", "\r\n"]),
            chunk in 1usize..9,
        ) {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let rows = table.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(","));
            let text: String = rows.map(|row| row + end).collect();
            let found = split(text.as_bytes(), chunk);
            let bytes = |row: &Vec<String>| row.iter().map(|c| c.clone().into_bytes()).collect();
            let expected: Vec<Vec<Vec<u8>>> = table.iter().map(bytes).collect();
            prop_assert_eq!(&found, &expected);
            prop_assert_eq!(found, oracle(text.as_bytes()));
        }

        #[test]
        fn agrees_on_plain_text(text in "[ab, \n;.-]{0,40}", chunk in 1usize..9) {
            prop_assert_eq!(split(text.as_bytes(), chunk), oracle(text.as_bytes()));
        }
    }
}
