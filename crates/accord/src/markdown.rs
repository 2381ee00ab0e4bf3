//! Finds the accord blocks and the headings of a Markdown file.
//!
//! Nothing is copied: a block is the spans of its lines in the file, so every span that later
//! stages report is a span in the file, with its byte order mark and its CRLF.

use basis::{Severity, Span};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::codes;
use crate::problems::Problems;
use crate::syntax::Heading;

/// The info string of the blocks that are read.
const INFO: &str = "accord";

/// How to mend an open fence.
const CLOSE: &str = "close the block with ``` on a line of its own";

/// Heading of what stands before the first heading.
const BEFORE_FIRST: &str = "(before the first heading)";

/// A line inside an accord block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its bytes, without what belongs to Markdown containers around the block.
    pub(crate) span: Span,
    /// Which block it belongs to.
    pub(crate) block: usize,
}

/// What the parser reads of a Markdown file.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) lines: Vec<Line>,
    pub(crate) headings: Vec<Heading>,
}

/// Reads a file.
pub(crate) fn scan(text: &str, problems: &mut Problems) -> Document {
    let skip = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut walk = Walk {
        text,
        problems,
        document: Document::default(),
        blocks: 0,
        fence: None,
        heading: None,
        holes: Vec::new(),
    };
    let body = text.get(skip..).unwrap_or("");
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        walk.event(event, Span::new(range.start + skip, range.end + skip));
    }
    walk.prose(skip);
    walk.document
}

struct Walk<'a> {
    text: &'a str,
    problems: &'a mut Problems,
    document: Document,
    blocks: usize,
    /// The accord block that is being read: its span and the pieces of its content.
    fence: Option<(Span, Vec<Span>)>,
    heading: Option<Heading>,
    /// What is no prose: fenced blocks, HTML, metadata.
    holes: Vec<Span>,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                self.holes.push(span);
                let word = info.split_whitespace().next().unwrap_or("");
                if word == INFO {
                    self.fence = Some((span, Vec::new()));
                } else {
                    self.almost(word, span);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((span, pieces)) = self.fence.take() {
                    self.block(span, &pieces);
                }
            }
            Event::Start(Tag::HtmlBlock | Tag::MetadataBlock(_)) => self.holes.push(span),
            Event::Start(Tag::Heading { level, .. }) => {
                let span = trimmed(self.text, span);
                let level = level as u8;
                self.heading =
                    Some(Heading { text: String::new(), level, span, prose: String::new() });
            }
            Event::End(TagEnd::Heading(_)) => {
                self.document.headings.extend(self.heading.take());
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, pieces)) = &mut self.fence {
                    pieces.push(span);
                } else if let Some(heading) = &mut self.heading {
                    heading.text.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut self.heading {
                    heading.text.push(' ');
                }
            }
            _ => {}
        }
    }

    fn block(&mut self, span: Span, pieces: &[Span]) {
        let mut lines = lines(self.text, pieces);
        if !closed(self.text, span, lines.last().copied()) {
            let message = "this fence is never closed";
            let place = first_line(self.text, span);
            self.problems.error(codes::FENCE_OPEN, place, message, CLOSE.to_owned());
        }
        if let Some(at) = lines.iter().position(|line| opens_fence(self.slice(*line))) {
            let inner = lines.get(at).copied().unwrap_or_default();
            let swallowed = lines.iter().take(at).position(|l| self.slice(*l).starts_with('#'));
            self.problems.error_with(
                codes::FENCE_OPEN,
                first_line(self.text, span),
                "this fence is not closed before the next one opens",
                (trimmed(self.text, inner), "the next fence"),
                CLOSE.to_owned(),
            );
            lines.drain(swallowed.unwrap_or(at)..=at);
        }
        let block = self.blocks;
        self.blocks += 1;
        self.document.lines.extend(lines.into_iter().map(|span| Line { span, block }));
    }

    /// Says that a block is left alone whose info string was probably meant to be `accord`.
    fn almost(&mut self, word: &str, span: Span) {
        let near = word.to_lowercase() == INFO || basis::suggest::nearest(word, [INFO]).is_some();
        let same_length = word.len().abs_diff(INFO.len()) <= 1 && word.starts_with(['a', 'A']);
        if near && same_length {
            let place = first_line(self.text, span);
            let message = format!("a block marked `{word}` is not read");
            let warning = self.problems.at(Severity::Warning, codes::FENCE_ALMOST, place, message);
            self.problems.push(warning.help("did you mean `accord`?"));
        }
    }

    /// Gives each heading the prose under it.
    fn prose(&mut self, start: usize) {
        let headings = std::mem::take(&mut self.document.headings);
        let before = Span::new(start, start);
        let before =
            Heading { text: BEFORE_FIRST.into(), level: 1, span: before, prose: String::new() };
        let mut all: Vec<Heading> = std::iter::once(before).chain(headings).collect();
        let starts: Vec<usize> = all.iter().skip(1).map(|heading| heading.span.start).collect();
        let ends = starts.into_iter().chain([self.text.len()]);
        for (heading, end) in all.iter_mut().zip(ends) {
            heading.prose = self.prose_in(heading.span.end, end);
        }
        if all.first().is_some_and(|first| first.prose.is_empty()) {
            all.remove(0);
        }
        self.document.headings = all;
    }

    fn prose_in(&self, mut start: usize, end: usize) -> String {
        let from = start;
        let holes = self.holes.iter().filter(|hole| hole.start >= from && hole.start < end);
        let mut parts: Vec<&str> = Vec::new();
        for hole in holes.copied().chain([Span::new(end, end)]) {
            parts.push(self.text.get(start..hole.start).unwrap_or("").trim());
            start = hole.end;
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }
}

/// The lines that the pieces of a block make up.
fn lines(text: &str, pieces: &[Span]) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    let mut ended = true;
    for piece in pieces {
        let content = text.get(piece.start..piece.end).unwrap_or("");
        let mut start = piece.start;
        for part in content.split_inclusive(['\n', '\r']) {
            let end = start + part.len();
            match lines.last_mut() {
                Some(last) if !ended && last.end == start => last.end = end,
                _ => lines.push(Span::new(start, end)),
            }
            ended = part.ends_with(['\n', '\r']);
            start = end;
        }
    }
    lines
}

/// Whether the last line of a block closes its fence.
fn closed(text: &str, span: Span, last_content: Option<Span>) -> bool {
    let block = text.get(span.start..span.end).unwrap_or("").trim_end();
    let Some(at) = block.rfind(['\n', '\r']) else { return false };
    let start = span.start + at + 1;
    let last = block.get(at + 1..).unwrap_or("").trim_matches([' ', '\t', '>']);
    let mark = block.chars().next().unwrap_or('`');
    let ours = last_content.is_none_or(|content| content.end <= start);
    ours && last.len() >= 3 && last.chars().all(|c| c == mark)
}

/// Whether a line of a block opens another fence: a closing one has no info string.
fn opens_fence(line: &str) -> bool {
    let rest = line.trim_start().trim_start_matches('`');
    line.trim_start().starts_with("```") && !rest.trim().is_empty()
}

fn first_line(text: &str, span: Span) -> Span {
    let block = text.get(span.start..span.end).unwrap_or("");
    let length = block.find(['\n', '\r']).unwrap_or(block.len());
    trimmed(text, Span::new(span.start, span.start + length))
}

/// A span without the blanks around it.
fn trimmed(text: &str, span: Span) -> Span {
    let slice = text.get(span.start..span.end).unwrap_or("");
    let start = span.start + (slice.len() - slice.trim_start().len());
    Span::new(start, start + slice.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Document, Vec<basis::Diagnostic>) {
        let mut problems = Problems::new("accord.md");
        let document = scan(text, &mut problems);
        (document, problems.finish())
    }

    fn content<'a>(text: &'a str, document: &Document) -> Vec<&'a str> {
        document.lines.iter().map(|line| &text[line.span.start..line.span.end]).collect()
    }

    #[test]
    fn lines_are_spans_of_the_file() {
        let text = "\u{feff}# T\r\n\r\nprose é\r\n\r\n```accord\r\nbound a \"é\"\r\n\tmatches \"b\"\r\n```\r\nmore\r\n";
        let (document, problems) = read(text);
        assert!(problems.is_empty(), "{problems:?}");
        let lines: Vec<_> = content(text, &document)
            .iter()
            .map(|l| l.trim_end())
            .filter(|l| !l.is_empty())
            .collect();
        assert_eq!(lines, ["bound a \"é\"", "\tmatches \"b\""]);
        assert_eq!(document.headings[0].text, "T");
        assert_eq!(document.headings[0].prose, "prose é\n\nmore");
    }

    #[test]
    fn blocks_in_lists_lose_their_indentation() {
        let text = "- point\n\n  ```accord\n  clause 1 \"x\"\n    gap \"y\"\n  ```\n";
        let (document, _) = read(text);
        assert_eq!(content(text, &document), ["clause 1 \"x\"\n", "  gap \"y\"\n"]);
    }

    #[test]
    fn an_open_fence_is_told_and_read() {
        let (document, problems) = read("# A\n\n```accord\nproof\n");
        assert_eq!(problems[0].code, codes::FENCE_OPEN);
        assert_eq!(document.lines.len(), 1);
        let text = "```accord\nproof\n\n# B\n\nprose\n\n```accord\nclause 1 \"x\"\n```\n";
        let (document, problems) = read(text);
        assert_eq!(problems.len(), 1);
        assert_eq!(content(text, &document), ["proof\n", "\n", "clause 1 \"x\"\n"]);
    }

    #[test]
    fn text_before_the_first_heading_is_an_article() {
        let (document, _) = read("preamble\n\n# A\n\n<!-- note -->\n");
        let headings: Vec<_> =
            document.headings.iter().map(|h| (h.text.as_str(), h.prose.as_str())).collect();
        assert_eq!(headings, [(BEFORE_FIRST, "preamble"), ("A", "")]);
    }
}
