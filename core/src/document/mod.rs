//! A `cluster.yaml` that is read and changed value by value.

mod edit;
mod secrets;
mod value;
mod write;

pub use edit::Edit;
pub use secrets::{left_out, without_secrets};
pub use value::{Value, differences};

use crate::source;
use crate::source::{FieldPath, Node, Position, Source, Span, Step, Tree, read};

/// A YAML text and what stands in it.
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    tree: Tree,
}

/// The text says everything.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Nothing stands in it.
impl Default for Document {
    fn default() -> Self {
        let root =
            Node { span: Span::point(Position::START), value: source::Value::Map(Vec::new()) };
        Self { text: String::new(), tree: Tree { root } }
    }
}

impl Document {
    /// Reads a text whose top is keys and values; `None` of any other.
    pub fn read(text: &str) -> Option<Self> {
        let (tree, _) = read(&Source::new("", text));
        let tree = tree.filter(|tree| matches!(tree.root.value, source::Value::Map(_)))?;
        Some(Self { text: text.to_owned(), tree })
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Everything that stands in it.
    pub fn root(&self) -> Value {
        Value::from(&self.tree.root)
    }

    /// What stands at `path`.
    pub fn value(&self, path: &FieldPath) -> Option<Value> {
        self.node(path).map(Value::from)
    }

    /// The single value at `path`, without its quotes; `None` where there is no such one.
    pub fn scalar(&self, path: &FieldPath) -> Option<&str> {
        match &self.node(path)?.value {
            source::Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// How many elements the list at `path` has; none where there is no list.
    pub fn items(&self, path: &FieldPath) -> usize {
        match self.node(path).map(|node| &node.value) {
            Some(source::Value::List(items)) => items.len(),
            _ => 0,
        }
    }

    /// Where the value at `path` stands.
    pub fn span(&self, path: &FieldPath) -> Option<Span> {
        self.node(path).map(|node| node.span)
    }

    /// The text with `edits` made, one after the other; all else stays as it is written. `None` if
    /// one of them asks for what cannot be: an element of a list that is not there.
    pub fn edit(&self, edits: &[Edit]) -> Option<Self> {
        let mut root = self.root();
        for edit in edits {
            edit.apply(&mut root)?;
        }
        Self::read(&write::document(&root))
    }

    fn node(&self, path: &FieldPath) -> Option<&Node> {
        path.steps().iter().try_fold(&self.tree.root, |node, step| match (step, &node.value) {
            (Step::Key(key), _) => node.get(key).map(|entry| &entry.node),
            (Step::Index(index), source::Value::List(items)) => items.get(*index),
            _ => None,
        })
    }
}
