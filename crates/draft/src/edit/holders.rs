//! Who holds an option, added to or changed.

use basis::{Diagnostic, Span};

use super::{Edited, check, get, known_parties, refused, replace};
use crate::find::short;
use crate::model::{Draft, Holders, OptionKind, OptionText};
use crate::parse::head::{self, Found};
use crate::parse::holders::{Parties, prefix};
use crate::parse::note::trimmed;

/// What a party does to an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It puts the option forward.
    Proposed,
    /// It supports the option.
    Supported,
    /// It objects to the option.
    Against,
}

/// Writes that a party proposes, supports or objects to an option. What the party did to the option
/// before is taken back. All values of one blank are held together.
///
/// # Errors
///
/// When the party is unknown, when it holds the option so already, when the option is implied and
/// so has no words to hold, or when the text would be read otherwise.
pub fn add_holder(
    draft: &Draft,
    bracket: usize,
    option: usize,
    party: &str,
    role: Role,
) -> Result<Edited, Diagnostic> {
    let found = get(draft, bracket)?;
    known_parties(draft, found, &[party.to_owned()])?;
    let Some(held) = found.options.get(option) else {
        return Err(refused(draft, found, "there is no such option".to_owned()));
    };
    if held.kind == OptionKind::ImpliedNoText {
        let message = format!("bracket `{}` implies *no text*, and nobody can hold it", found.id);
        return Err(refused(draft, found, message).help("add the option `no text` first"));
    }
    let holders = with(&held.holders, party, role);
    if holders == held.holders {
        let message = format!("`{party}` holds `{}` so already", short(&held.key));
        return Err(refused(draft, found, message));
    }
    let (place, words) = place(draft, held, &list(&holders));
    let verb = match role {
        Role::Proposed => "proposes",
        Role::Supported => "supports",
        Role::Against => "objects to",
    };
    let said = format!("{party} {verb} `{}` of bracket `{}`", short(&held.key), found.id);
    let edited = replace(draft, place, &words, said);
    check(draft, bracket, edited, |_, new| {
        let mut expected = found.options.clone();
        for known in expected.iter_mut().filter(|known| known.whole == held.whole) {
            known.holders = holders.clone();
        }
        let same = |(a, b): (&OptionText, &OptionText)| a.key == b.key && a.holders == b.holders;
        new.options.len() == expected.len()
            && new.options.iter().zip(&expected).all(same)
            && new.status == found.status
    })
}

fn with(holders: &Holders, party: &str, role: Role) -> Holders {
    let mut holders = holders.clone();
    let lists = [
        (Role::Proposed, &mut holders.proposed),
        (Role::Supported, &mut holders.supported),
        (Role::Against, &mut holders.against),
    ];
    for (of, list) in lists {
        if of != role {
            list.retain(|known| known != party);
        } else if !list.iter().any(|known| known == party) {
            list.push(party.to_owned());
        }
    }
    holders
}

/// Holders as they are written before the colon.
pub(super) fn list(holders: &Holders) -> String {
    let Holders { proposed, supported, against } = holders;
    let mut parts: Vec<String> = Vec::new();
    match (proposed.as_slice(), supported.as_slice()) {
        ([], []) => {}
        ([first], rest) => {
            let all: Vec<&str> = std::iter::once(first).chain(rest).map(String::as_str).collect();
            parts.push(all.join(", "));
        }
        (proposed, supported) => {
            if !proposed.is_empty() {
                parts.push(format!("proposed by {}", proposed.join(", ")));
            }
            if !supported.is_empty() {
                parts.push(format!("supported by {}", supported.join(", ")));
            }
        }
    }
    if !against.is_empty() {
        parts.push(format!("against {}", against.join(", ")));
    }
    parts.join("; ")
}

/// Where the list goes, and with what around it.
fn place(draft: &Draft, option: &OptionText, list: &str) -> (Span, String) {
    let parties = Parties::new(&draft.parties);
    let (text, whole) = (draft.text.as_str(), option.whole);
    if let Some((span, _)) = prefix(text, whole, &parties) {
        return (span, list.to_owned());
    }
    let after = |start: usize| {
        let rest = trimmed(text, Span::new(start, whole.end));
        prefix(text, rest, &parties).map(|(span, _)| span)
    };
    let labelled = option.label.is_some();
    if let Some(Found::Head(head)) = head::read(text, whole.start, &parties).filter(|_| labelled) {
        if let Some(span) = head.holders.or_else(|| after(head.end)) {
            return (span, list.to_owned());
        }
        return (Span::new(head.label_end, head.label_end), format!(" ({list})"));
    }
    if let Some((_, end)) = head::short_label(text, whole).filter(|_| labelled)
        && let Some(span) = after(end)
    {
        return (span, list.to_owned());
    }
    (Span::new(option.span.start, option.span.start), format!("{list}: "))
}
