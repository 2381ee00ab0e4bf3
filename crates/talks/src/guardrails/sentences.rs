//! The sentences of the text that is agreed, with the brackets in them.

use basis::Span;
use draft::Draft;

/// A sentence outside of brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Positions of the outermost brackets in it.
    pub(super) brackets: Vec<usize>,
    /// All bytes of it.
    pub(super) span: Span,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
    /// Whether it ends with a full stop; else what follows may go on with it, as a list does.
    pub(super) is_ended: bool,
}

/// The sentences of a text, in its order. One ends at a full stop, question or exclamation mark
/// before a blank, and at a line that is empty or begins a heading or an item of a list; not inside
/// a bracket.
pub(super) fn sentences(draft: &Draft) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut now = (0, Vec::new());
    let mut plain = String::new();
    let (mut at, mut next) = (0, 0);
    while let Some(rest) = draft.text.get(at..).filter(|rest| !rest.is_empty()) {
        // Brackets inside of the last one were passed over with it.
        while draft.brackets.get(next).is_some_and(|bracket| bracket.span.start < at) {
            next += 1;
        }
        if let Some(bracket) = draft.brackets.get(next).filter(|bracket| bracket.span.start == at) {
            now.1.push(next);
            plain.push(' ');
            at = bracket.span.end.max(at + 1);
        } else {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            plain += rest.get(..length).unwrap_or_default();
            at += length;
        }
        let rest = draft.text.get(at..).unwrap_or_default();
        if rest.is_empty() || ends(&plain, rest) {
            let (start, brackets) = std::mem::replace(&mut now, (at, Vec::new()));
            // A bracket at the beginning left a blank of its own.
            let blank = plain.len() - plain.trim_start().len();
            let start = if brackets.is_empty() { (start + blank).min(at) } else { start };
            let is_heading = plain.trim_start().starts_with('#');
            let is_ended = plain.trim_end().ends_with(['.', '?', '!']);
            let span = Span::new(start, at);
            sentences.push(Sentence { brackets, span, is_heading, is_ended });
            plain.clear();
        }
    }
    sentences
}

/// Whether a sentence ends between these.
fn ends(before: &str, after: &str) -> bool {
    let stop = before.ends_with(['.', '?', '!']) && after.starts_with(char::is_whitespace);
    let line = before.ends_with('\n') && after.starts_with(['\n', '\r', '#', '-', '*', '|']);
    // The end first: looking for the beginning takes time.
    let heading = || before.trim_start().starts_with('#');
    line || stop && !heading() || before.ends_with('\n') && heading()
}
