//! A list of records in a document, read through its columns.

use std::rc::Rc;

use kubecore::document::{Document, Value};
use kubecore::source::FieldPath;

use super::column::{Column, Kind, dotted};
use super::{text, words};

/// What a table is of. Nothing is copied out of the document but what is asked for: a list may have
/// thousands of rows, of which few are in sight.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub(super) document: Rc<Document>,
    /// Where the list stands.
    pub(super) path: FieldPath,
    pub(super) columns: Rc<Vec<Column>>,
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
            && Rc::ptr_eq(&self.columns, &other.columns)
            && is_untouched(&self.document, &other.document, &self.path)
    }
}

/// Whether a table of the list at `path` is the same in both documents: an edit elsewhere is none of its
/// business.
pub(super) fn is_untouched(one: &Rc<Document>, other: &Rc<Document>, path: &FieldPath) -> bool {
    // New rows take names and addresses from the machines, wherever they are.
    let machines = ["nodes", "pools"].map(|key| FieldPath::root().key(key));
    let mut lists = machines.iter().chain([path]);
    Rc::ptr_eq(one, other) || lists.all(|path| one.agrees(other, path))
}

impl List {
    /// How many rows it has.
    pub(super) fn rows(&self) -> usize {
        self.document.items(&self.path)
    }

    /// A row as it is written.
    pub(super) fn record(&self, row: usize) -> Option<Value> {
        self.document.value(&self.path.clone().index(row))
    }

    /// Where the value of a cell stands.
    pub(super) fn at(&self, row: usize, column: &Column) -> FieldPath {
        self.path.clone().index(row).key(column.key)
    }

    /// What a cell shows.
    pub(super) fn text(&self, row: usize, column: &Column) -> String {
        self.document
            .value(&self.at(row, column))
            .map(|value| text::shown(&value))
            .unwrap_or_default()
    }

    /// The column that names a row.
    pub(super) fn head(&self) -> usize {
        self.columns.iter().position(|column| column.key == "name").unwrap_or_default()
    }

    /// Its key.
    pub(super) fn head_key(&self) -> &'static str {
        self.columns.get(self.head()).map_or("", |column| column.key)
    }

    /// What a row is called: by its name, or by its place.
    pub(super) fn title(&self, row: usize) -> String {
        let head = self.columns.get(self.head()).filter(|column| column.kind != Kind::Secret);
        match head.map(|column| self.text(row, column)) {
            Some(name) if !name.is_empty() => name,
            _ => ["row ", &(row + 1).to_string()].concat(),
        }
    }

    /// What the list is called.
    pub(super) fn name(&self) -> String {
        words::label(dotted(&self.path).rsplit('.').next().unwrap_or_default())
    }

    /// What ids of its elements begin with: `weave-machines`.
    pub(super) fn id(&self) -> String {
        dotted(&self.path).replace(['.', '_'], "-")
    }

    /// The id of a cell, or of a button of its row.
    pub(super) fn spot(&self, row: usize, what: &str) -> String {
        [&*self.id(), &row.to_string(), what].join("-")
    }

    /// The id of what is said about a cell.
    pub(super) fn said(&self, row: usize, what: &str) -> String {
        [&self.spot(row, what), "-said"].concat()
    }
}
