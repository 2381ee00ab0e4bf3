//! The words of a text in the order in which they can follow each other, whatever is chosen.
//!
//! Each word has a place. All options of a bracket begin at one place, and what follows the bracket
//! begins where its shortest option ends; the last words of a longer option stand there a second
//! time, as far before that end as they are before their own. So words that are near each other in
//! some package have places that are near each other.

use std::ops::Range;

use basis::Span;
use draft::{Draft, OptionKind};

use super::fold::{JOINED_BYTES_MOST, Token, fold};
use super::sentences::Sentence;

/// How far apart the places of words may be that are read together. A sentence ends further away.
pub(super) const WINDOW: usize = 8;

/// How many beginnings of a word before a bracket are tried with what follows.
const OPEN_MOST: usize = 8;

/// A bracket and an option of it.
pub(super) type Choice = (usize, usize);

/// A word of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is compared.
    pub(super) text: String,
    /// Where it stands among the words.
    pub(super) place: usize,
    /// Position of the same word of the text, where it stands a second time; else its own.
    pub(super) first: usize,
    /// Position of its sentence.
    pub(super) sentence: usize,
    /// The innermost option in which it stands; nothing outside of brackets.
    pub(super) option: Option<Choice>,
}

struct Walk<'a> {
    draft: &'a Draft,
    words: Vec<Word>,
    place: usize,
    sentence: usize,
    /// Words that touch what follows, with the option in which they stand.
    open: Vec<(String, Option<Choice>)>,
}

/// All words of a text, options included, holders and conditions left out.
pub(super) fn words(draft: &Draft, sentences: &[Sentence]) -> Vec<Word> {
    let mut walk = Walk { draft, words: Vec::new(), place: WINDOW, sentence: 0, open: Vec::new() };
    for (at, sentence) in sentences.iter().enumerate() {
        let apart = |yes: bool| if yes { WINDOW + 1 } else { 0 };
        walk.sentence = at;
        walk.place += apart(sentence.is_heading);
        walk.span(sentence.span, None);
        walk.place += apart(sentence.is_heading || sentence.is_ended);
        walk.open.clear();
    }
    walk.words
}

impl Walk<'_> {
    /// What stands in these bytes: outside of brackets, or in one option.
    fn span(&mut self, span: Span, option: Option<Choice>) {
        let brackets = &self.draft.brackets;
        let mut at = span.start;
        let mut next = brackets.partition_point(|bracket| bracket.span.start < at);
        while let Some(bracket) = brackets.get(next).filter(|b| b.span.start < span.end) {
            if bracket.span.start >= at {
                self.text(at, bracket.span.start, option);
                self.bracket(next);
                at = bracket.span.end;
            }
            // Brackets inside of it are passed over with it.
            next += 1;
        }
        self.text(at, span.end, option);
    }

    fn bracket(&mut self, at: usize) {
        let (from, open) = (self.place, std::mem::take(&mut self.open));
        let (mut ends, mut left) = (Vec::new(), Vec::new());
        let mut read = None;
        for (option, one) in self.draft.brackets[at].options.iter().enumerate() {
            // The values of a blank share their words.
            if read == Some(one.span) {
                continue;
            }
            read = Some(one.span);
            (self.place, self.open) = (from, open.clone());
            let words = self.words.len();
            if !matches!(one.kind, OptionKind::NoText | OptionKind::ImpliedNoText) {
                self.span(one.span, Some((at, option)));
            }
            ends.push((words..self.words.len(), self.place));
            left.append(&mut self.open);
            left.truncate(OPEN_MOST);
        }
        let shortest = ends.iter().map(|(_, end)| *end).min().unwrap_or(from);
        for (words, end) in ends {
            self.again(words, end, shortest);
        }
        (self.place, self.open) = (shortest, left);
    }

    /// The last words of an option that ends at `end`, as far before `shortest`.
    fn again(&mut self, words: Range<usize>, end: usize, shortest: usize) {
        for at in words.filter(|_| end > shortest) {
            let word = &self.words[at];
            if word.place + WINDOW >= end {
                let place = word.place + shortest - end;
                let word = Word { place, ..word.clone() };
                self.words.push(word);
            }
        }
    }

    fn text(&mut self, start: usize, end: usize, option: Option<Choice>) {
        let text = self.draft.text.get(start..end).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let folded = fold(text);
        let mut open = std::mem::take(&mut self.open);
        open.retain(|(begun, _)| begun.len() <= JOINED_BYTES_MOST);
        if let Some(Token::Word(first)) = folded.tokens.first().filter(|_| folded.touches_before) {
            for (begun, of) in &mut open {
                *begun += first;
                // The word stands in the option that is inside of the other, or in the earlier one.
                *of = option.or(*of);
                self.words.push(self.word(begun.clone(), *of));
            }
        } else {
            open.clear();
        }
        let one_word = folded.tokens.len() == 1;
        if !(one_word && folded.touches_after) {
            open.clear();
        }
        for token in folded.tokens {
            match token {
                Token::Word(word) => {
                    self.words.push(self.word(word, option));
                    self.place += 1;
                }
                Token::Joined(word) => {
                    let mut word = self.word(word, option);
                    word.place = word.place.saturating_sub(1);
                    self.words.push(word);
                }
                Token::Stop => self.place += WINDOW + 1,
            }
        }
        if let Some(last) = self.words.last().filter(|_| folded.touches_after) {
            open.push((last.text.clone(), last.option));
        }
        self.open = open;
    }

    fn word(&self, text: String, option: Option<Choice>) -> Word {
        let first = self.words.len();
        Word { text, place: self.place, first, sentence: self.sentence, option }
    }
}

/// Whether a package can hold both: they do not stand in two options of one bracket.
pub(super) fn go_together(draft: &Draft, one: Option<Choice>, other: Option<Choice>) -> bool {
    let chain = |from: Option<Choice>| {
        std::iter::successors(from, |(bracket, _)| draft.brackets[*bracket].inside)
    };
    one == other
        || chain(one).all(|(bracket, option)| {
            chain(other).all(|(its, chosen)| its != bracket || chosen == option)
        })
}
