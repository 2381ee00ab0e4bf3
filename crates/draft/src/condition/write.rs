//! Writes conditions as they are read.

use super::Condition;
use crate::model::Draft;

/// The condition in words. Reading them again gives the same condition, where no `and` or `or` of
/// it has fewer than two parts: these are written as their part, or as `always` and `never`.
pub fn words(condition: &Condition, draft: &Draft) -> String {
    let mut out = String::new();
    write(condition, draft, Place::Alone, &mut out);
    out
}

/// Where a condition stands, which decides on parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Alone,
    InAny,
    InAll,
    InNot,
}

fn write(condition: &Condition, draft: &Draft, place: Place, out: &mut String) {
    match condition {
        Condition::Is { bracket, option } => is(draft, (*bracket, *option), "is", out),
        Condition::Not(inner) => match inner.as_ref() {
            Condition::Is { bracket, option } => is(draft, (*bracket, *option), "is not", out),
            other => {
                out.push_str("not ");
                write(other, draft, Place::InNot, out);
            }
        },
        Condition::All(parts) if parts.is_empty() => out.push_str("always"),
        Condition::Any(parts) if parts.is_empty() => out.push_str("never"),
        Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => {
            parts.iter().for_each(|part| write(part, draft, place, out));
        }
        Condition::All(parts) => {
            let bare = matches!(place, Place::Alone | Place::InAny);
            joined(parts, draft, (" and ", Place::InAll), bare, out);
        }
        Condition::Any(parts) => {
            joined(parts, draft, (" or ", Place::InAny), place == Place::Alone, out);
        }
    }
}

fn joined(
    parts: &[Condition],
    draft: &Draft,
    (word, place): (&str, Place),
    bare: bool,
    out: &mut String,
) {
    if !bare {
        out.push('(');
    }
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(word);
        }
        write(part, draft, place, out);
    }
    if !bare {
        out.push(')');
    }
}

fn is(draft: &Draft, (bracket, option): (usize, usize), word: &str, out: &mut String) {
    let known = draft.brackets.get(bracket);
    let id = known.map_or("?", |bracket| bracket.id.as_str());
    let key = known.and_then(|b| b.options.get(option)).map_or("?", |option| option.key.as_str());
    let key = key.replace('\\', "\\\\").replace('"', "\\\"");
    out.push_str(&format!("{id} {word} \"{key}\""));
}
