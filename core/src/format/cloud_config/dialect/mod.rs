//! Judges a cloud-config as coreos-cloudinit 1.14 and Flatcar's fork would, and more strictly.

mod patterns;
pub(crate) mod tables;
mod units;

use std::fmt;

use serde_yaml::Value;

use crate::format::hole::is_mark;
use tables::Kind;

/// How much a finding weighs to coreos-cloudinit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It refuses the file, or stops at that place.
    Error,
    /// It ignores that part.
    Warning,
}

/// One fault of a cloud-config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub level: Level,
    /// The field at fault, such as `$.coreos.units[0].name`; `$` for the whole file.
    pub path: String,
    /// What is wrong; in coreos-cloudinit's own words where it has some.
    pub message: String,
}

impl Finding {
    fn error(path: &str, message: impl Into<String>) -> Self {
        Self { level: Level::Error, path: path.to_owned(), message: message.into() }
    }

    fn warning(path: &str, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, path: path.to_owned(), message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        write!(f, "{level}: {} ({})", self.message, self.path)
    }
}

/// Every fault of a cloud-config, in the order of the file; empty when it is sound.
///
/// The header, one document without duplicate keys, known keys with underscores, types, values,
/// paths, and units that systemd can read and enable. Stricter than coreos-cloudinit in that text
/// must be text to every YAML reader: a bare `0644` is no string.
pub fn check(text: &str) -> Vec<Finding> {
    read(text).err().unwrap_or_default()
}

/// What a cloud-config says before coreos-cloudinit replaces its variables, or its faults.
pub(crate) fn read(text: &str) -> Result<Value, Vec<Finding>> {
    let header = text.lines().next().unwrap_or_default();
    if header.trim_end() != "#cloud-config" {
        return Err(vec![Finding::error("$", "must be \"#cloud-config\" or begin with \"#!\"")]);
    }
    if text.contains(is_mark) {
        return Err(vec![Finding::error("$", "holds a hole that no later program fills")]);
    }
    let tree: Value = match serde_yaml::from_str(text) {
        Ok(tree) => tree,
        Err(error) => return Err(vec![Finding::error("$", error.to_string())]),
    };
    let mut findings = Vec::new();
    if !tree.is_null() {
        walk(&tree, "$", "", Kind::Map(tables::TOP), &mut findings);
        if tree.get("coreos").is_some_and(|coreos| coreos.get("write_files").is_some()) {
            findings.push(Finding::error(
                "$.coreos.write_files",
                "write_files doesn't belong under coreos",
            ));
        }
        units::check(&tree, &mut findings);
    }
    if findings.is_empty() { Ok(tree) } else { Err(findings) }
}

fn walk(value: &Value, path: &str, key: &str, kind: Kind, findings: &mut Vec<Finding>) {
    let fits = match (kind, value) {
        (Kind::Text, Value::String(_)) | (Kind::Bool, Value::Bool(_)) => true,
        (Kind::Valid(is_valid), Value::String(text)) => {
            if !text.is_empty() && !is_valid(text) {
                findings.push(Finding::error(path, format!("invalid value {text}")));
            }
            true
        }
        (Kind::Path, Value::String(text)) => {
            // coreos-cloudinit compares the beginning of the folder only.
            if text.rsplit_once('/').is_some_and(|(folder, _)| folder.starts_with("/usr")) {
                let message = "file cannot be written to a read-only filesystem";
                findings.push(Finding::error(path, message));
            } else if !text.starts_with('/') {
                findings.push(Finding::error(path, "a path must be absolute"));
            }
            true
        }
        (Kind::Url, Value::String(text)) => {
            if !text.starts_with("http://") && !text.starts_with("https://") {
                findings.push(Finding::warning(path, "discovery URL is not valid"));
            }
            true
        }
        (Kind::Int, Value::Number(number)) => {
            unset_by_zero(number.as_i64() == Some(0), path, findings);
            !number.is_f64()
        }
        (Kind::Float, Value::Number(number)) => {
            unset_by_zero(number.as_f64() == Some(0.0), path, findings);
            true
        }
        (Kind::Texts, Value::Sequence(list)) => {
            for (index, item) in list.iter().enumerate() {
                walk(item, &format!("{path}[{index}]"), key, Kind::Text, findings);
            }
            true
        }
        (Kind::Maps(fields), Value::Sequence(list)) => {
            for (index, item) in list.iter().enumerate() {
                walk(item, &format!("{path}[{index}]"), key, Kind::Map(fields), findings);
            }
            true
        }
        (Kind::Map(fields), Value::Mapping(map)) => {
            for (key, value) in map {
                let key = key.as_str().unwrap_or_default();
                let path = format!("{path}.{key}");
                match fields.iter().find(|(name, _)| *name == key) {
                    Some((_, kind)) => walk(value, &path, key, *kind, findings),
                    None => findings
                        .push(Finding::warning(&path, format!("unrecognized key \"{key}\""))),
                }
            }
            true
        }
        _ => false,
    };
    if !fits {
        let message = format!("incorrect type for \"{key}\" (want {})", kind.name());
        findings.push(Finding::warning(path, message));
    }
}

fn unset_by_zero(is_zero: bool, path: &str, findings: &mut Vec<Finding>) {
    if is_zero {
        findings.push(Finding::error(path, "zero counts as unset"));
    }
}

#[cfg(test)]
mod tests;
