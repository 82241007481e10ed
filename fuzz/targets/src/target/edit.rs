//! An edit of a text that others wrote: the outcome must read as the edited values do.

use kubecore::document::{Document, Edit, Value};
use kubecore::source::FieldPath;

use super::{Target, YAML};

pub(super) const TARGET: Target = Target {
    name: "edit",
    run,
    seeds: &[("examples", ".yaml"), ("tests/diagnostics", ".yaml")],
    form,
    lead: "0\0\0new\0",
    shapes: &[YAML],
};

/// Some deed at some place.
fn form(_path: &str, file: &[u8]) -> Vec<u8> {
    let number = u8::try_from(file.len() & 0xff).unwrap_or_default();
    [&[number, number, 0], &b"new\0"[..], file].concat()
}

/// In bytes; written with escapes each can become ten.
const LONGEST_KEY: usize = 100;

/// The first three bytes say what is done where; up to a NUL stands the new value, and then the text.
fn run(input: &[u8]) {
    let Some(([deed, low, high], rest)) = input.split_first_chunk() else { return };
    let Some(end) = rest.iter().position(|byte| *byte == 0) else { return };
    let (Ok(value), Ok(text)) =
        (std::str::from_utf8(&rest[..end]), std::str::from_utf8(&rest[end + 1..]))
    else {
        return;
    };
    // No cluster.yaml may hold one, and no edit is promised of a text that does.
    if text.contains(|sign: char| sign.is_control() && !"\n\r\t".contains(sign)) {
        return;
    }
    let Some(document) = Document::read(text) else { return };
    let root = document.root();
    let mut paths = Vec::new();
    below(&root, &FieldPath::root(), &mut paths);
    let place = usize::from(u16::from_le_bytes([*low, *high]));
    let path = paths.swap_remove(place % paths.len());
    let value = match deed >> 4 {
        0 => Value::Null,
        1 => Value::List(vec![Value::text(value)]),
        // A key of YAML takes 1024 characters, as it is written: what would be longer is refused.
        2 if value.len() > LONGEST_KEY => return,
        2 => Value::Map(vec![(value.to_owned(), Value::text(value))]),
        _ => Value::text(value),
    };
    let edit = match deed & 3 {
        0 => Edit::Set { path, value },
        1 => Edit::Remove { path },
        2 => Edit::Insert { list: path, index: 0, value },
        _ => Edit::Set { path: path.key("new"), value },
    };
    let mut wanted = root;
    let can_be = edit.apply(&mut wanted).is_some() && matches!(wanted, Value::Map(_));
    let made = document.edit(std::slice::from_ref(&edit));
    match made {
        Some(made) => {
            assert!(can_be && is_same(&made.root(), &wanted), "{edit:?} gives\n{}", made.text());
        }
        None => assert!(!can_be, "{edit:?} is refused"),
    }
}

/// Every place in a value, itself first.
fn below(value: &Value, path: &FieldPath, paths: &mut Vec<FieldPath>) {
    paths.push(path.clone());
    match value {
        Value::Map(entries) => {
            for (key, value) in entries {
                below(value, &path.clone().key(key.clone()), paths);
            }
        }
        Value::List(items) => {
            for (index, value) in items.iter().enumerate() {
                below(value, &path.clone().index(index), paths);
            }
        }
        Value::Null | Value::Text(_) => {}
    }
}

/// Whether two values are the same, but for the order of keys.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Map(entries), Value::Map(others)) => {
            let has = |(key, value): &(String, Value)| {
                b.get(key).is_some_and(|other| is_same(value, other))
            };
            entries.len() == others.len() && entries.iter().all(has)
        }
        (Value::List(items), Value::List(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| is_same(a, b))
        }
        _ => a == b,
    }
}
