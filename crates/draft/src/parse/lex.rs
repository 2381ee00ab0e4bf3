//! Pairs square brackets, and finds what separates alternatives inside of each.

use std::collections::BTreeSet;

use basis::Span;

use super::apart;
use super::head::{self, Found, Head};
use super::holders::Parties;
use super::note::{self, Suffix, parentheses, trimmed};
use super::page::{Page, bom};
use super::problems::Problems;
use crate::codes;

/// Brackets and followers of a text.
pub const BRACKETS_MAX: usize = 10_000;

/// Characters that are looked at after a parenthesis that is never closed.
const UNCLOSED_CHARS_MAX: usize = 100;

/// What stands between a bracket's marks, at its own depth.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// Places of ` / `.
    pub(crate) slashes: Vec<usize>,
    /// The first slash with a blank on one side only.
    pub(crate) half_slash: Option<usize>,
    /// Heads of options at the beginning of a line, or of the bracket.
    pub(crate) heads: Vec<Head>,
    /// Conditions with their parentheses.
    pub(crate) conditions: Vec<Span>,
    /// What looks like a condition whose parenthesis is never closed.
    pub(crate) unclosed: Vec<Span>,
}

/// A bracket with its place.
#[derive(Debug)]
pub(crate) struct Raw {
    /// All of it, id and note included.
    pub(crate) span: Span,
    /// What stands between the marks.
    pub(crate) inner: Span,
    pub(crate) content: Content,
    pub(crate) suffix: Suffix,
    /// Whether it stands in square brackets, and not in paragraphs.
    pub(crate) marked: bool,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub(crate) struct Lexed {
    /// In the order in which they open.
    pub(crate) raws: Vec<Raw>,
    /// What stands outside of brackets.
    pub(crate) outside: Content,
    /// What looks like heads outside of brackets, without a colon.
    pub(crate) almost: Vec<Span>,
    /// Ids and statuses that stand apart from square brackets.
    pub(crate) apart: BTreeSet<Span>,
}

struct Lexer<'a> {
    text: &'a str,
    page: &'a Page,
    parties: &'a Parties,
    /// Opening marks that are not closed yet, with what stands in them.
    open: Vec<(usize, Content)>,
    found: Lexed,
    hole: usize,
    fence: usize,
}

/// Finds the brackets of a text.
pub(crate) fn lex(text: &str, page: &Page, parties: &Parties, problems: &mut Problems) -> Lexed {
    let open = Vec::new();
    let mut lexer = Lexer { text, page, parties, open, found: Lexed::default(), hole: 0, fence: 0 };
    let mut at = bom(text);
    let mut last_closed = None;
    lexer.line(&mut at);
    while let Some(byte) = text.as_bytes().get(at) {
        if let Some(end) = lexer.hole_at(at) {
            let hole = text.get(at..end).unwrap_or("");
            at = end;
            if hole.ends_with('\n') {
                lexer.line(&mut at);
            }
            continue;
        }
        match byte {
            b'\\' => at += 1 + usize::from(is_escapable(text.as_bytes().get(at + 1))),
            b'\n' => {
                at += 1;
                lexer.line(&mut at);
            }
            b'[' | b']' if lexer.is_full() => {
                let message = format!("the text has more than {BRACKETS_MAX} brackets");
                let problem = problems.error(codes::TOO_MANY, Span::new(at, at + 1), message);
                problems.add(problem.help("divide the text; what follows is not read"));
                lexer.open.clear();
                break;
            }
            b'[' => lexer.opening(&mut at),
            b']' => lexer.closing(&mut at, &mut last_closed, problems),
            b'/' => lexer.slash(&mut at),
            b'(' => lexer.condition(&mut at),
            b'{' => {
                lexer.found.apart.extend(apart::braces(text, at));
                at += 1;
            }
            _ => at += 1,
        }
    }
    lexer.finish(problems)
}

fn is_escapable(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_punctuation)
}

impl Lexer<'_> {
    /// The end of the hole that begins here.
    fn hole_at(&mut self, at: usize) -> Option<usize> {
        let holes = &self.page.holes;
        while holes.get(self.hole).is_some_and(|hole| hole.end <= at) {
            self.hole += 1;
        }
        holes.get(self.hole).filter(|hole| hole.start <= at).map(|hole| hole.end)
    }

    fn is_full(&self) -> bool {
        self.found.raws.len().max(self.open.len()) >= BRACKETS_MAX
    }

    fn in_fence(&mut self, at: usize) -> bool {
        let fences = &self.page.fences;
        while fences.get(self.fence).is_some_and(|fence| fence.end <= at) {
            self.fence += 1;
        }
        fences.get(self.fence).is_some_and(|fence| fence.start <= at)
    }

    fn content(&mut self) -> &mut Content {
        match self.open.last_mut() {
            Some((_, content)) => content,
            None => &mut self.found.outside,
        }
    }

    /// A line begins at `at`: passes over the head of an option, where one stands here.
    fn line(&mut self, at: &mut usize) {
        let start = note::skip_blanks(self.text, *at);
        if self.in_fence(start) || self.hole_at(start).is_some() {
            return;
        }
        // `… /` at the end of a line, and its alternative on the next.
        let text = self.text;
        let between = |slash: usize| text.get(slash + 1..start).unwrap_or("");
        let slash = self.content().slashes.last().copied();
        if slash.is_some_and(|slash| between(slash).trim().is_empty()) {
            return;
        }
        let filled = note::whole_line(text, start).and_then(|suffix| suffix.note);
        self.found.apart.extend(filled.map(|note| note.span));
        match head::read(self.text, start, self.parties) {
            Some(Found::Head(head)) => {
                *at = head.end;
                self.content().heads.push(head);
            }
            Some(Found::Almost(span)) if self.open.is_empty() => self.found.almost.push(span),
            _ => {}
        }
    }

    fn opening(&mut self, at: &mut usize) {
        let rest = self.text.get(*at..).unwrap_or("");
        // `[^1]` is a footnote, whether it is defined or not.
        if let Some(label) = rest.strip_prefix("[^") {
            let length = label.find(|c: char| c.is_whitespace() || "[]".contains(c));
            if let Some(length) = length.filter(|length| *length > 0)
                && label.get(length..).is_some_and(|rest| rest.starts_with(']'))
            {
                *at += length + 3;
                return;
            }
        }
        self.open.push((*at, Content::default()));
        *at += 1;
        let start = note::skip_blanks(self.text, *at);
        if let Some(Found::Head(head)) = head::read(self.text, start, self.parties) {
            *at = head.end;
            self.content().heads.push(head);
        }
    }

    fn closing(&mut self, at: &mut usize, last: &mut Option<Span>, problems: &mut Problems) {
        let Some((start, content)) = self.open.pop() else {
            let place = Span::new(*at, *at + 1);
            let message = "this `]` closes nothing";
            let mut problem = problems.error(codes::NEVER_OPENED, place, message);
            if let Some(span) = last {
                problem = problems.place(problem, *span, "the bracket before it is closed here");
            }
            problems.add(problem.help("write `\\]` for a square bracket that is text"));
            *at += 1;
            return;
        };
        *last = Some(Span::new(*at, *at + 1));
        let suffix = note::suffix(self.text, *at + 1);
        self.found.apart.extend(apart::after(self.text, &suffix));
        let (span, inner) = (Span::new(start, suffix.end), Span::new(start + 1, *at));
        *at = suffix.end;
        self.found.raws.push(Raw { span, inner, content, suffix, marked: true });
    }

    /// A slash separates where blanks, line ends or the bracket's marks stand on both sides.
    fn slash(&mut self, at: &mut usize) {
        let before = self.text.get(..*at).and_then(|text| text.chars().next_back());
        let after = self.text.get(*at + 1..).and_then(|text| text.chars().next());
        let opens = self.open.last().is_some_and(|(start, _)| start + 1 == *at);
        let before = opens || before.is_some_and(char::is_whitespace);
        let after = after.is_none_or(|c| c.is_whitespace() || c == ']');
        let place = *at;
        match (before, after) {
            _ if self.open.is_empty() => {}
            (true, true) => self.content().slashes.push(place),
            (false, false) => {}
            _ => {
                self.content().half_slash.get_or_insert(place);
            }
        }
        *at += 1;
    }

    /// Passes over a condition, so that brackets in its quotes are names of options.
    fn condition(&mut self, at: &mut usize) {
        let rest = self.text.get(*at..).unwrap_or("");
        let span = rest.starts_with("(if").then(|| parentheses(self.text, *at)).flatten();
        let inside = |span: Span| self.text.get(span.start + 1..span.end - 1).unwrap_or("");
        match span.filter(|span| {
            let words = inside(*span);
            head::is_condition(words.trim()) && !has_brackets(words)
        }) {
            Some(span) => {
                self.content().conditions.push(span);
                *at = span.end;
            }
            None => {
                if span.is_none() && rest.starts_with("(if") {
                    let line: String = rest.chars().take(UNCLOSED_CHARS_MAX).collect();
                    let line = line.split(['\n', '\r', ']']).next().unwrap_or("");
                    if head::is_condition(line.trim_start_matches('(')) {
                        let place = Span::new(*at, *at + line.trim_end().len());
                        self.content().unclosed.push(place);
                    }
                }
                *at += 1;
            }
        }
    }

    fn finish(mut self, problems: &mut Problems) -> Lexed {
        for (start, content) in std::mem::take(&mut self.open) {
            let place = Span::new(start, start + 1);
            let message = "this `[` is never closed";
            let problem = problems.error(codes::NEVER_CLOSED, place, message);
            problems.add(problem.help("write `\\[` for a square bracket that is text"));
            self.found.outside.heads.extend(content.heads);
            self.found.outside.conditions.extend(content.conditions);
        }
        self.found.outside.heads.sort_by_key(|head| head.start);
        self.found.outside.conditions.sort_unstable();
        self.found.raws.sort_by_key(|raw| raw.span.start);
        self.found
    }
}

/// Whether square brackets stand outside of quotes.
fn has_brackets(words: &str) -> bool {
    words.split(['"', '“', '”']).step_by(2).any(|plain| plain.contains(['[', ']']))
}

/// The paragraph that begins at `start`, up to an empty line or `stop`.
pub(crate) fn paragraph_end(text: &str, start: usize, stop: usize) -> usize {
    let mut end = start;
    for line in text.get(start..stop).unwrap_or("").split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    trimmed(text, Span::new(start, end)).end
}
