//! From the bytes of a file to text.

use basis::{At, Diagnostic, Span};

use crate::codes;

/// The largest accord that is read.
pub const BYTES_MAX: usize = 4 << 20;

/// The text of an accord's file. A byte order mark is left in place, so that spans are spans in
/// the file; the parser passes over it.
///
/// # Errors
/// Where the file is larger than [`BYTES_MAX`] or is not UTF-8, with the first offending byte.
pub fn read<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, Diagnostic> {
    if bytes.len() > BYTES_MAX {
        let message = format!("`{file}` has {} bytes, the limit is {BYTES_MAX}", bytes.len());
        return Err(Diagnostic::error(codes::FILE_TOO_LARGE, message)
            .label(file, At::File, "")
            .help("split the accord, or move tables and pictures out of the file"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let byte = bytes.get(offset).copied().unwrap_or_default();
        let message = format!("`{file}` is not UTF-8: byte 0x{byte:02x} at offset {offset}");
        let length = error.error_len().unwrap_or(bytes.len() - offset);
        Diagnostic::error(codes::NOT_UTF8, message)
            .label(file, At::Bytes(Span::new(offset, offset + length)), "")
            .help(encoding_help(bytes))
    })
}

fn encoding_help(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file looks like UTF-16: save it as UTF-8",
        _ => "save the file as UTF-8 in your editor",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_utf8_ends() {
        let error = read(b"abc \xe9t\xe9", "accord.md").unwrap_err();
        assert_eq!(error.code, codes::NOT_UTF8);
        assert_eq!(error.message, "`accord.md` is not UTF-8: byte 0xe9 at offset 4");
        assert_eq!(error.labels[0].at, At::Bytes(Span::new(4, 5)));
    }

    #[test]
    fn knows_utf16_by_its_mark() {
        let error = read(b"\xff\xfea\0", "accord.md").unwrap_err();
        assert_eq!(error.help.as_deref(), Some("the file looks like UTF-16: save it as UTF-8"));
    }

    #[test]
    fn refuses_what_is_too_large() {
        let error = read(&vec![b' '; BYTES_MAX + 1], "accord.md").unwrap_err();
        assert_eq!(error.code, codes::FILE_TOO_LARGE);
        assert!(read(&vec![b' '; BYTES_MAX], "accord.md").is_ok());
    }
}
