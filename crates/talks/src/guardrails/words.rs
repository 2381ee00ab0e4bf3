//! Sentences and options, and whether they speak of what a guard-rail protects.

use basis::Span;
use draft::{Draft, OptionText};

use super::Guardrail;

/// Whether some phrase of the guard-rail stands in the words of the option, nested brackets left
/// out: these have options of their own.
pub(super) fn speak_of(draft: &Draft, option: &OptionText, guardrail: &Guardrail) -> bool {
    let words = own_words(draft, option);
    guardrail.phrases.iter().any(|phrase| contains(&words, phrase))
}

/// A sentence of the text that is agreed, with the brackets in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its words outside of brackets.
    words: Vec<String>,
    /// Positions of the outermost brackets in it.
    pub(super) brackets: Vec<usize>,
    /// All bytes of it.
    pub(super) span: Span,
}

impl Sentence {
    /// Whether some phrase of the guard-rail stands in it outside of brackets.
    pub(super) fn speaks_of(&self, guardrail: &Guardrail) -> bool {
        guardrail.phrases.iter().any(|phrase| contains(&self.words, phrase))
    }
}

/// The sentences of a text, in its order. One ends at a full stop, question or exclamation mark
/// before a blank, and at a line that is empty or begins a heading or an item of a list; not inside
/// a bracket.
pub(super) fn sentences(draft: &Draft) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut now = Sentence { words: Vec::new(), brackets: Vec::new(), span: Span::new(0, 0) };
    let mut plain = String::new();
    let (mut at, mut next) = (0, 0);
    while let Some(rest) = draft.text.get(at..).filter(|rest| !rest.is_empty()) {
        // Brackets inside of the last one were passed over with it.
        while draft.brackets.get(next).is_some_and(|bracket| bracket.span.start < at) {
            next += 1;
        }
        if let Some(bracket) = draft.brackets.get(next).filter(|bracket| bracket.span.start == at) {
            now.brackets.push(next);
            plain.push(' ');
            at = bracket.span.end.max(at + 1);
        } else {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            plain += rest.get(..length).unwrap_or_default();
            at += length;
        }
        let rest = draft.text.get(at..).unwrap_or_default();
        if rest.is_empty() || ends(&plain, rest) {
            now.words = words(&plain);
            let blank = plain.len() - plain.trim_start().len();
            // A bracket at the beginning left a blank of its own.
            now.span = Span::new((now.span.start + blank).min(at), at);
            let following =
                Sentence { words: Vec::new(), brackets: Vec::new(), span: Span::new(at, at) };
            sentences.push(std::mem::replace(&mut now, following));
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
    let heading = before.ends_with('\n') && before.trim_start().starts_with('#');
    stop || line || heading
}

fn own_words(draft: &Draft, option: &OptionText) -> Vec<String> {
    let mut text = String::new();
    let mut at = option.span.start;
    // Brackets stand in the order in which they open; what is nested deeper begins before `at`.
    let first = draft.brackets.partition_point(|bracket| bracket.span.start < option.span.start);
    let opened = draft.brackets.iter().skip(first).map(|bracket| bracket.span);
    let inside = opened.take_while(|span| span.start < option.span.end);
    for span in inside.filter(|span| span.end <= option.span.end) {
        if span.start >= at {
            text += draft.text.get(at..span.start).unwrap_or_default();
            text.push(' ');
            at = span.end;
        }
    }
    text += draft.text.get(at..option.span.end).unwrap_or_default();
    words(&text)
}

/// Words in small letters, without what stands between them.
fn words(text: &str) -> Vec<String> {
    let ends = |c: char| !c.is_alphanumeric();
    text.split(ends).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether the words of a phrase stand in a row; one with `*` at its end is the beginning of one.
fn contains(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    let fits = |(word, wanted): (&String, &&str)| match wanted.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == wanted,
    };
    words.windows(phrase.len()).any(|row| row.iter().zip(&phrase).all(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_and_stems_are_beginnings() {
        let speaks = |text: &str, phrase: &str| contains(&words(text), phrase);
        assert!(speaks("A general AMNESTY, for all", "amnest*"));
        assert!(speaks("prisoners\nof-war", "prisoner* of war"));
        assert!(speaks("the POWs", "pows"));
        assert!(!speaks("electric power", "pow"));
        assert!(!speaks("the laws of war for prisoners", "prisoner* of war"));
        assert!(!speaks("", "amnest*"));
    }
}
