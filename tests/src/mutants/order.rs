//! Lines that are missing, stand twice, or have changed places.

use std::panic::catch_unwind;

use serde::Deserialize as _;
use serde_yaml::Value;

use super::Kind;
use crate::settings::{Format, extension, format_of, settings};

/// What can be done to the line at `index`; the whole text of each.
pub(super) fn changes(path: &str, lines: &[&str], index: usize) -> Vec<(Kind, String)> {
    let line = lines[index];
    let without = [&lines[..index], &lines[index + 1..]].concat().concat();
    let twice = [&lines[..=index], &lines[index..]].concat().concat();
    let mut found = vec![(Kind::Removed, without), (Kind::Doubled, twice)];
    let next = lines.get(index + 1).filter(|next| **next != line && has_order(path, line, next));
    if let Some(next) = next {
        let (before, after) = (&lines[..index], &lines[index + 2..]);
        found.push((Kind::Swapped, [before, &[*next, line], after].concat().concat()));
    }
    found
}

/// Whether it matters which of two lines comes first.
fn has_order(path: &str, line: &str, next: &str) -> bool {
    let key = |line: &str| line.split_once('=').map(|(key, _)| key.to_owned());
    let depth = |line: &str| line.len() - line.trim_start().len();
    match format_of(path) {
        Some(Format::Unit) => {
            key(line) == key(next) && !line.starts_with(' ') && line.starts_with("Exec")
        }
        Some(Format::Yaml) => {
            let flag = |line: &str| {
                let line = line.trim_start();
                line.starts_with("- -") || line.starts_with("- \"-")
            };
            depth(line) == depth(next) && !(flag(line) && flag(next))
        }
        Some(Format::EnvFile | Format::Ini) => false,
        None => extension(path) == "sh" || path.contains("/bin/"),
    }
}

/// Whether both texts hold the same values.
pub(super) fn reads_the_same(path: &str, one: &str, other: &str) -> bool {
    if format_of(path) == Some(Format::Yaml) || ["bu", "ign"].contains(&extension(path)) {
        let (one, other) = (yaml(one), yaml(other));
        return one.is_some() && one == other;
    }
    false
}

fn yaml(text: &str) -> Option<Vec<Value>> {
    serde_yaml::Deserializer::from_str(text)
        .map(|document| Value::deserialize(document).ok().map(opened))
        .collect()
}

/// With texts as what they hold: JSON and YAML, and files in cloud-configs.
fn opened(value: Value) -> Value {
    match value {
        Value::Mapping(mut map) => {
            let name = ["path", "name"].into_iter().find_map(|key| map.get(key)?.as_str());
            let name = name.map(str::to_owned);
            if let (Some(name), Some(Value::String(text))) = (name, map.get_mut("content"))
                && let Some(settings) = read(&name, text)
            {
                *text = settings;
            }
            Value::Mapping(map.into_iter().map(|(key, value)| (key, opened(value))).collect())
        }
        Value::Sequence(items) => items.into_iter().map(opened).collect(),
        Value::String(text) if text.contains('\n') => match serde_yaml::from_str(&text) {
            Ok(inner @ Value::Mapping(_)) => opened(inner),
            _ => Value::String(text),
        },
        other => other,
    }
}

/// The settings of a file that a cloud-config holds, in an order of their own: lines of most formats have none.
fn read(path: &str, text: &str) -> Option<String> {
    // Of a drop-in the name alone stands beside it.
    let path = match path.strip_suffix(".conf") {
        Some(name) if !name.contains('/') => &format!("/x.service.d/{path}"),
        _ => path,
    };
    let unit_or_lines = matches!(format_of(path), Some(Format::Unit | Format::EnvFile));
    let mut settings =
        catch_unwind(|| unit_or_lines.then(|| settings(path, text)).flatten()).ok()??;
    for (at, _) in settings.iter_mut().filter(|(at, _)| !at.contains(".Exec")) {
        // What stands several times is numbered; but for commands any order will do.
        at.truncate(at.find('[').unwrap_or(at.len()));
    }
    settings.sort();
    let lines: Vec<String> = settings.iter().map(|(at, value)| format!("{at}={value}")).collect();
    Some(lines.join("\n"))
}
