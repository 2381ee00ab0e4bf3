//! JSON with places: what is read knows its bytes, and numbers keep their text.

use std::fmt;

use basis::{Diagnostic, Span, suggest};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::{Input, Problems};
use crate::codes;
use crate::number::{self, Number};

/// Problems of a file that are reported; more would help nobody.
pub(super) const PROBLEMS_MAX: usize = 50;

/// The object that a file is.
pub(super) struct Root<'a> {
    pub(super) fields: Vec<Field<'a>>,
}

/// A field of an object, in the order of the file.
#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    pub(super) name: String,
    pub(super) value: &'a RawValue,
}

/// Fields in their order, doubles among them.
struct Fields<'a>(Vec<Field<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor).map(Fields)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Vec<Field<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            fields.push(Field { name, value });
        }
        Ok(fields)
    }
}

impl<'a> Root<'a> {
    /// Reads the outermost object of a file.
    pub(super) fn of(file: &Input<'a>) -> Result<Root<'a>, Problems> {
        match serde_json::from_str::<Fields<'_>>(file.text) {
            Ok(fields) => Ok(Root { fields: fields.0 }),
            Err(error) => {
                let at = offset(file.text, error.line(), error.column());
                let words = error.to_string();
                let words = words.split(" at line ").next().unwrap_or_default();
                let message = format!("this is not a JSON object: {words}");
                Err(vec![file.problem(codes::SYNTAX, message, Span::new(at, at + 1))])
            }
        }
    }
}

/// The byte of a line and column, both from 1, as the parser counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}

/// Reads fields of one file and gathers problems.
pub(super) struct Reader<'f, 'a> {
    file: &'f Input<'a>,
    problems: Problems,
}

impl<'f, 'a> Reader<'f, 'a> {
    pub(super) fn new(file: &'f Input<'a>) -> Reader<'f, 'a> {
        Reader { file, problems: Vec::new() }
    }

    /// What was read, unless there were problems.
    pub(super) fn done<T>(self, read: T) -> Result<T, Problems> {
        if self.problems.is_empty() { Ok(read) } else { Err(self.problems) }
    }

    /// The name of the file.
    pub(super) fn name(&self) -> &'f str {
        self.file.name
    }

    /// Bytes of a value in the file.
    pub(super) fn span(&self, value: &RawValue) -> Span {
        // The value borrows from the text of the file.
        let start = (value.get().as_ptr() as usize).wrapping_sub(self.file.text.as_ptr() as usize);
        Span::new(start, start.saturating_add(value.get().len()))
    }

    /// A problem at a value, not yet reported.
    pub(super) fn problem(
        &self,
        code: basis::Code,
        message: impl Into<String>,
        value: &RawValue,
    ) -> Diagnostic {
        self.file.problem(code, message, self.span(value))
    }

    /// Reports a problem at a value.
    pub(super) fn report(
        &mut self,
        code: basis::Code,
        message: impl Into<String>,
        value: &RawValue,
    ) {
        let problem = self.problem(code, message, value);
        self.add(problem);
    }

    /// Whether there are plenty of problems, so that no advice is looked for.
    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= PROBLEMS_MAX
    }

    /// Reports a problem, unless there are plenty already.
    pub(super) fn add(&mut self, problem: Diagnostic) {
        if !self.is_full() {
            self.problems.push(problem);
        }
    }

    /// Fields of an object, each name once.
    pub(super) fn object(&mut self, value: &'a RawValue, what: &str) -> Vec<Field<'a>> {
        match serde_json::from_str::<Fields<'_>>(value.get()) {
            Ok(Fields(fields)) => {
                let mut seen = std::collections::BTreeSet::new();
                for field in &fields {
                    if !seen.insert(field.name.clone()) {
                        let message = format!("`{}` stands twice", field.name);
                        self.report(codes::TWICE, message, field.value);
                    }
                }
                fields
            }
            Err(_) => {
                self.report(codes::FIELD, format!("{what} has to be an object"), value);
                Vec::new()
            }
        }
    }

    /// Members of a list.
    pub(super) fn list(&mut self, value: &'a RawValue, what: &str) -> Vec<&'a RawValue> {
        serde_json::from_str(value.get()).unwrap_or_else(|_| {
            self.report(codes::FIELD, format!("{what} has to be a list"), value);
            Vec::new()
        })
    }

    /// A text.
    pub(super) fn text(&mut self, value: &'a RawValue, what: &str) -> String {
        serde_json::from_str(value.get()).unwrap_or_else(|_| {
            self.report(codes::FIELD, format!("{what} has to be a text"), value);
            String::new()
        })
    }

    /// An exact number: a JSON number, or a text such as `"1/3"`.
    pub(super) fn number(&mut self, value: &'a RawValue) -> Number {
        let text: String =
            serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().to_owned());
        number::parse(&text).unwrap_or_else(|| {
            let problem = self.problem(codes::NUMBER, "this is not a number that is read", value);
            let help = format!(
                "write 12, 0.25, 1e-3 or \"1/3\", with at most {} characters and an exponent of \
                 at most {}",
                number::DIGITS_MAX,
                number::EXPONENT_MAX
            );
            self.add(problem.help(help));
            Number::default()
        })
    }

    /// A field that has to be there.
    pub(super) fn field(
        &mut self,
        fields: &[Field<'a>],
        name: &str,
        of: Option<&RawValue>,
    ) -> Option<&'a RawValue> {
        let found = optional(fields, name);
        if found.is_none() {
            let span = of.map_or(Span::new(0, 1), |of| self.span(of));
            let message = format!("the field `{name}` is missing");
            self.add(self.file.problem(codes::FIELD, message, span));
        }
        found
    }

    /// Reports fields that have no meaning.
    pub(super) fn only(&mut self, fields: &[Field<'a>], known: &[&str]) {
        for field in fields.iter().filter(|field| !known.contains(&field.name.as_str())) {
            let message = format!("there is no field `{}` here", field.name);
            let problem = self.problem(codes::FIELD, message, field.value);
            if self.is_full() {
                return;
            }
            let help = suggest::did_you_mean(&field.name, known.iter().copied());
            self.add(problem.help_opt(help));
        }
    }
}

/// A field that may be left out.
pub(super) fn optional<'a>(fields: &[Field<'a>], name: &str) -> Option<&'a RawValue> {
    fields.iter().find(|field| field.name == name).map(|field| field.value)
}
