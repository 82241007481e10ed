//! YAML, and JSON as its subset.

use serde::Deserialize as _;
use serde_yaml::{Mapping, Value};

use super::{Command, Setting};

/// Every document of `text`. A key that stands twice is an error.
pub fn parse(text: &str) -> Vec<Value> {
    serde_yaml::Deserializer::from_str(text)
        .map(|document| {
            Value::deserialize(document).unwrap_or_else(|error| panic!("not YAML: {error}\n{text}"))
        })
        .collect()
}

pub(super) fn settings(text: &str) -> Vec<Setting> {
    parse(text).iter().flat_map(flat).collect()
}

/// The settings of one document.
pub fn flat(document: &Value) -> Vec<Setting> {
    let mut found = Vec::new();
    flatten("", document, &mut found);
    found
}

fn flatten(path: &str, value: &Value, found: &mut Vec<Setting>) {
    match value {
        Value::Mapping(map) if !map.is_empty() => {
            for (key, value) in map {
                let key = scalar(key);
                let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                flatten(&path, value, found);
            }
        }
        Value::Sequence(items) if is_command(path, items) => {
            let words: Vec<String> = items.iter().map(scalar).collect();
            let program = path.ends_with(".command");
            found.extend(if program {
                Command { words }.settings(path)
            } else {
                arguments(path, words)
            });
        }
        Value::Sequence(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                let (name, rest) = named(item).unwrap_or_else(|| (index.to_string(), item.clone()));
                flatten(&format!("{path}[{name}]"), &rest, found);
            }
        }
        other => found.push((path.to_owned(), scalar(other))),
    }
}

/// `command` and `args` of a container.
fn is_command(path: &str, items: &[Value]) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    matches!(last, "command" | "args") && !items.is_empty() && items.iter().all(Value::is_string)
}

/// Arguments without their program.
fn arguments(path: &str, words: Vec<String>) -> Vec<Setting> {
    let words = std::iter::once(String::new()).chain(words).collect();
    Command { words }.settings(path).split_off(1)
}

/// A mapping with a text `name` and something else: its name, and the rest.
fn named(item: &Value) -> Option<(String, Value)> {
    let map = item.as_mapping()?;
    let name = map.get("name")?.as_str()?.to_owned();
    let rest: Mapping = map
        .iter()
        .filter(|(key, _)| key.as_str() != Some("name"))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    (!rest.is_empty()).then_some((name, Value::Mapping(rest)))
}

fn scalar(value: &Value) -> String {
    let Value::String(text) = value else {
        return serde_json::to_string(value).expect("a plain value");
    };
    // Quotes are kept only where the text would be another type without them.
    let other = serde_yaml::from_str::<Value>(text)
        .is_ok_and(|read| read.is_bool() || read.is_number() || read.is_null());
    if other && !text.is_empty() { format!("{text:?}") } else { text.clone() }
}
