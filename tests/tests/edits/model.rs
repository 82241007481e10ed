//! Values and their edits, apart from the core's own.

use kubecore::document::{Edit, Value};
use kubecore::source::{FieldPath, Step};

/// The way to every value but the top.
pub(crate) fn paths(root: &Value) -> Vec<FieldPath> {
    fn walk(path: &FieldPath, value: &Value, all: &mut Vec<FieldPath>) {
        match value {
            Value::Map(entries) => {
                for (key, value) in entries {
                    let path = path.clone().key(key.clone());
                    all.push(path.clone());
                    walk(&path, value, all);
                }
            }
            Value::List(items) => {
                for (index, value) in items.iter().enumerate() {
                    let path = path.clone().index(index);
                    all.push(path.clone());
                    walk(&path, value, all);
                }
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    walk(&FieldPath::root(), root, &mut all);
    all
}

/// Edits of each kind that can be made of the value at `path`.
pub(crate) fn edits_at(root: &Value, path: &FieldPath) -> Vec<Edit> {
    let record =
        Value::Map(vec![("name".into(), Value::text("new-1")), ("count".into(), Value::text("3"))]);
    let set =
        |path: &FieldPath, value: &Value| Edit::Set { path: path.clone(), value: value.clone() };
    let mut edits = vec![
        Edit::Remove { path: path.clone() },
        set(path, &Value::text("new")),
        set(path, &Value::text("off, # {no}")),
        set(path, &Value::text("one\n  two\n")),
        set(path, &record),
        set(path, &Value::List(vec![record.clone(), Value::text("b")])),
        set(path, &Value::Null),
    ];
    match at(root, path) {
        Some(Value::Map(_) | Value::Null) => {
            edits.push(set(&path.clone().key("zone"), &Value::text("a")));
            let deep = path.clone().key("deep");
            // An edit before may have put a list there, which has no keys.
            if matches!(at(root, &deep), None | Some(Value::Map(_) | Value::Null)) {
                edits.push(set(&deep.key("er"), &record));
            }
        }
        Some(Value::List(items)) => {
            for index in [0, items.len() / 2, items.len()] {
                edits.push(Edit::Insert { list: path.clone(), index, value: record.clone() });
            }
            if items.len() > 1 {
                let last = items.len() - 1;
                edits.push(Edit::Move { list: path.clone(), from: 0, to: last });
                edits.push(Edit::Move { list: path.clone(), from: last, to: last / 2 });
            }
        }
        _ => {}
    }
    edits
}

/// Whether two values are the same, but for the order of keys.
pub(crate) fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Map(entries), Value::Map(others)) => {
            entries.len() == others.len()
                && entries
                    .iter()
                    .all(|(key, value)| b.get(key).is_some_and(|other| is_same(value, other)))
        }
        (Value::List(items), Value::List(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| is_same(a, b))
        }
        _ => a == b,
    }
}

fn at<'v>(root: &'v Value, path: &FieldPath) -> Option<&'v Value> {
    path.steps().iter().try_fold(root, |value, step| match (step, value) {
        (Step::Key(key), _) => value.get(key),
        (Step::Index(index), Value::List(items)) => items.get(*index),
        _ => None,
    })
}

/// An edit of values, as its description says.
pub(crate) fn apply(edit: &Edit, root: &mut Value) {
    match edit {
        Edit::Set { path, value } => *place(root, path.steps()) = value.clone(),
        Edit::Remove { path } => {
            let (last, way) = path.steps().split_last().unwrap();
            match (last, place(root, way)) {
                (Step::Key(key), Value::Map(entries)) => entries.retain(|(k, _)| k != key),
                (Step::Index(index), Value::List(items)) => drop(items.remove(*index)),
                _ => panic!("{edit:?}"),
            }
        }
        Edit::Insert { list, index, value } => {
            elements(place(root, list.steps())).insert(*index, value.clone());
        }
        Edit::Move { list, from, to } => {
            let items = elements(place(root, list.steps()));
            let item = items.remove(*from);
            items.insert(*to, item);
        }
    }
}

fn elements(value: &mut Value) -> &mut Vec<Value> {
    match value {
        Value::List(items) => items,
        other => panic!("{other:?}"),
    }
}

fn place<'v>(value: &'v mut Value, steps: &[Step]) -> &'v mut Value {
    let Some((step, rest)) = steps.split_first() else { return value };
    if matches!(value, Value::Null) {
        *value = Value::Map(Vec::new());
    }
    match (step, value) {
        (Step::Key(key), Value::Map(entries)) => {
            if !entries.iter().any(|(k, _)| k == key) {
                entries.push((key.to_string(), Value::Null));
            }
            let (_, value) = entries.iter_mut().find(|(k, _)| k == key).unwrap();
            place(value, rest)
        }
        (Step::Index(index), Value::List(items)) => place(&mut items[*index], rest),
        (step, value) => panic!("{step:?} of {value:?}"),
    }
}
