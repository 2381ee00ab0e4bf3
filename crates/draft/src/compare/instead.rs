//! What stands in a new draft where a bracket of the old one stood.

use basis::Span;
use serde::Serialize;

use crate::find::{NO_TEXT, collapsed};
use crate::model::{Bracket, Draft, OptionKind};
use crate::redline::{Step, steps};

/// What stands where a bracket stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "stands")]
pub enum Instead {
    /// The words of one of its options; of *no text*, nothing.
    Option {
        /// The option.
        option: String,
    },
    /// Other words.
    Words {
        /// These, blanks collapsed.
        words: String,
    },
    /// Nothing, where *no text* was none of its options.
    Nothing,
    /// It cannot be told: the words around it changed too.
    Unknown,
}

/// Places of the old text in the new one.
pub(crate) struct Places<'d> {
    old: &'d Draft,
    new: &'d Draft,
    steps: Vec<Step>,
}

impl<'d> Places<'d> {
    pub(crate) fn new(old: &'d Draft, new: &'d Draft) -> Places<'d> {
        Places { old, new, steps: steps(&old.text, &new.text) }
    }

    /// What stands where the bracket stood.
    pub(crate) fn instead(&self, bracket: &Bracket) -> Instead {
        let Some(words) = self.between(bracket.span) else { return Instead::Unknown };
        let words: String = collapsed(words.chars()).collect();
        let stands = |words: &str| {
            let mut options = bracket.options.iter();
            options.find(|option| self.old.option_words(option) == words)
        };
        if words.is_empty() {
            let none = bracket.options.iter().find(|option| {
                matches!(option.kind, OptionKind::NoText | OptionKind::ImpliedNoText)
            });
            return none
                .map_or(Instead::Nothing, |_| Instead::Option { option: NO_TEXT.to_owned() });
        }
        match stands(&words) {
            Some(option) => Instead::Option { option: option.key.clone() },
            None => Instead::Words { words },
        }
    }

    /// The new text between what stood before and after the span; `None` where either changed.
    fn between(&self, span: Span) -> Option<&'d str> {
        let before = self.old.text.get(..span.start)?.trim_end();
        let after = self.old.text.get(span.end..)?.trim_start();
        let start = match before.chars().next_back() {
            None => 0,
            Some(last) => self.place(before.len() - last.len_utf8())? + last.len_utf8(),
        };
        let end = match after.is_empty() {
            true => self.new.text.len(),
            false => self.place(self.old.text.len() - after.len())?,
        };
        self.new.text.get(start..end)
    }

    /// The place in the new text of a byte that is the same in both.
    fn place(&self, at: usize) -> Option<usize> {
        let found = self.steps.partition_point(|step| step.old.end <= at);
        let step = self.steps.get(found).filter(|step| step.same)?;
        Some(step.new.start + (at - step.old.start))
    }
}
