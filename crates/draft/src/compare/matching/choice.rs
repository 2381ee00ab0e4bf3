//! Where it is a choice which bracket is new, or gone.
//!
//! Brackets of an article with the same options in the same surroundings are equally like whatever
//! one of them was matched with. Where some of them are matched and some are left over, which are
//! left over follows from places alone.

use std::collections::BTreeMap;

use super::{By, Search, Side, may_match};

/// Brackets that are left over by choice, each with how many there are of its kind, itself
/// included: those of its article with the same options in the same surroundings that no id
/// settled.
pub(super) type Choice = BTreeMap<usize, usize>;

impl Search<'_> {
    /// Those that are gone, and those that are new.
    pub(super) fn choices(&self) -> (Choice, Choice) {
        let new_of_old = self.found.iter().map(|found| (found.old, found.new, found.by));
        let old_of_new = self.found.iter().map(|found| (found.new, found.old, found.by));
        (choice(&self.old, &self.new, new_of_old), choice(&self.new, &self.old, old_of_new))
    }
}

/// Those of one side; `matched` are its brackets with those of the other side.
fn choice(
    side: &Side<'_>,
    other: &Side<'_>,
    matched: impl Iterator<Item = (usize, usize, By)>,
) -> Choice {
    let matched: BTreeMap<usize, (usize, By)> =
        matched.map(|(at, of, by)| (at, (of, by))).collect();
    let mut kinds: BTreeMap<(usize, usize, &[u32]), Vec<usize>> = BTreeMap::new();
    for at in 0..side.brackets.len() {
        if matched.get(&at).is_none_or(|(_, by)| *by != By::Id) {
            let kind = (side.articles[at], side.options[at], side.signs[at].as_slice());
            kinds.entry(kind).or_default().push(at);
        }
    }
    let mut choice = Choice::new();
    for kind in kinds.values() {
        let taken: Vec<usize> =
            kind.iter().filter_map(|at| matched.get(at)).map(|(of, _)| *of).collect();
        for at in kind.iter().filter(|at| side.free.contains(at)) {
            let bracket = &side.brackets[*at];
            if taken.iter().any(|of| may_match(&other.brackets[*of], bracket)) {
                choice.insert(*at, kind.len());
            }
        }
    }
    choice
}
