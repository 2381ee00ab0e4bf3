//! Every limit on what is read, by name.

/// Bytes of one line, or of one row where quoted cells span lines: 16 MiB.
pub const LINE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Bytes of one cell: 1 MiB.
pub const CELL_BYTES_MAX: usize = 1024 * 1024;

/// Data rows of one file.
pub const ROWS_MAX: u64 = 50_000_000;

/// Columns of a table, or members of an object.
pub const COLUMNS_MAX: usize = 2_000;

/// Bytes of a GeoJSON file, which is read as a whole: 256 MiB.
pub const GEOJSON_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Bytes of `detente.toml`: 4 MiB.
pub const CASE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Emit templates of one source, and so records from one row.
pub const RECORDS_PER_ROW_MAX: usize = 64;

/// Items of one list value.
pub const ITEMS_MAX: usize = 1_000;

/// Characters of `text`; longer texts are cut visibly.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// Characters of any other name or word; a longer one is an error.
pub const NAME_CHARS_MAX: usize = 500;

/// Characters of a value that is shown in a diagnostic.
pub const VALUE_CHARS_MAX: usize = 80;

/// Problems shown for one file; the rest are counted.
pub const DIAGNOSTICS_MAX: usize = 100;

/// The text, cut after so many characters with `…` in place of the rest.
pub(crate) fn shorten(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        None => text.to_owned(),
        Some(_) => text.chars().take(chars_max.saturating_sub(1)).chain(['…']).collect(),
    }
}
