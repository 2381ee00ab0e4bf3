//! From what stands between the marks of a bracket to its options.

use std::collections::BTreeSet;

use basis::Span;

use super::blank::{self, Blank};
use super::head::{self, Found, Head};
use super::holders::{self, Parties};
use super::lex::Raw;
use super::note::trimmed;
use super::problems::Problems;
use crate::codes;
use crate::find::{NO_TEXT, collapsed, is_no_text, short, without};
use crate::model::{Form, Holders, OptionKind, OptionText};

/// Options of one bracket.
pub const OPTIONS_MAX: usize = 1_000;

/// Bytes of all options of one bracket that are blanks filled in.
pub const FILLED_BYTES_MAX: usize = 1 << 20;

/// Bytes of words that may be meant as *no text*.
const NEARLY_BYTES_MAX: usize = 40;

/// Conditions in the middle of options that are looked at, of one bracket.
const ELSEWHERE_MAX: usize = 100;

/// One alternative as written.
#[derive(Clone, Debug)]
struct Alternative {
    whole: Span,
    label: Option<String>,
    holders: Holders,
    condition: Option<Span>,
    words: Span,
}

/// The options of a bracket, and the conditions that are still to be read: option and place.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) form: Form,
    pub(crate) options: Vec<OptionText>,
    pub(crate) conditions: Vec<(usize, Span)>,
    /// What looks like a condition and does not end an option.
    pub(crate) elsewhere: Vec<Span>,
}

/// What the reading of one bracket needs.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) parties: &'a mut Parties,
    pub(crate) problems: &'a mut Problems,
    /// The bracket.
    pub(crate) raw: &'a Raw,
    /// What follows the brackets nested in it.
    pub(crate) suffixes: Vec<Span>,
    /// The first bracket directly inside.
    pub(crate) nested: &'a [Span],
}

impl Reader<'_> {
    /// Reads the options.
    pub(crate) fn read(mut self) -> Options {
        let form = self.form();
        let mut alternatives = match form {
            Form::Inline => self.inline(),
            Form::Block | Form::Paragraphs => self.block(),
        };
        if alternatives.len() > OPTIONS_MAX {
            let (count, span) = (alternatives.len(), self.raw.inner);
            let place = Span::new(span.start.saturating_sub(1), span.start);
            let message = format!("a bracket with {count} options, at most {OPTIONS_MAX} are read");
            let problem = self.problems.error(codes::TOO_MANY, place, message);
            self.problems.add(problem.help("give what differs brackets of its own"));
            alternatives.truncate(OPTIONS_MAX);
        }
        self.options(form, &alternatives)
    }

    fn form(&self) -> Form {
        let content = &self.raw.content;
        if !self.raw.marked {
            Form::Paragraphs
        } else if content.heads.len() > 1
            || (content.heads.len() == 1 && content.slashes.is_empty())
        {
            Form::Block
        } else {
            Form::Inline
        }
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Alternatives from head to head.
    fn block(&mut self) -> Vec<Alternative> {
        let raw = self.raw;
        let heads = &raw.content.heads;
        let first = heads.first().map_or(raw.inner.end, |head| head.start);
        let lead = trimmed(self.text, Span::new(raw.inner.start, first));
        let mut common = Holders::default();
        match holders::prefix(self.text, lead, self.parties) {
            Some((list, end)) if end >= lead.end => {
                common = self.parties.read(self.text, list, self.problems);
            }
            _ if lead.start < lead.end => {
                let message = "words stand before the first option of a bracket";
                let problem = self.problems.error(codes::MIXED_FORM, lead, message);
                let help = "begin the bracket with the first option, or put the options in a \
                            bracket of their own";
                self.problems.add(problem.help(help));
            }
            _ => {}
        }
        if let Some(slash) = raw.content.slashes.first().filter(|_| raw.marked) {
            let place = Span::new(*slash, slash + 1);
            let message = "this ` / ` separates nothing: the options of this bracket have heads";
            let problem = self.problems.warning(codes::MIXED_FORM, place, message);
            self.problems.add(problem.help("put alternatives within an option in brackets"));
        }
        let ends = heads.iter().skip(1).map(|head| head.start).chain([raw.inner.end]);
        let spans: Vec<(Head, usize)> = heads.iter().cloned().zip(ends).collect();
        let mut found = Vec::new();
        for (head, end) in spans {
            let whole = trimmed(self.text, Span::new(head.start, end));
            let mut alternative = self.alternative(whole, Some(head), false);
            if alternative.holders == Holders::default() {
                alternative.holders = common.clone();
            }
            found.push(alternative);
        }
        found
    }

    /// Alternatives between slashes.
    fn inline(&mut self) -> Vec<Alternative> {
        let raw = self.raw;
        let mut spans = Vec::new();
        let mut start = raw.inner.start;
        for slash in raw.content.slashes.iter().copied().chain([raw.inner.end]) {
            spans.push(trimmed(self.text, Span::new(start, slash)));
            start = slash + 1;
        }
        // `a)` is a label only where all have one; `[(a) …]` and `[a) …]` alone are words.
        let labelled = |span: &Span| {
            let words = self.slice(*span);
            words.is_empty() || is_no_text(words) || self.short_label(*span).is_some()
        };
        let labels = spans.len() > 1 && spans.iter().all(labelled);
        spans.into_iter().map(|span| self.alternative(span, None, labels)).collect()
    }

    /// The short label of an alternative, before or after its holders.
    fn short_label(&self, span: Span) -> Option<(Span, usize)> {
        head::short_label(self.text, span).or_else(|| {
            let (_, end) = holders::prefix(self.text, span, self.parties)?;
            head::short_label(self.text, trimmed(self.text, Span::new(end, span.end)))
        })
    }

    fn alternative(&mut self, whole: Span, head: Option<Head>, labels: bool) -> Alternative {
        let mut found = Alternative {
            whole,
            label: None,
            holders: Holders::default(),
            condition: None,
            words: whole,
        };
        let mut head = head;
        let mut list = None;
        for _ in 0..2 {
            if list.is_none()
                && let Some((span, end)) = holders::prefix(self.text, found.words, self.parties)
            {
                list = Some(span);
                found.words = trimmed(self.text, Span::new(end, whole.end));
            }
            if found.label.is_some() {
                continue;
            }
            let start = found.words.start;
            if head.is_none()
                && start < whole.end
                && let Some(Found::Head(read)) = head::read(self.text, start, self.parties)
            {
                head = Some(read).filter(|head| head.end <= whole.end);
            }
            let short = labels.then(|| head::short_label(self.text, found.words)).flatten();
            if let Some(head) = head.take() {
                found.label = Some(head.label);
                list = list.or(head.holders);
                found.condition = head.condition;
                found.words = trimmed(self.text, Span::new(head.end, whole.end));
            } else if let Some((label, end)) = short {
                found.label = Some(self.slice(label).to_owned());
                found.words = trimmed(self.text, Span::new(end, whole.end));
            }
        }
        if let Some(list) = list {
            found.holders = self.parties.read(self.text, list, self.problems);
        }
        let last = self.raw.content.conditions.iter().find(|span| span.end == whole.end);
        if let Some(span) = last.filter(|span| span.start >= found.words.start) {
            found.words = trimmed(self.text, Span::new(found.words.start, span.start));
            found.condition = found.condition.or(Some(*span));
        }
        found
    }

    fn options(mut self, form: Form, alternatives: &[Alternative]) -> Options {
        let mut found =
            Options { form, options: Vec::new(), conditions: Vec::new(), elsewhere: Vec::new() };
        let used = |span: &Span| alternatives.iter().any(|a| a.condition == Some(*span));
        let all = self.raw.content.conditions.iter().chain(&self.raw.content.unclosed);
        found.elsewhere = all.filter(|span| !used(span)).take(ELSEWHERE_MAX).copied().collect();
        let (mut seen, mut told) = (BTreeSet::new(), BTreeSet::new());
        let alone = alternatives.len() == 1;
        for alternative in alternatives {
            for (key, kind) in self.kinds(alternative, alone) {
                if !seen.insert(key.clone()) {
                    if told.insert(key.clone()) {
                        self.twice(&key, alternative, &found.options);
                    }
                    continue;
                }
                if let Some(condition) = alternative.condition {
                    found.conditions.push((found.options.len(), condition));
                }
                found.options.push(OptionText {
                    key,
                    label: alternative.label.clone(),
                    kind,
                    holders: alternative.holders.clone(),
                    only_if: None,
                    only_if_at: None,
                    span: alternative.words,
                    whole: alternative.whole,
                });
            }
        }
        if alone && found.options.iter().all(|option| option.kind == OptionKind::Words) {
            let end = self.raw.inner.end;
            found.options.push(OptionText {
                key: NO_TEXT.to_owned(),
                label: None,
                kind: OptionKind::ImpliedNoText,
                holders: Holders::default(),
                only_if: None,
                only_if_at: None,
                span: Span::new(end, end),
                whole: Span::new(end, end),
            });
        }
        found
    }

    /// Key and kind of each option of an alternative: more than one for a blank with a range.
    fn kinds(&mut self, alternative: &Alternative, alone: bool) -> Vec<(String, OptionKind)> {
        let span = alternative.words;
        let words = self.slice(span);
        let unlabelled = |key: String| vec![alternative.label.clone().unwrap_or(key)];
        let one = |key: String, kind| {
            unlabelled(key).into_iter().map(|key| (key, OptionKind::clone(&kind))).collect()
        };
        if is_left_open(words) || (alone && words.is_empty()) {
            let key = if words.is_empty() { "…" } else { words };
            return one(key.to_owned(), OptionKind::Blank);
        }
        if words.is_empty() || is_no_text(words) {
            return one(NO_TEXT.to_owned(), OptionKind::NoText);
        }
        let key: String = collapsed(without(self.text, span, self.suffixes.clone())).collect();
        let nested =
            self.nested.iter().any(|nested| nested.start >= span.start && nested.end <= span.end);
        let own: Vec<Blank> = blank::blanks(self.text, span, self.problems)
            .into_iter()
            .filter(|blank| {
                !self.nested.iter().any(|n| n.start <= blank.span.start && blank.span.end <= n.end)
            })
            .collect();
        match own.as_slice() {
            [] => {
                self.nearly_no_text(span);
                one(key, OptionKind::Words)
            }
            [blank] if !nested => match self.filled(span, blank) {
                Some(filled) => filled,
                None => one(key, OptionKind::Blank),
            },
            [first, ..] => {
                if let Some(ranged) = own.iter().find(|blank| blank.ranged) {
                    let other = own.iter().find(|blank| blank.span != ranged.span);
                    let beside = other.map_or_else(
                        || self.nested.first().copied().unwrap_or(first.span),
                        |blank| blank.span,
                    );
                    let message = "a blank with a range stands with another choice in one option";
                    let problem = self.problems.error(codes::BLANK_BESIDE, ranged.span, message);
                    let problem = self.problems.place(problem, beside, "the other choice");
                    self.problems.add(problem.help("give each a bracket of its own"));
                }
                one(key, OptionKind::Blank)
            }
        }
    }

    /// The options of a blank with a range.
    fn filled(&mut self, span: Span, blank: &Blank) -> Option<Vec<(String, OptionKind)>> {
        let values = blank.values.as_ref()?;
        if values.len().saturating_mul(span.end - span.start) > FILLED_BYTES_MAX {
            let message = "a blank with a range stands in too long a text";
            let problem = self.problems.error(codes::TOO_MANY, blank.span, message);
            self.problems.add(problem.help("put the words around it outside of the bracket"));
            return None;
        }
        let before = self.slice(Span::new(span.start, blank.span.start));
        let after = self.slice(Span::new(blank.span.end, span.end));
        let fill = |value: &String| format!("{before}{value}{after}");
        let words = values.iter().map(fill);
        Some(words.map(|w| (collapsed(w.chars()).collect(), OptionKind::Filled(w))).collect())
    }

    /// Warns of words that are nothing but *no text* with other marks.
    fn nearly_no_text(&mut self, span: Span) {
        let words = self.slice(span);
        let plain = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' });
        if words.len() <= NEARLY_BYTES_MAX && is_no_text(&plain.collect::<String>()) {
            let message = format!("`{words}` is read as words, not as *no text*");
            let problem = self.problems.warning(codes::NEARLY_NO_TEXT, span, message);
            self.problems.add(problem.help("write `no text`, without further marks"));
        }
    }

    fn twice(&mut self, key: &str, alternative: &Alternative, options: &[OptionText]) {
        let first = options.iter().find(|option| option.key == key);
        let message = format!("the option `{}` stands twice in one bracket", short(key));
        let place = if alternative.whole.start < alternative.whole.end {
            alternative.whole
        } else {
            Span::new(self.raw.span.start, self.raw.span.end)
        };
        let mut problem = self.problems.error(codes::OPTION_TWICE, place, message);
        if let Some(first) = first.filter(|first| first.whole.start < first.whole.end) {
            problem = self.problems.place(problem, first.whole, "it stands here first");
        }
        self.problems.add(problem.help("take one of them away, or give them different labels"));
    }
}

/// Whether words are nothing but a place left open.
fn is_left_open(words: &str) -> bool {
    matches!(words, "…" | "...") || (words.len() > 1 && words.chars().all(|c| c == '_'))
}
