//! How alike two texts are: the share of their words that they have in common.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Words that two texts share, twice, of all their words: the coefficient of Dice (Measures of the
/// amount of ecologic association between species, Ecology 26:297, 1945), each word as often as it
/// stands.
#[derive(Clone, Copy, Debug)]
pub struct Likeness {
    /// Words that stand in both, counted in both.
    pub shared: usize,
    /// Words of both.
    pub all: usize,
}

impl Likeness {
    /// Whether at least so many parts of `of` are shared. Nothing is like no words.
    pub fn at_least(self, parts: usize, of: usize) -> bool {
        self.all > 0 && self.shared * of >= self.all * parts
    }
}

impl Ord for Likeness {
    fn cmp(&self, other: &Likeness) -> Ordering {
        (self.shared * other.all).cmp(&(other.shared * self.all))
    }
}

impl PartialOrd for Likeness {
    fn partial_cmp(&self, other: &Likeness) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Likeness {
    fn eq(&self, other: &Likeness) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Likeness {}

/// Numbers for words, so that a text is a sorted list of numbers. The second `the` of a text is
/// another word than its first: lists are sets.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    known: BTreeMap<(String, usize), u32>,
    wholes: BTreeMap<Vec<Vec<String>>, usize>,
}

impl Numbers {
    /// The words of a text as a rising list.
    pub(crate) fn list(&mut self, words: impl IntoIterator<Item = String>) -> Vec<u32> {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        let mut list = Vec::new();
        for word in words {
            let time = times.entry(word.clone()).or_default();
            *time += 1;
            let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
            list.push(*self.known.entry((word, *time)).or_insert(next));
        }
        list.sort_unstable();
        list
    }

    /// A number for options, the same for those with the same words in the same order.
    pub(crate) fn options(&mut self, options: Vec<Vec<String>>) -> usize {
        let next = self.wholes.len();
        *self.wholes.entry(options).or_insert(next)
    }
}

/// How alike two rising lists are.
pub(crate) fn likeness(a: &[u32], b: &[u32]) -> Likeness {
    let (mut rest_a, mut rest_b, mut shared) = (a, b, 0);
    while let ([first_a, after_a @ ..], [first_b, after_b @ ..]) = (rest_a, rest_b) {
        match first_a.cmp(first_b) {
            Ordering::Less => rest_a = after_a,
            Ordering::Greater => rest_b = after_b,
            Ordering::Equal => {
                shared += 2;
                (rest_a, rest_b) = (after_a, after_b);
            }
        }
    }
    Likeness { shared, all: a.len() + b.len() }
}

/// Something of the old text, something of the new one, and how alike they are.
pub(crate) type Pair = (Likeness, usize, usize);

/// Takes pairs one to one, the most alike first; of those that are equally alike, the one whose
/// places differ least, then the earlier one.
pub(crate) fn one_to_one(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.sort_unstable_by_key(|(likeness, old, new)| {
        (std::cmp::Reverse(*likeness), old.abs_diff(*new), old + new, *old)
    });
    let (mut olds, mut news) =
        (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    pairs.retain(|(_, old, new)| {
        let free = !olds.contains(old) && !news.contains(new);
        free && olds.insert(*old) && news.insert(*new)
    });
    pairs
}
