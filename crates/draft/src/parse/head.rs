//! Heads of options: `Option 1 (NORTH):`, `Alternative B:`, and short labels `a)`.

use basis::Span;

use super::holders::Parties;
use super::note::{parentheses, skip_blanks, trimmed};

/// Words that begin a head.
const KEYWORDS: &[&str] = &["option", "alternative", "alt.", "alt", "opt.", "opt"];

/// Characters of the number of an option, and of a short label.
const NUMBER_CHARS_MAX: usize = 5;

/// The beginning of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The first byte of the head.
    pub(crate) start: usize,
    /// The first byte after the head.
    pub(crate) end: usize,
    /// `Option 1`, blanks collapsed.
    pub(crate) label: String,
    /// The first byte after keyword and number, marks of emphasis included.
    pub(crate) label_end: usize,
    /// The list of holders, without the parentheses.
    pub(crate) holders: Option<Span>,
    /// The condition with its parentheses.
    pub(crate) condition: Option<Span>,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The head of an option.
    Head(Head),
    /// A keyword with a number and no colon after it.
    Almost(Span),
}

/// Reads a head at `start`; marks of emphasis around it are allowed.
pub(crate) fn read(text: &str, start: usize, parties: &Parties) -> Option<Found> {
    let mut at = skip_emphasis(text, start);
    let rest = text.get(at..)?;
    let keyword = KEYWORDS.iter().find(|known| {
        let head = rest.get(..known.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(known))
    })?;
    let label_start = at;
    at = skip_blanks(text, at + keyword.len());
    if at == label_start + keyword.len() {
        return None;
    }
    let rest = text.get(at..)?;
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric())).unwrap_or(rest.len());
    let number = rest.get(..length)?;
    if !is_number(number) {
        return None;
    }
    at += length;
    let label: Vec<&str> = text.get(label_start..at)?.split_whitespace().collect();
    let almost = Span::new(label_start, at);
    let mut head = Head {
        start,
        end: at,
        label: label.join(" "),
        label_end: at,
        holders: None,
        condition: None,
    };
    at = skip_emphasis(text, at);
    head.label_end = at;
    loop {
        let open = skip_blanks(text, at);
        if !text.get(open..).is_some_and(|rest| rest.starts_with('(')) {
            break;
        }
        let Some(span) = parentheses(text, open) else { break };
        let inside = trimmed(text, Span::new(span.start + 1, span.end - 1));
        let words = text.get(inside.start..inside.end)?;
        if head.condition.is_none() && is_condition(words) {
            head.condition = Some(span);
        } else if head.holders.is_none() && parties.looks_like_holders(words) {
            head.holders = Some(inside);
        } else {
            break;
        }
        at = span.end;
    }
    Some(match terminator(text, skip_emphasis(text, at)) {
        Some(end) => Found::Head(Head { end, ..head }),
        None => Found::Almost(almost),
    })
}

/// The first byte after the mark that ends a head: a colon, a full stop, a dash, the line's end.
fn terminator(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let after = |mark: &str| rest.strip_prefix(mark).map(|_| at + mark.len());
    let blank_at = |at: usize| {
        text.get(at..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    if let Some(end) = after(":") {
        return Some(skip_emphasis(text, end));
    }
    if let Some(end) = after(".").map(|end| skip_emphasis(text, end)).filter(|end| blank_at(*end)) {
        return Some(end);
    }
    let at = skip_blanks(text, at);
    let rest = text.get(at..)?;
    let dash = ["–", "—", "-"].into_iter().find(|dash| rest.starts_with(dash));
    if let Some(end) = dash.map(|dash| at + dash.len()).filter(|end| blank_at(*end)) {
        return Some(end);
    }
    (rest.is_empty() || rest.starts_with(['\n', '\r'])).then_some(at)
}

fn skip_emphasis(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let marks = rest.len() - rest.trim_start_matches(['*', '_']).len();
    if marks <= 3 { at + marks } else { at }
}

/// A number of an option: digits with at most one letter, a roman number, or one letter.
fn is_number(word: &str) -> bool {
    let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = tail.len() < word.len() && tail.len() <= 1;
    let roman = !word.is_empty() && word.chars().all(|c| "ivxIVX".contains(c));
    let letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic());
    (digits || roman || letter) && word.len() <= NUMBER_CHARS_MAX
}

/// Whether what stands in parentheses is meant as a condition: `if 7 is "no text"`.
pub(crate) fn is_condition(words: &str) -> bool {
    let rest = words.strip_prefix("if").filter(|rest| rest.starts_with(char::is_whitespace));
    rest.is_some_and(|rest| rest.split_whitespace().any(|word| word == "is"))
}

/// The short label `a)` at the beginning of an alternative, and the first byte after it.
pub(crate) fn short_label(text: &str, span: Span) -> Option<(Span, usize)> {
    let slice = text.get(span.start..span.end)?;
    let length = slice.find(')')?;
    let label = slice.get(..length)?;
    let after = slice.get(length + 1..)?;
    let blank = after.is_empty() || after.starts_with(char::is_whitespace);
    let at = span.start + length;
    (is_number(label) && blank).then_some((Span::new(span.start, at), at + 1))
}
