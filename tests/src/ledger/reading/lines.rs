//! Files of lines: `KEY=VALUE`, perhaps in sections, and lists.

use std::collections::BTreeMap;

use super::unit::instance;
use super::{Setting, setting};

pub(super) fn settings(text: &str) -> Vec<Setting> {
    let mut section = String::new();
    let mut found = Vec::new();
    let mut plain: Vec<&str> = Vec::new();
    // Numbered in openssl's form, which says nothing.
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            continue;
        }
        let assigned = line.split_once('=').filter(|(key, _)| is_key(key));
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = format!("{}.", name.trim());
            found.push(setting(format!("[{}]", name.trim()), String::new()));
        } else if let Some((key, value)) = assigned {
            let (key, value) = (key.trim(), unquoted(value.trim()));
            if let Some((kind, _)) = key.split_once('.').filter(|_| section == "alt_names.") {
                names.entry(kind.to_owned()).or_default().push(value);
            } else if LISTS.contains(&key) {
                let words = value.split_ascii_whitespace();
                found.extend(words.map(|word| {
                    let word = instance(word).map_or(word.to_owned(), |(name, _)| name);
                    setting(format!("{key} {word}"), String::new())
                }));
            } else {
                found.push(setting(format!("{section}{key}"), value.to_owned()));
            }
        } else if let Some(file) = listed(line) {
            found.push(file);
        } else {
            plain.push(line);
        }
    }
    for (kind, names) in names {
        found.push(setting(format!("alt_names.{kind}"), names.join("\n")));
    }
    if !plain.is_empty() {
        found.push(setting(format!("{section}lines"), plain.join("\n")));
    }
    found
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(value)
}

/// `0644 /etc/hostname`, perhaps with an owner: the file, and what is said of it.
fn listed(line: &str) -> Option<Setting> {
    let (mode, rest) = line.split_once(' ')?;
    let (path, owner) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_one =
        mode.len() == 4 && mode.bytes().all(|sign| sign.is_ascii_digit()) && path.starts_with('/');
    is_one.then(|| setting(path.to_owned(), format!("{mode} {owner}")))
}

/// Variables that list units, in any order.
const LISTS: [&str; 3] = ["KUBECORE_UNITS", "KUBECORE_ENABLE", "KUBECORE_MASKED"];

fn is_key(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.chars().all(|sign| sign.is_ascii_alphanumeric() || "_.-\"/*".contains(sign))
}
