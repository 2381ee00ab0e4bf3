//! Ids and statuses that belong to no bracket. They are text, but seldom meant as such.

use std::collections::BTreeSet;

use basis::Span;

use super::lex::{Lexed, Raw};
use super::note::{self, Suffix, parentheses, skip_blanks};
use super::page::Heading;
use super::problems::Problems;
use crate::codes;
use crate::find::short;

/// The braces that open at a byte, where they hold an id: `{#2a}`, `{ #2a }`, also without `}`.
pub(crate) fn braces(text: &str, at: usize) -> Option<Span> {
    let hash = skip_blanks(text, at + 1);
    let start = text.get(hash..)?.starts_with('#').then(|| skip_blanks(text, hash + 1))?;
    let end = id_end(text, start)?;
    let close = skip_blanks(text, end);
    let closes = text.get(close..)?.starts_with('}');
    Some(Span::new(at, if closes { close + 1 } else { end }))
}

/// What stands after a bracket with its id and status, and is nearly another: `{2a}` without `#`;
/// a status after parentheses that are none, or on the next line.
pub(crate) fn after(text: &str, suffix: &Suffix) -> Option<Span> {
    let rest = text.get(suffix.end..)?;
    if rest.starts_with('{') {
        let end = id_end(text, suffix.end + 1)?;
        return text.get(end..)?.starts_with('}').then(|| Span::new(suffix.end, end + 1));
    }
    let at = skip_blanks(text, suffix.end_of_all());
    let rest = text.get(at..)?;
    let line = ["\r\n", "\n"].into_iter().find(|line| rest.starts_with(line));
    status(text, skip_blanks(text, at + line.map_or(0, str::len)))
}

/// The end of the id that begins at a byte.
fn id_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let length = rest.find(|c: char| !note::is_id_inside(c)).unwrap_or(rest.len());
    note::is_id(rest.get(..length)?).then_some(start + length)
}

/// The status that stands at a byte.
fn status(text: &str, at: usize) -> Option<Span> {
    let opens = text.get(at..)?.starts_with('(');
    let span = opens.then(|| parentheses(text, at)).flatten()?;
    note::is_status(text.get(span.start + 1..span.end - 1)?).then_some(span)
}

/// Warns of ids and statuses that no bracket has.
pub(crate) fn tell(text: &str, headings: &[Heading], lexed: &Lexed, problems: &mut Problems) {
    let owned = |raw: &Raw| {
        let suffix = &raw.suffix;
        let note = suffix.note.as_ref().map(|note| note.span);
        [suffix.id, note, suffix.again].into_iter().flatten().map(|span| span.start)
    };
    let owned: BTreeSet<usize> =
        lexed.raws.iter().filter(|raw| !raw.marked).flat_map(owned).collect();
    for span in lexed.apart.iter().filter(|span| !owned.contains(&span.start)) {
        if of_heading(text, headings, *span) {
            continue;
        }
        let words = text.get(span.start..span.end).unwrap_or("");
        let (what, help) = match words.strip_prefix('{') {
            Some(inside) => {
                let id = inside.trim_matches(|c: char| !c.is_alphanumeric());
                ("id", format!("write `{{#{id}}}` directly after its bracket, on the same line"))
            }
            None => ("status", "write it after its bracket, on the same line".to_owned()),
        };
        let message =
            format!("the {what} `{}` belongs to no bracket, and is read as text", short(words));
        let warning = problems.warning(codes::APART, *span, message);
        problems.add(warning.help(format!("{help}; a backslash before it makes it text")));
    }
}

/// Whether braces end a heading: many programs read an anchor there.
fn of_heading(text: &str, headings: &[Heading], span: Span) -> bool {
    let after = headings.partition_point(|heading| heading.span.start <= span.start);
    let heading = headings.get(after.wrapping_sub(1)).filter(|h| span.end <= h.span.end);
    let rest = text.get(span.end..).unwrap_or("").trim_start_matches([' ', '\t', '#']);
    heading.is_some() && (rest.is_empty() || rest.starts_with(['\n', '\r']))
}
