//! Packages in files: which option is chosen for which bracket.
//!
//! ```toml
//! format = "detente-package/1"
//! [choices]
//! 2a = "15 km"
//! 7 = "no text"
//! ```
//!
//! A bracket that is not named takes the option that the text says is agreed, and is open where
//! there is none. One that is agreed takes no other, unless it is to count as open. One that stands
//! inside an option that is not chosen is not reached; what is chosen inside of an open bracket
//! holds where that bracket is so chosen that it is reached.

use draft::condition::{Choice, rest};
use draft::table::Agreed;
use draft::{Condition, Draft};
use toml::de::DeValue;

use basis::Diagnostic;

use crate::codes;
use crate::folder::{Placed, Tree, quoted, span_of};
use crate::positions::issues::{bracket_name, option_name};
use crate::positions::refs;

/// Name of the format.
pub const FORMAT: &str = "detente-package/1";

/// Reads a package of a draft: a choice for each of its brackets, in their order.
///
/// `agreed` says whether a package may choose against what the text says is agreed.
pub fn read(
    file: &str,
    text: &str,
    draft: &Draft,
    agreed: Agreed,
) -> (Vec<Choice>, Vec<Diagnostic>) {
    let (mut tree, root) = Tree::new(file, text);
    let mut named: Vec<Option<(usize, Placed)>> = vec![None; draft.brackets.len()];
    if let Some(root) = root {
        let fields = tree.fields(root.get_ref(), span_of(&root), &["format", "title", "choices"]);
        tree.format(&fields, FORMAT);
        match fields.get("choices").map(|value| (value, value.get_ref())) {
            None => tree.missing(&fields, "choices", None),
            Some((_, DeValue::Table(choices))) => {
                for (key, value) in choices {
                    let id =
                        Placed { text: key.get_ref().clone().into_owned(), span: span_of(key) };
                    let option = tree.as_text(value, &id.text);
                    let Some(option) = option else { continue };
                    let bracket = refs::bracket(&mut tree, draft, &id, Some(&option.text));
                    let Some(bracket) = bracket else { continue };
                    if let Some(at) = refs::option(&mut tree, draft, bracket, &option) {
                        named[bracket] = Some((at, option));
                    }
                }
            }
            Some((value, _)) => tree.wrong(value, "choices", "a table"),
        }
    }
    let mut choices = settle(&mut tree, draft, &named);
    match agreed {
        Agreed::Fixed => against_agreed(&mut tree, draft, &named),
        Agreed::Open => reopen(draft, &named, &mut choices),
    }
    conditions(&mut tree, draft, &named, &choices);
    (choices, tree.problems)
}

/// From what is named to a choice for each bracket.
fn settle(tree: &mut Tree<'_>, draft: &Draft, named: &[Option<(usize, Placed)>]) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::with_capacity(draft.brackets.len());
    for (at, bracket) in draft.brackets.iter().enumerate() {
        let around = bracket.inside.and_then(|(of, option)| {
            choices.get(of).map(|choice| (of, *choice, Choice::Option(option)))
        });
        let own = named.get(at).and_then(Option::as_ref);
        choices.push(match (around, own) {
            (Some((of, choice, inside)), own) if choice != inside && choice != Choice::Open => {
                if let Some((option, words)) = own.filter(|(o, _)| *o < bracket.options.len()) {
                    debug_assert!(*option < bracket.options.len());
                    let message = format!("bracket {} is not reached", quoted(&bracket.id));
                    let help = format!(
                        "it stands inside an option of `{}` that is not chosen",
                        bracket_name(draft, of)
                    );
                    tree.error(codes::NOT_REACHED, message, words.span, Some(help));
                }
                Choice::NotReached
            }
            (around, Some((option, words))) if *option >= bracket.options.len() => {
                let id = quoted(&bracket.id);
                let (message, help) = match around {
                    Some((of, Choice::Open, _)) => {
                        let of = quoted(bracket_name(draft, of));
                        let message = format!("nothing says that bracket {id} is not reached");
                        (message, Some(format!("it depends on {of}: choose an option there")))
                    }
                    _ => (format!("bracket {id} is reached"), None),
                };
                tree.error(codes::NOT_REACHED, message, words.span, help);
                Choice::Open
            }
            (_, Some((option, _))) => Choice::Option(*option),
            (_, None) => bracket.agreed().map_or(Choice::Open, Choice::Option),
        });
    }
    choices
}

/// Opens what is agreed and not named where the choices rule it out, or it them.
fn reopen(draft: &Draft, named: &[Option<(usize, Placed)>], choices: &mut [Choice]) {
    for (at, bracket) in draft.brackets.iter().enumerate() {
        let Some(Choice::Option(option)) = choices.get(at) else { continue };
        let condition = bracket.options.get(*option).and_then(|option| option.only_if.as_ref());
        let Some(condition) = condition.filter(|c| rest(c, draft, choices) == never()) else {
            continue;
        };
        let is_named = |at: &usize| named.get(*at).is_some_and(Option::is_some);
        let open = if is_named(&at) { condition.brackets() } else { vec![at] };
        for at in open.into_iter().filter(|at| !is_named(at)) {
            if let Some(choice @ Choice::Option(_)) = choices.get_mut(at) {
                *choice = Choice::Open;
            }
        }
    }
}

fn never() -> Condition {
    Condition::Any(Vec::new())
}

/// Tells options that are named although the text says that another is agreed.
fn against_agreed(tree: &mut Tree<'_>, draft: &Draft, named: &[Option<(usize, Placed)>]) {
    for (at, (bracket, named)) in draft.brackets.iter().zip(named).enumerate() {
        let (Some(agreed), Some((option, words))) = (bracket.agreed(), named) else { continue };
        if *option == agreed || *option >= bracket.options.len() {
            continue;
        }
        let name = |option: usize| quoted(option_name(draft, at, option));
        let (agreed, chosen, id) = (name(agreed), name(*option), quoted(&bracket.id));
        let message =
            format!("the text says that bracket {id} is agreed as {agreed}, not {chosen}");
        let help = format!("leave {id} out, or first open it again in the text");
        tree.error(codes::AGREED, message, words.span, Some(help));
    }
}

/// Tells options whose condition does not hold, named or agreed. What is agreed inside of an open
/// bracket is not told: that may be so chosen that it is not reached.
fn conditions(
    tree: &mut Tree<'_>,
    draft: &Draft,
    named: &[Option<(usize, Placed)>],
    choices: &[Choice],
) {
    let named = |bracket: usize| named.get(bracket).and_then(Option::as_ref);
    for ((at, bracket), choice) in draft.brackets.iter().enumerate().zip(choices) {
        let Choice::Option(option) = choice else { continue };
        let condition = bracket.options.get(*option).and_then(|option| option.only_if.as_ref());
        let Some(condition) = condition.filter(|c| rest(c, draft, choices) == never()) else {
            continue;
        };
        let id = quoted(&bracket.id);
        let open = |around: &usize| choices.get(*around) == Some(&Choice::Open);
        let (place, message) = if let Some((_, words)) = named(at) {
            (words, format!("{} of {id} cannot be chosen", quoted(&words.text)))
        } else if draft.around(bracket.inside).iter().any(open) {
            continue;
        } else if let Some((_, words)) = bears_on(draft, at, condition).find_map(named) {
            let agreed = quoted(option_name(draft, at, *option));
            (words, format!("{agreed} of {id} is agreed, and cannot be with these choices"))
        } else {
            continue;
        };
        let help =
            format!("the text allows it only if {}", draft::condition::words(condition, draft));
        tree.error(codes::NOT_REACHED, message, place.span, Some(help));
    }
}

/// Brackets whose choice decides whether a condition of an option holds: those that it speaks of,
/// and those around them and around the option, which decide what is reached.
fn bears_on(draft: &Draft, at: usize, condition: &Condition) -> impl Iterator<Item = usize> {
    let around = |at: usize| draft.around(draft.brackets.get(at).and_then(|b| b.inside));
    let mut found = condition.brackets();
    found.extend(condition.brackets().into_iter().chain([at]).flat_map(around));
    found.into_iter()
}

/// A package as a file. Open brackets are left out, and so are those that are not reached.
pub fn write(title: &str, draft: &Draft, choices: &[Choice]) -> String {
    let text = |text: &str| toml::Value::from(text).to_string();
    let mut out = format!("format = {}\n", text(FORMAT));
    if !title.is_empty() {
        out += &format!("title = {}\n", text(title));
    }
    out += "\n[choices]\n";
    for (bracket, choice) in draft.brackets.iter().zip(choices) {
        let Choice::Option(option) = choice else { continue };
        if let Some(option) = bracket.options.get(*option) {
            out += &format!("{} = {}\n", text(&bracket.id), text(&option.key));
        }
    }
    out
}
