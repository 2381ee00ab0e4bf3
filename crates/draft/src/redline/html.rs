//! Changes as a fragment of HTML.

use super::{Change, Kind, words};

/// Rules for the page that embeds the fragment: line ends of the text are line ends on the page.
pub const STYLE: &str = ".redline p{white-space:pre-wrap;margin:0}\n\
    .redline ins{background:#d9f2d9;color:#003d00}\n\
    .redline del{background:#fbdcdc;color:#5c0000}\n";

/// The changes as `<div class="redline">` with a `p` for each paragraph, `ins` around what was
/// added and `del` around what was removed.
///
/// Nothing of the texts is read as HTML. What the fragment shows without its `del` elements is the
/// new text, without its `ins` elements the old one, byte for byte; only control characters that
/// HTML cannot carry are replaced by U+FFFD.
///
/// ```
/// use draft::redline::{between, html};
/// assert_eq!(
///     html(&between("a < b", "a & b")),
///     "<div class=\"redline\"><p dir=\"auto\">a <del>&lt;</del><ins>&amp;</ins> b</p></div>"
/// );
/// ```
pub fn html(changes: &[Change]) -> String {
    let mut out = String::from("<div class=\"redline\">");
    let mut open = false;
    for change in changes.iter().filter(|change| !change.text.is_empty()) {
        for cut in words::paragraphs(change.text).windows(2) {
            let text = &change.text[cut[0]..cut[1]];
            if !open {
                out.push_str("<p dir=\"auto\">");
            }
            write(&mut out, change.kind, text);
            open = !ends_paragraph(text);
            if !open {
                out.push_str("</p>");
            }
        }
    }
    out.push_str(if open { "</p></div>" } else { "</div>" });
    out
}

/// Whether a blank line ends the text.
fn ends_paragraph(text: &str) -> bool {
    let blank = &text[text.trim_end().len()..];
    blank.matches('\n').count() >= 2
}

fn write(out: &mut String, kind: Kind, text: &str) {
    let element = match kind {
        Kind::Same => return escape(out, text),
        Kind::Removed => "del",
        Kind::Added => "ins",
    };
    out.extend(["<", element, ">"]);
    escape(out, text);
    out.extend(["</", element, ">"]);
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A plain one would be read as a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}
