//! A small validator for the part of JSON Schema 2020-12 that our schema uses.
//!
//! A keyword that it does not know is a failure, so that the schema cannot say more than is
//! checked.

use serde_json::Value;

/// Problems of `value` against `schema`, with the path of each.
pub(crate) fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "$", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    if schema == &Value::Bool(false) {
        found.push(format!("{path}: nothing may stand here"));
        return;
    }
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        match keyword.as_str() {
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                let target = root.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}"));
                check(root, target, value, path, found);
            }
            "anyOf" => {
                let fits = |s: &Value| {
                    let mut inner = Vec::new();
                    check(root, s, value, path, &mut inner);
                    inner.is_empty()
                };
                if !rule.as_array().unwrap().iter().any(fits) {
                    found.push(format!("{path}: fits none of the forms: {value}"));
                }
            }
            "properties" | "required" | "additionalProperties" => {
                fields(root, schema, keyword, value, path, found);
            }
            "items" | "prefixItems" | "minItems" | "maxItems" => {
                list(root, schema, keyword, value, path, found);
            }
            _ if single(keyword, rule, value) => {}
            _ => found.push(format!("{path}: {keyword} {rule} does not hold for {value}")),
        }
    }
}

/// Keywords about the value alone.
fn single(keyword: &str, rule: &Value, value: &Value) -> bool {
    match keyword {
        "$schema" | "$id" | "$defs" | "title" | "description" => true,
        "type" => match rule.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            "number" => value.is_number(),
            "integer" => value.is_u64() || value.is_i64(),
            other => panic!("unknown type {other}"),
        },
        "enum" => rule.as_array().unwrap().contains(value),
        "const" => rule == value,
        "minimum" => value.as_f64().is_none_or(|n| n >= rule.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|n| n <= rule.as_f64().unwrap()),
        // The two patterns of the schema, by what reads them.
        "pattern" if rule.as_str().unwrap().contains("a-f") => {
            value.as_str().is_some_and(|t| basis::Digest::parse(t).is_some())
        }
        "pattern" | "format" => value.as_str().is_some_and(|t| basis::Instant::parse(t).is_some()),
        other => panic!("the validator does not know `{other}`"),
    }
}

fn fields(
    root: &Value,
    schema: &Value,
    keyword: &str,
    value: &Value,
    path: &str,
    found: &mut Vec<String>,
) {
    let Some(object) = value.as_object() else { return };
    let rules = schema["properties"].as_object().unwrap();
    match keyword {
        "properties" => {
            for (key, value) in object {
                if let Some(rule) = rules.get(key) {
                    check(root, rule, value, &format!("{path}.{key}"), found);
                }
            }
        }
        "required" => {
            let names = schema["required"].as_array().unwrap().iter();
            let missing = names.filter_map(Value::as_str).filter(|k| !object.contains_key(*k));
            found.extend(missing.map(|key| format!("{path}: lacks {key}")));
        }
        _ => {
            assert_eq!(schema["additionalProperties"], Value::Bool(false));
            let extra = object.keys().filter(|key| !rules.contains_key(*key));
            found.extend(extra.map(|key| format!("{path}: {key} is not in the schema")));
        }
    }
}

fn list(
    root: &Value,
    schema: &Value,
    keyword: &str,
    value: &Value,
    path: &str,
    found: &mut Vec<String>,
) {
    let Some(items) = value.as_array() else { return };
    let prefix = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
    let bound = schema[keyword].as_u64().map(|n| usize::try_from(n).unwrap());
    match keyword {
        "minItems" if items.len() < bound.unwrap() => found.push(format!("{path}: too short")),
        "maxItems" if items.len() > bound.unwrap() => found.push(format!("{path}: too long")),
        "items" => {
            for (i, item) in items.iter().enumerate().skip(prefix) {
                check(root, &schema["items"], item, &format!("{path}[{i}]"), found);
            }
        }
        "prefixItems" => {
            for (i, (rule, item)) in
                schema["prefixItems"].as_array().unwrap().iter().zip(items).enumerate()
            {
                check(root, rule, item, &format!("{path}[{i}]"), found);
            }
        }
        _ => {}
    }
}
