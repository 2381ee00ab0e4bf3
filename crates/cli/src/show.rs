//! Text of others made fit for a terminal, and words for what the system says.

use std::io;
use std::path::Path;

/// Characters that turn the direction of text or hide in it.
const HIDDEN: &[char] = &[
    '\u{00ad}', '\u{061c}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202a}',
    '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
    '\u{feff}',
];

/// Control characters and marks of direction as visible signs; line ends and tabs stay.
///
/// A terminal obeys control characters, and marks of direction can make a clause read otherwise
/// than it binds.
pub(crate) fn visible(text: &str) -> String {
    let hidden = |c: char| (c.is_control() && c != '\n' && c != '\t') || HIDDEN.contains(&c);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// A path in messages, with `/` on every system.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    visible(&if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() })
}

/// What the system says, as a fragment without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_in_a_name() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\td\n"), "a\\u{1b}[31mb\\u{202e}c\td\n");
    }

    #[test]
    fn reasons_are_fragments() {
        let error = io::Error::from_raw_os_error(2);
        assert!(!reason(&error).contains("os error"), "{}", reason(&error));
        assert!(reason(&error).starts_with(char::is_lowercase));
    }
}
