//! JSON values that know where they stand in the file.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// The members of an object; of repeated names the last.
pub(super) type Object<'a> = BTreeMap<String, &'a RawValue>;

/// Longest text of the user in a message.
const SHOWN_MAX: usize = 60;

pub(super) fn object(raw: &RawValue) -> Option<Object<'_>> {
    serde_json::from_str(raw.get()).ok()
}

pub(super) fn array(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

pub(super) fn string(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

/// A finite number.
pub(super) fn number(raw: &RawValue) -> Option<f64> {
    serde_json::from_str(raw.get()).ok().filter(|value: &f64| value.is_finite())
}

pub(super) fn type_of(object: &Object<'_>) -> Option<String> {
    object.get("type").and_then(|raw| string(raw))
}

/// A text as it is, anything else as JSON, null as nothing.
pub(super) fn plain(raw: &RawValue) -> Option<String> {
    match raw.get() {
        "null" => None,
        other => Some(string(raw).unwrap_or_else(|| other.to_owned())),
    }
}

/// The beginning of a text, for a message.
pub(super) fn shortened(text: &str) -> String {
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = clean.take(SHOWN_MAX).collect();
    if text.chars().count() > SHOWN_MAX {
        short.push('…');
    }
    short
}

/// Where in the text an error was found.
pub(super) fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    let before = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start: usize = before.map(str::len).sum();
    (start + error.column().saturating_sub(1)).min(text.len())
}

/// What the parser says, without the place that the label shows.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    let what = if error.is_eof() { "it ends in the middle of a value" } else { what };
    format!("the file is not JSON: {what}")
}
