//! Edits of one bracket: its status, its id, its options and who holds them.
//!
//! An edit gives a new text in which only bytes of the bracket differ. It reads that text again and
//! is refused where more than the change it was asked for would follow: words that would be read as
//! something else, an option that a follower or a condition elsewhere still names.
//!
//! Only parties close a bracket or remove an option: these edits ask who agreed. Nothing of that is
//! written into the text but the status; the words in [`Edited::said`] are for the record.

use basis::{At, Diagnostic, Severity, Span};

use crate::codes;
use crate::condition::Condition;
use crate::find::{did_you_mean, short};
use crate::model::{Bracket, Draft, Form, Holders, OptionKind, Status};
use crate::parse::{note, parse};

mod holders;
mod options;

pub use holders::{Role, add_holder};
pub use options::{add_option, remove_option};

/// A text after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The whole text.
    pub text: String,
    /// The bytes of the new text that were written, empty where some were only taken away.
    pub span: Span,
    /// What was done, for the record.
    pub said: String,
}

/// Sets the status of a bracket. `agreed_by` names the parties that agreed; it may be empty where
/// the bracket stays open.
///
/// # Errors
///
/// When nobody is named for an agreement, or a party is unknown, or the note cannot be read back.
pub fn set_status(
    draft: &Draft,
    bracket: usize,
    status: &Status,
    agreed_by: &[String],
) -> Result<Edited, Diagnostic> {
    let found = get(draft, bracket)?;
    known_parties(draft, found, agreed_by)?;
    let (words, said) = match status {
        Status::Open => ("open".to_owned(), "is open"),
        Status::Placeholder => ("placeholder".to_owned(), "is a placeholder"),
        Status::Agreed { option } => {
            (format!("agreed{}", named(draft, bracket, *option, "")), "is agreed")
        }
        Status::AdReferendum { option, by } => {
            known_parties(draft, found, by)?;
            let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
            (format!("agreed ad ref{}", named(draft, bracket, *option, &by)), "is agreed ad ref")
        }
    };
    let closes = matches!(status, Status::Agreed { .. } | Status::AdReferendum { .. });
    if closes && agreed_by.is_empty() {
        let message = format!("nothing says who agreed on bracket `{}`", found.id);
        return Err(refused(draft, found, message).help("name the parties that agreed"));
    }
    let (place, lead) = match found.marks.note {
        Some(note) => (note, ""),
        None => (Span::new(found.span.end, found.span.end), before_suffix(draft, found)),
    };
    let who = if closes { format!(", by {}", agreed_by.join(", ")) } else { String::new() };
    let said = format!("bracket `{}` {said}{who}", found.id);
    let edited = replace(draft, place, &format!("{lead}({words})"), said);
    check(draft, bracket, edited, |_, new| new.status == *status && same_options(found, new))
}

/// Writes the id of a bracket that has none.
///
/// # Errors
///
/// When it has one, when the id is none or another bracket's, or when something refers to the name
/// that the bracket has by its place.
pub fn write_id(draft: &Draft, bracket: usize, id: &str) -> Result<Edited, Diagnostic> {
    write_ids(draft, &[(bracket, id.to_owned())])
}

/// Writes ids of several brackets.
///
/// # Errors
///
/// As with [`write_id`]; then none is written.
pub fn write_ids(draft: &Draft, ids: &[(usize, String)]) -> Result<Edited, Diagnostic> {
    let mut ids: Vec<(usize, &str)> = ids.iter().map(|(at, id)| (*at, id.as_str())).collect();
    let mut writes: Vec<(usize, String)> = Vec::new();
    for (at, id) in &ids {
        let found = get(draft, *at)?;
        may_be_called(draft, *at, found, id)?;
        let marks = &found.marks;
        let end = if marks.form == Form::Paragraphs { found.span.end } else { marks.inner.end + 1 };
        let words = format!("{}{{#{id}}}", before_suffix(draft, found));
        // A status of paragraphs stands on their last line already.
        let (end, words) = match marks.note.filter(|_| marks.form == Form::Paragraphs) {
            Some(note) => (note.start, format!("{{#{id}}} ")),
            None => (end, words),
        };
        writes.push((end, words));
    }
    writes.sort();
    let mut text = String::with_capacity(draft.text.len());
    let mut at = 0;
    for (end, words) in &writes {
        text.push_str(draft.text.get(at..*end).unwrap_or(""));
        text.push_str(words);
        at = *end;
    }
    text.push_str(draft.text.get(at..).unwrap_or(""));
    ids.sort_unstable();
    let expected = |at: usize| {
        let written = ids.binary_search_by_key(&at, |(at, _)| *at).ok();
        written.and_then(|place| ids.get(place)).map(|(_, id)| *id)
    };
    let (again, _) = parse(&draft.file, &text, &draft.parties);
    let same = again.brackets.len() == draft.brackets.len()
        && draft.brackets.iter().zip(&again.brackets).enumerate().all(|(at, (old, new))| {
            new.id == expected(at).unwrap_or(&old.id)
                && same_options(old, new)
                && old.status == new.status
        });
    let first = ids.first().and_then(|(at, _)| draft.brackets.get(*at));
    if let (false, Some(first)) = (same, first) {
        return Err(refused(draft, first, "ids would change how the text is read".to_owned()));
    }
    let start = writes.first().map_or(0, |(end, _)| *end);
    let grown = text.len() - draft.text.len();
    let end = writes.last().map_or(0, |(end, _)| *end + grown);
    let said = format!("{} ids are written", ids.len());
    Ok(Edited { text, span: Span::new(start, end), said })
}

/// Whether a bracket may have an id.
fn may_be_called(draft: &Draft, at: usize, found: &Bracket, id: &str) -> Result<(), Diagnostic> {
    if found.id_is_written {
        let message = format!("bracket `{}` has an id already", found.id);
        return Err(refused(draft, found, message));
    }
    if !note::is_id(id) {
        return Err(refused(draft, found, format!("`{}` is no id", short(id))));
    }
    if draft.bracket(id).is_some_and(|other| other != at) {
        return Err(refused(draft, found, format!("another bracket is called `{id}`")));
    }
    if found.id != id && (names(draft, at, None) || draft.followers.iter().any(|f| f.of == at)) {
        let message = format!("the text refers to this bracket as `{}`", found.id);
        let help = format!("write the id `{}`, or mend the reference first", found.id);
        return Err(refused(draft, found, message).help(help));
    }
    Ok(())
}

/// Whether a condition of the text names a bracket, or one option of it.
fn names(draft: &Draft, bracket: usize, option: Option<usize>) -> bool {
    let options = draft.brackets.iter().flat_map(|b| &b.options);
    options.filter_map(|o| o.only_if.as_ref()).any(|c| speaks_of(c, bracket, option))
}

fn speaks_of(condition: &Condition, wanted: usize, wanted_option: Option<usize>) -> bool {
    let any = |parts: &[Condition]| parts.iter().any(|p| speaks_of(p, wanted, wanted_option));
    match condition {
        Condition::Is { bracket, option } => {
            *bracket == wanted && wanted_option.is_none_or(|wanted| wanted == *option)
        }
        Condition::Not(inner) => speaks_of(inner, wanted, wanted_option),
        Condition::All(parts) | Condition::Any(parts) => any(parts),
    }
}

fn get(draft: &Draft, bracket: usize) -> Result<&Bracket, Diagnostic> {
    draft.brackets.get(bracket).ok_or_else(|| {
        Diagnostic::error(codes::EDIT, "there is no such bracket").label(
            draft.file.as_str(),
            At::File,
            "",
        )
    })
}

fn refused(draft: &Draft, bracket: &Bracket, message: String) -> Diagnostic {
    Diagnostic::error(codes::EDIT, message).label(draft.file.as_str(), At::Bytes(bracket.span), "")
}

fn known_parties(draft: &Draft, bracket: &Bracket, parties: &[String]) -> Result<(), Diagnostic> {
    let unknown = parties.iter().find(|party| !draft.parties.contains(party));
    unknown.map_or(Ok(()), |party| {
        let message = format!("`{}` is no party of these talks", short(party));
        let near = did_you_mean(party, draft.parties.iter().map(String::as_str));
        Err(refused(draft, bracket, message).help_opt(near))
    })
}

/// What parts a bracket from its first id or status: for paragraphs, the end of their last line.
fn before_suffix(draft: &Draft, bracket: &Bracket) -> &'static str {
    let line = if draft.text.contains("\r\n") { "\r\n" } else { "\n" };
    match bracket.marks {
        ref marks if marks.form != Form::Paragraphs => "",
        ref marks if marks.id.is_none() && marks.note.is_none() => line,
        _ => " ",
    }
}

/// The option in a status: nothing where there is one alternative only.
fn named(draft: &Draft, bracket: usize, option: usize, by: &str) -> String {
    let options = draft.brackets.get(bracket).map_or(&[][..], |b| &b.options);
    let implied = |kind: &OptionKind| *kind == OptionKind::ImpliedNoText;
    let alone = options.iter().filter(|option| !implied(&option.kind)).count() == 1;
    if alone && option == 0 {
        return by.to_owned();
    }
    format!("{by}: {}", reference(draft, bracket, option))
}

/// Characters of a reference to an option, where a beginning will do.
const REFERENCE_CHARS_MAX: usize = 60;

/// A reference to an option as a status writes it.
fn reference(draft: &Draft, bracket: usize, option: usize) -> String {
    let found = draft.brackets.get(bracket).and_then(|b| b.options.get(option));
    let key = found.map_or("", |option| option.key.as_str());
    let mut words = key.to_owned();
    if key.chars().count() > REFERENCE_CHARS_MAX {
        let beginning: String = key.chars().take(REFERENCE_CHARS_MAX).collect();
        let cut = beginning.rfind(' ').and_then(|at| beginning.get(..at)).unwrap_or(&beginning);
        let beginning = format!("{cut}…");
        if draft.option(bracket, &beginning) == Ok(option) {
            words = beginning;
        }
    }
    if words.contains(['"', '“', '”', '(', ')', '[', ']', '\\', '{', '}', '`']) {
        words = format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""));
    }
    words
}

fn replace(draft: &Draft, place: Span, words: &str, said: String) -> Edited {
    let before = draft.text.get(..place.start).unwrap_or("");
    let after = draft.text.get(place.end..).unwrap_or("");
    let span = Span::new(place.start, place.start + words.len());
    Edited { text: format!("{before}{words}{after}"), span, said }
}

/// Same options with the same holders and conditions.
fn same_options(old: &Bracket, new: &Bracket) -> bool {
    let line = |bracket: &Bracket| -> Vec<(String, Holders, OptionKind)> {
        let options = bracket.options.iter();
        options.map(|o| (o.key.clone(), o.holders.clone(), o.kind.clone())).collect()
    };
    line(old) == line(new)
}

/// Reads the text again: the edited bracket has to be as wanted, those outside of it as before, and
/// nothing new may be wrong.
fn check(
    draft: &Draft,
    bracket: usize,
    edited: Edited,
    wanted: impl Fn(&Draft, &Bracket) -> bool,
) -> Result<Edited, Diagnostic> {
    let found = get(draft, bracket)?;
    let errors = |problems: &[Diagnostic]| {
        problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    };
    let (_, old_problems) = parse(&draft.file, &draft.text, &draft.parties);
    let (again, problems) = parse(&draft.file, &edited.text, &draft.parties);
    let outside = |draft: &Draft, at: usize| {
        at != bracket
            && !draft.brackets.get(at).is_some_and(|b| draft.around(b.inside).contains(&bracket))
    };
    let others = |draft: &Draft| -> Vec<Bracket> {
        let all = draft.brackets.iter().enumerate();
        all.filter(|(at, _)| outside(draft, *at)).map(|(_, bracket)| bracket.clone()).collect()
    };
    let (old, new) = (others(draft), others(&again));
    let nested = |at: usize, bracket: &Bracket| bracket.inside.map(|(_, option)| (at, option));
    let same = old.len() == new.len()
        && old.iter().zip(&new).enumerate().all(|(at, (old, new))| {
            old.id_is_written == new.id_is_written
                && (old.id == new.id || !old.id_is_written)
                && old.status == new.status
                && nested(at, old).map(|(_, o)| o) == nested(at, new).map(|(_, o)| o)
                && same_options(old, new)
        });
    let as_wanted = again.brackets.get(bracket).is_some_and(|new| wanted(&again, new));
    if same && as_wanted && errors(&problems) <= errors(&old_problems) {
        return Ok(edited);
    }
    let first = problems.into_iter().find(|problem| problem.severity == Severity::Error);
    let why = first.map_or(String::new(), |problem| format!(": {}", problem.message));
    let message = format!("this would change how the text is read{why}");
    let help = "write `\\` before marks that are text";
    Err(refused(draft, found, message).help(help))
}
