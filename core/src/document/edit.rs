//! A change of one value.

use super::Value;
use crate::source::{FieldPath, Step};

/// A change of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Gives the value at `path`; keys on the way that are not there are made. The whole document
    /// can only be set to keys and values.
    Set {
        /// Where.
        path: FieldPath,
        /// What.
        value: Value,
    },
    /// Takes a key and its value, or an element of a list, away. What is not there is no mistake.
    Remove {
        /// Where.
        path: FieldPath,
    },
    /// Puts an element into a list, before the one at `index`; at the end for the list's length. A
    /// list that is not there is made.
    Insert {
        /// The list.
        list: FieldPath,
        /// The new element's place.
        index: usize,
        /// What.
        value: Value,
    },
    /// Moves an element of a list.
    Move {
        /// The list.
        list: FieldPath,
        /// Its place before.
        from: usize,
        /// Its place afterwards.
        to: usize,
    },
}

impl Edit {
    /// What it changes: for a list's elements, the list.
    pub(super) fn path(&self) -> &FieldPath {
        match self {
            Self::Set { path, .. } | Self::Remove { path } => path,
            Self::Insert { list, .. } | Self::Move { list, .. } => list,
        }
    }

    /// Makes the change in `root`; `None` where it cannot be made.
    pub fn apply(&self, root: &mut Value) -> Option<()> {
        match self {
            Self::Set { path, value } => *at(root, path.steps())? = value.clone(),
            Self::Remove { path } => remove(root, path.steps()),
            Self::Insert { list, index, value } => {
                let items = list_at(at(root, list.steps())?)?;
                if *index > items.len() {
                    return None;
                }
                items.insert(*index, value.clone());
            }
            Self::Move { list, from, to } => {
                let items = list_at(at(root, list.steps())?)?;
                if *from >= items.len() || *to >= items.len() {
                    return None;
                }
                let item = items.remove(*from);
                items.insert(*to, item);
            }
        }
        Some(())
    }
}

/// The value at the end of `steps`; made where it is a key's.
fn at<'v>(value: &'v mut Value, steps: &[Step]) -> Option<&'v mut Value> {
    let Some((step, rest)) = steps.split_first() else { return Some(value) };
    match (step, value) {
        (Step::Key(key), map) => {
            if matches!(map, Value::Null) {
                *map = Value::Map(Vec::new());
            }
            let Value::Map(entries) = map else { return None };
            let place = entries.iter().position(|(k, _)| k == key).unwrap_or_else(|| {
                entries.push((key.to_string(), Value::Null));
                entries.len() - 1
            });
            at(&mut entries.get_mut(place)?.1, rest)
        }
        (Step::Index(index), Value::List(items)) => at(items.get_mut(*index)?, rest),
        (Step::Index(_), _) => None,
    }
}

fn list_at(value: &mut Value) -> Option<&mut Vec<Value>> {
    if matches!(value, Value::Null) {
        *value = Value::List(Vec::new());
    }
    match value {
        Value::List(items) => Some(items),
        _ => None,
    }
}

fn remove(value: &mut Value, steps: &[Step]) {
    let Some((step, rest)) = steps.split_first() else { return };
    match (step, value, rest.is_empty()) {
        (Step::Key(key), Value::Map(entries), true) => entries.retain(|(k, _)| k != key),
        (Step::Key(key), Value::Map(entries), false) => {
            if let Some((_, value)) = entries.iter_mut().find(|(k, _)| k == key) {
                remove(value, rest);
            }
        }
        (Step::Index(index), Value::List(items), true) if *index < items.len() => {
            items.remove(*index);
        }
        (Step::Index(index), Value::List(items), false) => {
            if let Some(item) = items.get_mut(*index) {
                remove(item, rest);
            }
        }
        _ => {}
    }
}
