//! Judges a config as Butane and Ignition would, and more strictly: what they warn of is a fault here.
//!
//! Whoever wrote it: nothing is taken for granted. Sources: `config/v3_4/types` and
//! `config/validate` of coreos/ignition 2.26, `base/v0_5/validate.go` of coreos/butane 0.29.

mod keys;
mod mode;
mod nodes;
mod passwd;
mod resource;
mod units;

pub(super) use keys::Typed;

use std::collections::BTreeSet;

use serde_yaml::Value;

use super::{Config, VERSION, Variant};
use crate::format::finding::Finding;
use crate::format::hole::is_mark;

/// Which file a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Butane(Variant),
    Ignition,
}

impl Language {
    fn is_butane(self) -> bool {
        matches!(self, Self::Butane(_))
    }
}

/// Every fault of a `config.bu`; empty when it is sound.
pub fn butane(text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    typed_butane(text, &mut findings);
    findings
}

/// Every fault of a `config.ign`; empty when it is sound.
pub fn ignition(text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    typed_ignition(text, &mut findings);
    findings
}

/// What keeps two sound files from saying the same: the first difference of each list.
pub fn same(butane: &str, ignition: &str) -> Vec<Finding> {
    let both = Config::from_butane(butane)
        .and_then(|butane| Ok((Config::from_ignition(ignition, butane.variant)?, butane)));
    match both {
        Ok((ignition, butane)) => differences(&butane, &ignition),
        Err(findings) => findings,
    }
}

/// The same of two that are read already.
pub fn differences(butane: &Config, ignition: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut differ = |place: &str, at: Option<usize>| {
        if let Some(at) = at {
            let place = format!("$.{place}[{at}]");
            findings.push(Finding::new(place, "is not the same in Butane's file and Ignition's"));
        }
    };
    differ("ignition.config.merge", difference(&butane.merge, &ignition.merge));
    differ("passwd.groups", difference(&butane.groups, &ignition.groups));
    differ("passwd.users", difference(&butane.users, &ignition.users));
    differ("storage.directories", difference(&butane.directories, &ignition.directories));
    differ("storage.files", difference(&butane.files, &ignition.files));
    differ("storage.links", difference(&butane.links, &ignition.links));
    differ("systemd.units", difference(&butane.units, &ignition.units));
    if butane.kernel_arguments != ignition.kernel_arguments {
        let message = "are not the same in Butane's file and Ignition's";
        findings.push(Finding::new("$.kernel_arguments", message));
    }
    findings
}

/// Checks Butane's file and gives it as far as it has the right types, with its variant.
pub(super) fn typed_butane(text: &str, findings: &mut Vec<Finding>) -> (Typed, Variant) {
    let tree = match serde_yaml::from_str::<Value>(text) {
        Ok(tree) => tree,
        Err(error) => {
            findings.push(Finding::new("$", format!("is no YAML: {error}")));
            return Default::default();
        }
    };
    let name = tree.get("variant").and_then(Value::as_str);
    let variant = match name {
        Some("flatcar") => Variant::Flatcar,
        Some("fcos") => Variant::Fcos,
        _ => {
            let message = match name {
                Some(name) => format!("`{name}` is no variant known here: write flatcar or fcos"),
                None => "is missing: write flatcar or fcos".to_owned(),
            };
            findings.push(Finding::new("$.variant", message));
            return Default::default();
        }
    };
    mode::quoted(text, findings);
    let version = tree.get("version").and_then(Value::as_str);
    if version != Some(variant.version()) {
        let (is, [name, wanted]) = (version.unwrap_or("it"), [variant.name(), variant.version()]);
        let message = format!(
            "{is} is not the version of {name} that becomes Ignition {VERSION}: write {wanted}"
        );
        findings.push(Finding::new("$.version", message));
    }
    (checked(text, tree, Language::Butane(variant), findings), variant)
}

/// Checks Ignition's file and gives it as far as it has the right types.
pub(super) fn typed_ignition(text: &str, findings: &mut Vec<Finding>) -> Typed {
    let tree = match serde_json::from_str::<Value>(text) {
        Ok(tree) => tree,
        Err(error) => {
            findings.push(Finding::new("$", format!("is no JSON: {error}")));
            return Typed::default();
        }
    };
    match tree.get("ignition").and_then(|ignition| ignition.get("version")).and_then(Value::as_str)
    {
        Some(VERSION) => {}
        version => {
            let is = version.unwrap_or("it");
            let message = format!("{is} is not the version that is meant here: write {VERSION}");
            findings.push(Finding::new("$.ignition.version", message));
        }
    }
    checked(text, tree, Language::Ignition, findings)
}

fn checked(text: &str, tree: Value, language: Language, findings: &mut Vec<Finding>) -> Typed {
    if text.contains(is_mark) {
        findings.push(Finding::new("$", "holds a hole that nothing fills"));
    }
    let typed = keys::check(tree, language, findings);
    let tree = &typed.tree;
    nodes::check(part(tree, "storage"), part(tree, "systemd"), findings);
    units::check(part(tree, "systemd"), findings);
    passwd::check(part(tree, "passwd"), findings);
    typed
}

/// Where two lists differ first.
fn difference<T: PartialEq>(a: &[T], b: &[T]) -> Option<usize> {
    let first = a.iter().zip(b).position(|(a, b)| a != b);
    first.or_else(|| (a.len() != b.len()).then_some(a.len().min(b.len())))
}

/// What stands under a key; nothing if there is no such key.
pub(super) fn part<'t>(tree: &'t Value, key: &str) -> &'t Value {
    static NOTHING: Value = Value::Null;
    tree.get(key).unwrap_or(&NOTHING)
}

/// The items of the list under a key.
pub(super) fn items<'t>(tree: &'t Value, key: &str) -> &'t [Value] {
    part(tree, key).as_sequence().map_or(&[], Vec::as_slice)
}

/// The text under a key; empty if there is none.
pub(super) fn text<'t>(tree: &'t Value, key: &str) -> &'t str {
    part(tree, key).as_str().unwrap_or_default()
}

pub(super) fn truth(tree: &Value, key: &str) -> bool {
    part(tree, key).as_bool().unwrap_or_default()
}

/// Reports every name of a list that came before in it, and every one that is missing.
fn names(list: &[Value], place: &str, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (index, item) in list.iter().enumerate() {
        let name = text(item, "name");
        if name.is_empty() {
            findings.push(Finding::new(format!("{place}[{index}].name"), "is missing"));
        } else if !seen.insert(name) {
            let message = format!("`{name}` is there twice: put both into one entry");
            findings.push(Finding::new(format!("{place}[{index}].name"), message));
        }
    }
}

#[cfg(test)]
mod tests;
