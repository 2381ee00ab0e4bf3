//! Paragraphs in a row that begin with `Option 1:`, `Option 2:`: a bracket without square brackets.

use basis::Span;

use super::head::Head;
use super::lex::{Content, Lexed, Raw, paragraph_end};
use super::note::{self, Suffix, trimmed};
use super::page::Heading;
use super::problems::Problems;
use crate::codes;

/// Adds the brackets that paragraphs make up.
pub(crate) fn add(text: &str, headings: &[Heading], lexed: &mut Lexed, problems: &mut Problems) {
    let heads = std::mem::take(&mut lexed.outside.heads);
    let mut options: Vec<(Head, usize)> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let next = heads.get(at + 1).map_or(text.len(), |next| next.start);
        let heading = headings.partition_point(|heading| heading.span.start < head.end);
        let stop = headings.get(heading).map_or(next, |heading| heading.span.start.min(next));
        let end = end_of_option(text, &lexed.raws, head, stop);
        options.push((head.clone(), end));
    }
    let mut group: Vec<(Head, usize)> = Vec::new();
    let mut found = Vec::new();
    for option in options {
        if !goes_on(text, &group, &option.0) {
            found.extend(bracket(text, std::mem::take(&mut group), &lexed.outside));
        }
        group.push(option);
    }
    found.extend(bracket(text, group, &lexed.outside));
    lexed.raws.extend(found);
    lexed.raws.sort_by_key(|raw| (raw.span.start, std::cmp::Reverse(raw.span.end)));
    for pair in lexed.almost.windows(2) {
        let [first, second] = pair else { continue };
        let end = paragraph_end(text, first.start, text.len());
        if text.get(end..second.start).is_some_and(|between| between.trim().is_empty()) {
            let message = "paragraphs in a row look like options and are read as text";
            let warning = problems.warning(codes::ALMOST_OPTIONS, *first, message);
            problems.add(warning.help("write a colon after the number: `Option 1: …`"));
        }
    }
}

/// The end of the paragraph, and of the brackets that begin in it.
fn end_of_option(text: &str, raws: &[Raw], head: &Head, stop: usize) -> usize {
    let mut end = paragraph_end(text, head.start, stop).max(head.end);
    if trimmed(text, Span::new(head.end, end.max(head.end))).start >= end {
        // The words begin on a line after the head.
        let start = trimmed(text, Span::new(head.end, stop)).start;
        let gap = text.get(head.end..start).unwrap_or("");
        if gap.matches('\n').count() <= 2 && start < stop {
            end = paragraph_end(text, start, stop).max(end);
        }
    }
    loop {
        // Brackets are in order and those inside of others end before them.
        let before = raws.partition_point(|raw| raw.span.start < end);
        let crossing = raws.get(..before).unwrap_or_default().iter().rev();
        let furthest =
            crossing.take_while(|raw| raw.span.start >= head.start).map(|raw| raw.span.end).max();
        match furthest.filter(|furthest| *furthest > end) {
            Some(furthest) => end = paragraph_end(text, furthest, stop.max(furthest)).max(furthest),
            None => return end,
        }
    }
}

/// Whether a head goes on with a group: nothing between, the same word, another number.
fn goes_on(text: &str, group: &[(Head, usize)], head: &Head) -> bool {
    let word = |head: &Head| head.label.split(' ').next().unwrap_or("").to_lowercase();
    let Some((last, end)) = group.last() else { return true };
    let between = text.get(*end..head.start).unwrap_or("x");
    between.trim().is_empty()
        && word(last) == word(head)
        && !group.iter().any(|(known, _)| known.label == head.label)
}

/// The bracket of a group of at least two options, with an id and status on a line after it.
fn bracket(text: &str, group: Vec<(Head, usize)>, outside: &Content) -> Option<Raw> {
    let (first, last) = (group.first()?, group.last()?);
    if group.len() < 2 {
        return None;
    }
    let (start, mut end) = (first.0.start, last.1);
    let mut suffix = Suffix { end, ..Suffix::default() };
    let line = text.get(last.0.end..end).and_then(|words| words.rfind('\n'));
    let inside = line.map(|offset| last.0.end + offset + 1);
    let after = trimmed(text, Span::new(end, text.len())).start;
    for (at, words_end) in [(inside, inside), (Some(after), Some(end))] {
        let (Some(at), Some(words_end)) = (at, words_end) else { continue };
        if let Some(found) = whole_line(text, at) {
            suffix = found;
            end = trimmed(text, Span::new(start, words_end)).end;
            break;
        }
    }
    let span = Span::new(start, suffix.end);
    let inner = Span::new(start, end);
    let conditions = outside.conditions.iter().filter(|c| c.start >= start && c.end <= end);
    let content = Content {
        slashes: Vec::new(),
        conditions: conditions.copied().collect(),
        unclosed: Vec::new(),
        heads: group.into_iter().map(|(head, _)| head).collect(),
    };
    Some(Raw { span, inner, content, suffix, marked: false })
}

/// An id or status, or both, that fill a line.
fn whole_line(text: &str, at: usize) -> Option<Suffix> {
    let found = note::suffix(text, at);
    let rest = text.get(found.end..).unwrap_or("");
    let line = rest.split(['\n', '\r']).next().unwrap_or("");
    let any = found.id.is_some() || found.id_bad.is_some() || found.note.is_some();
    (any && line.trim().is_empty()).then_some(found)
}
