//! CriticMarkup: `{++added++}` and `{--removed--}` inside a text.
//!
//! A text may itself hold these marks. Then a backslash before a mark says that it is text, as in
//! Markdown, and a backslash that stands before a mark is doubled: n backslashes before a mark
//! that is text are written as 2n + 1, before a real one as 2n. All other backslashes stay. Outside
//! of marks only the opening ones are marks, inside only the closing one of the same kind, so that
//! nothing else has to be escaped.

use super::{Change, Kind};

const ADDED: [&str; 2] = ["{++", "++}"];
const REMOVED: [&str; 2] = ["{--", "--}"];
const OPENING: [&str; 2] = [ADDED[0], REMOVED[0]];

/// The changes as CriticMarkup. [`accept`] makes the new text of it, [`refuse`] the old one, for
/// all texts.
pub fn critic_markup(changes: &[Change]) -> String {
    let changes: Vec<&Change> = changes.iter().filter(|c| !c.text.is_empty()).collect();
    let stretches: Vec<_> = changes.chunk_by(|a, b| a.kind == b.kind).collect();
    let mut out = String::new();
    for (i, stretch) in stretches.iter().enumerate() {
        // A mark that is text may have been cut in two.
        let text: String = stretch.iter().map(|change| change.text).collect();
        match stretch[0].kind {
            Kind::Same => write(&mut out, &text, &OPENING, i + 1 < stretches.len()),
            Kind::Removed => enclose(&mut out, &text, REMOVED),
            Kind::Added => enclose(&mut out, &text, ADDED),
        }
    }
    out
}

fn enclose(out: &mut String, text: &str, marks: [&str; 2]) {
    out.push_str(marks[0]);
    write(out, text, &marks[1..], true);
    out.push_str(marks[1]);
}

/// Writes a text in which none of the marks shall be read as one.
fn write(out: &mut String, text: &str, marks: &[&str], mark_follows: bool) {
    let mut rest = text;
    while let Some((before, mark, after)) = next_mark(rest, marks) {
        out.push_str(before);
        out.extend(std::iter::repeat_n('\\', backslashes(before) + 1));
        out.push_str(mark);
        rest = after;
    }
    out.push_str(rest);
    if mark_follows {
        out.extend(std::iter::repeat_n('\\', backslashes(rest)));
    }
}

/// The text with every addition taken in and every removal carried out.
///
/// A mark that is not closed is text.
///
/// ```
/// use draft::redline::{accept, refuse};
/// assert_eq!(accept("They {--shall--}{++should++} withdraw."), "They should withdraw.");
/// assert_eq!(refuse("They {--shall--}{++should++} withdraw."), "They shall withdraw.");
/// ```
pub fn accept(text: &str) -> String {
    take(text, Kind::Added)
}

/// The text as it was before the changes. See [`accept`].
pub fn refuse(text: &str) -> String {
    take(text, Kind::Removed)
}

fn take(text: &str, wanted: Kind) -> String {
    let mut out = String::new();
    let mut rest = text;
    // Where no closing mark follows, none follows later: looked for once, or the cost is quadratic.
    let mut unclosed = [false; 2];
    while let Some((mark, after)) = read(&mut out, rest, &OPENING) {
        let (kind, closing) =
            if mark == ADDED[0] { (Kind::Added, ADDED[1]) } else { (Kind::Removed, REMOVED[1]) };
        let seen = &mut unclosed[usize::from(kind == Kind::Added)];
        let mut inner = String::new();
        let closed = if *seen { None } else { read(&mut inner, after, &[closing]) };
        rest = match closed {
            Some((_, after)) => {
                if kind == wanted {
                    out.push_str(&inner);
                }
                after
            }
            None => {
                *seen = true;
                out.push_str(mark);
                after
            }
        };
    }
    out
}

/// Reads text up to a mark that is one, and returns the mark and what follows it; `None` where the
/// text ends first.
fn read<'t>(out: &mut String, text: &'t str, marks: &[&'t str]) -> Option<(&'t str, &'t str)> {
    let mut rest = text;
    while let Some((before, mark, after)) = next_mark(rest, marks) {
        let slashes = backslashes(before);
        out.push_str(&before[..before.len() - slashes.div_ceil(2)]);
        if slashes.is_multiple_of(2) {
            return Some((mark, after));
        }
        out.push_str(mark);
        rest = after;
    }
    out.push_str(rest);
    None
}

/// The first of the marks, with what stands before and after it.
fn next_mark<'t, 'm>(text: &'t str, marks: &[&'m str]) -> Option<(&'t str, &'m str, &'t str)> {
    // In one pass for all marks: one that is rare must not be looked for again and again.
    (0..text.len()).find_map(|at| {
        let mark = *marks.iter().find(|m| text.as_bytes()[at..].starts_with(m.as_bytes()))?;
        Some((&text[..at], mark, &text[at + mark.len()..]))
    })
}

/// How many backslashes a text ends with.
fn backslashes(text: &str) -> usize {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count()
}
