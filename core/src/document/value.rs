//! What stands in a document, without where and how.

use super::Edit;
use crate::source::{self, FieldPath, Node};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: `key:`.
    Null,
    /// A single value, as text: what it means is for its field to say.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Keys and values, in their order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A single value.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

impl From<&Node> for Value {
    fn from(node: &Node) -> Self {
        match &node.value {
            source::Value::Null => Self::Null,
            source::Value::Text(text) => Self::Text(text.clone()),
            source::Value::List(items) => Self::List(items.iter().map(Self::from).collect()),
            source::Value::Map(entries) => Self::Map(
                entries.iter().map(|entry| (entry.key.clone(), Self::from(&entry.node))).collect(),
            ),
        }
    }
}

/// The edits that make `to` of `from`: a key that differs is set, one that is gone removed; lists
/// that differ are set whole. The order of keys does not count.
pub fn differences(from: &Value, to: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    collect(FieldPath::root(), from, to, &mut edits);
    edits
}

fn collect(path: FieldPath, from: &Value, to: &Value, edits: &mut Vec<Edit>) {
    match (from, to) {
        (Value::Map(before), Value::Map(after)) => {
            for (key, _) in before.iter().filter(|(key, _)| to.get(key).is_none()) {
                edits.push(Edit::Remove { path: path.clone().key(key.clone()) });
            }
            for (key, value) in after {
                let path = path.clone().key(key.clone());
                match from.get(key) {
                    Some(old) => collect(path, old, value, edits),
                    None => edits.push(Edit::Set { path, value: value.clone() }),
                }
            }
        }
        _ if from == to => {}
        _ => edits.push(Edit::Set { path, value: to.clone() }),
    }
}
