//! References from bracket to bracket: followers, conditions, the options that statuses name.

use std::collections::BTreeMap;

use basis::Span;

use super::holders::Parties;
use super::note::{self, Kind, Note};
use super::problems::Problems;
use crate::codes;
use crate::condition;
use crate::find::did_you_mean;
use crate::model::{Draft, OptionKind, Status};

/// What can be read only when all brackets are known.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    /// Bracket, option and place of the condition with its parentheses.
    pub(crate) conditions: Vec<(usize, usize, Span)>,
    /// What looks like a condition and does not end an option.
    pub(crate) elsewhere: Vec<Span>,
    /// Bracket and status as written.
    pub(crate) notes: Vec<(usize, Note)>,
    /// The id that each follower names, in their order.
    pub(crate) followers: Vec<Span>,
}

/// Fills in what refers to other brackets.
pub(crate) fn resolve(
    draft: &mut Draft,
    pending: &Pending,
    parties: &mut Parties,
    problems: &mut Problems,
) {
    twice(draft, problems);
    statuses(draft, &pending.notes, parties, problems);
    conditions(draft, &pending.conditions, problems);
    elsewhere(draft, &pending.elsewhere, problems);
    followers(draft, &pending.followers, problems);
}

fn twice(draft: &Draft, problems: &mut Problems) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for bracket in draft.brackets.iter().filter(|bracket| bracket.id_is_written) {
        let Some(span) = bracket.marks.id else { continue };
        if let Some(known) = first.get(bracket.id.as_str()) {
            let message = format!("two brackets have the id `{}`", bracket.id);
            let problem = problems.error(codes::ID_TWICE, span, message);
            problems.add(problems.place(problem, *known, "it is given here first"));
        } else {
            first.insert(&bracket.id, span);
        }
    }
}

fn statuses(
    draft: &mut Draft,
    notes: &[(usize, Note)],
    parties: &mut Parties,
    problems: &mut Problems,
) {
    for (at, note) in notes {
        let by = note.by.map(|span| parties.list(&draft.text, span, problems)).unwrap_or_default();
        let status = match note.kind {
            Kind::Open => Status::Open,
            Kind::Placeholder => Status::Placeholder,
            Kind::Agreed | Kind::AdReferendum => {
                let Some(option) = agreed(draft, *at, note, problems) else { continue };
                match note.kind {
                    Kind::AdReferendum => Status::AdReferendum { option, by },
                    _ => Status::Agreed { option },
                }
            }
        };
        if let Some(bracket) = draft.brackets.get_mut(*at) {
            bracket.status = status;
        }
    }
}

/// The option on which a status says that there is agreement.
fn agreed(draft: &Draft, at: usize, note: &Note, problems: &mut Problems) -> Option<usize> {
    let bracket = draft.brackets.get(at)?;
    let Some(span) = note.option else {
        let implied = |kind: &OptionKind| *kind == OptionKind::ImpliedNoText;
        let written = bracket.options.iter().filter(|option| !implied(&option.kind)).count();
        if written == 1 {
            return Some(0);
        }
        let message = format!("bracket `{}` is agreed, and has {written} options", bracket.id);
        let problem = problems.error(codes::STATUS_OPEN, note.span, message);
        problems.add(problem.help("name the option: `(agreed: …)` or `(agreed ad ref: …)`"));
        return None;
    };
    let reference = unquoted(draft.text.get(span.start..span.end).unwrap_or(""));
    match draft.option(at, &reference) {
        Ok(option) => Some(option),
        Err(missing) => {
            let message = missing.message(&bracket.id, &reference);
            let problem = problems.error(codes::STATUS_OPTION, span, message);
            problems.add(problem.help_opt(missing.help()));
            None
        }
    }
}

/// The words of a reference, without the quotes that may stand around them.
fn unquoted(words: &str) -> String {
    let inner = words.strip_prefix(['"', '“']).and_then(|rest| rest.strip_suffix(['"', '”']));
    inner.map_or_else(|| words.to_owned(), condition::unescaped)
}

fn conditions(draft: &mut Draft, places: &[(usize, usize, Span)], problems: &mut Problems) {
    for (at, option, span) in places {
        let inside = Span::new(span.start + 1, span.end - 1);
        let inside = note::trimmed(&draft.text, inside);
        let start = inside.start + "if".len();
        let words = draft.text.get(start..inside.end).unwrap_or("");
        let condition = match condition::parse(&draft.file, words, start, draft) {
            Ok(condition) => condition,
            Err(found) => {
                for problem in found {
                    let near = problem.help.as_ref().is_some_and(|help| help.starts_with("did"));
                    let text = problem.code == codes::CONDITION_BRACKET && !near;
                    let text = text.then(|| "write `\\(if` where this is text".to_owned());
                    problems.add(problem.help_opt(text));
                }
                continue;
            }
        };
        let spoken = condition.brackets();
        if spoken.contains(at) {
            let message = "the condition of an option speaks of its own bracket";
            problems.add(problems.error(codes::CONDITION_OWN, *span, message));
            continue;
        }
        for other in spoken {
            moves(draft, other, *span, problems);
        }
        let bracket = draft.brackets.get_mut(*at);
        if let Some(option) = bracket.and_then(|bracket| bracket.options.get_mut(*option)) {
            option.only_if = Some(condition);
            option.only_if_at = Some(*span);
        }
    }
}

/// Warns of conditions in the middle of an option. Words such as `(if it is raining)` are none.
fn elsewhere(draft: &Draft, places: &[Span], problems: &mut Problems) {
    for span in places {
        let words = draft.text.get(span.start..span.end).unwrap_or("");
        let words = words.trim_start_matches('(').trim_start_matches("if").trim_start();
        let mut parts = words.split(|c: char| c.is_whitespace() || c == '(');
        let id = parts.find(|word| !matches!(*word, "" | "not"));
        if draft.bracket(id.unwrap_or("")).is_some() {
            let message = "this condition is read as text";
            let warning = problems.warning(codes::CONDITION_FORM, *span, message);
            let help = "a condition stands at the end of its option, in parentheses that close";
            problems.add(warning.help(help));
        }
    }
}

/// Warns of a reference to a bracket whose id is not written.
fn moves(draft: &Draft, bracket: usize, span: Span, problems: &mut Problems) {
    let Some(bracket) = draft.brackets.get(bracket).filter(|b| !b.id_is_written) else { return };
    let message = format!("the id `{}` is not written, and moves with edits", bracket.id);
    let warning = problems.warning(codes::REFERENCE_MOVES, span, message);
    problems.add(warning.help(format!("write `{{#{}}}` after the bracket", bracket.id)));
}

fn followers(draft: &mut Draft, ids: &[Span], problems: &mut Problems) {
    let mut followers = Vec::new();
    for (mut follower, span) in std::mem::take(&mut draft.followers).into_iter().zip(ids) {
        let id = draft.text.get(span.start..span.end).unwrap_or("");
        let Some(of) = draft.bracket(id) else {
            let known = draft.brackets.iter().map(|bracket| bracket.id.as_str());
            let near = did_you_mean(id, known);
            let message = format!("there is no bracket `{id}` to follow");
            let problem = problems.error(codes::FOLLOWER_UNKNOWN, *span, message);
            let text = "write `\\[#` where this is text".to_owned();
            problems.add(problem.help(near.unwrap_or(text)));
            continue;
        };
        moves(draft, of, *span, problems);
        follower.of = of;
        let Some(bracket) = draft.brackets.get(of) else { continue };
        let implied = bracket.options.last().filter(|o| o.kind == OptionKind::ImpliedNoText);
        let (given, wanted) = (follower.words.len(), bracket.options.len());
        if given > 0 && implied.is_some() && given + 1 == wanted {
            let end = follower.words.last().map_or(follower.span.end, |words| words.end);
            follower.words.push(Span::new(end, end));
        } else if given > 0 && given != wanted {
            let message = format!("a follower has words for {given} of {wanted} options");
            let mut problem = problems.error(codes::FOLLOWER_COUNT, follower.span, message);
            problem = problems.place(problem, bracket.span, "the bracket");
            problems.add(problem.help("give words for each option, in their order"));
            continue;
        }
        for words in &mut follower.words {
            let slice = draft.text.get(words.start..words.end).unwrap_or("");
            if crate::find::is_no_text(slice) {
                words.end = words.start;
            }
        }
        followers.push(follower);
    }
    draft.followers = followers;
    circles(draft, problems);
}

/// Tells of followers that repeat themselves.
fn circles(draft: &Draft, problems: &mut Problems) {
    let mut repeats: Vec<Vec<usize>> = vec![Vec::new(); draft.brackets.len()];
    for follower in draft.followers.iter().filter(|follower| follower.words.is_empty()) {
        for around in draft.around(follower.inside) {
            if let Some(list) = repeats.get_mut(around) {
                list.push(follower.of);
            }
        }
    }
    let circular = on_circles(&repeats);
    for follower in draft.followers.iter().filter(|follower| follower.words.is_empty()) {
        let around = draft.around(follower.inside);
        let inside = around.into_iter().any(|b| circular.get(b) == Some(&true));
        if inside && circular.get(follower.of) == Some(&true) {
            let message = "this follower repeats itself";
            let problem = problems.error(codes::FOLLOWER_FORM, follower.span, message);
            let help = "a follower cannot stand in what it repeats; give it words of its own";
            problems.add(problem.help(help));
        }
    }
}

/// Which nodes of a graph cannot be taken away one by one, successors first.
fn on_circles(next: &[Vec<usize>]) -> Vec<bool> {
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); next.len()];
    let mut left: Vec<usize> = next.iter().map(Vec::len).collect();
    for (from, targets) in next.iter().enumerate() {
        for to in targets {
            if let Some(list) = before.get_mut(*to) {
                list.push(from);
            }
        }
    }
    let mut circular = vec![true; next.len()];
    let mut free: Vec<usize> = (0..next.len()).filter(|at| left.get(*at) == Some(&0)).collect();
    while let Some(at) = free.pop() {
        if let Some(flag) = circular.get_mut(at) {
            *flag = false;
        }
        for from in before.get(at).into_iter().flatten() {
            if let Some(count) = left.get_mut(*from) {
                *count -= 1;
                if *count == 0 {
                    free.push(*from);
                }
            }
        }
    }
    circular
}
