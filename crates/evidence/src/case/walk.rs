//! Walks the TOML tree: typed values with spans, and a problem for each that does not fit.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use basis::civil::Time;
use basis::{At, Code, Diagnostic, Span, Zone, suggest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::codes;
use crate::problem::{Problem, quoted};

/// A value of the tree with its place in the file.
pub(super) type Value<'t> = &'t Spanned<DeValue<'t>>;

/// A table of the tree.
pub(super) struct Table<'t> {
    pub(super) entries: BTreeMap<&'t str, Value<'t>>,
    pub(super) span: Span,
}

/// Gathers the problems of `detente.toml`.
pub(super) struct Walk<'f> {
    file: &'f str,
    diagnostics: Vec<Diagnostic>,
}

/// The bytes of a value.
pub(super) fn span_of<T>(value: &Spanned<T>) -> Span {
    span(value.span())
}

fn span(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

impl<'f> Walk<'f> {
    pub(super) fn new(file: &'f str) -> Walk<'f> {
        Walk { file, diagnostics: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// The number of problems so far, to see whether some part had any.
    pub(super) fn problems(&self) -> usize {
        self.diagnostics.len()
    }

    pub(super) fn error(
        &mut self,
        code: Code,
        message: impl Into<String>,
        span: Span,
        help: Option<String>,
    ) {
        let diagnostic =
            Diagnostic::error(code, message).label(self.file, At::Bytes(span), "").help_opt(help);
        self.diagnostics.push(diagnostic);
    }

    /// A problem with the text of a value.
    pub(super) fn problem(&mut self, problem: Problem, span: Span) {
        let mut diagnostic = problem.at(self.file, 0);
        diagnostic.labels = Vec::new();
        let diagnostic = diagnostic.label(self.file, At::Bytes(span), "");
        // A value that several templates share is told once.
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// The entries of a table; a key that is not among `keys` is a problem.
    pub(super) fn table<'t>(
        &mut self,
        table: &'t DeTable<'t>,
        range: Range<usize>,
        keys: &[&str],
    ) -> Table<'t> {
        for key in table.keys() {
            if !keys.contains(&key.get_ref().as_ref()) {
                let near = suggest::did_you_mean(key.get_ref(), keys.iter().copied());
                let help = near.unwrap_or_else(|| format!("known are {}", keys.join(", ")));
                let message = format!("{} is not a key here", quoted(key.get_ref()));
                self.error(codes::CASE_UNKNOWN_KEY, message, span_of(key), Some(help));
            }
        }
        self.any_table(table, range)
    }

    /// The entries of a table whose keys are free.
    pub(super) fn any_table<'t>(
        &mut self,
        table: &'t DeTable<'t>,
        range: Range<usize>,
    ) -> Table<'t> {
        let entries = table.iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect();
        Table { entries, span: span(range) }
    }

    pub(super) fn wrong(&mut self, value: Value<'_>, key: &str, wanted: &str) {
        let message = format!("`{key}` takes {wanted}, not {}", value.get_ref().type_str());
        self.error(codes::CASE_VALUE, message, span_of(value), None);
    }

    pub(super) fn get_table<'t>(
        &mut self,
        table: &Table<'t>,
        key: &str,
        keys: &[&str],
    ) -> Option<Table<'t>> {
        let value = *table.entries.get(key)?;
        match value.get_ref() {
            DeValue::Table(inner) => Some(self.table(inner, value.span(), keys)),
            _ => {
                self.wrong(value, key, "a table");
                None
            }
        }
    }

    /// A table whose keys are free.
    pub(super) fn get_any_table<'t>(&mut self, table: &Table<'t>, key: &str) -> Option<Table<'t>> {
        let value = *table.entries.get(key)?;
        match value.get_ref() {
            DeValue::Table(inner) => Some(self.any_table(inner, value.span())),
            _ => {
                self.wrong(value, key, "a table");
                None
            }
        }
    }

    /// The tables of an array, such as `[[source]]`.
    pub(super) fn get_tables<'t>(
        &mut self,
        table: &Table<'t>,
        key: &str,
        keys: &[&str],
    ) -> Vec<Table<'t>> {
        let Some(&value) = table.entries.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(value, key, "a list of tables");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(inner) => tables.push(self.table(inner, item.span(), keys)),
                _ => self.wrong(item, key, "tables"),
            }
        }
        tables
    }

    pub(super) fn get_text(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        let value = *table.entries.get(key)?;
        if let DeValue::String(text) = value.get_ref() {
            return Some(text.clone().into_owned());
        }
        self.wrong(value, key, "a text in quotation marks");
        None
    }

    /// A text that must stand.
    pub(super) fn need_text(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        if !table.entries.contains_key(key) {
            self.missing(table, key, None);
        }
        self.get_text(table, key)
    }

    pub(super) fn missing(&mut self, table: &Table<'_>, key: &str, help: Option<String>) {
        let message = format!("`{key}` is missing");
        self.error(codes::CASE_MISSING_KEY, message, table.span, help);
    }

    pub(super) fn get_texts(&mut self, table: &Table<'_>, key: &str) -> Option<Vec<String>> {
        let value = *table.entries.get(key)?;
        self.texts(value, key)
    }

    /// One or several texts; numbers and truth values count as their text.
    pub(super) fn texts(&mut self, value: Value<'_>, key: &str) -> Option<Vec<String>> {
        if let Some(text) = scalar(value.get_ref()) {
            return Some(vec![text]);
        }
        if let DeValue::Array(items) = value.get_ref() {
            let texts: Option<Vec<String>> =
                items.iter().map(|item| scalar(item.get_ref())).collect();
            if texts.is_some() {
                return texts;
            }
        }
        self.wrong(value, key, "a text or a list of texts");
        None
    }

    pub(super) fn get_number(
        &mut self,
        table: &Table<'_>,
        key: &str,
        range: RangeInclusive<f64>,
    ) -> Option<f64> {
        let value = *table.entries.get(key)?;
        let number = match value.get_ref() {
            DeValue::Float(_) | DeValue::Integer(_) => {
                scalar(value.get_ref()).and_then(|text| text.replace('_', "").parse::<f64>().ok())
            }
            _ => None,
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let message = format!("`{key}` takes a number in {} to {}", range.start(), range.end());
            self.error(codes::CASE_VALUE, message, span_of(value), None);
        }
        number
    }

    /// A value that `read` understands; `wanted` lists what it takes.
    pub(super) fn get_word<T>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        words: &[&str],
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.get_text(table, key)?;
        let meaning = read(&text);
        if meaning.is_none() {
            let near = suggest::did_you_mean(&text, words.iter().copied());
            let help = near.unwrap_or_else(|| format!("known are {}", words.join(", ")));
            let message = format!("{} is no `{key}`", quoted(&text));
            let span = table.entries.get(key).map_or(table.span, |value| span_of(*value));
            self.error(codes::CASE_VALUE, message, span, Some(help));
        }
        meaning
    }

    pub(super) fn get_zone(&mut self, table: &Table<'_>, key: &str) -> Option<Zone> {
        let name = self.get_text(table, key)?;
        let zone = Zone::named(&name);
        if zone.is_none() {
            let names = Zone::known_names();
            let near = suggest::did_you_mean(&name, names.iter().map(String::as_str));
            let help = near.unwrap_or_else(|| "write `Europe/Kyiv`, `UTC` or `+03:00`".to_owned());
            let message = format!("{} is not a known time zone", quoted(&name));
            let span = table.entries.get(key).map_or(table.span, |value| span_of(*value));
            self.error(codes::UNKNOWN_ZONE, message, span, Some(help));
        }
        zone
    }

    /// `19:30`; `24:00` is 00:00.
    pub(super) fn get_time_of_day(&mut self, table: &Table<'_>, key: &str) -> Option<Time> {
        let text = self.get_text(table, key)?;
        let time = time_of_day(&text);
        if time.is_none() {
            let message = format!("{} is not a time of day", quoted(&text));
            let span = table.entries.get(key).map_or(table.span, |value| span_of(*value));
            self.error(codes::CASE_VALUE, message, span, Some("write `19:30`".to_owned()));
        }
        time
    }
}

fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    match (hour.parse().ok()?, minute.parse().ok()?) {
        (24, 0) => Some(Time::midnight()),
        (hour, minute) => Time::new(hour, minute, 0, 0).ok(),
    }
}

/// The text of a value that is neither list nor table.
fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        DeValue::Datetime(time) => Some(time.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}
