//! A YAML document with a position on every node.

use super::{FieldPath, Span, Step};

/// One document.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) root: Node,
}

/// One value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What was written. Scalars keep their text: whether `1.10` is a number is for its field to say.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key, where it stands, and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

impl Node {
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }
}

impl Value {
    /// For messages: `expected a list, found a text`.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Text { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "keys and values",
        }
    }
}

impl Tree {
    /// Where `path` stands; if it is not there, where the deepest part that is there stands.
    pub(crate) fn locate(&self, path: &FieldPath) -> Span {
        let mut node = &self.root;
        let mut span = first_of(node);
        for step in path.steps() {
            let next = match (step, &node.value) {
                (Step::Key(key), _) => node.get(key).map(|entry| (&entry.node, entry.key_span)),
                (Step::Index(index), Value::List(items)) => {
                    items.get(*index).map(|item| (item, item.span))
                }
                _ => None,
            };
            let Some((child, fallback)) = next else { return span };
            node = child;
            // A block below a key is pointed to by its key: the block itself may be long.
            span = match child.value {
                Value::Text(_) => child.span,
                _ => fallback,
            };
        }
        span
    }
}

fn first_of(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |entry| entry.key_span),
        _ => node.span,
    }
}
