//! What Markdown says about a text: headings, and where square brackets are something else.

use basis::Span;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::note;
use super::problems::Problems;
use crate::codes;

/// The info string of fenced blocks in which brackets work as in prose.
const INFO: &str = "accord";

/// A heading: its words and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) words: String,
    pub(crate) span: Span,
}

/// What Markdown says about a text.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Bytes without brackets of ours, rising, apart from each other.
    pub(crate) holes: Vec<Span>,
    /// All fenced blocks, rising: no option begins in them.
    pub(crate) fences: Vec<Span>,
    /// In the order of the text.
    pub(crate) headings: Vec<Heading>,
}

/// Length of the byte order mark, where there is one.
pub(crate) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Reads a text as Markdown.
pub(crate) fn scan(text: &str, problems: &mut Problems) -> Page {
    let skip = bom(text);
    let body = text.get(skip..).unwrap_or("");
    let mut options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    if body.starts_with("---") {
        options |= Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    }
    let mut walk = Walk { text, problems, page: Page::default(), heading: None };
    let mut events = Parser::new_ext(body, options).into_offset_iter();
    for (event, range) in events.by_ref() {
        walk.event(event, Span::new(range.start + skip, range.end + skip));
    }
    let definitions = events.reference_definitions().iter();
    let definitions = definitions.map(|(_, d)| Span::new(d.span.start + skip, d.span.end + skip));
    walk.page.holes.extend(definitions);
    walk.page.holes = apart(walk.page.holes);
    walk.page
}

/// Sorts spans and joins those that overlap.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

struct Walk<'a> {
    text: &'a str,
    problems: &'a mut Problems,
    page: Page,
    heading: Option<Heading>,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                self.page.fences.push(span);
                if info.split_whitespace().next() != Some(INFO) {
                    self.page.holes.push(span);
                }
            }
            Event::Start(Tag::HtmlBlock) => self.tags(span),
            Event::Start(Tag::MetadataBlock(_) | Tag::Image { .. })
            | Event::InlineHtml(_)
            | Event::TaskListMarker(_)
            | Event::FootnoteReference(_) => self.page.holes.push(span),
            Event::Start(Tag::Link { link_type, .. }) => self.link(link_type, span),
            Event::Start(Tag::Heading { .. }) => {
                self.heading = Some(Heading { words: String::new(), span });
            }
            Event::End(TagEnd::Heading(_)) => {
                // Underlined headings of several lines are mostly something else.
                let heading = self.heading.take();
                self.page.headings.extend(heading.filter(|h| !h.words.contains('\n')));
            }
            Event::Code(words) => {
                self.page.holes.push(span);
                self.heading_words(&words);
            }
            Event::Text(words) => self.heading_words(&words),
            Event::SoftBreak | Event::HardBreak => self.heading_words("\n"),
            _ => {}
        }
    }

    fn heading_words(&mut self, words: &str) {
        if let Some(heading) = &mut self.heading {
            heading.words.push_str(words);
        }
    }

    /// A link is no bracket, unless its target is a status: `[shall](agreed)`.
    fn link(&mut self, link_type: LinkType, span: Span) {
        let slice = self.text.get(span.start..span.end).unwrap_or("");
        let target = slice.rfind("](").and_then(|at| slice.get(at + 2..slice.len() - 1));
        if let (LinkType::Inline, Some(target)) = (link_type, target) {
            if note::is_status(target) {
                return;
            }
            // What might be meant as a bracket with a note is not passed over in silence.
            let word = target.chars().all(char::is_alphabetic);
            let id = target.strip_prefix('#').filter(|id| note::is_id(id));
            let meant = note::nearly(target);
            if (word || id.is_some()) && (meant.is_some() || slice.contains(" / ")) {
                let message = format!("`{target}` is no status, and this is read as a link");
                let warning = self.problems.warning(codes::NOTE_FORM, span, message);
                let blank = "write a blank before the parenthesis where this is a bracket";
                let near = meant.map(|meant| format!("did you mean `{meant}`?"));
                let near = id.map(|id| format!("an id is written `{{#{id}}}`")).or(near);
                self.problems.add(warning.help(near.unwrap_or_else(|| blank.to_owned())));
            }
        }
        self.page.holes.push(span);
    }

    /// Tags and comments of an HTML block; what stands between them is text.
    fn tags(&mut self, block: Span) {
        let mut at = block.start;
        while let Some(offset) = self.text.get(at..block.end).and_then(|rest| rest.find('<')) {
            let start = at + offset;
            let rest = self.text.get(start..block.end).unwrap_or("");
            let close = if rest.starts_with("<!--") { "-->" } else { ">" };
            let tag = rest.chars().nth(1).is_some_and(|c| c.is_alphabetic() || "/!?".contains(c));
            let end = rest.find(close).map(|end| start + end + close.len());
            at = match end {
                Some(end) if tag => {
                    self.page.holes.push(Span::new(start, end));
                    end
                }
                _ => start + 1,
            };
        }
    }
}
