//! Parameters, their constraints and groups.

use serde_yaml::Value;

use super::{entries, items, part};
use crate::format::finding::Finding;

const KEYS: [&str; 6] = ["type", "label", "description", "default", "hidden", "constraints"];

pub(super) fn check(tree: &Value, findings: &mut Vec<Finding>) {
    for (name, parameter) in entries(part(tree, "parameters")) {
        let path = format!("$.parameters.{name}");
        let mut found = |message: String| findings.push(Finding::new(path.as_str(), message));
        for (key, _) in entries(parameter).filter(|(key, _)| !KEYS.contains(key)) {
            found(format!("`{key}` is no key of a parameter"));
        }
        let kind = parameter.get("type").and_then(Value::as_str).unwrap_or_default();
        let default = parameter.get("default");
        match default.map(|default| has_type(default, kind)) {
            Some(None) => found(format!("`{kind}` is no type of a parameter")),
            Some(Some(false)) => found(format!("the default is no {kind}")),
            None if has_type(&Value::Null, kind).is_none() => {
                found(format!("`{kind}` is no type of a parameter"));
            }
            Some(Some(true)) | None => {}
        }
        for constraint in items(part(parameter, "constraints")) {
            for (rule, argument) in entries(constraint).filter(|(key, _)| *key != "description") {
                if let Some(message) = fault(rule, argument, kind, default) {
                    found(message);
                }
            }
        }
    }
    groups(tree, findings);
}

/// Whether a value has the type; `None` when there is no such type.
fn has_type(value: &Value, kind: &str) -> Option<bool> {
    Some(match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "boolean" => value.is_bool(),
        "comma_delimited_list" => value.is_string() || value.is_sequence(),
        _ => return None,
    })
}

/// What is wrong with a constraint: its type, or that the default fails it.
fn fault(rule: &str, argument: &Value, kind: &str, default: Option<&Value>) -> Option<String> {
    let bound = |key: &str| argument.get(key).and_then(Value::as_u64);
    let inside =
        |n: u64| bound("min").is_none_or(|min| n >= min) && bound("max").is_none_or(|max| n <= max);
    let (fits_type, default_passes) = match rule {
        "range" => (kind == "number", default.and_then(Value::as_u64).is_none_or(inside)),
        "length" => {
            let length = default.and_then(Value::as_str).map(|text| text.chars().count() as u64);
            (kind == "string", length.is_none_or(inside))
        }
        "allowed_values" => (true, default.is_none_or(|d| items(argument).any(|value| value == d))),
        "allowed_pattern" | "custom_constraint" => (kind == "string", true),
        _ => return Some(format!("`{rule}` is no constraint")),
    };
    let has_bounds =
        !matches!(rule, "range" | "length") || bound("min") <= bound("max").or(bound("min"));
    if !fits_type {
        Some(format!("`{rule}` is not for a {kind}"))
    } else if !has_bounds {
        Some(format!("`{rule}` has no room between its bounds"))
    } else if !default_passes {
        Some(format!("the default fails `{rule}`"))
    } else {
        None
    }
}

fn groups(tree: &Value, findings: &mut Vec<Finding>) {
    let mut seen = Vec::new();
    for (index, group) in items(part(tree, "parameter_groups")).enumerate() {
        for name in items(part(group, "parameters")).filter_map(Value::as_str) {
            let path = format!("$.parameter_groups[{index}]");
            if part(tree, "parameters").get(name).is_none() {
                findings.push(Finding::new(path, format!("there is no parameter `{name}`")));
            } else if seen.contains(&name) {
                findings.push(Finding::new(path, format!("`{name}` is in a group twice")));
            }
            seen.push(name);
        }
    }
}
