//! What is left of a condition once some options are chosen.

use super::{Choice, Condition};
use crate::model::Draft;

/// The condition without the brackets that are decided: `All` of nothing where it holds, `Any` of
/// nothing where it cannot hold any more.
///
/// What was chosen inside of an open bracket *is* only where that bracket is so chosen that it is
/// reached: of it, this is left.
///
/// ```
/// use draft::condition::{Choice, rest, words};
/// let (draft, _) = draft::parse("text.md", "[A [x / y]{#2} / B]{#1} [C]{#3}", &[]);
/// let read = |words| draft::condition::parse("c", words, 0, &draft).unwrap();
/// let condition = read("2 is x and 3 is C");
/// let choices = [Choice::Open, Choice::Option(0), Choice::Option(0)];
/// assert_eq!(words(&rest(&condition, &draft, &choices), &draft), "1 is \"A [x / y]\"");
/// ```
pub fn rest(condition: &Condition, draft: &Draft, choices: &[Choice]) -> Condition {
    decided(condition, &|bracket, option| {
        let inside = draft.brackets.get(bracket).and_then(|bracket| bracket.inside);
        let reached = inside.map_or(always(), |(bracket, option)| {
            rest(&Condition::Is { bracket, option }, draft, choices)
        });
        match choices.get(bracket) {
            _ if reached == never() => never(),
            None | Some(Choice::Open) => Condition::Is { bracket, option },
            Some(Choice::Option(chosen)) if *chosen == option => reached,
            Some(Choice::Option(_) | Choice::NotReached) => never(),
        }
    })
}

/// What is left of the condition of an option, which is asked only where that option is chosen and
/// reached; the condition itself where nothing of it is decided.
pub(crate) fn rest_of_option(
    draft: &Draft,
    choices: &[Choice],
    (bracket, option): (usize, usize),
) -> Option<Condition> {
    let condition = draft.brackets.get(bracket)?.options.get(option)?.only_if.as_ref()?;
    let left = rest(condition, draft, choices);
    if left == *condition {
        return Some(left);
    }
    let inside = |at: usize| draft.brackets.get(at).and_then(|bracket| bracket.inside);
    let here = std::iter::successors(Some((bracket, option)), |(at, _)| inside(*at));
    let here: Vec<(usize, usize)> = here.collect();
    Some(decided(
        &left,
        &|bracket, option| match here.iter().find(|(around, _)| *around == bracket) {
            Some((_, chosen)) if *chosen == option => always(),
            Some(_) => never(),
            None => Condition::Is { bracket, option },
        },
    ))
}

/// The condition with what each of its `is` comes to.
fn decided(condition: &Condition, is: &dyn Fn(usize, usize) -> Condition) -> Condition {
    match condition {
        Condition::Is { bracket, option } => is(*bracket, *option),
        Condition::Not(inner) => match decided(inner, is) {
            inner if inner == always() => never(),
            inner if inner == never() => always(),
            inner => Condition::Not(Box::new(inner)),
        },
        Condition::All(parts) => {
            let parts = parts.iter().map(|part| decided(part, is));
            joined(parts, (always(), never()), Condition::All)
        }
        Condition::Any(parts) => {
            let parts = parts.iter().map(|part| decided(part, is));
            joined(parts, (never(), always()), Condition::Any)
        }
    }
}

/// What always holds.
pub(crate) fn always() -> Condition {
    Condition::All(Vec::new())
}

/// What never holds.
pub(crate) fn never() -> Condition {
    Condition::Any(Vec::new())
}

/// Parts without those that say nothing; one that decides, decides all.
fn joined(
    parts: impl Iterator<Item = Condition>,
    (nothing, decides): (Condition, Condition),
    join: fn(Vec<Condition>) -> Condition,
) -> Condition {
    let mut kept = Vec::new();
    for part in parts.filter(|part| *part != nothing) {
        if part == decides {
            return decides;
        }
        kept.push(part);
    }
    match kept.len() {
        0 => nothing,
        1 => kept.swap_remove(0),
        _ => join(kept),
    }
}
