//! Whether a text with some choices made is read as it is meant.

use basis::{At, Diagnostic, Severity, Span};

use crate::codes;
use crate::condition::{Choice, Condition, always, never, rest_of_option, words};
use crate::find::short;
use crate::model::{Bracket, Draft, Follower, OptionText};
use crate::parse::parse;
use crate::render::hangs_on;

/// What would be read otherwise than it is meant in the [clean](super::clean) text of these
/// choices: a warning for each bracket.
///
/// Meant is that exactly the brackets without a choice stay, with their ids, options, holders and
/// status, and with what is left of their conditions; and that a condition of what is chosen, which
/// goes with its bracket, holds.
pub fn read_again(draft: &Draft, choices: &[Choice], clean: &str) -> Vec<Diagnostic> {
    let (again, problems) = parse(&draft.file, clean, &draft.parties);
    let open = draft.brackets.iter().enumerate().filter(|(at, _)| chosen(choices, *at).is_none());
    let open = open.filter(|(_, bracket)| may_be_reached(draft, choices, bracket.inside));
    let stays: Vec<usize> = open.map(|(at, _)| at).collect();
    let meant = Meant { draft, choices, stays };
    let mut found = meant.brackets(&again);
    if found.is_empty() {
        found.extend(meant.followers(&again));
    }
    found.extend(meant.conditions_gone());
    let errors = |problems: &[Diagnostic]| {
        problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    };
    let before = errors(&parse(&draft.file, &draft.text, &draft.parties).1);
    let new = problems.iter().find(|problem| problem.severity == Severity::Error);
    if let (true, Some(new)) = (found.is_empty() && errors(&problems) > before, new) {
        found.push(meant.told(Span::new(0, 0), format!("with these choices {}", new.message)));
    }
    found
}

/// What was chosen for a bracket.
fn chosen(choices: &[Choice], bracket: usize) -> Option<usize> {
    match choices.get(bracket) {
        Some(Choice::Option(option)) => Some(*option),
        _ => None,
    }
}

/// Bracket and option around a place, the innermost first.
fn around(
    draft: &Draft,
    inside: Option<(usize, usize)>,
) -> impl Iterator<Item = (usize, usize)> + '_ {
    std::iter::successors(inside, |(at, _)| draft.brackets.get(*at).and_then(|b| b.inside))
}

/// Whether no choice rules out what stands inside of these.
fn may_be_reached(draft: &Draft, choices: &[Choice], inside: Option<(usize, usize)>) -> bool {
    around(draft, inside).all(|(at, option)| chosen(choices, at).is_none_or(|c| c == option))
}

struct Meant<'a> {
    draft: &'a Draft,
    choices: &'a [Choice],
    /// Positions of the brackets that stay.
    stays: Vec<usize>,
}

impl Meant<'_> {
    fn told(&self, span: Span, message: String) -> Diagnostic {
        let warning = Diagnostic::new(codes::READ_OTHERWISE, Severity::Warning, message);
        let warning = warning.label(self.draft.file.as_str(), At::Bytes(span), "");
        warning.help("choose an option here too, or mend the text that is written by hand")
    }

    fn brackets(&self, again: &Draft) -> Vec<Diagnostic> {
        let old = self.stays.iter().filter_map(|at| self.draft.brackets.get(*at));
        let pairs = old.zip(&again.brackets).enumerate();
        let mut found: Vec<Diagnostic> = pairs
            .filter_map(|(at, (old, new))| {
                let why = self.differs(at, old, new)?;
                Some(self.told(old.span, format!("with these choices bracket `{}` {why}", old.id)))
            })
            .collect();
        let (meant, read) = (self.stays.len(), again.brackets.len());
        if meant != read && found.is_empty() {
            let message = format!("with these choices {read} brackets would be open, not {meant}");
            found.push(self.told(Span::new(0, 0), message));
        }
        found
    }

    /// How a bracket would be read, where that is not what is meant.
    fn differs(&self, at: usize, old: &Bracket, new: &Bracket) -> Option<String> {
        if old.id_is_written != new.id_is_written || (old.id_is_written && old.id != new.id) {
            return Some("would not be found by its id".to_owned());
        }
        if self.inside(at) != new.inside {
            return Some("would stand inside another".to_owned());
        }
        if old.options.len() != new.options.len() || old.status != new.status {
            return Some("would have other options or another status".to_owned());
        }
        let place = *self.stays.get(at)?;
        let mut pairs = old.options.iter().zip(&new.options).enumerate();
        pairs.find_map(|(option, (old, new))| self.option_differs((place, option), old, new))
    }

    fn option_differs(
        &self,
        place: (usize, usize),
        old: &OptionText,
        new: &OptionText,
    ) -> Option<String> {
        let key = short(&old.key);
        if old.label != new.label || old.holders != new.holders {
            return Some(format!("would have another label or other holders of `{key}`"));
        }
        let left = rest_of_option(self.draft, self.choices, place);
        let left = left.filter(|left| *left != always());
        if left == Some(never()) {
            let condition = old.only_if.as_ref().map_or(String::new(), |c| words(c, self.draft));
            return Some(format!("keeps `{key}`, which could be chosen only if {condition}"));
        }
        let read = new.only_if.as_ref().map(|condition| self.as_before(condition));
        (left != read).then(|| format!("would have another condition of `{key}`"))
    }

    /// A condition of the new text with the positions of the old.
    fn as_before(&self, condition: &Condition) -> Condition {
        let all = |parts: &[Condition]| parts.iter().map(|part| self.as_before(part)).collect();
        match condition {
            Condition::Is { bracket, option } => {
                let bracket = self.stays.get(*bracket).copied().unwrap_or(usize::MAX);
                Condition::Is { bracket, option: *option }
            }
            Condition::Not(inner) => Condition::Not(Box::new(self.as_before(inner))),
            Condition::All(parts) => Condition::All(all(parts)),
            Condition::Any(parts) => Condition::Any(all(parts)),
        }
    }

    /// Conditions of chosen options that the rest of the text does not settle: it says nothing of
    /// them any more.
    fn conditions_gone(&self) -> Vec<Diagnostic> {
        let gone = |(at, bracket): (usize, &Bracket)| {
            let option = chosen(self.choices, at)?;
            let left = rest_of_option(self.draft, self.choices, (at, option))?;
            let reached = may_be_reached(self.draft, self.choices, bracket.inside);
            if left == always() || left == never() || !reached {
                return None;
            }
            let key = short(&bracket.options.get(option)?.key);
            let message = format!(
                "with these choices nothing says any more that `{key}` of `{}` can be chosen only \
                 if {}",
                bracket.id,
                words(&left, self.draft)
            );
            Some(self.told(bracket.span, message))
        };
        self.draft.brackets.iter().enumerate().filter_map(gone).collect()
    }

    /// The nearest bracket around one that stays too, by its place among those that stay.
    fn inside(&self, at: usize) -> Option<(usize, usize)> {
        let inside = self.draft.brackets.get(*self.stays.get(at)?)?.inside;
        around(self.draft, inside)
            .find_map(|(at, option)| Some((self.stays.binary_search(&at).ok()?, option)))
    }

    /// Followers of brackets that stay, or of what hangs on such a bracket, where none was added by
    /// a repetition.
    fn followers(&self, again: &Draft) -> Option<Diagnostic> {
        let (draft, choices) = (self.draft, self.choices);
        let place = |follower: &Follower| {
            let hangs_on = || hangs_on(draft, choices, follower).map(|(around, _)| around);
            let of = match choices.get(follower.of) {
                Some(Choice::Option(_)) => hangs_on()?,
                _ => follower.of,
            };
            self.stays.binary_search(&of).ok()
        };
        let old = draft.followers.iter().filter(|f| place(f).is_some());
        let old = old.filter(|f| may_be_reached(draft, choices, f.inside));
        let old: Vec<&Follower> = old.collect();
        let pairs = old.iter().zip(&again.followers);
        let mut pairs = pairs.filter(|_| old.len() == again.followers.len());
        let (moved, _) = pairs.find(|(old, new)| place(old) != Some(new.of))?;
        let message = "with these choices this would follow another bracket".to_owned();
        Some(self.told(moved.span, message))
    }
}
