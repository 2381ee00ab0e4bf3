//! Conditions of a conflict, over options that are taken or not.

use basis::{At, Diagnostic, Span, Truth};
use draft::Condition;
use draft::condition::{Choice, Names, Options, TAKEN, parse_with};

use super::super::tables::{Value, span};
use super::Reader;
use crate::codes;
use crate::stability::conflict::Lever;

/// Names of options, each a condition by itself.
struct Levers<'a>(&'a [Lever]);

impl Names for Levers<'_> {
    fn what(&self) -> &'static str {
        "option"
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.0.iter().position(|option| option.name == id)
    }

    fn ids(&self) -> Vec<&str> {
        self.0.iter().map(|option| option.name.as_str()).collect()
    }

    fn options(&self) -> Option<&dyn Options> {
        None
    }
}

/// A combination of options as conditions see it.
pub(super) fn choices(taken: &[bool]) -> Vec<Choice> {
    let choice = |taken: &bool| if *taken { Choice::Option(TAKEN) } else { Choice::NotReached };
    taken.iter().map(choice).collect()
}

/// Whether a condition holds in a combination of options.
pub(super) fn holds(when: &Condition, choices: &[Choice]) -> bool {
    when.holds(choices) == Truth::Yes
}

impl Reader<'_, '_, '_> {
    pub(super) fn condition(
        &mut self,
        text: &str,
        value: Value<'_>,
        options: &[Lever],
    ) -> Option<Condition> {
        let problems = match parse_with(self.walk.file.name, text, 0, &Levers(options)) {
            Ok(when) => return Some(when),
            Err(problems) => problems,
        };
        let whole = span(value);
        // The place inside the text, where that stands in the file as it is.
        let written = self.walk.file.text.get(whole.start..whole.end).unwrap_or_default();
        let offset = written.find(text).filter(|_| !text.is_empty());
        for problem in problems {
            self.walk.add(placed(problem, whole, offset.map(|offset| whole.start + offset)));
        }
        None
    }
}

/// A problem of a condition with the code and the place of its file.
fn placed(mut problem: Diagnostic, whole: Span, start: Option<usize>) -> Diagnostic {
    problem.code = match problem.code {
        draft::codes::CONDITION_BRACKET => codes::CONFLICT_NAME,
        _ => codes::CONFLICT_WHEN,
    };
    for label in &mut problem.labels {
        label.at = At::Bytes(match (&label.at, start) {
            (At::Bytes(at), Some(start)) => Span::new(start + at.start, start + at.end),
            _ => whole,
        });
    }
    problem
}
