//! Which option of an old bracket is which of the new one.
//!
//! The same key first, then the same words, then words of which more than half are shared, one to
//! one, the most alike first. Values of a blank are the same or not, never alike.

use std::collections::{BTreeMap, VecDeque};

use super::likeness::{Numbers, likeness, one_to_one};
use super::matching::{Match, Matches};
use super::{What, has_words, same_condition};
use crate::model::{Bracket, Draft, OptionText};
use crate::redline::words;

/// Pairs of options of a bracket that are looked at for likeness; where there are more, options are
/// the same or not.
const OPTION_PAIRS_MAX: usize = 1_000_000;

/// The options of matched brackets.
pub(crate) struct Options<'d> {
    old: &'d Draft,
    new: &'d Draft,
    /// For each old bracket the new one.
    brackets: Vec<Option<usize>>,
    /// For each old bracket and option the new option.
    options: Vec<Vec<Option<usize>>>,
}

impl<'d> Options<'d> {
    pub(crate) fn of(old: &'d Draft, new: &'d Draft, matches: &Matches) -> Options<'d> {
        let mut brackets = vec![None; old.brackets.len()];
        let mut options = vec![Vec::new(); old.brackets.len()];
        for found in &matches.pairs {
            if let (Some(was), Some(is)) =
                (old.brackets.get(found.old), new.brackets.get(found.new))
            {
                brackets[found.old] = Some(found.new);
                options[found.old] = pair_up(old, was, new, is);
            }
        }
        Options { old, new, brackets, options }
    }

    /// For each option of an old bracket the new one.
    pub(crate) fn of_bracket(&self, old: usize) -> &[Option<usize>] {
        self.options.get(old).map_or(&[], Vec::as_slice)
    }

    /// What happened to the options of a bracket, in the order of the new one, those that are gone
    /// last.
    pub(crate) fn changes(&self, found: &Match, what: &mut Vec<What>) {
        let (Some(was), Some(is)) =
            (self.old.brackets.get(found.old), self.new.brackets.get(found.new))
        else {
            return;
        };
        let now = self.of_bracket(found.old);
        let mut before = vec![None; is.options.len()];
        for (option, now) in was.options.iter().zip(now) {
            if let Some(slot) = now.and_then(|now| before.get_mut(now)) {
                *slot = Some(option);
            }
        }
        for (option, before) in is.options.iter().zip(before) {
            match before {
                None => what.push(What::OptionAdded { option: option.key.clone() }),
                Some(before) => self.change(before, option, what),
            }
        }
        for (option, now) in was.options.iter().zip(now) {
            if now.is_none() {
                what.push(What::OptionRemoved { option: option.key.clone() });
            }
        }
    }

    fn change(&self, was: &OptionText, is: &OptionText, what: &mut Vec<What>) {
        let (from, to) = (was.key.clone(), is.key.clone());
        let (old_words, new_words) = (self.old.option_words(was), self.new.option_words(is));
        if old_words != new_words {
            what.push(What::OptionReworded { from, to, old_words, new_words });
        } else if from != to {
            what.push(What::OptionRelabelled { from, to });
        }
        let option = is.key.clone();
        if was.holders != is.holders {
            let (from, to) = (was.holders.clone(), is.holders.clone());
            what.push(What::HoldersChanged { option: option.clone(), from, to });
        }
        let now = |bracket: usize, option: usize| {
            let new = self.brackets.get(bracket).copied().flatten()?;
            Some((new, self.of_bracket(bracket).get(option).copied().flatten()?))
        };
        let same = match (&was.only_if, &is.only_if) {
            (None, None) => true,
            (Some(old), Some(new)) => same_condition(old, new, &now),
            _ => false,
        };
        if !same {
            what.push(What::ConditionChanged { option });
        }
    }
}

/// For each option of the old bracket the new one that it is.
fn pair_up(old: &Draft, was: &Bracket, new: &Draft, is: &Bracket) -> Vec<Option<usize>> {
    let mut pairing =
        Pairing { now: vec![None; was.options.len()], free: vec![true; is.options.len()] };
    let keys = |bracket: &Bracket| -> Vec<String> {
        bracket.options.iter().map(|option| option.key.clone()).collect()
    };
    pairing.equal(&keys(was), &keys(is));
    let words = |draft: &Draft, bracket: &Bracket| -> Vec<String> {
        bracket.options.iter().map(|option| draft.option_words(option)).collect()
    };
    let (old_words, new_words) = (words(old, was), words(new, is));
    pairing.equal(&old_words, &new_words);
    let may = |bracket: &Bracket, at: usize| {
        bracket.options.get(at).is_some_and(|option| has_words(&option.kind))
    };
    let olds: Vec<usize> =
        (0..was.options.len()).filter(|at| pairing.now[*at].is_none() && may(was, *at)).collect();
    let news: Vec<usize> =
        (0..is.options.len()).filter(|at| pairing.free[*at] && may(is, *at)).collect();
    if olds.len().saturating_mul(news.len()) > OPTION_PAIRS_MAX {
        return pairing.now;
    }
    let mut numbers = Numbers::default();
    let mut lists = |ats: &[usize], texts: &[String]| -> Vec<Vec<u32>> {
        ats.iter().map(|at| numbers.list(words::words(&texts[*at], 0..texts[*at].len()))).collect()
    };
    let (old_lists, new_lists) = (lists(&olds, &old_words), lists(&news, &new_words));
    let mut pairs = Vec::new();
    for (at, old) in olds.iter().zip(&old_lists) {
        for (to, new) in news.iter().zip(&new_lists) {
            let alike = likeness(old, new);
            if alike.shared * 2 > alike.all {
                pairs.push((alike, *at, *to));
            }
        }
    }
    one_to_one(pairs).into_iter().for_each(|(_, at, to)| pairing.take(at, to));
    pairing.now
}

/// Options that were paired up so far.
struct Pairing {
    now: Vec<Option<usize>>,
    free: Vec<bool>,
}

impl Pairing {
    fn take(&mut self, at: usize, to: usize) {
        self.now[at] = Some(to);
        self.free[to] = false;
    }

    /// Pairs up what is equal and not empty; of several the first with the first.
    fn equal(&mut self, old: &[String], new: &[String]) {
        let mut known: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
        for (to, text) in new.iter().enumerate().filter(|(to, _)| self.free[*to]) {
            known.entry(text).or_default().push_back(to);
        }
        for (at, text) in old.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            if self.now[at].is_none()
                && let Some(to) = known.get_mut(text.as_str()).and_then(VecDeque::pop_front)
            {
                self.take(at, to);
            }
        }
    }
}
