//! What the cluster began as: a preset, a link, a file.

use std::rc::Rc;

use kubecore::document::{Document, Edit, changed_fields, differences};
use kubecore::source::FieldPath;

/// What the cluster began as. Changes are counted from it, and resets go back to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// The preset's id; of a file, none.
    pub preset: Option<&'static str>,
    /// Its text, read.
    pub document: Rc<Document>,
}

impl Base {
    /// How many fields of `document` differ.
    pub fn changes(&self, document: &Document) -> usize {
        changed_fields(&self.document.root(), &document.root())
    }

    /// Whether the field at `path` differs.
    pub fn differs(&self, document: &Document, path: &FieldPath) -> bool {
        self.document.value(path) != document.value(path)
    }

    /// The edits that take everything back.
    pub fn reset_all(&self, document: &Document) -> Vec<Edit> {
        differences(&document.root(), &self.document.root())
    }

    /// The edit that takes the field at `path` back.
    pub fn reset(&self, path: &FieldPath) -> Edit {
        let path = path.clone();
        match self.document.value(&path) {
            Some(value) => Edit::Set { path, value },
            None => Edit::Remove { path },
        }
    }
}
