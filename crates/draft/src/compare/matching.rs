//! Which bracket of an old draft is which of a new one.
//!
//! 1. Brackets with the same written id are the same. Two written ids that differ are two brackets,
//!    and these are not looked at further.
//! 2. Within an article, brackets with the very same options are matched in their order, if at
//!    least half of their words ([`WITHIN_PARTS`]) and of [`CONTEXT_WORDS`] words before and after
//!    are shared: as many as can be in the same surroundings, then as many as can be, then those
//!    that share most words.
//! 3. Within an article, brackets with the same words in the same surroundings are the same,
//!    wherever they stand now.
//! 4. Within an article, the rest is matched one to one by the same words as in 2, in whatever
//!    order, the most alike first, if at least half of them are shared.
//! 5. Across articles, brackets with the same words in the same surroundings are the same; then
//!    those whose own words are alike, if these are many enough ([`ELSEWHERE_WORDS_MIN`]) and more
//!    of them is shared ([`ELSEWHERE_PARTS`]): `[shall / should]` stands everywhere.
//!
//! What is left is gone or new. Beyond 1 a match is a construction from words, and says so. Where
//! words do not tell which of several brackets is left, that is said too.

mod choice;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use serde::Serialize;

use super::in_order::in_order;
use super::likeness::{Likeness, Numbers, Pair, likeness, one_to_one};
use crate::model::{Article, Bracket, Draft};
use crate::redline::words;

/// Words before and after a bracket by which it is recognised, beside its own. A bracket of at
/// most twice as many words at the same place is the same even if all its words changed.
pub const CONTEXT_WORDS: usize = 4;

/// Bytes before and after a bracket in which these words are looked for.
const CONTEXT_BYTES: usize = 200;

/// Parts of words, and of how many, that brackets of the same article have to share.
pub const WITHIN_PARTS: (usize, usize) = (1, 2);

/// Parts of words, and of how many, that brackets of different articles have to share.
pub const ELSEWHERE_PARTS: (usize, usize) = (3, 4);

/// Words of its own that a bracket needs to be recognised in another article by likeness.
pub const ELSEWHERE_WORDS_MIN: usize = 5;

/// Pairs of brackets that are looked at for likeness, within articles and then across them. Where
/// there are more, the step is left out, and [`Matches::left_out`] says so.
pub const PAIRS_MAX: usize = 10_000_000;

/// How a bracket was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// By the id that is written in both drafts.
    Id,
    /// By the same words in the same surroundings.
    SameWords,
    /// By likeness: so many words of all were shared.
    Likeness {
        /// Words that stand in both, counted in both.
        shared: usize,
        /// Words of both.
        all: usize,
    },
}

/// A bracket of the old draft that is one of the new draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Position in the old draft.
    pub old: usize,
    /// Position in the new draft.
    pub new: usize,
    /// How it was recognised.
    pub by: By,
}

/// Which brackets of two drafts are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches {
    /// One to one, in the order of the new draft.
    pub pairs: Vec<Match>,
    /// Whether likeness was not looked at somewhere, because there were too many pairs.
    pub left_out: bool,
    /// Brackets of the old draft that are gone by choice: others of their article with the same
    /// options in the same surroundings were matched, not by id, and could be gone in their place.
    /// With how many there are of each kind, those that are gone included.
    pub gone_of: BTreeMap<usize, usize>,
    /// The same of brackets of the new draft that are new.
    pub new_of: BTreeMap<usize, usize>,
}

impl Matches {
    /// For each of `count` brackets of the new draft its position in the old one.
    pub fn old_of_new(&self, count: usize) -> Vec<Option<usize>> {
        let mut olds = vec![None; count];
        for found in &self.pairs {
            if let Some(slot) = olds.get_mut(found.new) {
                *slot = Some(found.old);
            }
        }
        olds
    }
}

/// Matches the brackets of two drafts. The cost goes with the number of pairs of brackets that
/// neither an id nor the same words settle, at most [`PAIRS_MAX`], and the words of each.
pub fn matches(old: &Draft, new: &Draft) -> Matches {
    let mut search = Search::new(old, new);
    search.by_id();
    let mut left_out = !search.in_order();
    for scope in [Scope::Within, Scope::Elsewhere] {
        search.same_words(scope);
        left_out |= !search.by_likeness(scope);
    }
    let (gone_of, new_of) = search.choices();
    search.found.sort_unstable_by_key(|found| found.new);
    Matches { pairs: search.found, left_out, gone_of, new_of }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Within,
    Elsewhere,
}

/// One side of the search.
struct Side<'d> {
    text: &'d str,
    brackets: &'d [Bracket],
    /// The words of each bracket with those around it.
    signs: Vec<Vec<u32>>,
    /// The words of each bracket.
    own: Vec<Vec<u32>>,
    /// The options of each, the same number for the same words in the same order.
    options: Vec<usize>,
    /// The article of each, the same number for the same article of both drafts.
    articles: Vec<usize>,
    free: BTreeSet<usize>,
}

struct Search<'d> {
    old: Side<'d>,
    new: Side<'d>,
    found: Vec<Match>,
}

impl<'d> Search<'d> {
    fn new(old: &'d Draft, new: &'d Draft) -> Search<'d> {
        let mut numbers = Numbers::default();
        let same = same_articles(&old.articles, &new.articles);
        // Articles of the old draft that are gone get numbers beyond those of the new one.
        let of_old = |at: usize| same.get(at).copied().flatten().unwrap_or(new.articles.len() + at);
        Search {
            old: Side::new(old, &mut numbers, of_old),
            new: Side::new(new, &mut numbers, |at| at),
            found: Vec::new(),
        }
    }

    fn take(&mut self, old: usize, new: usize, by: By) {
        if self.old.free.remove(&old) && self.new.free.remove(&new) {
            self.found.push(Match { old, new, by });
        }
    }

    fn by_id(&mut self) {
        // An id that stands twice is an error of the draft; then the first is the first.
        let mut known: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
        for (at, bracket) in self.old.brackets.iter().enumerate().filter(|(_, b)| b.id_is_written) {
            known.entry(&bracket.id).or_default().push_back(at);
        }
        for (at, bracket) in self.new.brackets.iter().enumerate().filter(|(_, b)| b.id_is_written) {
            if let Some(old) = known.get_mut(bracket.id.as_str()).and_then(VecDeque::pop_front) {
                self.take(old, at, By::Id);
            }
        }
    }

    /// Returns whether it could be done.
    fn in_order(&mut self) -> bool {
        let Some(articles) = self.articles(Scope::Within) else { return false };
        let alike = |old: usize, new: usize| {
            let same = self.old.options[old] == self.new.options[new];
            let may = same && may_match(&self.old.brackets[old], &self.new.brackets[new]);
            may.then(|| self.alike(Scope::Within, old, new)).flatten()
        };
        let mut found = Vec::new();
        for (olds, news) in articles {
            // Of matchings that are as good, one is taken; it is the same from new to old.
            if self.old.text <= self.new.text {
                found.extend(in_order(&olds, &news, alike));
            } else {
                let turned = in_order(&news, &olds, |new, old| alike(old, new));
                found.extend(turned.into_iter().map(|(alike, new, old)| (alike, old, new)));
            }
        }
        for (Likeness { shared, all }, old, new) in found {
            let by = if shared == all { By::SameWords } else { By::Likeness { shared, all } };
            self.take(old, new, by);
        }
        true
    }

    fn same_words(&mut self, scope: Scope) {
        let article = |at| (scope == Scope::Within).then_some(at);
        let mut known: BTreeMap<(Option<usize>, &[u32]), VecDeque<usize>> = BTreeMap::new();
        // Without a word in it or around it, only its article tells a bracket from others.
        let told = |at: &&usize| scope == Scope::Within || !self.old.signs[**at].is_empty();
        for &at in self.old.free.iter().filter(told) {
            let key = (article(self.old.articles[at]), self.old.signs[at].as_slice());
            known.entry(key).or_default().push_back(at);
        }
        let mut pairs = Vec::new();
        for &at in &self.new.free {
            let key = (article(self.new.articles[at]), self.new.signs[at].as_slice());
            let Some(olds) = known.get_mut(&key) else { continue };
            let fits = |old: &usize| may_match(&self.old.brackets[*old], &self.new.brackets[at]);
            if let Some(place) = olds.iter().position(fits) {
                pairs.extend(olds.remove(place).map(|old| (old, at)));
            }
        }
        pairs.into_iter().for_each(|(old, new)| self.take(old, new, By::SameWords));
    }

    /// Returns whether it could be done.
    fn by_likeness(&mut self, scope: Scope) -> bool {
        let Some(pairs) = self.pairs(scope) else { return false };
        for (Likeness { shared, all }, old, new) in one_to_one(pairs) {
            self.take(old, new, By::Likeness { shared, all });
        }
        true
    }

    /// All pairs that are alike enough; `None` where there are too many to look at.
    fn pairs(&self, scope: Scope) -> Option<Vec<Pair>> {
        let mut pairs = Vec::new();
        for (olds, news) in self.articles(scope)? {
            for old in olds {
                for &new in &news {
                    if may_match(&self.old.brackets[old], &self.new.brackets[new]) {
                        pairs.extend(self.alike(scope, old, new).map(|alike| (alike, old, new)));
                    }
                }
            }
        }
        Some(pairs)
    }

    /// The brackets that are not matched yet, old and new, by article, or all together; `None`
    /// where they make too many pairs to look at.
    fn articles(&self, scope: Scope) -> Option<Vec<(Vec<usize>, Vec<usize>)>> {
        let article = |side: &Side, at: usize| match scope {
            Scope::Within => side.articles[at],
            Scope::Elsewhere => 0,
        };
        let mut articles: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for at in self.old.eligible(scope) {
            articles.entry(article(&self.old, at)).or_default().0.push(at);
        }
        for at in self.new.eligible(scope) {
            articles.entry(article(&self.new, at)).or_default().1.push(at);
        }
        let articles: Vec<_> = articles.into_values().collect();
        let pairs: usize = articles.iter().map(|(olds, news)| olds.len() * news.len()).sum();
        (pairs <= PAIRS_MAX).then_some(articles)
    }

    /// How alike two brackets are, where that is enough.
    fn alike(&self, scope: Scope, old: usize, new: usize) -> Option<Likeness> {
        let (olds, news, (parts, of)) = match scope {
            Scope::Within => (&self.old.signs, &self.new.signs, WITHIN_PARTS),
            Scope::Elsewhere => (&self.old.own, &self.new.own, ELSEWHERE_PARTS),
        };
        Some(likeness(&olds[old], &news[new])).filter(|alike| alike.at_least(parts, of))
    }
}

/// Two written ids that differ are two brackets.
fn may_match(old: &Bracket, new: &Bracket) -> bool {
    !(old.id_is_written && new.id_is_written)
}

impl<'d> Side<'d> {
    fn new(draft: &'d Draft, numbers: &mut Numbers, article: impl Fn(usize) -> usize) -> Side<'d> {
        let brackets = &draft.brackets;
        let own = brackets.iter().map(|bracket| own(draft, bracket));
        let own: Vec<Vec<Vec<String>>> = own.collect();
        let words = |own: &[Vec<String>]| own.concat().into_iter();
        let signs = brackets
            .iter()
            .zip(&own)
            .map(|(bracket, own)| numbers.list(words(own).chain(around(draft, bracket))));
        Side {
            text: &draft.text,
            brackets,
            signs: signs.collect(),
            own: own.iter().map(|own| numbers.list(words(own))).collect(),
            options: own.into_iter().map(|own| numbers.options(own)).collect(),
            articles: brackets.iter().map(|bracket| article(bracket.article)).collect(),
            free: (0..brackets.len()).collect(),
        }
    }

    /// Brackets that can be recognised by likeness.
    fn eligible(&self, scope: Scope) -> Vec<usize> {
        let enough =
            |at: &usize| scope == Scope::Within || self.own[*at].len() >= ELSEWHERE_WORDS_MIN;
        self.free.iter().copied().filter(enough).collect()
    }
}

/// The words before and after a bracket, marked so that they are other words than its own.
fn around(draft: &Draft, bracket: &Bracket) -> impl Iterator<Item = String> {
    let text = &draft.text;
    let article = draft
        .articles
        .get(bracket.article)
        .map_or(0..text.len(), |article| article.span.start..article.span.end);
    let (start, end) = (bracket.span.start, bracket.span.end);
    let from = floor(text, start.saturating_sub(CONTEXT_BYTES)).max(article.start).min(start);
    let to = floor(text, (end + CONTEXT_BYTES).min(text.len())).min(article.end).max(end);
    let before = spoken(text, from..start);
    let after = spoken(text, end..to);
    let before = before.into_iter().rev().take(CONTEXT_WORDS).map(|word| format!("<{word}"));
    let after = after.into_iter().take(CONTEXT_WORDS).map(|word| format!(">{word}"));
    before.chain(after)
}

/// The words of each option, without holders, labels, ids and conditions.
fn own(draft: &Draft, bracket: &Bracket) -> Vec<Vec<String>> {
    let mut spans: Vec<_> = bracket.options.iter().map(|option| option.span).collect();
    spans.sort_unstable();
    // The options of a blank stand in the same bytes.
    spans.dedup();
    spans.into_iter().map(|span| spoken(&draft.text, span.start..span.end)).collect()
}

/// The words of a part of a text, without written ids.
fn spoken(text: &str, part: Range<usize>) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some(offset) = text.get(at..part.end).and_then(|rest| rest.find("{#")) {
        found.extend(words::words(text, at..at + offset));
        let id = at + offset;
        at = text[id..part.end].find('}').map_or(part.end, |close| id + close + 1);
    }
    found.extend(words::words(text, at..part.end.max(at)));
    found
}

/// The last boundary of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// For each old article the new one that it is: with the same number and title, else with the same
/// title, else with the same number; the first with the first where they stand several times.
pub(crate) fn same_articles(old: &[Article], new: &[Article]) -> Vec<Option<usize>> {
    type Key = fn(&Article) -> (&str, &str);
    let keys: [Key; 3] = [
        |article| (&article.number, &article.title),
        |article| ("", &article.title),
        |article| (&article.number, ""),
    ];
    let mut same = vec![None; old.len()];
    let mut free: BTreeSet<usize> = (0..new.len()).collect();
    for key in keys {
        let mut known: BTreeMap<(&str, &str), VecDeque<usize>> = BTreeMap::new();
        for &at in &free {
            known.entry(key(&new[at])).or_default().push_back(at);
        }
        for (slot, article) in same.iter_mut().zip(old).filter(|(slot, _)| slot.is_none()) {
            if key(article) == ("", "") {
                continue;
            }
            *slot = known.get_mut(&key(article)).and_then(VecDeque::pop_front);
            if let Some(at) = slot {
                free.remove(at);
            }
        }
    }
    same
}
