//! Files of talks in TOML: typed fields with their places, and a problem for each that does not
//! fit.

use std::collections::BTreeMap;
use std::ops::Range;

use basis::civil::Date;
use basis::{At, Code, Diagnostic, Span, suggest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::codes;
use crate::space::too_many;

/// Bytes of a file in TOML.
pub const TOML_BYTES_MAX: usize = 8 << 20;

/// Characters of a value that a message repeats.
const VALUE_CHARS_MAX: usize = 80;

/// A text with its place in the file, quotation marks included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A value of the tree.
pub(crate) type Value<'t> = &'t Spanned<DeValue<'t>>;

/// The fields of one table.
pub(crate) struct Fields<'t> {
    entries: BTreeMap<&'t str, Value<'t>>,
    /// Where the table stands.
    pub(crate) span: Span,
}

/// Walks one file and gathers its problems.
pub(crate) struct Tree<'f> {
    /// Name of the file in messages.
    pub(crate) file: &'f str,
    /// Its text.
    pub(crate) text: &'f str,
    /// What was found to be wrong.
    pub(crate) problems: Vec<Diagnostic>,
}

impl<'t> Fields<'t> {
    pub(crate) fn get(&self, key: &str) -> Option<Value<'t>> {
        self.entries.get(key).copied()
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }
}

/// The bytes of something in the tree.
pub(crate) fn span_of<T>(value: &Spanned<T>) -> Span {
    span(value.span())
}

fn span(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// A value in backticks, shortened.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(VALUE_CHARS_MAX).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("`{shown}`")
}

impl<'f> Tree<'f> {
    /// A walk over a file; the tree itself where it is well-formed.
    pub(crate) fn new(file: &'f str, text: &'f str) -> (Tree<'f>, Option<Spanned<DeTable<'f>>>) {
        let mut tree = Tree { file, text, problems: Vec::new() };
        if text.len() > TOML_BYTES_MAX {
            tree.problems.push(too_many("bytes in one file", TOML_BYTES_MAX).label(
                file,
                At::File,
                "",
            ));
            return (tree, None);
        }
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = span(error.span().unwrap_or(0..0));
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            let code = if message.contains("date") { codes::DATE } else { codes::TOML };
            tree.error(code, message, at, None);
        }
        // After a syntax error the rest of the tree is a guess.
        let root = errors.is_empty().then_some(root);
        (tree, root)
    }

    pub(crate) fn error(
        &mut self,
        code: Code,
        message: impl Into<String>,
        at: Span,
        help: Option<String>,
    ) {
        let problem = Diagnostic::error(code, message).label(self.file, At::Bytes(at), "");
        self.problems.push(problem.help_opt(help));
    }

    pub(crate) fn warn(
        &mut self,
        code: Code,
        message: impl Into<String>,
        at: Span,
        help: Option<String>,
    ) {
        let problem = Diagnostic::new(code, basis::Severity::Warning, message);
        self.problems.push(problem.label(self.file, At::Bytes(at), "").help_opt(help));
    }

    /// The fields of a table; one that is not among `known` is a problem.
    pub(crate) fn fields<'t>(
        &mut self,
        table: &'t DeTable<'t>,
        at: Span,
        known: &[&str],
    ) -> Fields<'t> {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let near = suggest::did_you_mean(key.get_ref(), known.iter().copied());
            let help = near.unwrap_or_else(|| format!("known are {}", known.join(", ")));
            let message = format!("there is no field {} here", quoted(key.get_ref()));
            self.error(codes::FIELD, message, span_of(key), Some(help));
        }
        free_fields(table, at)
    }

    /// The tables of a list such as `[[party]]`.
    pub(crate) fn tables<'t>(
        &mut self,
        fields: &Fields<'t>,
        key: &str,
        known: &[&str],
    ) -> Vec<Fields<'t>> {
        let mut tables = Vec::new();
        for item in self.items(fields, key) {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(self.fields(table, span_of(item), known)),
                _ => self.wrong(item, key, "tables"),
            }
        }
        tables
    }

    /// The items of a list; none where the field is missing.
    pub(crate) fn items<'t>(&mut self, fields: &Fields<'t>, key: &str) -> Vec<Value<'t>> {
        let Some(value) = fields.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(value, key, "a list");
            return Vec::new();
        };
        items.iter().collect()
    }

    pub(crate) fn wrong(&mut self, value: Value<'_>, key: &str, wanted: &str) {
        let message = format!("`{key}` takes {wanted}, not {}", value.get_ref().type_str());
        self.error(codes::FIELD, message, span_of(value), None);
    }

    pub(crate) fn missing(&mut self, fields: &Fields<'_>, key: &str, help: Option<String>) {
        self.error(codes::FIELD, format!("`{key}` is missing"), fields.span, help);
    }

    /// A text, where the field stands.
    pub(crate) fn text(&mut self, fields: &Fields<'_>, key: &str) -> Option<Placed> {
        let value = fields.get(key)?;
        self.as_text(value, key)
    }

    pub(crate) fn as_text(&mut self, value: Value<'_>, key: &str) -> Option<Placed> {
        match value.get_ref() {
            DeValue::String(text) => {
                Some(Placed { text: text.clone().into_owned(), span: span_of(value) })
            }
            _ => {
                self.wrong(value, key, "a text in quotation marks");
                None
            }
        }
    }

    /// A text that must stand, and not be empty.
    pub(crate) fn need(&mut self, fields: &Fields<'_>, key: &str) -> Option<Placed> {
        if !fields.has(key) {
            self.missing(fields, key, None);
        }
        let text = self.text(fields, key)?;
        if text.text.trim().is_empty() {
            self.error(codes::FIELD, format!("`{key}` is empty"), text.span, None);
            return None;
        }
        Some(text)
    }

    /// One text, or a list of texts.
    pub(crate) fn texts(&mut self, fields: &Fields<'_>, key: &str) -> Vec<Placed> {
        match fields.get(key) {
            None => Vec::new(),
            Some(value) if value.get_ref().is_str() => {
                self.as_text(value, key).into_iter().collect()
            }
            Some(_) => {
                let items = self.items(fields, key);
                items.into_iter().filter_map(|item| self.as_text(item, key)).collect()
            }
        }
    }

    /// A truth value; no where the field is missing.
    pub(crate) fn flag(&mut self, fields: &Fields<'_>, key: &str) -> bool {
        match fields.get(key).map(|value| (value, value.get_ref())) {
            None => false,
            Some((_, DeValue::Boolean(yes))) => *yes,
            Some((value, _)) => {
                self.wrong(value, key, "true or false");
                false
            }
        }
    }

    /// One of some words, which must stand.
    pub(crate) fn word<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let names = || words.iter().map(|(name, _)| *name);
        let known = format!("known are {}", names().collect::<Vec<_>>().join(", "));
        if !fields.has(key) {
            self.missing(fields, key, Some(known));
            return None;
        }
        let text = self.text(fields, key)?;
        let found = words.iter().find(|(name, _)| *name == text.text);
        if found.is_none() {
            let help = suggest::did_you_mean(&text.text, names()).unwrap_or(known);
            let message = format!("{} is no `{key}`", quoted(&text.text));
            self.error(codes::FIELD, message, text.span, Some(help));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// A day, which must stand: `2026-03-12`, with or without quotation marks.
    pub(crate) fn date(&mut self, fields: &Fields<'_>, key: &str) -> Option<Date> {
        let Some(value) = fields.get(key) else {
            self.missing(fields, key, Some("write the day as 2026-03-12".to_owned()));
            return None;
        };
        let text = match value.get_ref() {
            DeValue::Datetime(time) => time.to_string(),
            DeValue::String(text) => text.clone().into_owned(),
            _ => {
                self.wrong(value, key, "a day");
                return None;
            }
        };
        // What stands after the day would be read and forgotten.
        let day = (text.len() == "2026-03-12".len()).then(|| text.parse().ok()).flatten();
        if day.is_none() {
            let message = format!("{} is not a day of the calendar", quoted(&text));
            let help = "write the day as 2026-03-12".to_owned();
            self.error(codes::DATE, message, span_of(value), Some(help));
        }
        day
    }

    /// The format that the file must name, which tells what it is.
    pub(crate) fn format(&mut self, fields: &Fields<'_>, name: &str) -> Option<()> {
        let help = format!("begin with format = \"{name}\"");
        let found = fields.get("format").map(|value| (value.get_ref().as_str(), span_of(value)));
        match found {
            Some((Some(text), _)) if text == name => return Some(()),
            Some((_, at)) => {
                self.error(codes::FORMAT, format!("this is not `{name}`"), at, Some(help));
            }
            None => {
                let message = "nothing tells which format this is";
                self.error(codes::FORMAT, message, Span::new(0, 0), Some(help));
            }
        }
        None
    }

    /// The line of a place, from 1.
    pub(crate) fn line(&self, at: Span) -> usize {
        let before = self.text.as_bytes().get(..at.start).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// The place of some bytes of a text that stands in quotation marks; the whole text where it
    /// has escapes, so that its bytes are not those of the file.
    pub(crate) fn inside(&self, text: &Placed, bytes: Span) -> Span {
        let raw = self.text.get(text.span.start..text.span.end).unwrap_or_default();
        let marks = raw.len().saturating_sub(text.text.len()) / 2;
        let plain = raw.get(marks..marks + text.text.len()) == Some(text.text.as_str());
        if !plain || bytes.end > text.text.len() || bytes.start > bytes.end {
            return text.span;
        }
        let start = text.span.start + marks;
        Span::new(start + bytes.start, start + bytes.end)
    }
}

/// The fields of a table, whatever their names.
pub(crate) fn free_fields<'t>(table: &'t DeTable<'t>, at: Span) -> Fields<'t> {
    let entries = table.iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect();
    Fields { entries, span: at }
}
