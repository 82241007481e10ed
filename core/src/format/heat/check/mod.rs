//! Judges a template as Heat would, and more strictly: of what Heat knows, only what we write.

mod parameters;
mod placeholders;
mod properties;
mod references;
mod user_data;

use serde_yaml::Value;

use crate::format::finding::Finding;
use crate::format::hole::is_mark;

/// `max_template_size` of openstack/heat, `heat/common/config.py`.
const LONGEST_TEMPLATE: usize = 524_288;

const SECTIONS: [&str; 6] = [
    "heat_template_version",
    "description",
    "parameter_groups",
    "parameters",
    "resources",
    "outputs",
];

/// Versions with `str_replace_strict` behind those without.
const VERSIONS: [(&str, bool); 10] = [
    ("2013-05-23", false),
    ("2014-10-16", false),
    ("2015-04-30", false),
    ("2015-10-15", false),
    ("2016-04-08", false),
    ("2016-10-14", false),
    ("2017-02-24", true),
    ("2017-09-01", true),
    ("2018-03-02", true),
    ("2018-08-31", true),
];

const FUNCTIONS: [&str; 6] =
    ["get_param", "get_resource", "get_attr", "str_replace", "str_replace_strict", "list_join"];

/// Every fault of a template; empty when it is sound.
pub fn check(text: &str) -> Vec<Finding> {
    let whole = |message: String| vec![Finding::new("$", message)];
    if text.len() > LONGEST_TEMPLATE {
        return whole(format!("is {} bytes long, more than {LONGEST_TEMPLATE}", text.len()));
    }
    if text.contains(is_mark) {
        return whole("holds a hole that nothing fills".to_owned());
    }
    let tree: Value = match serde_yaml::from_str(text) {
        Ok(tree) => tree,
        Err(error) => return whole(error.to_string()),
    };
    let mut findings = Vec::new();
    for (name, _) in entries(&tree) {
        if !SECTIONS.contains(&name) {
            findings.push(Finding::new(format!("$.{name}"), "is no section of a template"));
        }
    }
    version(&tree, &mut findings);
    parameters::check(&tree, &mut findings);
    for (name, resource) in entries(part(&tree, "resources")) {
        properties::check(resource, &format!("$.resources.{name}"), &mut findings);
    }
    for (name, output) in entries(part(&tree, "outputs")) {
        if output.get("value").is_none() {
            findings.push(Finding::new(format!("$.outputs.{name}"), "has no value"));
        }
    }
    references::check(&tree, &mut findings);
    placeholders::check(&tree, "$", &mut Vec::new(), &mut findings);
    findings
}

fn version(tree: &Value, findings: &mut Vec<Finding>) {
    let place = "$.heat_template_version";
    let written = tree.get("heat_template_version").and_then(Value::as_str);
    match VERSIONS.iter().find(|(version, _)| Some(*version) == written) {
        None => findings.push(Finding::new(place, "is no known version, written as text")),
        Some((_, true)) => {}
        Some((version, false)) => calls(tree, "$", &mut |path, function, _| {
            if function == "str_replace_strict" {
                findings.push(Finding::new(path, format!("{function} is not in {version}")));
            }
        }),
    }
}

/// What stands under a key; nothing if there is no such key.
fn part<'t>(tree: &'t Value, key: &str) -> &'t Value {
    static NOTHING: Value = Value::Null;
    tree.get(key).unwrap_or(&NOTHING)
}

/// The entries of a mapping with text for a key.
fn entries(tree: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let map = tree.as_mapping().into_iter().flatten();
    map.filter_map(|(key, value)| Some((key.as_str()?, value)))
}

/// The items of a list.
fn items(tree: &Value) -> impl Iterator<Item = &Value> {
    tree.as_sequence().into_iter().flatten()
}

/// The function that stands here, with its argument.
fn call(tree: &Value) -> Option<(&str, &Value)> {
    let mut entries = entries(tree);
    let (name, argument) = entries.next()?;
    (FUNCTIONS.contains(&name) && entries.next().is_none()).then_some((name, argument))
}

/// Shows every function in a tree with its place and argument.
fn calls<'t>(tree: &'t Value, path: &str, look: &mut impl FnMut(&str, &'t str, &'t Value)) {
    if let Some((function, argument)) = call(tree) {
        look(path, function, argument);
    }
    each(tree, path, &mut |child, path| calls(child, path, look));
}

/// Shows every child of a mapping or list with its place.
fn each<'t>(tree: &'t Value, path: &str, look: &mut impl FnMut(&'t Value, &str)) {
    for (key, child) in entries(tree) {
        look(child, &format!("{path}.{key}"));
    }
    for (index, child) in items(tree).enumerate() {
        look(child, &format!("{path}[{index}]"));
    }
}

#[cfg(test)]
mod tests;
