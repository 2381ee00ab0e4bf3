//! Finds brackets by their ids and options by what files call them.

use basis::{Span, suggest};

use crate::model::{Draft, Form, OptionKind, OptionText};

/// What *no text* is called.
pub const NO_TEXT: &str = "no text";

/// Whether words say *no text*: in any case, with or without a full stop.
pub(crate) fn is_no_text(words: &str) -> bool {
    let words: String = collapsed(words.chars()).collect();
    words.strip_suffix('.').unwrap_or(&words).eq_ignore_ascii_case(NO_TEXT)
}

/// Why a reference leads to no single option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoOption {
    /// Nothing is called so; the nearest key, where one is near.
    Unknown {
        /// The nearest key.
        nearest: Option<String>,
    },
    /// Keys of the options that all fit, in their order.
    Ambiguous(Vec<String>),
}

impl NoOption {
    /// What is wrong, as part of a message: `bracket 2a has no option ...`.
    pub fn message(&self, bracket: &str, reference: &str) -> String {
        self.message_of("bracket", bracket, reference)
    }

    /// The same about what is called otherwise, such as an issue.
    pub fn message_of(&self, what: &str, name: &str, reference: &str) -> String {
        match self {
            NoOption::Unknown { .. } => format!("{what} `{name}` has no option `{reference}`"),
            NoOption::Ambiguous(_) => {
                format!("`{reference}` fits more than one option of {what} `{name}`")
            }
        }
    }

    /// How to mend it.
    pub fn help(&self) -> Option<String> {
        match self {
            NoOption::Unknown { nearest } => {
                nearest.as_ref().map(|key| format!("did you mean `{key}`?"))
            }
            NoOption::Ambiguous(keys) => {
                let keys: Vec<String> =
                    keys.iter().map(|key| format!("`{}`", short(key))).collect();
                Some(format!("it may be {}", keys.join(" or ")))
            }
        }
    }
}

/// Characters of a text that a message shows.
const SHOWN_MAX: usize = 60;

/// A text cut for a message.
pub(crate) fn short(text: &str) -> String {
    if text.chars().count() <= SHOWN_MAX {
        return text.to_owned();
    }
    text.chars().take(SHOWN_MAX).chain(['…']).collect()
}

impl Draft {
    /// Position of the bracket with this id, written or not.
    pub fn bracket(&self, id: &str) -> Option<usize> {
        self.brackets.iter().position(|bracket| bracket.id == id)
    }

    /// Position of the option that a reference names: its label, its text, or the beginning of its
    /// text followed by `…` or `...`. Blanks count as one, and *no text* is named as it is written.
    ///
    /// # Errors
    ///
    /// When no option, or more than one, is called so; also when there is no such bracket.
    pub fn option(&self, bracket: usize, reference: &str) -> Result<usize, NoOption> {
        let options = self.brackets.get(bracket).map_or(&[][..], |b| &b.options);
        let wanted: String = match is_no_text(reference) {
            true => NO_TEXT.to_owned(),
            false => collapsed(reference.chars()).collect(),
        };
        let all = options.iter().enumerate();
        let by_key = all.clone().filter(|(_, option)| option.key == wanted);
        let by_text = all.clone().filter(|(_, option)| self.words(option).eq(wanted.chars()));
        let beginning = wanted.strip_suffix('…').or(wanted.strip_suffix("..."));
        let by_beginning = all.filter(|(_, option)| {
            beginning.is_some_and(|start| begins(self.words(option), start.trim_end()))
        });
        let by_key: Vec<(usize, &OptionText)> = by_key.collect();
        let fits = if by_key.is_empty() { by_text.collect() } else { by_key };
        let fits: Vec<_> = if fits.is_empty() { by_beginning.collect() } else { fits };
        match fits.as_slice() {
            [(at, _)] => Ok(*at),
            [] => {
                let known = options.iter().map(|option| option.key.as_str());
                Err(NoOption::Unknown { nearest: nearest(&wanted, known).map(str::to_owned) })
            }
            more => Err(NoOption::Ambiguous(more.iter().map(|(_, o)| o.key.clone()).collect())),
        }
    }

    /// The brackets around a place, innermost first.
    pub fn around(&self, inside: Option<(usize, usize)>) -> Vec<usize> {
        let up = |(bracket, _): &(usize, usize)| {
            self.brackets.get(*bracket).and_then(|around| around.inside)
        };
        std::iter::successors(inside, up).map(|(bracket, _)| bracket).collect()
    }

    /// The words of an option with blanks collapsed, without ids and notes of nested brackets.
    pub fn option_words(&self, option: &OptionText) -> String {
        self.words(option).collect()
    }

    fn words<'a>(&'a self, option: &'a OptionText) -> Box<dyn Iterator<Item = char> + 'a> {
        match &option.kind {
            OptionKind::NoText | OptionKind::ImpliedNoText => Box::new(NO_TEXT.chars()),
            OptionKind::Filled(words) => Box::new(collapsed(words.chars())),
            OptionKind::Words | OptionKind::Blank => {
                let from = self.brackets.partition_point(|b| b.span.start < option.span.start);
                let nested = self.brackets.get(from..).unwrap_or_default().iter();
                let nested = nested.take_while(|b| b.span.end <= option.span.end);
                let notes = nested.filter(|b| b.marks.form != Form::Paragraphs);
                let notes = notes.map(|b| Span::new(b.marks.inner.end + 1, b.span.end));
                Box::new(collapsed(without(&self.text, option.span, notes.collect())))
            }
        }
    }
}

/// "Did you mean" for names so long that a near one is likely meant.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, known).map(|known| format!("did you mean `{known}`?"))
}

/// The nearest known name: of names of one character none is nearer than another.
fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let long = word.chars().count() > 1;
    long.then(|| suggest::nearest(word, known)).flatten()
}

/// Whether characters begin with these.
fn begins(mut words: impl Iterator<Item = char>, start: &str) -> bool {
    start.chars().all(|c| words.next() == Some(c))
}

/// Characters with runs of blanks as one blank, and none at the ends.
pub(crate) fn collapsed(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut chars = chars.skip_while(|c| c.is_whitespace()).peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        if !c.is_whitespace() {
            return Some(c);
        }
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        chars.peek().map(|_| ' ')
    })
}

/// The characters of a span that do not stand in the holes.
pub(crate) fn without(text: &str, span: Span, mut holes: Vec<Span>) -> impl Iterator<Item = char> {
    holes.sort_unstable();
    let mut holes = holes.into_iter().filter(|hole| hole.start < hole.end).peekable();
    let slice = text.get(span.start..span.end).unwrap_or("");
    slice.char_indices().filter_map(move |(offset, c)| {
        let at = span.start + offset;
        while holes.next_if(|hole| hole.end <= at).is_some() {}
        let hidden = holes.peek().is_some_and(|hole| hole.start <= at);
        (!hidden).then_some(c)
    })
}
