//! systemd's unit files.

use super::{Setting, command, setting};
use kubecore::format::systemd::{UnitFile, argv};

/// Options of a variable, in any order, each with the words that follow it.
fn options(value: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in value.split(' ') {
        match found.last_mut() {
            Some(last) if !word.starts_with("--") => {
                last.push(' ');
                last.push_str(word);
            }
            _ => found.push(word.to_owned()),
        }
    }
    found
}

/// `minion-proxy@*.service` and what `*` is.
pub(super) fn instance(unit: &str) -> Option<(String, &str)> {
    let (before, rest) = unit.split_once('@')?;
    let (instance, after) = rest.split_once('.').filter(|(instance, _)| !instance.is_empty())?;
    Some((format!("{before}@*.{after}"), instance))
}

/// Keys that list units, in any order.
const LISTS: [&str; 10] = [
    "After",
    "Before",
    "Wants",
    "Requires",
    "BindsTo",
    "PartOf",
    "Conflicts",
    "WantedBy",
    "RequiredBy",
    "Also",
];

pub(super) fn settings(text: &str) -> Option<Vec<Setting>> {
    let unit = UnitFile::parse(text).ok()?;
    let mut found = Vec::new();
    for section in unit.sections() {
        if section.entries().is_empty() {
            found.push(setting(format!("[{}]", section.name()), String::new()));
        }
        // In order, so that commands of one key keep theirs.
        let mut seen: Vec<&str> = Vec::new();
        for entry in section.entries() {
            let mut at = format!("{}.{}", section.name(), entry.key());
            let value = entry.value().text();
            if entry.key() == "Environment" {
                for word in entry.value().words()? {
                    let (name, value) = word.split_once('=')?;
                    // Line breaks and indentation of a long value are layout.
                    let value = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                    if value.starts_with("--") {
                        let at = format!("{at} {name}");
                        found.extend(
                            options(&value)
                                .into_iter()
                                .map(|one| setting(format!("{at} {one}"), String::new())),
                        );
                    } else {
                        found.push(setting(format!("{at} {name}"), value));
                    }
                }
            } else if entry.key().starts_with("Exec") && !value.is_empty() {
                let number = seen.iter().filter(|key| **key == entry.key()).count();
                let several = section.entries().iter().filter(|e| e.key() == entry.key()).count();
                if several > 1 {
                    at = format!("{at}[{number}]");
                }
                let prefix: String = value.chars().take_while(|c| "-@:+!".contains(*c)).collect();
                let mut words = argv(entry.value())?;
                if let Some(program) = words.first_mut() {
                    program.insert_str(0, &prefix);
                }
                found.extend(command::settings(&at, &words, true));
            } else if LISTS.contains(&entry.key()) {
                let words = value.split_ascii_whitespace();
                found.extend(words.map(|word| match instance(word) {
                    Some((name, instance)) => setting(format!("{at} {name}"), instance.to_owned()),
                    None => setting(format!("{at} {word}"), String::new()),
                }));
            } else {
                found.push(setting(at, value.into_owned()));
            }
            seen.push(entry.key());
        }
    }
    Some(found)
}
