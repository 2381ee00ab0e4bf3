//! What files of positions refer to: parties, brackets, options, conditions over them.

use basis::{At, Diagnostic, Span, suggest};
use draft::{Condition, Draft, condition};

use super::issues;
use crate::codes;
use crate::folder::{Placed, Tree, quoted};

/// Names that a message lists where none is near.
const NAMES_LISTED_MAX: usize = 8;

/// Position of a party in the draft.
pub(crate) fn party(tree: &mut Tree<'_>, draft: &Draft, code: &Placed) -> Option<usize> {
    let found = draft.parties.iter().position(|party| *party == code.text);
    if found.is_none() {
        let message = format!("no party has the code {}", quoted(&code.text));
        let help = near(&code.text, draft.parties.iter().map(String::as_str));
        tree.error(codes::NO_PARTY, message, code.span, help);
    }
    found
}

/// Position of a bracket whose id is written in the text. `wording` is what the statement says of
/// its options: where the bracket is gone, another that has such an option may be meant.
pub(crate) fn bracket(
    tree: &mut Tree<'_>,
    draft: &Draft,
    id: &Placed,
    wording: Option<&str>,
) -> Option<usize> {
    let Some(found) = draft.bracket(&id.text) else {
        let message = format!("the text has no bracket {}", quoted(&id.text));
        tree.error(codes::BRACKET_GONE, message, id.span, gone_help(draft, &id.text, wording));
        return None;
    };
    if !written(draft, found) {
        let message = format!("the id {} is not written in the text", quoted(&id.text));
        tree.error(codes::ID_MOVES, message, id.span, Some(number_help()));
        return None;
    }
    Some(found)
}

/// Positions of the articles with this number.
pub(crate) fn articles(tree: &mut Tree<'_>, draft: &Draft, number: &Placed) -> Vec<usize> {
    let all = draft.articles.iter().enumerate();
    let found: Vec<usize> =
        all.filter(|(_, article)| article.number == number.text).map(|(at, _)| at).collect();
    if found.is_empty() {
        let message = format!("the text has no article {}", quoted(&number.text));
        let help = near(&number.text, draft.articles.iter().map(|a| a.number.as_str()));
        tree.error(codes::GUARDRAIL, message, number.span, help);
    }
    found
}

/// Position of an option, *not reached* included.
pub(crate) fn option(
    tree: &mut Tree<'_>,
    draft: &Draft,
    bracket: usize,
    reference: &Placed,
) -> Option<usize> {
    match draft.option(bracket, &reference.text) {
        Ok(found) => Some(found),
        Err(_) if issues::is_not_reached(draft, bracket, &reference.text) => {
            issues::not_reached(draft, bracket)
        }
        Err(missing) => {
            let id = issues::bracket_name(draft, bracket);
            let message = missing.message(id, &short(&reference.text));
            let help = missing.help().or_else(|| Some(options_help(draft, bracket)));
            tree.error(codes::OPTION_GONE, message, reference.span, help);
            None
        }
    }
}

/// A condition over brackets whose ids are written.
pub(crate) fn condition(tree: &mut Tree<'_>, draft: &Draft, text: &Placed) -> Option<Condition> {
    let condition = match condition::parse(tree.file, &text.text, 0, draft) {
        Ok(condition) => condition,
        Err(problems) => {
            let problems: Vec<Diagnostic> =
                problems.into_iter().map(|problem| replaced(tree, draft, text, problem)).collect();
            tree.problems.extend(problems);
            return None;
        }
    };
    let moving = condition.brackets().into_iter().find(|bracket| !written(draft, *bracket));
    if let Some(moving) = moving {
        let id = issues::bracket_name(draft, moving);
        let message = format!("the id {} is not written in the text", quoted(id));
        tree.error(codes::ID_MOVES, message, text.span, Some(number_help()));
        return None;
    }
    Some(condition)
}

/// A problem of a condition with the code and the place of its file.
fn replaced(tree: &Tree<'_>, draft: &Draft, text: &Placed, mut problem: Diagnostic) -> Diagnostic {
    let place = |at: &At| match at {
        At::Bytes(span) => tree.inside(text, *span),
        _ => text.span,
    };
    let (word, after) = match problem.labels.first().map(|label| &label.at) {
        Some(At::Bytes(Span { start, end })) => {
            let part = |range| text.text.get::<std::ops::Range<usize>>(range).unwrap_or_default();
            (part(*start..*end), part(*end..text.text.len()))
        }
        _ => ("", ""),
    };
    problem.code = match problem.code {
        draft::codes::CONDITION_BRACKET => {
            problem.help = gone_help(draft, word, wording_after(after));
            codes::BRACKET_GONE
        }
        draft::codes::CONDITION_OPTION => codes::OPTION_GONE,
        _ => codes::CONDITION,
    };
    for label in &mut problem.labels {
        label.at = At::Bytes(place(&label.at));
    }
    problem
}

fn written(draft: &Draft, bracket: usize) -> bool {
    draft.brackets.get(bracket).is_some_and(|bracket| bracket.id_is_written)
}

fn number_help() -> String {
    "such a name moves when brackets are added; `detente talks number` writes ids".to_owned()
}

/// The nearest id, the bracket that has such an option, or the ids that there are.
fn gone_help(draft: &Draft, id: &str, wording: Option<&str>) -> Option<String> {
    let with_option = || {
        let wording = wording?;
        let has = |at: &usize| written(draft, *at) && draft.option(*at, wording).is_ok();
        let at = (0..draft.brackets.len()).find(has)?;
        let id = issues::bracket_name(draft, at);
        Some(format!("`{id}` has an option {}", quoted(wording)))
    };
    let written = || draft.brackets.iter().filter(|b| b.id_is_written).map(|b| b.id.as_str());
    let nearest = || match written().next() {
        Some(_) => near(id, written()),
        None => Some("no id is written in the text; `detente talks number` writes them".to_owned()),
    };
    with_option().or_else(nearest)
}

/// What a condition says of the bracket that ends here: `is "15 km"`.
fn wording_after(rest: &str) -> Option<&str> {
    let rest = rest.trim_start().strip_prefix("is")?.trim_start();
    let rest = rest.strip_prefix("not ").unwrap_or(rest).trim_start();
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', ')']).next(),
    }
}

fn options_help(draft: &Draft, bracket: usize) -> String {
    let options = draft.brackets.get(bracket).map_or(&[][..], |b| &b.options);
    list("its options are", options.iter().map(|option| option.key.as_str()))
}

/// The nearest name, or the names that there are. Of names with one character any other is near.
fn near<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    if known.clone().next().is_none() {
        return Some("there is none".to_owned());
    }
    let nearest = suggest::did_you_mean(word, known.clone());
    nearest.filter(|_| word.chars().count() > 1).or_else(|| Some(list("known are", known)))
}

fn list<'a>(head: &str, names: impl Iterator<Item = &'a str>) -> String {
    let mut names = names;
    let shown: Vec<String> =
        names.by_ref().take(NAMES_LISTED_MAX).map(|name| format!("`{}`", short(name))).collect();
    let more = if names.next().is_some() { ", …" } else { "" };
    format!("{head} {}{more}", shown.join(", "))
}

fn short(text: &str) -> String {
    quoted(text).trim_matches('`').to_owned()
}
