//! Definitions: one value after `is`, or several readings; classes, kinds, targets, instants.

use basis::Dimension;

use super::cursor::Cursor;
use crate::codes;
use crate::model::{Comparison, Property};
use crate::syntax::{Because, ClassTerm, Definition, Name, Reading, When};

impl Cursor<'_> {
    /// `NAME is [construed as] VALUE` or `NAME` and readings; then the reason.
    pub(super) fn definition<T>(
        &mut self,
        value: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Definition<T>> {
        self.definition_and(value, &[], |_, _| Some(false))
    }

    /// As [`Cursor::definition`], with further phrases.
    pub(super) fn definition_and<T>(
        &mut self,
        mut value: impl FnMut(&mut Self) -> Option<T>,
        more: &[&str],
        mut other: impl FnMut(&mut Self, &str) -> Option<bool>,
    ) -> Option<Definition<T>> {
        self.at += 1;
        let name = self.new_name("the name that is defined")?;
        let mut construed = false;
        let mut values = Vec::new();
        let mut because = None;
        let known: Vec<&str> = ["is", "reading", "because"].iter().chain(more).copied().collect();
        let before = self.problems.errors();
        self.phrases("a definition", &known, |cursor, word| match word {
            "is" => {
                construed |= cursor.is_construed();
                let value = value(cursor)?;
                values.push(Reading { name: None, value });
                Some(true)
            }
            "from" if more.contains(&"from") => {
                let value = value(cursor)?;
                values.push(Reading { name: None, value });
                Some(true)
            }
            "reading" => {
                values.push(cursor.reading(&mut value)?);
                Some(true)
            }
            "because" => cursor.because_once(&mut because),
            _ => other(cursor, word),
        });
        self.complete(&name, &values, before);
        Some(Definition { name, construed, values, because })
    }

    /// `is [construed [as]]`
    fn is_construed(&mut self) -> bool {
        self.at += 1;
        let construed = self.eat(&["construed"]);
        self.eat(&["as"]);
        construed
    }

    fn reading<T>(&mut self, value: &mut impl FnMut(&mut Self) -> Option<T>) -> Option<Reading<T>> {
        self.at += 1;
        let name = self.tag("the name of the reading")?;
        self.expect(&[":"])?;
        Some(Reading { name: Some(name), value: value(self)? })
    }

    pub(super) fn because_once(&mut self, slot: &mut Option<Because>) -> Option<bool> {
        let start = self.at;
        let because = self.because()?;
        self.once(slot, because, self.since(start), "`because`");
        Some(true)
    }

    /// One value, or readings only, at least two of them. What is not complete is kept all the
    /// same: uses of its name are not unknown.
    fn complete<T>(&mut self, name: &Name, values: &[Reading<T>], before: usize) {
        let readings = values.iter().filter(|value| value.name.is_some()).count();
        let sound = self.problems.errors() == before;
        match (values.len() - readings, readings) {
            (1, 0) => {}
            (0, 0) if sound => {
                let message = format!("`{}` is given no value", name.value);
                let help = "write `is …` after the name, or a line for each `reading`".to_owned();
                self.error::<()>(codes::MISSING, name.span, message, help);
            }
            (0, 1) if sound => {
                let message = format!("`{}` has a single reading", name.value);
                let help = "write the other reading as well, or `is construed as …`".to_owned();
                self.error::<()>(codes::MISSING, name.span, message, help);
            }
            (0, _) => {}
            _ => {
                let message = format!("`{}` is given more than one value", name.value);
                let help = "keep one value, or write each as a `reading`".to_owned();
                self.error::<()>(codes::TWICE, name.span, message, help);
            }
        }
    }

    pub(super) fn class(&mut self) -> Option<Definition<Vec<ClassTerm>>> {
        self.definition(Self::class_terms)
    }

    pub(super) fn terms(&mut self, what: &str) -> Option<Definition<Vec<Name>>> {
        self.definition(|cursor| cursor.names(what))
    }

    pub(super) fn instant(&mut self) -> Option<Definition<When>> {
        self.definition(|cursor| cursor.when(false))
    }

    /// `TERM [with PREDICATE {and PREDICATE}]`, separated by commas.
    pub(super) fn class_terms(&mut self) -> Option<Vec<ClassTerm>> {
        self.list(|cursor| {
            let name = cursor.name("a class of objects")?;
            let mut predicates = Vec::new();
            if cursor.eat(&["with"]) {
                predicates.push(cursor.predicate()?);
                while cursor.eat(&["and"]) {
                    predicates.push(cursor.predicate()?);
                }
            }
            Some(ClassTerm { name, predicates })
        })
    }

    fn predicate(&mut self) -> Option<(Property, Comparison, basis::Quantity)> {
        let property = match self.word() {
            "calibre" => Property::Calibre,
            "range" => Property::Range,
            "caliber" => {
                let help = Some("write `calibre`".to_owned());
                return self.unexpected_with("`calibre` or `range`", &[], help);
            }
            _ => return self.unexpected("`calibre` or `range`", &["calibre", "range"]),
        };
        self.at += 1;
        let comparison = match self.word() {
            "<" => Comparison::Less,
            "<=" | "≤" => Comparison::AtMost,
            ">" => Comparison::More,
            ">=" | "≥" => Comparison::AtLeast,
            _ => return self.unexpected("`<`, `<=`, `>` or `>=`", &[]),
        };
        self.at += 1;
        let limit = self.quantity(Dimension::Length)?;
        Some((property, comparison, limit.value))
    }
}
