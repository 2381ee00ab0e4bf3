//! Phrases: terms that stand near each other, in any order.

use std::collections::{BTreeMap, VecDeque};

use draft::Draft;

use super::words::{WINDOW, Word, go_together};
use super::{CLASSES, GUARDRAILS};

/// How many of the last words that stand for a term are tried with a later one.
const KEPT_MOST: usize = 16;

/// Words of one text that make up a phrase of a guard-rail, by their positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Position of the guard-rail in the list.
    pub(super) guardrail: usize,
    /// Positions of the words.
    pub(super) words: Vec<usize>,
}

/// A phrase of the list, its terms by number.
struct Phrase {
    guardrail: usize,
    terms: Vec<usize>,
}

/// The phrases of all guard-rails, by the words that they look for.
pub(super) struct Net {
    phrases: Vec<Phrase>,
    /// Phrases in which a term stands.
    in_phrases: Vec<Vec<usize>>,
    /// Words and beginnings of words with the numbers of their terms, by their first two letters.
    wanted: BTreeMap<[u8; 2], Vec<(Wanted, usize)>>,
}

#[derive(Clone, Copy)]
enum Wanted {
    Whole(&'static str),
    Beginning(&'static str),
}

impl Net {
    /// The phrases of the list.
    pub(super) fn new() -> Net {
        let mut numbers = BTreeMap::new();
        let mut net = Net { phrases: Vec::new(), in_phrases: Vec::new(), wanted: BTreeMap::new() };
        for (guardrail, one) in GUARDRAILS.iter().enumerate() {
            for phrase in one.phrases {
                let terms: Vec<usize> = phrase
                    .split(" + ")
                    .map(|term| *numbers.entry(term).or_insert_with(|| net.term(term)))
                    .collect();
                for term in &terms {
                    net.in_phrases[*term].push(net.phrases.len());
                }
                net.phrases.push(Phrase { guardrail, terms });
            }
        }
        net
    }

    /// Takes up a term; gives its number.
    fn term(&mut self, term: &'static str) -> usize {
        let number = self.in_phrases.len();
        self.in_phrases.push(Vec::new());
        for part in term.split('|') {
            let class = CLASSES.iter().find(|(name, _)| *name == part);
            for word in class.map_or(&[part][..], |(_, words)| words) {
                let wanted = match word.strip_suffix('*') {
                    Some(beginning) => Wanted::Beginning(beginning),
                    None => Wanted::Whole(word),
                };
                if let [first, second, ..] = *word.as_bytes() {
                    self.wanted.entry([first, second]).or_default().push((wanted, number));
                }
            }
        }
        number
    }

    /// Every occurrence of a phrase; where a term stands very often, of those nearest before.
    pub(super) fn find(&self, draft: &Draft, words: &[Word], mut found: impl FnMut(Found)) {
        let mut kept: Vec<VecDeque<usize>> = vec![VecDeque::new(); self.in_phrases.len()];
        for (at, word) in words.iter().enumerate() {
            for term in self.terms_of(&word.text) {
                for phrase in self.in_phrases[term].iter().map(|number| &self.phrases[*number]) {
                    let others: Vec<&VecDeque<usize>> = phrase
                        .terms
                        .iter()
                        .filter(|other| **other != term)
                        .map(|other| &kept[*other])
                        .collect();
                    let mut row = Row { draft, words, chosen: vec![at] };
                    let guardrail = phrase.guardrail;
                    row.complete(&others, &mut |words| found(Found { guardrail, words }));
                }
                let kept = &mut kept[term];
                kept.push_back(at);
                if kept.len() > KEPT_MOST {
                    kept.pop_front();
                }
            }
        }
    }

    fn terms_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let first = match *word.as_bytes() {
            [first, second, ..] => self.wanted.get(&[first, second]),
            _ => None,
        };
        let fits = move |wanted: &Wanted| match wanted {
            Wanted::Whole(whole) => word == *whole,
            Wanted::Beginning(beginning) => word.starts_with(beginning),
        };
        first.into_iter().flatten().filter(move |(wanted, _)| fits(wanted)).map(|(_, term)| *term)
    }
}

/// Words chosen for some terms of a phrase.
struct Row<'a> {
    draft: &'a Draft,
    words: &'a [Word],
    chosen: Vec<usize>,
}

impl Row<'_> {
    /// Chooses words for the terms that are left, in each way in which they stand together.
    fn complete(&mut self, left: &[&VecDeque<usize>], found: &mut impl FnMut(Vec<usize>)) {
        let Some((next, left)) = left.split_first() else {
            found(self.chosen.clone());
            return;
        };
        for at in next.iter().rev() {
            if self.takes(*at) {
                self.chosen.push(*at);
                self.complete(left, found);
                self.chosen.pop();
            }
        }
    }

    fn takes(&self, at: usize) -> bool {
        let word = &self.words[at];
        self.chosen.iter().all(|chosen| {
            let other = &self.words[*chosen];
            word.first != other.first
                && word.place.abs_diff(other.place) <= WINDOW
                && go_together(self.draft, word.option, other.option)
        })
    }
}
