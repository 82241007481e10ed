//! systemd's unit files.

use super::{Command, Setting, split_words};

/// One assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name between brackets.
    pub section: String,
    /// Left of `=`.
    pub key: String,
    /// Right of it, continuation lines joined by a blank.
    pub value: String,
}

/// Every assignment, in order.
pub fn entries(text: &str) -> Vec<Entry> {
    let mut section = String::new();
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            name.strip_suffix(']').expect("a section ends with ]").clone_into(&mut section);
            continue;
        }
        let mut joined = line.to_owned();
        while let Some(head) = joined.strip_suffix('\\') {
            let next = lines.next().expect("a line follows a continuation");
            joined = format!("{head} {next}");
        }
        assert!(!section.is_empty(), "an assignment before any section: {line}");
        let (key, value) = joined
            .split_once('=')
            .unwrap_or_else(|| panic!("neither section nor assignment: {joined}"));
        found.push(Entry {
            section: section.clone(),
            key: key.trim().to_owned(),
            value: value.trim().to_owned(),
        });
    }
    found
}

pub(super) fn settings(text: &str) -> Vec<Setting> {
    let entries = entries(text);
    let repeats = |entry: &Entry| {
        entries.iter().filter(|e| (&e.section, &e.key) == (&entry.section, &entry.key)).count()
    };
    let mut found = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let mut key = format!("{}.{}", entry.section, entry.key);
        if entry.key == "Environment" {
            found.extend(split_words(&entry.value).iter().map(|word| variable(&key, word)));
        } else if entry.key.starts_with("Exec") {
            if repeats(entry) > 1 {
                let before = &entries[..index];
                let number = before
                    .iter()
                    .filter(|e| (&e.section, &e.key) == (&entry.section, &entry.key))
                    .count();
                key = format!("{key}[{number}]");
            }
            found.extend(Command::from_unit(&entry.value).settings(&key));
        } else {
            found.push((key, entry.value.clone()));
        }
    }
    found
}

/// Line breaks and indentation of a long value are layout: one blank stands for all of them.
fn variable(key: &str, word: &str) -> Setting {
    let (name, value) = word.split_once('=').unwrap_or_else(|| panic!("no assignment: {word}"));
    let value = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    (format!("{key} {name}"), value.replace("%%", "%"))
}
