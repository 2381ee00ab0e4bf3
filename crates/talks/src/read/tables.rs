//! TOML with places: typed values of tables, and a problem for each that does not fit.

use basis::{Code, Diagnostic, Span, suggest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::json::PROBLEMS_MAX;
use super::{Input, Problems};
use crate::codes;

/// A value with its place.
pub(super) type Value<'t> = &'t Spanned<DeValue<'t>>;

/// Reads tables of one file and gathers problems.
pub(super) struct Walk<'f> {
    pub(super) file: &'f Input<'f>,
    pub(super) problems: Problems,
}

/// A table with its place.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    pub(super) table: &'t DeTable<'t>,
    pub(super) span: Span,
}

/// The bytes of a value.
pub(super) fn span<T>(value: &Spanned<T>) -> Span {
    Span::new(value.span().start, value.span().end)
}

impl<'f> Walk<'f> {
    pub(super) fn report(&mut self, code: Code, message: impl Into<String>, span: Span) {
        let problem = self.file.problem(code, message, span);
        self.add(problem);
    }

    pub(super) fn add(&mut self, problem: Diagnostic) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(problem);
        }
    }

    /// Reports keys that have no meaning.
    pub(super) fn only(&mut self, table: Table<'_>, known: &[&str]) {
        for key in table.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let message = format!("there is no field `{}` here", key.get_ref());
            let help = suggest::did_you_mean(key.get_ref(), known.iter().copied())
                .unwrap_or_else(|| format!("known are {}", known.join(", ")));
            let problem = self.file.problem(codes::CONFLICT_TOML, message, span(key));
            self.add(problem.help(help));
        }
    }

    /// A text, where there is one.
    pub(super) fn text<'t>(&mut self, table: Table<'t>, key: &str) -> Option<(&'t str, Value<'t>)> {
        let value = table.table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some((text.as_ref(), value)),
            _ => {
                self.wrong(key, "a text", value);
                None
            }
        }
    }

    /// A text that has to be there.
    pub(super) fn need<'t>(&mut self, table: Table<'t>, key: &str) -> Option<(&'t str, Value<'t>)> {
        if table.table.get(key).is_none() {
            self.report(codes::CONFLICT_FIELD, format!("the field `{key}` is missing"), table.span);
        }
        self.text(table, key)
    }

    /// Members of a list; a single value is a list of one.
    pub(super) fn list<'t>(&mut self, table: Table<'t>, key: &str) -> Vec<Value<'t>> {
        match table.table.get(key) {
            None => Vec::new(),
            Some(value) => members(value),
        }
    }

    /// The tables of a list such as `[[option]]`.
    pub(super) fn tables<'t>(&mut self, table: Table<'t>, key: &str) -> Vec<Table<'t>> {
        let mut found = Vec::new();
        for value in self.list(table, key) {
            match value.get_ref() {
                DeValue::Table(table) => found.push(Table { table, span: span(value) }),
                _ => self.wrong(key, &format!("tables: write [[{key}]]"), value),
            }
        }
        found
    }

    /// Texts of a list.
    pub(super) fn texts<'t>(&mut self, table: Table<'t>, key: &str) -> Vec<(&'t str, Value<'t>)> {
        let mut found = Vec::new();
        for value in self.list(table, key) {
            match value.get_ref() {
                DeValue::String(text) => found.push((text.as_ref(), value)),
                _ => self.wrong(key, "texts", value),
            }
        }
        found
    }

    pub(super) fn wrong(&mut self, key: &str, wanted: &str, value: Value<'_>) {
        let message = format!("`{key}` takes {wanted}, not {}", value.get_ref().type_str());
        self.report(codes::CONFLICT_FIELD, message, span(value));
    }
}

/// Members of a list; a single value is a list of one.
pub(super) fn members<'t>(value: Value<'t>) -> Vec<Value<'t>> {
    match value.get_ref() {
        DeValue::Array(members) => members.iter().collect(),
        _ => vec![value],
    }
}
