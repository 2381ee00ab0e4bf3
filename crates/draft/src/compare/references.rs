//! References to options of an old draft that lead nowhere in the new one.

use serde::Serialize;

use super::Comparison;
use super::likeness::{Likeness, Numbers, likeness};
use crate::model::{Draft, OptionText};
use crate::redline::words;

/// A reference that leads nowhere now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LostReference {
    /// Its place in the list that was asked about.
    pub reference: usize,
    /// What became of what it named.
    pub lost: Lost,
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "lost")]
pub enum Lost {
    /// It led nowhere in the old draft.
    Never,
    /// The bracket is gone.
    Bracket,
    /// The bracket has another id, or none that is written.
    Id {
        /// What it is called now.
        now: String,
    },
    /// The option is gone, or has other words.
    Option {
        /// Its words in the old draft.
        old_words: String,
        /// The option of the new bracket with the most words in common, and these words; nothing
        /// where none has any.
        nearest: Option<(String, String)>,
    },
}

/// Which references (an id and what an option is called) that were made to the old draft lead
/// nowhere in the new one. An option whose words changed under the same label is lost: what was
/// said was said of other words.
pub fn lost_references(
    old: &Draft,
    new: &Draft,
    comparison: &Comparison,
    references: &[(&str, &str)],
) -> Vec<LostReference> {
    let mut found = Vec::new();
    for (reference, (id, option)) in references.iter().enumerate() {
        if let Some(lost) = lost(old, new, comparison, id, option) {
            found.push(LostReference { reference, lost });
        }
    }
    found
}

fn lost(old: &Draft, new: &Draft, found: &Comparison, id: &str, option: &str) -> Option<Lost> {
    let known = old.bracket(id).and_then(|at| {
        let option = old.option(at, option).ok()?;
        Some((at, old.brackets.get(at)?.options.get(option)?))
    });
    let Some((at, option_was)) = known else { return Some(Lost::Never) };
    let now = found.matches.pairs.iter().find(|pair| pair.old == at);
    let Some(bracket) = now.and_then(|pair| new.brackets.get(pair.new)) else {
        return Some(Lost::Bracket);
    };
    if bracket.id != id {
        return Some(Lost::Id { now: bracket.id.clone() });
    }
    let old_words = old.option_words(option_was);
    let still = |is: &OptionText| new.option_words(is) == old_words;
    let same = now.and_then(|pair| new.option(pair.new, option).ok());
    if same.and_then(|at| bracket.options.get(at)).is_some_and(still) {
        return None;
    }
    let nearest = nearest(new, &bracket.options, &old_words);
    Some(Lost::Option { old_words, nearest })
}

/// The option with the most words in common, the first of several.
fn nearest(new: &Draft, options: &[OptionText], wanted: &str) -> Option<(String, String)> {
    let mut numbers = Numbers::default();
    let wanted = numbers.list(words::words(wanted, 0..wanted.len()));
    let mut best: Option<(Likeness, String, String)> = None;
    for option in options {
        let text = new.option_words(option);
        let alike = likeness(&wanted, &numbers.list(words::words(&text, 0..text.len())));
        let better = best.as_ref().is_none_or(|(known, _, _)| alike > *known);
        if alike.shared > 0 && better {
            best = Some((alike, option.key.clone(), text));
        }
    }
    best.map(|(_, key, text)| (key, text))
}
