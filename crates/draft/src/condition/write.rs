//! Writes conditions as they are read.

use super::Condition;
use crate::model::Draft;

/// The condition in words. Reading them again gives the same condition, where no `and` or `or` of
/// it has fewer than two parts: these are written as their part, or as `always` and `never`.
pub fn words(condition: &Condition, draft: &Draft) -> String {
    words_with(condition, draft, &|bracket, option| {
        let options = draft.brackets.get(bracket).map_or(&[][..], |bracket| &bracket.options);
        options.get(option).map_or("?", |option| option.key.as_str()).to_owned()
    })
}

/// The same, with what to call an option of a bracket.
pub(crate) fn words_with(
    condition: &Condition,
    draft: &Draft,
    call: &dyn Fn(usize, usize) -> String,
) -> String {
    let mut out = String::new();
    Writer { draft, call, out: &mut out }.write(condition, Place::Alone);
    out
}

struct Writer<'a> {
    draft: &'a Draft,
    call: &'a dyn Fn(usize, usize) -> String,
    out: &'a mut String,
}

/// Where a condition stands, which decides on parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Alone,
    InAny,
    InAll,
    InNot,
}

impl Writer<'_> {
    fn write(&mut self, condition: &Condition, place: Place) {
        match condition {
            Condition::Is { bracket, option } => self.is(*bracket, *option, "is"),
            Condition::Not(inner) => match inner.as_ref() {
                Condition::Is { bracket, option } => self.is(*bracket, *option, "is not"),
                other => {
                    self.out.push_str("not ");
                    self.write(other, Place::InNot);
                }
            },
            Condition::All(parts) if parts.is_empty() => self.out.push_str("always"),
            Condition::Any(parts) if parts.is_empty() => self.out.push_str("never"),
            Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => {
                parts.iter().for_each(|part| self.write(part, place));
            }
            Condition::All(parts) => {
                let bare = matches!(place, Place::Alone | Place::InAny);
                self.joined(parts, (" and ", Place::InAll), bare);
            }
            Condition::Any(parts) => {
                self.joined(parts, (" or ", Place::InAny), place == Place::Alone);
            }
        }
    }

    fn joined(&mut self, parts: &[Condition], (word, place): (&str, Place), bare: bool) {
        if !bare {
            self.out.push('(');
        }
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                self.out.push_str(word);
            }
            self.write(part, place);
        }
        if !bare {
            self.out.push(')');
        }
    }

    fn is(&mut self, bracket: usize, option: usize, word: &str) {
        let id = self.draft.brackets.get(bracket).map_or("?", |bracket| bracket.id.as_str());
        let name = (self.call)(bracket, option).replace('\\', "\\\\").replace('"', "\\\"");
        self.out.push_str(&format!("{id} {word} \"{name}\""));
    }
}
