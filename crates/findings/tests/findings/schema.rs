//! The schema in `docs/spec/` and the JSON form say the same.

use findings::Release;
use findings::sample::invented;
use serde_json::{Value, json};

use crate::validate::problems;

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../../docs/spec/findings.schema.json")).unwrap()
}

fn valid(value: &Value) -> Vec<String> {
    problems(&schema(), value)
}

#[test]
fn the_sample_fits_at_both_levels() {
    for level in [Release::Full, Release::Public] {
        let value = serde_json::to_value(invented().released(level)).unwrap();
        assert_eq!(valid(&value), Vec::<String>::new());
    }
}

#[test]
fn every_object_is_closed_and_complete() {
    // With `additionalProperties: false` and all properties required, a sample that fits shows
    // that schema and types name the same fields.
    fn walk(schema: &Value) {
        if let Some(object) = schema.as_object() {
            if let Some(properties) = object.get("properties") {
                assert_eq!(object["additionalProperties"], json!(false), "{schema}");
                let mut named: Vec<&String> = properties.as_object().unwrap().keys().collect();
                let required = object["required"].as_array().unwrap().iter();
                let mut required: Vec<String> =
                    required.map(|r| r.as_str().unwrap().to_owned()).collect();
                named.sort();
                required.sort();
                assert_eq!(named, required.iter().collect::<Vec<_>>());
            }
            object.values().for_each(walk);
        } else if let Some(list) = schema.as_array() {
            list.iter().for_each(walk);
        }
    }
    walk(&schema());
}

#[test]
fn every_definition_meets_the_sample() {
    // A definition that no value of the sample reaches would never be checked.
    let whole = schema();
    let sample = serde_json::to_value(invented()).unwrap();
    for name in whole["$defs"].as_object().unwrap().keys() {
        let mut closed = whole.clone();
        closed["$defs"][name] = json!(false);
        assert!(!problems(&closed, &sample).is_empty(), "`{name}` is not in the sample");
    }
}

#[test]
fn wrong_values_do_not_fit() {
    let good = serde_json::to_value(invented()).unwrap();
    let wrong = [
        ("/release", json!("secret")),
        ("/format", json!("detente-findings/2")),
        ("/findings/0/answer", json!("guilty")),
        ("/findings/0/period/from", json!("2031-05-05")),
        ("/manifest/inputs/0/sha256", json!("abc")),
        ("/timeline/0/values/1", json!(7)),
        ("/timeline/8/watched", json!(1.5)),
        ("/map/events/0/at", json!([1.0])),
        ("/records/0/surplus", json!(1)),
    ];
    for (pointer, value) in wrong {
        let mut bad = good.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match bad.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => bad.pointer_mut(parent).unwrap()[key] = value,
        }
        assert!(!valid(&bad).is_empty(), "{pointer} fits");
    }
}
