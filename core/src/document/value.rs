//! What stands in a document, without where and how.

use crate::source::{self, Node, Step};

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

    /// What stands at the end of `steps`.
    pub(super) fn at(&self, steps: &[Step]) -> Option<&Self> {
        steps.iter().try_fold(self, |value, step| match (step, value) {
            (Step::Key(key), _) => value.get(key),
            (Step::Index(index), Self::List(items)) => items.get(*index),
            _ => None,
        })
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

/// Whether two nodes read alike, their keys in the same order.
pub(super) fn is_alike(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (source::Value::Null, source::Value::Null) => true,
        (source::Value::Text(text), source::Value::Text(other)) => text == other,
        (source::Value::List(items), source::Value::List(others)) => {
            items.len() == others.len()
                && items.iter().zip(others).all(|(item, other)| is_alike(item, other))
        }
        (source::Value::Map(entries), source::Value::Map(others)) => {
            entries.len() == others.len()
                && entries.iter().zip(others).all(|(entry, other)| {
                    entry.key == other.key && is_alike(&entry.node, &other.node)
                })
        }
        _ => false,
    }
}

/// Whether `node` reads as `value`. The order of keys does not count.
pub(super) fn is_same(node: &Node, value: &Value) -> bool {
    match (&node.value, value) {
        (source::Value::Null, Value::Null) => true,
        (source::Value::Text(text), Value::Text(wanted)) => text == wanted,
        (source::Value::List(items), Value::List(wanted)) => {
            items.len() == wanted.len()
                && items.iter().zip(wanted).all(|(item, wanted)| is_same(item, wanted))
        }
        (source::Value::Map(entries), Value::Map(wanted)) => {
            entries.len() == wanted.len()
                && entries.iter().zip(wanted).all(|(entry, (key, value))| {
                    if entry.key == *key {
                        is_same(&entry.node, value)
                    } else {
                        node.get(key).is_some_and(|entry| is_same(&entry.node, value))
                    }
                })
        }
        _ => false,
    }
}
