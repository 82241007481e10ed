//! What one part of a template says of another.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::{calls, entries, items, part};
use crate::format::finding::Finding;

/// What Heat itself answers.
const PSEUDO_PARAMETERS: [&str; 3] = ["OS::stack_id", "OS::stack_name", "OS::project_id"];

/// Every name leads somewhere, every parameter is used, and no resource waits for itself.
pub(super) fn check(tree: &Value, findings: &mut Vec<Finding>) {
    let (parameters, resources) = (part(tree, "parameters"), part(tree, "resources"));
    let mut used = Vec::new();
    calls(tree, "$", &mut |path, function, argument| {
        let name = first(argument);
        let (there, what) = match function {
            "get_param" => {
                used.push(name);
                let known = parameters.get(name).is_some() || PSEUDO_PARAMETERS.contains(&name);
                (known, "parameter")
            }
            "get_resource" | "get_attr" => (resources.get(name).is_some(), "resource"),
            _ => return,
        };
        if !there {
            findings.push(Finding::new(path, format!("there is no {what} `{name}`")));
        }
    });
    for (name, _) in entries(parameters).filter(|(name, _)| !used.contains(name)) {
        findings.push(Finding::new(format!("$.parameters.{name}"), "is used nowhere"));
    }
    let mut waits: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, resource) in entries(resources) {
        let mut others: Vec<&str> = depends_on(part(resource, "depends_on")).collect();
        for other in others.iter().filter(|other| resources.get(**other).is_none()) {
            let path = format!("$.resources.{name}.depends_on");
            findings.push(Finding::new(path, format!("there is no resource `{other}`")));
        }
        calls(resource, "", &mut |_, function, argument| {
            if matches!(function, "get_resource" | "get_attr") {
                others.push(first(argument));
            }
        });
        waits.insert(name, others);
    }
    for (name, resource) in entries(resources) {
        let waits_for_sign = part(resource, "type").as_str() == Some("OS::Heat::WaitCondition");
        if waits_for_sign && !waits.values().flatten().any(|other| *other == name) {
            let place = format!("$.resources.{name}");
            findings.push(Finding::new(place, "holds nothing back: nothing depends on it"));
        }
    }
    let circle = circle(waits);
    if !circle.is_empty() {
        let message = format!("these wait for each other: {}", circle.join(", "));
        findings.push(Finding::new("$.resources", message));
    }
}

/// `name` of `name` and of `[name, …]`.
fn first(argument: &Value) -> &str {
    argument.as_str().or_else(|| items(argument).next()?.as_str()).unwrap_or_default()
}

/// A name or a list of names.
fn depends_on(tree: &Value) -> impl Iterator<Item = &str> {
    tree.as_str().into_iter().chain(items(tree).filter_map(Value::as_str))
}

/// What is left once all are taken away that wait for nobody, or that nobody waits for.
fn circle(mut waits: BTreeMap<&str, Vec<&str>>) -> Vec<String> {
    loop {
        let bound: Vec<&str> = waits
            .iter()
            .filter(|(name, others)| {
                let waits_for_one = others.iter().any(|other| waits.contains_key(other));
                waits_for_one && waits.values().flatten().any(|other| other == *name)
            })
            .map(|(name, _)| *name)
            .collect();
        if bound.len() == waits.len() {
            return bound.into_iter().map(str::to_owned).collect();
        }
        waits.retain(|name, _| bound.contains(name));
    }
}
