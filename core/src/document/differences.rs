//! What makes one value of another.

use super::{Edit, Value};
use crate::order;
use crate::source::{FieldPath, Step};

/// The edits that make `to` of `from`, in the order in which they are to be made. The order of keys
/// does not count.
///
/// A key that differs is set, one that is gone removed. Of a list of maps, elements are changed, put
/// in and removed where that is shorter than the list; any other list that differs is set whole.
pub fn differences(from: &Value, to: &Value) -> Vec<Edit> {
    below(&FieldPath::root(), from, to)
}

/// How many fields differ: each single value or list that is set or gone counts as one, and so does
/// an element of a list that came or went.
pub fn changed_fields(from: &Value, to: &Value) -> usize {
    let count = |edit: &Edit| match edit {
        Edit::Set { path, value } if from.at(path.steps()).is_none() => fields(value),
        Edit::Remove { path } if matches!(path.steps().last(), Some(Step::Key(_))) => {
            from.at(path.steps()).map_or(1, fields)
        }
        _ => 1,
    };
    differences(from, to).iter().map(count).sum()
}

/// The edits of what stands at `path`.
pub(super) fn below(path: &FieldPath, from: &Value, to: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    collect(path, from, to, &mut edits);
    edits
}

fn collect(path: &FieldPath, from: &Value, to: &Value, edits: &mut Vec<Edit>) {
    match (from, to) {
        (Value::Map(before), Value::Map(after)) => {
            for (key, value) in after {
                let path = path.clone().key(key.clone());
                match from.get(key) {
                    Some(old) => collect(&path, old, value, edits),
                    None => edits.push(Edit::Set { path, value: value.clone() }),
                }
            }
            // Removed last, so that no map is empty on the way.
            for (key, _) in before.iter().filter(|(key, _)| to.get(key).is_none()) {
                edits.push(Edit::Remove { path: path.clone().key(key.clone()) });
            }
        }
        (Value::List(before), Value::List(after)) => {
            let inner = elements(path, before, after);
            let whole = 1 + weight(to);
            match inner {
                Some(inner) if inner.iter().map(cost).sum::<usize>() < whole => edits.extend(inner),
                _ => edits.push(Edit::Set { path: path.clone(), value: to.clone() }),
            }
        }
        _ if from == to => {}
        _ => edits.push(Edit::Set { path: path.clone(), value: to.clone() }),
    }
}

/// Changes, new elements and removals, from the first element to the last; `None` for lists that
/// are not of maps, or whose elements changed places.
fn elements(path: &FieldPath, before: &[Value], after: &[Value]) -> Option<Vec<Edit>> {
    if before == after {
        return Some(Vec::new());
    }
    if !before.iter().chain(after).all(|item| matches!(item, Value::Map(_))) {
        return None;
    }
    let names = name_key(after).and_then(|key| Some((names(before, key)?, names(after, key)?)));
    let Some((old_names, new_names)) = names else {
        return (before.len() == after.len()).then(|| by_place(path, before, after));
    };
    let old_set = order::set(old_names.iter().copied());
    let new_set = order::set(new_names.iter().copied());
    let mut edits = Vec::new();
    let mut old = before.iter().zip(&old_names).peekable();
    let mut new = after.iter().zip(&new_names).peekable();
    let mut index = 0;
    loop {
        match (old.peek().copied(), new.peek().copied()) {
            (None, None) => return Some(edits),
            (Some((from, old_name)), Some((to, new_name)))
                if old_name == new_name
                    || (!new_set.contains(old_name) && !old_set.contains(new_name)) =>
            {
                collect(&path.clone().index(index), from, to, &mut edits);
                old.next();
                new.next();
                index += 1;
            }
            (Some((_, name)), _) if !new_set.contains(name) => {
                edits.push(Edit::Remove { path: path.clone().index(index) });
                old.next();
            }
            (_, Some((value, name))) if !old_set.contains(name) => {
                edits.push(Edit::Insert { list: path.clone(), index, value: value.clone() });
                new.next();
                index += 1;
            }
            _ => return None,
        }
    }
}

fn by_place(path: &FieldPath, before: &[Value], after: &[Value]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (index, (from, to)) in before.iter().zip(after).enumerate() {
        collect(&path.clone().index(index), from, to, &mut edits);
    }
    edits
}

/// The key that tells elements apart: the first one's first.
fn name_key(items: &[Value]) -> Option<&str> {
    match items.first()? {
        Value::Map(entries) => entries.first().map(|(key, _)| key.as_str()),
        _ => None,
    }
}

/// What each element has there; `None` if that does not tell them apart.
fn names<'v>(items: &'v [Value], key: &str) -> Option<Vec<&'v str>> {
    let names: Option<Vec<&str>> = items
        .iter()
        .map(|item| match item.get(key)? {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let names = names?;
    let unique = order::set(names.iter().copied());
    (unique.len() == names.len()).then_some(names)
}

/// What an edit weighs: its path is about as long as two values.
fn cost(edit: &Edit) -> usize {
    2 + match edit {
        Edit::Set { value, .. } | Edit::Insert { value, .. } => weight(value),
        Edit::Remove { .. } | Edit::Move { .. } => 0,
    }
}

fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Text(_) => 1,
        Value::List(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|(_, value)| weight(value)).sum::<usize>(),
    }
}

/// How many single values and lists a value has.
fn fields(value: &Value) -> usize {
    match value {
        Value::Null | Value::Text(_) | Value::List(_) => 1,
        Value::Map(entries) => entries.iter().map(|(_, value)| fields(value)).sum::<usize>().max(1),
    }
}
