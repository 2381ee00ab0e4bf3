//! What all entries of a file of positions share: how we know, and numbers of points.

use std::sync::Arc;

use basis::Span;
use num_traits::Signed as _;
use toml::de::DeValue;

use super::read::Reader;
use super::{Confidence, Provenance, names};
use crate::codes;
use crate::folder::{Fields, Placed, Value, quoted, span_of};
use crate::number::{self, Number};
use crate::partial::Bounds;
use crate::rules::Standing;

/// Points of one option, worth of one bracket, cost of one line.
pub const POINTS_MAX: u32 = 1_000_000_000;

const STANDINGS: &[(&str, Standing)] = &[
    ("said", Standing::Said),
    ("confidential", Standing::Confidential),
    ("inferred", Standing::Inferred),
];

const CONFIDENCES: &[(&str, Confidence)] =
    &[("low", Confidence::Low), ("medium", Confidence::Medium), ("high", Confidence::High)];

impl Reader<'_> {
    pub(super) fn provenance(&mut self, fields: &Fields<'_>) -> Option<Provenance> {
        let source = self.tree.need(fields, "source");
        if let Some(source) = &source {
            self.no_person(source);
        }
        let date = self.tree.date(fields, "date");
        let standing = self.tree.word(fields, "standing", STANDINGS);
        let confidence = self.tree.word(fields, "confidence", CONFIDENCES);
        let place = fields.get("standing").map_or(fields.span, span_of);
        let standing = standing.filter(|standing| self.stands_where_it_may(*standing, place));
        Some(Provenance {
            source: source?.text,
            date: date?,
            standing: standing?,
            confidence: confidence?,
            file: Arc::clone(&self.file),
            line: self.tree.line(fields.span),
            span: fields.span,
        })
    }

    /// What is confidential stands in vaults; what was said stands outside of them, or it would be
    /// missing where no vault is opened.
    fn stands_where_it_may(&mut self, standing: Standing, at: Span) -> bool {
        match (standing, &self.file.vault) {
            (Standing::Confidential, None) => {
                let message = "what is confidential stands in a file that is not sealed";
                let help = "move it to the vault of the party, and seal it".to_owned();
                self.tree.error(codes::NOT_SEALED, message, at, Some(help));
                false
            }
            (Standing::Said, Some(vault)) => {
                let message = format!("what was said before others stands in the vault `{vault}`");
                let help = "an output for others leaves it out; move it to a plain file";
                self.tree.warn(codes::NOT_SEALED, message, at, Some(help.to_owned()));
                true
            }
            _ => true,
        }
    }

    pub(super) fn no_person(&mut self, text: &Placed) {
        if let Some(person) = names::person(&text.text) {
            let message = format!("{} looks like the name of a person", quoted(person));
            let help = "name the body, the office or the meeting instead".to_owned();
            self.tree.warn(codes::PERSON, message, text.span, Some(help));
        }
    }

    /// Exact points.
    pub(super) fn exact(&mut self, value: Value<'_>, key: &str) -> Option<Number> {
        let bounds = self.bounds(value, key)?;
        if let Some(number) = bounds.exact() {
            return Some(number.clone());
        }
        let message = format!("`{key}` takes one number");
        self.tree.error(codes::POINTS, message, span_of(value), None);
        None
    }

    /// A number, or an interval `"3..5"`; from 0 to [`POINTS_MAX`].
    pub(super) fn bounds(&mut self, value: Value<'_>, key: &str) -> Option<Bounds> {
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::String(text) => text.clone().into_owned(),
            _ => {
                self.tree.wrong(value, key, "a number, or an interval such as \"3..5\"");
                return None;
            }
        };
        let (least, most) = text.split_once("..").unwrap_or((&text, &text));
        let number = |text: &str| number::parse(&text.trim().replace('_', ""));
        let (Some(least), Some(most)) = (number(least), number(most)) else {
            let message = format!("{} is not a number that is read here", quoted(&text));
            let help = "write 8, 0.5, \"1/3\" or \"3..5\"".to_owned();
            self.tree.error(codes::NUMBER, message, span_of(value), Some(help));
            return None;
        };
        let most_allowed = Number::from_integer(POINTS_MAX.into());
        let problem = if least.is_negative() || most.is_negative() {
            Some("points are never negative: count from the worst option".to_owned())
        } else if least > most {
            Some(format!("the interval {} runs backwards", quoted(&text)))
        } else if most > most_allowed {
            Some(format!("more than {POINTS_MAX} points"))
        } else {
            None
        };
        match problem {
            None => Some(Bounds { least, most: Some(most) }),
            Some(message) => {
                self.tree.error(codes::POINTS, message, span_of(value), None);
                None
            }
        }
    }
}
