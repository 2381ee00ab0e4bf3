//! Options added to a bracket, and removed from it.

use basis::{Diagnostic, Span};

use super::{Edited, check, get, holders, known_parties, names, refused, replace};
use crate::find::{NO_TEXT, collapsed, is_no_text, short};
use crate::model::{Bracket, Draft, Form, Holders, OptionKind};

/// Adds an option at the end of a bracket, with a label of its own where the others have one. An
/// implied *no text* is then written.
///
/// # Errors
///
/// When the words would be read as something else than one option, when the bracket has it already,
/// when a follower has words for each option, or when a party is unknown.
pub fn add_option(
    draft: &Draft,
    bracket: usize,
    words: &str,
    held: &Holders,
) -> Result<Edited, Diagnostic> {
    let found = get(draft, bracket)?;
    let parties = held.proposed.iter().chain(&held.supported).chain(&held.against);
    known_parties(draft, found, &parties.cloned().collect::<Vec<_>>())?;
    no_followers(draft, bracket, found)?;
    let implied = found.options.iter().any(|o| o.kind == OptionKind::ImpliedNoText);
    let written: Vec<&str> = found.options.iter().filter_map(|o| o.label.as_deref()).collect();
    let mut labels: Vec<String> = written.iter().map(|label| (*label).to_owned()).collect();
    let mut text = String::new();
    let no_text = (NO_TEXT.to_owned(), Holders::default());
    let added = std::iter::once((words.trim().to_owned(), held.clone()));
    for (words, held) in added.chain(implied.then_some(no_text)) {
        let label = next_label(&labels);
        text.push_str(&alternative(draft, found, label.as_deref(), &words, &held));
        labels.extend(label);
    }
    let new_label = labels.get(written.len()).cloned();
    let key = new_label.unwrap_or_else(|| match is_no_text(words) {
        true => NO_TEXT.to_owned(),
        false => collapsed(words.chars()).collect(),
    });
    let end = last_alternative(found);
    let said = format!("`{}` is added to bracket `{}`", short(words.trim()), found.id);
    let edited = replace(draft, Span::new(end, end), &text, said);
    let mut keys: Vec<String> = found.options.iter().map(|option| option.key.clone()).collect();
    let at = keys.len() - usize::from(implied);
    keys.insert(at, key);
    if implied && labels.len() > written.len() {
        keys.pop();
        keys.extend(labels.last().cloned());
    }
    check(draft, bracket, edited, |again, new| {
        let same_keys = new.options.iter().map(|option| &option.key).eq(&keys);
        let whole = |whole: Span| again.text.get(whole.start..whole.end).unwrap_or("");
        let new_option = new.options.get(at).is_some_and(|option| {
            option.holders == *held && whole(option.whole).ends_with(words.trim())
        });
        let before = new.options.iter().zip(&found.options).take(at);
        let mut before = before.map(|(new, old)| new.holders == old.holders);
        same_keys && new_option && before.all(|same| same) && new.status == found.status
    })
}

/// Takes an option out of a bracket. `agreed_by` names the parties that agreed to it.
///
/// # Errors
///
/// When nobody agreed or a party is unknown; when only one option would be left, which is an
/// agreement on it, and the parties' to state; when the option is one value of a blank, or implied;
/// when the status, a condition or a follower still speaks of it.
pub fn remove_option(
    draft: &Draft,
    bracket: usize,
    option: usize,
    agreed_by: &[String],
) -> Result<Edited, Diagnostic> {
    let found = get(draft, bracket)?;
    known_parties(draft, found, agreed_by)?;
    let refuse = |message: String, help: &str| Err(refused(draft, found, message).help(help));
    let Some(gone) = found.options.get(option) else {
        return refuse("there is no such option".to_owned(), "name one of the bracket");
    };
    let name = short(&gone.key);
    if agreed_by.is_empty() {
        let message = format!("nothing says who agreed to remove `{name}`");
        return refuse(message, "name the parties that agreed");
    }
    if matches!(gone.kind, OptionKind::Filled(_)) {
        let message = format!("`{name}` is one value of a blank");
        return refuse(message, "write the range anew");
    }
    let alternatives = alternatives(found);
    let at = alternatives.iter().position(|whole| *whole == gone.whole);
    let Some(at) = at.filter(|_| alternatives.len() > 2) else {
        let message = format!("without `{name}` one option would be left");
        return refuse(message, "set the status to agreed on that option instead");
    };
    if found.agreed() == Some(option) {
        return refuse(
            format!("the status says that `{name}` is agreed"),
            "change the status first",
        );
    }
    if names(draft, bracket, Some(option)) {
        return refuse(format!("a condition speaks of `{name}`"), "mend the condition first");
    }
    no_followers(draft, bracket, found)?;
    let around = |at: usize| alternatives.get(at).copied().unwrap_or(gone.whole);
    let cut = match at {
        0 => Span::new(gone.whole.start, around(1).start),
        _ => Span::new(around(at - 1).end, gone.whole.end),
    };
    let said =
        format!("`{name}` is removed from bracket `{}`, by {}", found.id, agreed_by.join(", "));
    let edited = replace(draft, cut, "", said);
    let left = found.options.iter().filter(|known| known.key != gone.key);
    let left: Vec<(String, Holders)> = left.map(|o| (o.key.clone(), o.holders.clone())).collect();
    let status = found.agreed().and_then(|agreed| found.options.get(agreed)).map(|o| o.key.clone());
    check(draft, bracket, edited, |_, new| {
        let options = new.options.iter().map(|o| (o.key.clone(), o.holders.clone()));
        let agreed = new.agreed().and_then(|agreed| new.options.get(agreed));
        options.eq(left.iter().cloned()) && agreed.map(|o| o.key.clone()) == status
    })
}

/// Refuses where followers have words for each option: these would no longer go together.
fn no_followers(draft: &Draft, bracket: usize, found: &Bracket) -> Result<(), Diagnostic> {
    let follows = |f: &&crate::model::Follower| f.of == bracket && !f.words.is_empty();
    draft.followers.iter().find(follows).map_or(Ok(()), |follower| {
        let message = format!("a follower has words for each option of bracket `{}`", found.id);
        let at = basis::At::Bytes(follower.span);
        let problem =
            refused(draft, found, message).label(draft.file.as_str(), at, "it stands here");
        Err(problem.help("let the follower repeat the bracket, or edit both by hand"))
    })
}

/// The bytes of each alternative that is written.
fn alternatives(bracket: &Bracket) -> Vec<Span> {
    let written = bracket.options.iter().filter(|o| o.kind != OptionKind::ImpliedNoText);
    let mut spans: Vec<Span> = written.map(|option| option.whole).collect();
    spans.dedup();
    spans
}

fn last_alternative(bracket: &Bracket) -> usize {
    alternatives(bracket).last().map_or(bracket.marks.inner.end, |whole| whole.end)
}

/// An alternative as the bracket's form writes it, with what parts it from the one before.
fn alternative(
    draft: &Draft,
    bracket: &Bracket,
    label: Option<&str>,
    words: &str,
    held: &Holders,
) -> String {
    let list = holders::list(held);
    if bracket.marks.form == Form::Inline {
        let label = label.map_or(String::new(), |label| {
            if label.contains(' ') { format!("{label}: ") } else { format!("{label}) ") }
        });
        let list = if list.is_empty() { list } else { format!("{list}: ") };
        return format!(" / {label}{list}{words}");
    }
    let line = if draft.text.contains("\r\n") { "\r\n" } else { "\n" };
    let list = if list.is_empty() { list } else { format!(" ({list})") };
    format!("{line}{line}{}{list}: {words}", label.unwrap_or("Option"))
}

/// The label after the last: `Option 3` after `Option 2`, `c` after `b`; none where there is none.
fn next_label(labels: &[String]) -> Option<String> {
    let last = labels.last()?;
    let (word, number) = last.rsplit_once(' ').map_or(("", last.as_str()), |(w, n)| (w, n));
    let letter = number.chars().next().filter(|c| number.len() == 1 && c.is_ascii_alphabetic());
    let digits = number.trim_end_matches(|c: char| !c.is_ascii_digit());
    let mut next = match (letter, digits.parse::<usize>()) {
        (Some(c), _) => std::iter::successors(Some(c), |c| char::from_u32(u32::from(*c) + 1))
            .skip(1)
            .take_while(char::is_ascii_alphabetic)
            .map(String::from)
            .collect::<Vec<_>>(),
        (None, Ok(number)) => {
            (1..=labels.len() + 1).map(|step| number.saturating_add(step).to_string()).collect()
        }
        (None, Err(_)) => (1..=labels.len() + 1).map(|n| (labels.len() + n).to_string()).collect(),
    };
    let whole =
        |number: &String| if word.is_empty() { number.clone() } else { format!("{word} {number}") };
    next.retain(|number| !labels.contains(&whole(number)));
    next.first().map(whole)
}
