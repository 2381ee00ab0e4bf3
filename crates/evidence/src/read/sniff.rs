//! Is the file what its declaration says? Looks at the first bytes.

use std::io::BufRead;

use basis::Diagnostic;
use encoding_rs::UTF_8;

use super::input::{Input, Stop};
use crate::case::{Adapter, Source};
use crate::codes;

/// First bytes of formats that are not text, and what to do with each.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "an XLSX, ODS or ZIP file", "save the sheet as CSV in UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an XLS or DOC file", "save the sheet as CSV in UTF-8"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"%PDF", "a PDF file", "copy its table into a CSV"),
    (b"\x89PNG", "a picture", "type its table into a CSV"),
    (b"\xff\xd8\xff", "a picture", "type its table into a CSV"),
    (b"SQLite format 3", "an SQLite database", "export its table as CSV"),
    (b"PAR1", "a Parquet file", "export its table as CSV"),
];

const BOM_UTF8: &[u8] = b"\xef\xbb\xbf";

/// Refuses files of another format and skips a byte order mark of UTF-8.
pub(super) fn check<R: BufRead>(input: &mut Input<'_, R>, source: &Source) -> Result<(), Stop> {
    let head = input.peek()?;
    let bom = if head.starts_with(BOM_UTF8) { BOM_UTF8.len() } else { 0 };
    let text = head.get(bom..).unwrap_or_default();
    if text.iter().all(u8::is_ascii_whitespace) && text.len() < 1024 {
        return Err(Stop::new(Diagnostic::error(codes::EMPTY_FILE, "the file is empty")));
    }
    if let Some((_, what, help)) = SIGNATURES.iter().find(|(first, ..)| head.starts_with(first)) {
        return Err(other_format(what, source, help));
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let message = "the file begins with the byte order mark of UTF-16";
        let error = Diagnostic::error(codes::WRONG_ENCODING, message);
        return Err(Stop::new(error.help("save it as UTF-8")));
    }
    if bom > 0 && source.encoding != UTF_8 {
        let name = source.encoding.name().to_lowercase();
        let message =
            format!("declared as {name}, but it begins with the byte order mark of UTF-8");
        let help = "state `encoding = \"utf-8\"`, or leave it out";
        return Err(Stop::new(Diagnostic::error(codes::WRONG_ENCODING, message).help(help)));
    }
    if let Some((what, help)) = other_text(text, source.adapter) {
        return Err(other_format(what, source, help));
    }
    input.skip(bom);
    Ok(())
}

fn other_format(what: &str, source: &Source, help: &str) -> Stop {
    let declared = source.adapter.version().split(' ').next().unwrap_or_default();
    let message = format!("declared as {declared}, but it looks like {what}");
    Stop::new(Diagnostic::error(codes::OTHER_FORMAT, message).help(help))
}

/// Text that is plainly of another format than the adapter reads.
fn other_text(text: &[u8], adapter: Adapter) -> Option<(&'static str, &'static str)> {
    let first = text.trim_ascii_start();
    let starts =
        |word: &[u8]| first.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let json = first.starts_with(b"{") || first.starts_with(b"[");
    if starts(b"<!doctype") || starts(b"<html") {
        return Some(("a web page", "download the file itself, not the page that shows it"));
    }
    if starts(b"<?xml") || starts(b"<kml") || starts(b"<gpx") {
        return Some(("XML", "export the table as CSV or GeoJSON"));
    }
    match adapter {
        Adapter::DetenteCsv | Adapter::Csv | Adapter::UcdpGed if json => {
            Some(("JSON", "state `adapter = \"detente-jsonl\"` or `\"geojson\"` if it is one"))
        }
        Adapter::DetenteJsonl | Adapter::GeoJson if !json => {
            Some(("no JSON", "state `adapter = \"csv\"` or `\"detente-csv\"` if it is a table"))
        }
        _ => None,
    }
}
