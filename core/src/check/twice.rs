//! What stands twice where it can be said but once.

use std::fmt::Display;

use serde_yaml::Value;

use super::found;
use super::subject::{Content, Subject};
use crate::diagnostic::Report;
use crate::format::systemd::{Entry, Section, UnitFile};

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    for file in &subject.files {
        let what = match &*file.content {
            Content::Unit(unit) => in_unit(unit),
            Content::Tree(documents) => documents.iter().find_map(in_list),
            Content::Env(variables) => {
                let names: Vec<&str> = variables.variables().map(|(name, _)| name).collect();
                repeated(&names)
            }
            Content::CloudConfig(_) | Content::Other => in_lines(&file.artifact.path, file.text),
        };
        if let Some(what) = what {
            let what = format_args!("has {what} twice");
            found(report, subject.bundle, &file.artifact.path, what);
        }
    }
}

/// Sections; commands and variables; every key that is no list.
fn in_unit(unit: &UnitFile) -> Option<String> {
    const LISTS: [&str; 16] = [
        "After",
        "Before",
        "BindsTo",
        "Condition",
        "Conflicts",
        "Documentation",
        "Environment",
        "Exec",
        "Listen",
        "LoadCredential",
        "MachineMetadata",
        "PartOf",
        "PathExists",
        "Requires",
        "Wanted",
        "Wants",
    ];
    let names: Vec<&str> = unit.sections().iter().map(Section::name).collect();
    repeated(&names).or_else(|| {
        unit.sections().iter().find_map(|section| {
            let entries = section.entries();
            // An empty value takes back what the system's own unit says.
            let keys = entries.iter().map(Entry::key);
            let keys = keys.filter(|key| !LISTS.iter().any(|list| key.starts_with(list)));
            let again = entries.iter().zip(entries.iter().skip(1)).find(|(one, other)| {
                one.key() == other.key() && one.value().text() == other.value().text()
            });
            again
                .map(|(one, _)| one.key().to_owned())
                .or_else(|| repeated(&keys.collect::<Vec<_>>()))
        })
    })
}

/// Neighbours in a list, and names in it, at any depth.
fn in_list(value: &Value) -> Option<String> {
    match value {
        Value::Sequence(items) => {
            let again = items.iter().zip(items.iter().skip(1)).any(|(one, other)| one == other);
            let names = items.iter().filter_map(|item| item.get("name")?.as_str());
            if again {
                Some("an item".to_owned())
            } else {
                let twice = repeated(&names.collect::<Vec<_>>());
                twice.or_else(|| items.iter().find_map(in_list))
            }
        }
        Value::Mapping(map) => map.values().find_map(in_list),
        // A key of JSON, where a setting is a file of another program: its reader takes the last.
        Value::String(text) if text.starts_with('{') => {
            let again = repeats(text, |line| line.contains("\":"));
            again.then(|| "a key".to_owned())
        }
        _ => None,
    }
}

/// Neighbours in a file of settings; in openssl's, names of a section: the last counts.
fn in_lines(path: &str, text: &str) -> Option<String> {
    if path.ends_with("openssl.cnf") {
        let mut sections = text.split("\n[");
        return sections.find_map(|section| {
            let names = section.lines().filter_map(|line| Some(line.split_once('=')?.0.trim()));
            repeated(&names.collect::<Vec<_>>())
        });
    }
    let settings = [".conf", ".toml", ".list"].iter().any(|end| path.ends_with(end));
    let again = settings && repeats(text, |line| !line.is_empty());
    again.then(|| "a line".to_owned())
}

/// Whether a line that counts stands twice in a row.
fn repeats(text: &str, counts: impl Fn(&str) -> bool) -> bool {
    let mut lines = text.lines().zip(text.lines().skip(1));
    lines.any(|(one, other)| one == other && counts(one))
}

fn repeated(words: &[impl Display + PartialEq]) -> Option<String> {
    let mut rest = words;
    while let Some((first, after)) = rest.split_first() {
        if after.contains(first) {
            return Some(first.to_string());
        }
        rest = after;
    }
    None
}
