//! `%name%` in texts: each is replaced by somebody, and each that is to be replaced is there.

use serde_yaml::Value;

use super::{call, each, entries, part};
use crate::format::finding::Finding;

/// Goes through the tree; `known` are the placeholders that something around replaces.
pub(super) fn check(
    tree: &Value,
    path: &str,
    known: &mut Vec<String>,
    findings: &mut Vec<Finding>,
) {
    let around = known.len();
    if let Some((function @ ("str_replace" | "str_replace_strict"), argument)) = call(tree) {
        let template = part(argument, "template").as_str();
        for (key, value) in entries(part(argument, "params")) {
            if template.is_some_and(|template| !template.contains(key)) {
                let message = format!("`{key}` is not in the template of {function}");
                findings.push(Finding::new(path, message));
            }
            check(value, &format!("{path}.{key}"), known, findings);
            known.push(key.to_owned());
        }
        if let Some(template) = template {
            look(template, path, known, findings);
        } else {
            findings.push(Finding::new(path, format!("{function} has no text for a template")));
        }
    } else if part(tree, "type").as_str() == Some("OS::Heat::ResourceGroup") {
        let properties = part(tree, "properties");
        known.push(part(properties, "index_var").as_str().unwrap_or("%index%").to_owned());
        each(tree, path, &mut |child, path| check(child, path, known, findings));
    } else {
        if let Some(text) = tree.as_str() {
            look(text, path, known, findings);
        }
        each(tree, path, &mut |child, path| check(child, path, known, findings));
    }
    known.truncate(around);
}

fn look(text: &str, path: &str, known: &[String], findings: &mut Vec<Finding>) {
    // The signs of two that stand side by side must not make a third.
    let rest = known.iter().fold(text.to_owned(), |rest, name| rest.replace(name, "\n"));
    for name in placeholders(&rest) {
        findings.push(Finding::new(path, format!("nothing replaces `{name}`")));
    }
}

/// What looks like `%name%` with two letters or more. A doubled sign is a plain one in a unit.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('%').filter_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let name = rest.split('%').nth(1)?;
        let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
        let word = name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(sign);
        let placeholder = rest.get(..name.len() + 2)?;
        (word && !before.ends_with('%')).then_some(placeholder)
    })
}
