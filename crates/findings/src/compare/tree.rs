//! The JSON form with names in place of positions, its rows by key, and its values in words.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};

use crate::{Answer, Findings};

/// The JSON form of findings in which nothing refers to a position in a list.
pub(super) fn named(findings: &Findings) -> Value {
    let mut root = serde_json::to_value(findings).unwrap_or(Value::Null);
    let names = |list: &str, key: &str| -> Vec<Value> {
        let rows = root.get(list).and_then(Value::as_array).into_iter().flatten();
        rows.map(|row| row.get(key).cloned().unwrap_or(Value::Null)).collect()
    };
    let premises = names("premises", "rule");
    let constructions = names("constructions", "what");
    let articles = names("articles", "heading");
    let series: Vec<String> = rows_of(&root, "series").map(series_key).collect();
    for row in rows_mut(&mut root, "findings") {
        replace(row, "premises", &premises);
    }
    for row in rows_mut(&mut root, "records") {
        // Rows move when others are added above them; that changes nothing of what they say.
        row.as_object_mut().map(|fields| fields.remove("line"));
    }
    for row in rows_mut(&mut root, "clauses") {
        replace(row, "constructions", &constructions);
        replace(row, "article", &articles);
    }
    for day in rows_mut(&mut root, "timeline") {
        for column in ["values", "possible"] {
            let Some(Value::Array(values)) = day.get_mut(column).map(Value::take) else { continue };
            // A value without a series keeps its position as its name.
            let name = |i: usize| series.get(i).cloned().unwrap_or_else(|| i.to_string());
            let named = values.into_iter().enumerate().map(|(i, v)| (name(i), v));
            day[column] = Value::Object(named.collect());
        }
    }
    root
}

fn rows_of<'a>(root: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    root.get(list).and_then(Value::as_array).into_iter().flatten()
}

fn rows_mut<'a>(root: &'a mut Value, list: &str) -> impl Iterator<Item = &'a mut Value> {
    root.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten()
}

/// Replaces a position, or a list of them, by the names at these positions.
fn replace(row: &mut Value, key: &str, names: &[Value]) {
    let name = |value: &Value| {
        let position = value.as_u64().and_then(|n| usize::try_from(n).ok());
        position.and_then(|n| names.get(n)).unwrap_or(value).clone()
    };
    let Some(value) = row.get_mut(key) else { return };
    *value = match &*value {
        Value::Array(list) => list.iter().map(name).collect(),
        single => name(single),
    };
}

fn series_key(row: &Value) -> String {
    key_of(row, &["standing", "source", "unit", "cumulative"])
}

fn key_of(row: &Value, fields: &[&str]) -> String {
    let text = |field: &&str| match row.pointer(field).or_else(|| row.get(field)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    fields.iter().map(text).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Rows of a list by their key, in the order of the list.
pub(super) struct Rows<'a> {
    pub(super) keys: Vec<String>,
    pub(super) by_key: BTreeMap<String, &'a Value>,
}

/// By which fields the rows of a list are matched; `None` for a list that is one value.
pub(super) fn rows<'a>(path: &str, list: &'a [Value]) -> Option<Rows<'a>> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let fields: &[&str] = match name {
        "findings" | "clauses" => &["id"],
        "records" if path == "records" => &["id"],
        "inputs" => &["role", "name"],
        "parties" | "areas" | "lines" => &["name"],
        "premises" if path == "premises" => &["rule"],
        "constructions" if path == "constructions" => &["what"],
        "articles" => &["heading"],
        "ledger" | "events" => &["record"],
        "series" => &["standing", "source", "unit", "cumulative"],
        "timeline" => &["/period/label"],
        "notes" | "deciding" => &["text"],
        "reasons" => &["kind", "text"],
        "figures" => &["standing", "source", "unit"],
        "readings" => &["reading"],
        _ => return None,
    };
    let mut rows = Rows { keys: Vec::new(), by_key: BTreeMap::new() };
    for row in list {
        let key = key_of(row, fields);
        let mut unique = key.clone();
        let mut n = 2;
        while rows.by_key.contains_key(&unique) {
            unique = format!("{key} ({n})");
            n += 1;
        }
        rows.keys.push(unique.clone());
        rows.by_key.insert(unique, row);
    }
    Some(rows)
}

/// Whether a value is a count.
pub(super) fn is_count(value: &Value) -> bool {
    value.as_object().is_some_and(|o| o.len() == 2 && o.contains_key("qualifier"))
}

/// The records that a row cites or is, on either side.
pub(super) fn records_of(old: Option<&Value>, new: Option<&Value>) -> Vec<String> {
    let mut ids = Vec::new();
    for row in [old, new].into_iter().flatten() {
        collect(row, &mut ids);
    }
    ids.sort();
    ids.dedup();
    ids
}

fn collect(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("records", Value::Array(list)) => {
                        ids.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    ("record", Value::String(id)) => ids.push(id.clone()),
                    _ => collect(value, ids),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, ids)),
        _ => {}
    }
}

/// A value in words.
pub(super) struct Item<'a> {
    pub(super) path: &'a str,
    pub(super) value: Option<&'a Value>,
}

impl fmt::Display for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            None => f.write_str("absent"),
            Some(value) => f.write_str(&words(self.path, value)),
        }
    }
}

fn words(path: &str, value: &Value) -> String {
    let key = path.rsplit('.').next().unwrap_or(path);
    match value {
        Value::Null => "not stated".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if key == "answer" => {
            serde_json::from_value::<Answer>(json!(text)).map_or(text.clone(), |a| a.to_string())
        }
        Value::String(text) if is_term(key) => text.replace('_', " "),
        Value::String(text) => text.clone(),
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::Array(list) => {
            list.iter().map(|value| words(path, value)).collect::<Vec<_>>().join(", ")
        }
        Value::Object(fields) => object_words(path, value, fields),
    }
}

/// Fields whose text is a word of the format.
fn is_term(key: &str) -> bool {
    const TERMS: &[&str] = &[
        "applicability",
        "author",
        "excuse",
        "kind",
        "performance",
        "release",
        "role",
        "sort",
        "standing",
        "standing_declared",
    ];
    TERMS.contains(&key)
}

fn object_words(path: &str, value: &Value, fields: &Map<String, Value>) -> String {
    if is_count(value)
        && let Ok(count) = serde_json::from_value::<basis::Count>(value.clone())
    {
        return count.to_string();
    }
    // What the path says already, and what only machines compare.
    const UNTOLD: &[&str] = &["id", "digest", "file", "line", "url"];
    let empty = |v: &Value| v.is_null() || *v == json!([]) || *v == json!("");
    let told = fields.iter().filter(|(k, v)| !empty(v) && !UNTOLD.contains(&k.as_str()));
    let one = |(key, value): (&String, &Value)| {
        format!("{}: {}", key.replace('_', " "), words(&format!("{path}.{key}"), value))
    };
    told.map(one).collect::<Vec<_>>().join("; ")
}
