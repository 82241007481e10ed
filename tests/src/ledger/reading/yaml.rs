//! YAML, and JSON as its subset.

use serde::Deserialize as _;
use serde_yaml::{Mapping, Value};

use super::{Setting, command, setting};

pub(super) fn settings(text: &str) -> Option<Vec<Setting>> {
    let documents: Option<Vec<Value>> = serde_yaml::Deserializer::from_str(text)
        .map(|document| Value::deserialize(document).ok())
        .collect();
    let mut documents = documents?;
    documents.iter_mut().for_each(labels_as_list);
    let mut found = Vec::new();
    for document in &documents {
        let at = if documents.len() > 1 { title(document) } else { String::new() };
        flatten(&at, document, &mut found);
    }
    Some(found)
}

/// Users name the labels of machines: they are one value.
fn labels_as_list(document: &mut Value) {
    if document.get("kind").and_then(Value::as_str) != Some("Node") {
        return;
    }
    let labels = document.get_mut("metadata").and_then(|metadata| metadata.get_mut("labels"));
    if let Some(labels) = labels
        && let Value::Mapping(map) = &*labels
    {
        let each = map.iter().map(|(key, value)| format!("{}={}", scalar(key), scalar(value)));
        *labels = Value::Sequence(each.map(Value::String).collect());
    }
}

/// `ClusterRole system:coredns:`, which is enough to tell documents of a file apart.
fn title(document: &Value) -> String {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = document.get("metadata").and_then(|metadata| metadata.get("name"));
    format!("{} {}:", text(document.get("kind")), text(name))
}

fn flatten(at: &str, value: &Value, found: &mut Vec<Setting>) {
    match value {
        Value::Mapping(map) if !map.is_empty() => {
            for (key, value) in map {
                let key = scalar(key);
                let key = if at.is_empty() { key } else { format!("{at}.{key}") };
                flatten(&key, value, found);
            }
        }
        Value::Sequence(items) if items.iter().all(is_plain) => {
            let words: Vec<String> = items.iter().map(scalar).collect();
            let last = at.rsplit('.').next().unwrap_or(at);
            if matches!(last, "command" | "args") && words.iter().any(|word| word.starts_with('-'))
            {
                found.extend(command::settings(at, &words, last == "command"));
            } else {
                found.push(setting(format!("{at}[]"), words.join("\n")));
            }
        }
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                let (name, rest) = named(item).unwrap_or_else(|| (index.to_string(), item.clone()));
                flatten(&format!("{at}[{name}]"), &rest, found);
            }
        }
        Value::String(text) if text.contains('\n') => match inner(text) {
            Some(inside) => {
                let each = inside.into_iter();
                found.extend(
                    each.map(|Setting { at: key, value }| setting(format!("{at}: {key}"), value)),
                );
            }
            None => found.push(setting(at.to_owned(), text.clone())),
        },
        plain => found.push(setting(at.to_owned(), scalar(plain))),
    }
}

fn is_plain(value: &Value) -> bool {
    !matches!(value, Value::Mapping(_) | Value::Sequence(_))
}

/// A mapping with a text that tells it from others of its list: that text, and the rest. Users name machines,
/// so these go by their roles.
fn named(item: &Value) -> Option<(String, Value)> {
    let map = item.as_mapping()?;
    let key = ["role", "name", "path"].into_iter().find(|key| map.contains_key(*key))?;
    let name = map.get(key)?.as_str()?.to_owned();
    let others = map.iter().filter(|(other, _)| other.as_str() != Some(key));
    let rest: Mapping = others.map(|(key, value)| (key.clone(), value.clone())).collect();
    (!rest.is_empty()).then_some((name, Value::Mapping(rest)))
}

/// A text that is YAML or JSON itself.
fn inner(text: &str) -> Option<Vec<Setting>> {
    let value: Value = serde_yaml::from_str(text).ok()?;
    (value.is_mapping()).then(|| {
        let mut found = Vec::new();
        flatten("", &value, &mut found);
        found
    })
}

fn scalar(value: &Value) -> String {
    let Value::String(text) = value else {
        return serde_json::to_string(value).unwrap_or_default();
    };
    // Quotes are kept only where the text would be another type without them, which few words could be.
    let could =
        text.starts_with(|first: char| first.is_ascii_digit() || "+-.~tTfFnN".contains(first));
    let other = could
        && text.len() < 40
        && serde_yaml::from_str::<Value>(text)
            .is_ok_and(|read| read.is_bool() || read.is_number() || read.is_null());
    if other && !text.is_empty() { format!("{text:?}") } else { text.clone() }
}
