//! What an edit must leave alone: other lines, comments, and what other readers read.

use std::collections::BTreeMap;

use kubecore::document::{Document, Edit, Value};
use kubecore::source::{FieldPath, Position, Step};

use super::model::is_same;

/// What is wrong with the outcome of an edit.
pub(crate) fn wrong(
    before: &Document,
    edit: &Edit,
    after: &Document,
    wanted: &Value,
) -> Option<String> {
    if !is_same(&after.root(), wanted) {
        return Some("the values differ".into());
    }
    if let Some(what) = misread(before, after) {
        return Some(what);
    }
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.text().lines().collect(), after.text().lines().collect());
    if may_be_twice(before, edit) {
        // It goes from two places, with the comments of both.
        return None;
    }
    if let Edit::Move { .. } = edit {
        return (counted(&old) != counted(&new) && !in_one_line(before, after))
            .then(|| "lines are gone".into());
    }
    // What is removed or set anew may take its own lines, and its list or map the line of its key.
    let path = match edit {
        Edit::Set { path, .. } | Edit::Remove { path } => path,
        Edit::Insert { list, .. } | Edit::Move { list, .. } => list,
    };
    let own = if matches!(edit, Edit::Insert { .. }) { 0..0 } else { lines_of(before, path) };
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old[first..].iter().rev().zip(new[first..].iter().rev());
    let last = old.len() - rest.take_while(|(a, b)| a == b).count();
    let others = (first..last)
        .filter(|line| !own.contains(line))
        .filter(|line| !old[*line].trim().is_empty());
    let others: Vec<&str> = others.map(|line| old[line]).collect();
    let added = new.len().saturating_sub(old.len());
    if others.len() > 1 && !is_written_across(before, path) {
        return Some(format!("{} lines of others change: {others:#?}, {added} more", others.len()));
    }
    let gone = comments(&old, |line| !own.contains(&line));
    let there = comments(&new, |_| true);
    let missing = gone
        .iter()
        .find(|(comment, count)| there.get(*comment).copied().unwrap_or_default() < **count);
    if let Some((comment, _)) = missing {
        return Some(format!("a comment is gone: {comment}"));
    }
    // A single value in the place of another keeps the comment behind it.
    if let (Edit::Set { path, value: Value::Text(_) }, Some(Value::Text(_) | Value::Null)) =
        (edit, before.value(&edit_path(edit)))
        && comments(&old, |_| true).len() > comments(&new, |_| true).len()
    {
        return Some(format!("a comment at {path} is gone"));
    }
    None
}

fn edit_path(edit: &Edit) -> FieldPath {
    match edit {
        Edit::Set { path, .. } | Edit::Remove { path } => path.clone(),
        Edit::Insert { list, .. } | Edit::Move { list, .. } => list.clone(),
    }
}

/// What another YAML reader makes of the text, where it could read it before.
fn misread(before: &Document, after: &Document) -> Option<String> {
    serde_yaml::from_str::<serde_yaml::Value>(before.text()).ok()?;
    match serde_yaml::from_str::<serde_yaml::Value>(after.text()) {
        Err(error) => Some(format!("another reader says {error}")),
        Ok(tree) => {
            (!is_read_as(&tree, &after.root())).then(|| "another reader reads other values".into())
        }
    }
}

fn is_read_as(tree: &serde_yaml::Value, value: &Value) -> bool {
    match (tree, value) {
        (serde_yaml::Value::String(text), Value::Text(wanted)) => text == wanted,
        (serde_yaml::Value::Number(_) | serde_yaml::Value::Bool(_), Value::Text(_))
        | (serde_yaml::Value::Null, Value::Null) => true,
        (serde_yaml::Value::Sequence(items), Value::List(wanted)) => {
            items.len() == wanted.len()
                && items.iter().zip(wanted).all(|(item, wanted)| is_read_as(item, wanted))
        }
        (serde_yaml::Value::Mapping(entries), Value::Map(wanted)) => {
            // A key that is no text, such as a number, is not looked up.
            entries.len() >= wanted.len()
                && wanted.iter().all(|(key, value)| {
                    entries.get(key.as_str()).is_none_or(|tree| is_read_as(tree, value))
                })
        }
        (serde_yaml::Value::Tagged(tagged), _) => is_read_as(&tagged.value, value),
        _ => false,
    }
}

/// The lines of a value, from 0: from that of its key or dash to that before what follows it.
fn lines_of(document: &Document, path: &FieldPath) -> std::ops::Range<usize> {
    let Some(span) = document.span(path) else { return 0..0 };
    let lines: Vec<&str> = document.text().lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_its_own = |line: usize| {
        let position = Position { line: line + 1, column: indent(lines[line]) + 1 };
        !lines[line].trim_start().starts_with('#')
            && document.path_at(position).steps().starts_with(path.steps())
    };
    let mut start = (span.start.line - 1).min(lines.len() - 1);
    // A block begins below its key, under comments perhaps.
    while let Some(above) =
        (0..start).rev().find(|line| is_filled(lines[*line])).filter(|line| is_its_own(*line))
    {
        start = above;
    }
    let level = lines[start].trim_end().ends_with(':');
    let own = indent(lines[start]);
    let more = lines[start + 1..].iter().take_while(|line| {
        line.trim().is_empty()
            || indent(line) > own
            || (level && line.trim_start().starts_with("- ") && indent(line) == own)
    });
    start..start + 1 + more.count()
}

/// Whether something other than a comment stands on a line.
fn is_filled(line: &str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#')
}

/// Whether a value is in brackets that are open over several lines.
fn is_written_across(document: &Document, path: &FieldPath) -> bool {
    let lines = lines_of(document, path);
    let text: Vec<&str> = document.text().lines().skip(lines.start).take(lines.len()).collect();
    text.first()
        .is_some_and(|line| line.matches(['{', '[']).count() != line.matches(['}', ']']).count())
}

/// Whether a key is removed that may stand there more than once, which trees do not show.
fn may_be_twice(before: &Document, edit: &Edit) -> bool {
    let Edit::Remove { path } = edit else { return false };
    let Some(Step::Key(key)) = path.steps().last() else { return false };
    let is_key = |line: &str| line.trim_start().starts_with(&format!("{key}:"));
    before.text().contains("KC0009")
        && before.text().lines().filter(|line| is_key(line)).count() > 1
}

/// Whether only one line changed.
fn in_one_line(before: &Document, after: &Document) -> bool {
    let (old, new) = (before.text().lines(), after.text().lines());
    old.clone().count() == new.clone().count() && old.zip(new).filter(|(a, b)| a != b).count() == 1
}

fn counted<'t>(lines: &[&'t str]) -> BTreeMap<&'t str, usize> {
    let mut all = BTreeMap::new();
    for line in lines {
        *all.entry(*line).or_default() += 1;
    }
    all
}

/// The comments of lines, and how often each stands there.
fn comments<'t>(lines: &[&'t str], wanted: impl Fn(usize) -> bool) -> BTreeMap<&'t str, usize> {
    let mut all = BTreeMap::new();
    for (_, line) in lines.iter().enumerate().filter(|(line, _)| wanted(*line)) {
        let mut quote = None;
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            match quote {
                Some(open) if c == open => quote = None,
                None if matches!(c, '"' | '\'') && !before.is_alphanumeric() => quote = Some(c),
                None if c == '#' && before == ' ' => {
                    *all.entry(&line[at..]).or_default() += 1;
                    break;
                }
                _ => {}
            }
            before = c;
        }
    }
    all
}
