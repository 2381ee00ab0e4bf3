//! From a text to its brackets. Reading never fails: what is wrong is told, and the rest is read.
//!
//! Reading order: `page` (what Markdown says), `lex` (pairs of brackets), `paragraphs`
//! (options without brackets), `note` (id and status), `apart` (those of no bracket), `head`
//! (labels), `holders`, `blank`, `options` (from content to options), `article` (articles and
//! names), `resolve` (references from bracket to bracket).

use basis::{Diagnostic, Span};

use crate::codes;
use crate::model::{Bracket, Draft, Follower, Form, Marks, OptionKind, Status};

mod apart;
mod article;
pub mod blank;
pub(crate) mod head;
pub(crate) mod holders;
pub mod lex;
pub mod note;
pub mod options;
mod page;
mod paragraphs;
pub mod problems;
mod resolve;

use holders::Parties;
use lex::Raw;
use note::trimmed;
use options::Reader;
use problems::Problems;
use resolve::Pending;

/// Bytes of a text.
pub const TEXT_BYTES_MAX: usize = 4 << 20;

/// Brackets inside each other.
pub const NESTING_MAX: usize = 16;

/// Options of all brackets of a text.
pub const OPTIONS_ALL_MAX: usize = 100_000;

/// Reads a text. `parties` are the codes that can be holders; where there are none, words in
/// capital letters before a colon are.
///
/// The draft holds whatever could be read; it is what the text means exactly when no diagnostic is
/// an error. All problems are told at once, in the order of their places.
///
/// ```
/// let (draft, problems) = draft::parse("text.md", "They [NORTH: shall / should] meet.", &[]);
/// assert!(problems.is_empty());
/// assert_eq!(draft.brackets[0].id, "0.1");
/// assert_eq!(draft.brackets[0].options[0].holders.proposed, ["NORTH"]);
/// ```
pub fn parse(file: &str, text: &str, parties: &[String]) -> (Draft, Vec<Diagnostic>) {
    let mut problems = Problems::new(file);
    let mut parties = Parties::new(parties);
    let mut draft = Draft {
        file: file.to_owned(),
        text: text.to_owned(),
        parties: parties.codes.clone(),
        articles: Vec::new(),
        brackets: Vec::new(),
        followers: Vec::new(),
    };
    if text.len() > TEXT_BYTES_MAX {
        let message =
            format!("the text has {} bytes, at most {TEXT_BYTES_MAX} are read", text.len());
        problems.add(problems.error(codes::TOO_MANY, Span::new(0, 0), message));
        draft.articles = article::articles("", &[]);
        return (draft, problems.finish());
    }
    let page = page::scan(text, &mut problems);
    draft.articles = article::articles(text, &page.headings);
    let mut lexed = lex::lex(text, &page, &parties, &mut problems);
    paragraphs::add(text, &page.headings, &mut lexed, &mut problems);
    apart::tell(text, &page.headings, &lexed, &mut problems);
    let mut builder = Builder { draft, pending: Pending::default(), open: Vec::new(), options: 0 };
    for at in 0..lexed.raws.len() {
        builder.raw(&lexed.raws, at, &mut parties, &mut problems);
    }
    let Builder { mut draft, pending, .. } = builder;
    article::name(&mut draft.brackets, &draft.articles);
    resolve::resolve(&mut draft, &pending, &mut parties, &mut problems);
    draft.parties = parties.codes;
    (draft, problems.finish())
}

/// What a bracket of the text became.
#[derive(Clone, Copy)]
enum Became {
    Bracket(usize),
    Follower,
    /// It is text.
    Nothing,
}

struct Builder {
    draft: Draft,
    pending: Pending,
    /// The brackets around the place that is read, outermost first: their ends and what they are.
    open: Vec<(usize, Became)>,
    options: usize,
}

impl Builder {
    fn raw(&mut self, raws: &[Raw], at: usize, parties: &mut Parties, problems: &mut Problems) {
        let Some(raw) = raws.get(at) else { return };
        while self.open.last().is_some_and(|(end, _)| *end <= raw.span.start) {
            self.open.pop();
        }
        let became = match self.open.last() {
            Some((_, Became::Nothing)) => Became::Nothing,
            Some((_, Became::Follower)) => {
                let message = "a bracket stands in the words of a follower";
                problems.add(problems.error(codes::FOLLOWER_FORM, raw.span, message));
                Became::Nothing
            }
            _ if self.open.len() >= NESTING_MAX => {
                let message = format!("brackets are nested more than {NESTING_MAX} deep");
                let problem = problems.error(codes::TOO_DEEP, raw.span, message);
                problems.add(problem.help("the inner ones are read as text"));
                Became::Nothing
            }
            around => {
                let inside = around.and_then(|(_, became)| self.inside(*became, raw, problems));
                if self.follower(raw, inside, problems) {
                    Became::Follower
                } else {
                    Became::Bracket(self.bracket(raws, at, inside, parties, problems))
                }
            }
        };
        self.open.push((raw.span.end, became));
    }

    /// Bracket and option in which a bracket stands.
    fn inside(&self, around: Became, raw: &Raw, problems: &mut Problems) -> Option<(usize, usize)> {
        let Became::Bracket(at) = around else { return None };
        let options = &self.draft.brackets.get(at)?.options;
        let after = options.partition_point(|option| option.whole.start <= raw.span.start);
        let last = options.get(after.saturating_sub(1))?;
        let first = options.iter().position(|option| option.whole == last.whole)?;
        if matches!(last.kind, OptionKind::Filled(_)) {
            let message = "a bracket stands in the words before or after a blank with a range";
            problems.add(problems.error(codes::BLANK_BESIDE, raw.span, message));
        }
        Some((at, first))
    }

    /// Reads `[#2a]` and `[#2a: 10 / 15]`; gives whether it is one.
    fn follower(
        &mut self,
        raw: &Raw,
        inside: Option<(usize, usize)>,
        problems: &mut Problems,
    ) -> bool {
        let text = self.draft.text.as_str();
        let inner = trimmed(text, raw.inner);
        let words = text.get(inner.start..inner.end).unwrap_or("");
        let Some(rest) = words.strip_prefix('#').filter(|_| raw.marked) else { return false };
        let length = rest.find(|c: char| c == ':' || c.is_whitespace()).unwrap_or(rest.len());
        let (id, after) = rest.split_at(length);
        let after = after.trim_start();
        if !note::is_id(id) || !(after.is_empty() || after.starts_with(':')) {
            return false;
        }
        let id = Span::new(inner.start + 1, inner.start + 1 + length);
        let mut spans = Vec::new();
        if after.starts_with(':') {
            let mut start = inner.end - after.len() + 1;
            for slash in raw.content.slashes.iter().copied().chain([raw.inner.end]) {
                spans.push(trimmed(text, Span::new(start, slash)));
                start = slash + 1;
            }
        }
        if raw.suffix.end > raw.inner.end + 1 {
            let place = Span::new(raw.inner.end + 1, raw.suffix.end);
            let message = "a follower has no id and no status of its own";
            problems.add(problems.error(codes::FOLLOWER_FORM, place, message));
        }
        half_slash(raw, problems);
        self.pending.followers.push(id);
        self.draft.followers.push(Follower { of: 0, words: spans, inside, span: raw.span });
        true
    }

    fn bracket(
        &mut self,
        raws: &[Raw],
        at: usize,
        inside: Option<(usize, usize)>,
        parties: &mut Parties,
        problems: &mut Problems,
    ) -> usize {
        let index = self.draft.brackets.len();
        let Some(raw) = raws.get(at) else { return index };
        let after = raws.get(at + 1..).unwrap_or_default();
        let within = after.get(..after.partition_point(|r| r.span.start < raw.span.end));
        let within = within.unwrap_or_default();
        let suffixes = within.iter().map(|r| Span::new(r.inner.end + 1, r.span.end)).collect();
        let nested: Vec<Span> = within.iter().map(|r| r.span).collect();
        let text = self.draft.text.as_str();
        let reader =
            Reader { text, parties, problems: &mut *problems, raw, suffixes, nested: &nested };
        let mut read = reader.read();
        if read.form == Form::Inline {
            half_slash(raw, problems);
        }
        self.options += read.options.len();
        if self.options > OPTIONS_ALL_MAX {
            let message = format!("the text has more than {OPTIONS_ALL_MAX} options");
            problems.add(problems.error(codes::TOO_MANY, raw.span, message));
            read.options.truncate(1);
            read.conditions.clear();
            self.options -= read.options.len();
        }
        let conditions = read.conditions.into_iter();
        self.pending.conditions.extend(conditions.map(|(option, span)| (index, option, span)));
        self.pending.elsewhere.extend(read.elsewhere);
        if let Some(note) = &raw.suffix.note {
            self.pending.notes.push((index, note.clone()));
        }
        self.suffix_problems(raw, problems);
        let id = raw.suffix.id.and_then(|id| self.draft.text.get(id.start + 2..id.end - 1));
        self.draft.brackets.push(Bracket {
            id: id.unwrap_or_default().to_owned(),
            id_is_written: id.is_some(),
            article: article::article_at(&self.draft.articles, raw.span.start),
            inside,
            options: read.options,
            status: Status::Open,
            span: raw.span,
            marks: Marks {
                form: read.form,
                inner: raw.inner,
                id: raw.suffix.id,
                note: raw.suffix.note.as_ref().map(|note| note.span),
            },
        });
        index
    }

    fn suffix_problems(&self, raw: &Raw, problems: &mut Problems) {
        let text = &self.draft.text;
        if let Some(bad) = raw.suffix.id_bad {
            let words = text.get(bad.start + 2..bad.end - 1).unwrap_or("");
            let message = format!("`{words}` is no id");
            let problem = problems.error(codes::ID_FORM, bad, message);
            let help = format!(
                "an id has letters, digits, `.`, `-` and `_`, begins with a letter or digit, and \
                 has at most {} characters",
                note::ID_CHARS_MAX
            );
            problems.add(problem.help(help));
        }
        if let Some(again) = raw.suffix.again {
            let id = text.get(again.start..).is_some_and(|words| words.starts_with('{'));
            let what = if id { "id" } else { "status" };
            let message = format!("the bracket has more than one {what}");
            let problem = problems.error(codes::SECOND, again, message);
            problems.add(problem.help("keep one; a backslash makes another text"));
        }
        if let Some(almost) = raw.suffix.almost {
            let words = text.get(almost.start + 1..almost.end - 1).unwrap_or("");
            let message =
                format!("`{}` is no status, and is read as text", crate::find::short(words));
            let warning = problems.warning(codes::NOTE_FORM, almost, message);
            let help = "a status is `open`, `placeholder`, `agreed` or `agreed ad ref`, then `by` \
                        and parties, then a colon and an option";
            problems.add(warning.help(help));
        }
    }
}

/// Warns of a slash that nearly separates alternatives.
fn half_slash(raw: &Raw, problems: &mut Problems) {
    let Some(slash) = raw.content.half_slash else { return };
    let message = "this slash has a blank on one side only, and is read as text";
    let problem = problems.warning(codes::HALF_SLASH, Span::new(slash, slash + 1), message);
    let help = "blanks on both sides separate alternatives; `\\/` is text";
    problems.add(problem.help(help));
}
