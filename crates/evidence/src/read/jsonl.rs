//! Detente's own JSON Lines: one object per line, members are fields.

use std::fmt;
use std::io::{BufRead, BufReader, ErrorKind};

use basis::{Diagnostic, Digest};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::input::{Input, Stop};
use super::outcome::{Outcome, RowResult};
use super::own::{self, LIST_SEPARATOR, TYPE_COLUMN};
use crate::build::Defaults;
use crate::case::Source;
use crate::codes;
use crate::fields::FIELDS;
use crate::limits::{COLUMNS_MAX, VALUE_CHARS_MAX, shorten};
use crate::problem::{Problem, quoted};

/// Reads a file of JSON Lines; blank lines are left out.
pub(super) fn read<R: BufRead>(
    source: &Source,
    input: Input<'_, R>,
    outcome: &mut Outcome,
) -> Digest {
    let defaults = source.defaults();
    let mut reader = BufReader::with_capacity(1 << 16, input);
    let mut bytes = Vec::new();
    for line in 1.. {
        outcome.at_line(line);
        match next(&mut reader, &mut bytes) {
            Ok(true) if bytes.trim_ascii().is_empty() => {}
            Ok(true) => {
                if !outcome.row(row(source, &defaults, &bytes, line)) {
                    break;
                }
            }
            Ok(false) => break,
            Err(stop) => {
                outcome.stop(stop);
                break;
            }
        }
    }
    reader.into_inner().digest()
}

/// Reads the next line; `false` at the end of the file.
fn next<R: BufRead>(
    reader: &mut BufReader<Input<'_, R>>,
    bytes: &mut Vec<u8>,
) -> Result<bool, Stop> {
    bytes.clear();
    reader.get_mut().new_row();
    loop {
        match reader.read_until(b'\n', bytes) {
            Ok(count) => return Ok(count > 0 || !bytes.is_empty()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => {
                return Err(reader.get_mut().take_stop().unwrap_or_else(|| {
                    Stop::new(Diagnostic::error(codes::UNREADABLE, "the file cannot be read"))
                }));
            }
        }
    }
}

fn row(source: &Source, defaults: &Defaults, bytes: &[u8], line: u64) -> RowResult {
    fields(source, bytes).map_or_else(
        |problem| RowResult { problems: vec![problem], records: Vec::new() },
        |(of, fields)| {
            let fields = fields.iter().map(|(name, items)| (name.as_str(), items.clone()));
            own::record(source, defaults, of, fields, line)
        },
    )
}

type Fields = Vec<(String, Vec<String>)>;

/// The type and the fields of a line.
fn fields(source: &Source, bytes: &[u8]) -> Result<(crate::RecordType, Fields), Problem> {
    let (text, _) = source.encoding.decode_without_bom_handling(bytes);
    if source.encoding == encoding_rs::UTF_8
        && let Err(error) = std::str::from_utf8(bytes)
    {
        let message = format!("byte {} of the line is not utf-8", error.valid_up_to() + 1);
        let help = "state the file's `encoding` in detente.toml: `windows-1252`, `windows-1251`, …";
        return Err(Problem::error(codes::WRONG_ENCODING, message).help(help));
    }
    let object: Object = serde_json::from_str(text.trim_end()).map_err(|error| {
        let message = format!("not one JSON object: {}", reason(&error));
        Problem::error(codes::NOT_JSON, message).value(text.trim())
    })?;
    if object.0.len() > COLUMNS_MAX {
        let message = format!("more than {COLUMNS_MAX} members");
        return Err(Problem::error(codes::TOO_MUCH, message));
    }
    let mut stated = None;
    let mut fields: Fields = Vec::new();
    for (name, value) in object.0 {
        let twice = fields.iter().any(|(other, _)| *other == name)
            || (stated.is_some() && name == TYPE_COLUMN);
        if twice {
            let message = format!("the member {} stands twice", quoted(&name));
            return Err(Problem::error(codes::DUPLICATE_MEMBER, message).column(&name));
        }
        let items = items(&value).ok_or_else(|| {
            let message = format!("{} takes a text, a number, yes or no, or a list", quoted(&name));
            Problem::error(codes::NOT_JSON, message).column(&name).value(&value.to_string())
        })?;
        if let Some(problem) = list_in_text(&name, &value) {
            return Err(problem);
        }
        if name == TYPE_COLUMN {
            stated = Some(items.concat());
        } else if !items.is_empty() {
            fields.push((name, items));
        }
    }
    let of = own::row_type(stated.as_deref(), source.record)?;
    Ok((of, fields))
}

/// The problem of a list that is written as one text, the way our tables write it. Taken as one
/// name it would name nobody, so that what was done would count as not done. A name that has a `;`
/// of its own can stand in a list.
fn list_in_text(name: &str, value: &Value) -> Option<Problem> {
    let is_list = FIELDS.iter().any(|field| field.name == name && field.list);
    let text = value.as_str().filter(|text| is_list && text.contains(LIST_SEPARATOR))?;
    let items = text.split(LIST_SEPARATOR).map(str::trim).filter(|item| !item.is_empty());
    let items: Vec<Value> = items.map(Value::from).collect();
    let message = format!("{} holds a list in one text", quoted(name));
    let list = shorten(&write_list(&items), VALUE_CHARS_MAX);
    let help = format!("write a JSON list: `{list}`");
    Some(Problem::error(codes::SEVERAL_VALUES, message).column(name).value(text).help(help))
}

/// `["Alpha", "Beta"]`, with a blank after the comma.
fn write_list(items: &[Value]) -> String {
    let items: Vec<String> = items.iter().map(Value::to_string).collect();
    format!("[{}]", items.join(", "))
}

/// The items of a member: none for `null` and empty texts; `{"explosions": 21}` for parts.
fn items(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => values.iter().map(scalar).collect::<Option<Vec<_>>>(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| Some(format!("{name}={}", scalar(value)?))).collect()
        }
        Value::Null => Some(Vec::new()),
        value => scalar(value).map(|text| vec![text]),
    }
    .map(|items| items.into_iter().filter(|item| !item.is_empty()).collect())
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The reason without its position, which counts lines of the one line that was read.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
    format!("{reason} (column {})", error.column())
}

/// The members of an object in their order, doubles included.
struct Object(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}
