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
    let mut groups: Vec<Group> = Vec::new();
    for option in options {
        match groups.last_mut() {
            Some(group) if group.goes_on(text, &option.0) => group.options.push(option),
            last => {
                let goes_on_after_end = last.is_some_and(|group| group.is_ended(text, &option.0));
                groups.push(Group { options: vec![option], goes_on_after_end });
            }
        }
    }
    for group in &groups {
        group.tell(text, problems);
    }
    let found = groups.into_iter().filter_map(|group| group.bracket(text, &lexed.outside));
    let found: Vec<Raw> = found.collect();
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

/// Options in a row, with their ends.
struct Group {
    options: Vec<(Head, usize)>,
    /// Whether it would go on with the group before, if no id or status stood between.
    goes_on_after_end: bool,
}

impl Group {
    /// Whether a head goes on with it: nothing between, the same word, another number.
    fn goes_on(&self, text: &str, head: &Head) -> bool {
        let Some((_, end)) = self.options.last() else { return true };
        let ended = self.options.len() > 1 && self.closing(text).is_some();
        !ended && is_blank(text, *end, head.start) && self.is_same_row(head)
    }

    /// Whether a head would go on with it, but for an id or status.
    fn is_ended(&self, text: &str, head: &Head) -> bool {
        let end = self.closing(text).map(|(suffix, _)| suffix.end_of_all());
        let ended = end.is_some_and(|end| is_blank(text, end, head.start));
        self.options.len() > 1 && ended && self.is_same_row(head)
    }

    fn is_same_row(&self, head: &Head) -> bool {
        let word = |head: &Head| head.label.split(' ').next().unwrap_or("").to_lowercase();
        self.options.iter().all(|(known, _)| known.label != head.label)
            && self.options.last().is_some_and(|(last, _)| word(last) == word(head))
    }

    /// Id and status on a line after the last option, and the place before that line.
    fn closing(&self, text: &str) -> Option<(Suffix, usize)> {
        self.lines(text).into_iter().find(|(found, _)| found.is_any())
    }

    /// Lines after the last option that an id, a status, or what is nearly one fills.
    fn lines(&self, text: &str) -> Vec<(Suffix, usize)> {
        let Some((head, end)) = self.options.last() else { return Vec::new() };
        let line = text.get(head.end..*end).and_then(|words| words.rfind('\n'));
        let inside = line.map(|offset| head.end + offset + 1);
        let rest = text.get(*end..).unwrap_or("");
        let after = end + (rest.len() - rest.trim_start().len());
        let places = [inside.map(|at| (at, at)), Some((after, *end))].into_iter().flatten();
        places.filter_map(|(at, before)| Some((note::whole_line(text, at)?, before))).collect()
    }

    /// Warns of options that an id or status parts from those before.
    fn tell(&self, text: &str, problems: &mut Problems) {
        let Some((first, _)) = self.options.first().filter(|_| self.goes_on_after_end) else {
            return;
        };
        let becomes = match self.options.len() {
            1 => "this option stands after the id or status of a bracket, and is read as text",
            _ if self.closing(text).is_some() => return,
            _ => {
                "these options stand after the id or status of a bracket, and are one of their own"
            }
        };
        let place = Span::new(first.start, first.label_end);
        let warning = problems.warning(codes::ALMOST_OPTIONS, place, becomes);
        let help = "an id or status ends a bracket: write it after the last option, or give these \
                    options an id of their own";
        problems.add(warning.help(help));
    }

    /// Its bracket, where it has two options.
    fn bracket(self, text: &str, outside: &Content) -> Option<Raw> {
        let (first, last) = (self.options.first()?, self.options.last()?);
        if self.options.len() < 2 {
            return None;
        }
        let (start, mut end) = (first.0.start, last.1);
        let mut suffix = Suffix { end, ..Suffix::default() };
        if let Some((found, before)) = self.closing(text) {
            suffix = found;
            end = trimmed(text, Span::new(start, before)).end;
        } else {
            suffix.almost = self.lines(text).into_iter().find_map(|(found, _)| found.almost);
        }
        let span = Span::new(start, suffix.end);
        let inner = Span::new(start, end);
        let conditions = outside.conditions.iter().filter(|c| c.start >= start && c.end <= end);
        let content = Content {
            conditions: conditions.copied().collect(),
            heads: self.options.into_iter().map(|(head, _)| head).collect(),
            ..Content::default()
        };
        Some(Raw { span, inner, content, suffix, marked: false })
    }
}

/// Whether nothing but blanks and line ends stands between two places.
fn is_blank(text: &str, start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|between| between.trim().is_empty())
}
