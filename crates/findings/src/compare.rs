//! Every difference of two runs, and what caused it.
//!
//! The comparison walks the JSON form of both, so that no field can be forgotten: two findings
//! without a difference are equal. Positions in lists (premises, constructions, articles, series)
//! are first replaced by names, and rows are matched by their identifiers. Causes come from what
//! the runs say of their inputs: records by digest, files by hash, options, versions.

mod cause;

mod tree;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Findings;
use cause::Causes;
use tree::{Item, named};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Where: `findings[2/any/all].answer`, `manifest.options.as_of`.
    pub path: String,
    /// What the old run says, in words; `absent` where it has no such thing.
    pub old: String,
    /// What the new run says.
    pub new: String,
    /// What sort of cause.
    pub class: DifferenceClass,
    /// The records that caused it, by id; where empty, no single record can be named.
    pub records: Vec<String>,
}

/// What caused a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceClass {
    /// A record that the old run used is gone, from a file that changed.
    RecordWithdrawn,
    /// A record was replaced by a later one.
    Restated,
    /// A record says something else than before.
    RecordChanged,
    /// Records that the old run did not have.
    NewInformation,
    /// The text of the accord or its encoding.
    AccordChanged,
    /// A file of geometry.
    GeometryChanged,
    /// What was asked for, or the case's own settings.
    OptionsChanged,
    /// The program, its engine, or the language; also where nothing else changed.
    ProgramChanged,
}

impl DifferenceClass {
    /// As tables print it.
    pub fn words(self) -> &'static str {
        match self {
            DifferenceClass::RecordWithdrawn => "record withdrawn",
            DifferenceClass::Restated => "restated",
            DifferenceClass::RecordChanged => "record changed",
            DifferenceClass::NewInformation => "new information",
            DifferenceClass::AccordChanged => "accord changed",
            DifferenceClass::GeometryChanged => "geometry changed",
            DifferenceClass::OptionsChanged => "options changed",
            DifferenceClass::ProgramChanged => "program changed",
        }
    }
}

impl fmt::Display for DifferenceClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Every difference between two runs, at the release level of the more public one; answers first.
///
/// Only the line at which a record's row stands is not compared: rows move when others are added.
///
/// ```
/// # let run = findings::sample::invented();
/// assert!(findings::compare(&run, &run).is_empty());
/// ```
pub fn compare(old: &Findings, new: &Findings) -> Vec<Difference> {
    let level = old.release.min(new.release);
    let (old, new) = (old.released(level), new.released(level));
    let causes = Causes::of(&old, &new);
    let mut found = Walk { causes: &causes, differences: Vec::new() };
    found.value("", &named(&old), &named(&new), &[]);
    let mut differences = found.differences;
    differences.sort_by_key(|d| !d.path.ends_with(".answer"));
    differences
}

struct Walk<'a> {
    causes: &'a Causes,
    differences: Vec<Difference>,
}

impl Walk<'_> {
    /// Compares two values; `cited` are the records cited around them, innermost first.
    fn value(&mut self, path: &str, old: &Value, new: &Value, cited: &[Vec<String>]) {
        if old == new {
            return;
        }
        match (old, new) {
            (Value::Object(a), Value::Object(b)) => {
                let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
                keys.sort();
                keys.dedup();
                for key in keys {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    let (old, new) = (a.get(key), b.get(key));
                    self.optional(&path, key, old, new, cited);
                }
            }
            (Value::Array(a), Value::Array(b)) => self.lists(path, a, b, cited),
            _ => self.differ(path, Some(old), Some(new), cited),
        }
    }

    fn optional(
        &mut self,
        path: &str,
        key: &str,
        old: Option<&Value>,
        new: Option<&Value>,
        cited: &[Vec<String>],
    ) {
        match (old, new) {
            // A count is one thing, not a number and a qualifier.
            (Some(a), Some(b)) if a != b && (key == "count" || tree::is_count(a)) => {
                self.differ(path, old, new, cited);
            }
            (Some(a), Some(b)) => self.value(path, a, b, cited),
            _ => self.differ(path, old, new, cited),
        }
    }

    fn lists(&mut self, path: &str, old: &[Value], new: &[Value], cited: &[Vec<String>]) {
        let (Some(a), Some(b)) = (tree::rows(path, old), tree::rows(path, new)) else {
            let (old, new) = (Value::from(old), Value::from(new));
            self.differ(path, Some(&old), Some(&new), cited);
            return;
        };
        let mut keys: Vec<&str> = a.keys.iter().map(String::as_str).collect();
        keys.extend(b.keys.iter().filter(|k| !a.by_key.contains_key(*k)).map(String::as_str));
        for key in keys {
            let path = format!("{path}[{key}]");
            let (old, new) = (a.by_key.get(key).copied(), b.by_key.get(key).copied());
            let mut around = vec![tree::records_of(old, new)];
            around.extend_from_slice(cited);
            self.optional(&path, "", old, new, &around);
        }
        let common = |own: &tree::Rows, other: &tree::Rows| -> Vec<Value> {
            let shared = own.keys.iter().filter(|k| other.by_key.contains_key(*k));
            shared.map(|k| Value::from(k.as_str())).collect()
        };
        let (order_a, order_b) = (Value::from(common(&a, &b)), Value::from(common(&b, &a)));
        if order_a != order_b {
            self.differ(&format!("{path} (order)"), Some(&order_a), Some(&order_b), cited);
        }
    }

    fn differ(
        &mut self,
        path: &str,
        old: Option<&Value>,
        new: Option<&Value>,
        cited: &[Vec<String>],
    ) {
        let (class, records) = self.causes.find(path, cited);
        let words = |value: Option<&Value>| Item { path, value }.to_string();
        self.differences.push(Difference {
            path: path.to_owned(),
            old: words(old),
            new: words(new),
            class,
            records,
        });
    }
}
