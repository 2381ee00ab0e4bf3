//! What kind of file it is, before it is read.

use basis::{At, Diagnostic, Span};

use crate::codes;

/// First bytes of formats that people keep geometry or tables in.
const FORMATS: &[(&[u8], &str)] = &[
    (b"PK", "a ZIP archive (KMZ, XLSX or a zipped shapefile)"),
    (b"<", "XML (KML, GPX or GML)"),
    (b"SQLite format 3", "a GeoPackage or another SQLite database"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"fgb", "FlatGeobuf"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"PAR1", "Parquet"),
    (b"\x1f\x8b", "a gzip archive"),
];

/// The text of the file without a byte order mark, and how many bytes that took.
pub(super) fn text<'a>(bytes: &'a [u8], file: &str) -> Result<(&'a str, usize), Box<Diagnostic>> {
    let whole = |problem: Diagnostic| Box::new(problem.label(file, At::File, ""));
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(whole(
            Diagnostic::error(codes::EMPTY, "the file is empty")
                .help("was it saved? a GeoJSON file begins with `{`"),
        ));
    }
    if let Some((_, format)) = FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(whole(other_format(format)));
    }
    let (body, offset) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (body, 3),
        None => (bytes, 0),
    };
    let text = std::str::from_utf8(body).map_err(|error| {
        let at = offset + error.valid_up_to();
        Box::new(encoding(bytes).label(file, At::Bytes(Span::new(at, at + 1)), "this byte"))
    })?;
    if text.trim_start().starts_with('<') {
        return Err(whole(other_format("XML (KML, GPX or GML)")));
    }
    if is_table(text) {
        return Err(whole(other_format("a table (CSV)")));
    }
    Ok((text, offset))
}

fn other_format(format: &str) -> Diagnostic {
    Diagnostic::error(codes::OTHER_FORMAT, format!("the file is {format}, not GeoJSON"))
        .help("open it in a GIS and save the layer as GeoJSON, in longitude and latitude on WGS84")
}

fn encoding(bytes: &[u8]) -> Diagnostic {
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let found = if is_utf16 { "UTF-16" } else { "another encoding, perhaps a Windows code page" };
    Diagnostic::error(codes::ENCODING, format!("the file is not UTF-8 but {found}"))
        .help("save it as UTF-8, as RFC 7946 requires")
}

/// The first line has separators and nothing of JSON.
fn is_table(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    !first.starts_with(['{', '[', '"']) && first.contains([',', ';', '\t'])
}
