//! What changed between two drafts.

use draft::Holders;
use draft::compare::{BracketChange, Comparison, Instead, State, What};

use crate::document::Document;
use crate::paper::plural;
use crate::status::shortened;

/// The changes as people read them.
pub fn text(comparison: &Comparison) -> Document {
    let mut told = Document::new();
    let count = comparison.changes.len();
    let title = match count {
        0 => "no bracket changed".to_owned(),
        1 => "1 bracket changed".to_owned(),
        _ => format!("{count} brackets changed"),
    };
    told.heading(title);
    let (old, new) = (comparison.old.unsettled(), comparison.new.unsettled());
    told.text(format!("not agreed: {old} before, {new} now"));
    if comparison.left_out {
        let all = plural(comparison.new.brackets, "bracket");
        let note = format!(
            "too many to look for likeness everywhere ({all}): some may be told as gone and new"
        );
        told.open(note);
    }
    for change in &comparison.changes {
        one(&mut told, change);
    }
    told
}

fn one(told: &mut Document, change: &BracketChange) {
    told.name(change.id.clone());
    for what in &change.what {
        told.item("", words(what));
    }
}

fn words(what: &What) -> String {
    let q = |text: &str| format!("“{}”", shortened(text));
    match what {
        What::Added { one_of } => format!("new bracket{}", by_choice(*one_of, "new")),
        What::Gone { instead, one_of } => {
            let instead = instead_words(instead);
            format!("no bracket any more: {instead}{}", by_choice(*one_of, "gone"))
        }
        What::Moved { from, to } => format!("moved from article {from} to {to}"),
        What::IdAdded => "its id is written now".to_owned(),
        What::IdLost { id } => format!("its id {id} is not written any more"),
        What::OptionAdded { option } => format!("option added: {}", q(option)),
        What::OptionRemoved { option } => format!("option removed: {}", q(option)),
        What::OptionReworded { from, old_words, new_words, .. } => format!(
            "option {} reworded, so it is another option: {} → {}",
            q(from),
            q(old_words),
            q(new_words)
        ),
        What::OptionRelabelled { from, to } => format!("option {} is called {}", q(from), q(to)),
        What::HoldersChanged { option, from, to } => {
            format!("{}: held by {} → {}", q(option), holders(from), holders(to))
        }
        What::ConditionChanged { option } => format!("{}: another condition", q(option)),
        What::StatusChanged { from, to } => format!("{} → {}", state(from), state(to)),
    }
}

/// That another of the same kind could be told in its place.
fn by_choice(one_of: Option<usize>, what: &str) -> String {
    one_of.map_or(String::new(), |count| {
        let kind = format!("one of {count} with the same words in and around them");
        format!(" ({kind}: which one is {what} cannot be known)")
    })
}

fn instead_words(instead: &Instead) -> String {
    match instead {
        Instead::Option { option } if option == "no text" => "without the text".to_owned(),
        Instead::Option { option } => format!("“{}” stands", shortened(option)),
        Instead::Words { words } => format!("other words stand: “{}”", shortened(words)),
        Instead::Nothing => "nothing stands there".to_owned(),
        Instead::Unknown => {
            "the words around it changed too, so what stands there cannot be told".to_owned()
        }
    }
}

fn holders(holders: &Holders) -> String {
    let mut words = [holders.proposed.join(", "), holders.supported.join(", ")]
        .into_iter()
        .filter(|names| !names.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    if words.is_empty() {
        words.push_str("nobody");
    }
    if !holders.against.is_empty() {
        words += &format!(" against {}", holders.against.join(", "));
    }
    words
}

fn state(state: &State) -> String {
    match state {
        State::Open => "open".to_owned(),
        State::Placeholder => "kept free".to_owned(),
        State::AdReferendum { option, by } if by.is_empty() => {
            format!("agreed ad referendum: “{}”", shortened(option))
        }
        State::AdReferendum { option, by } => {
            format!("agreed ad referendum by {}: “{}”", by.join(", "), shortened(option))
        }
        State::Agreed { option } => format!("agreed: “{}”", shortened(option)),
    }
}
