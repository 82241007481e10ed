//! `dependencies/<profile>.tsv`: for each field a case, a value that it can take there, and the files that change.

use std::collections::BTreeSet;
use std::fs;

use kubecore::spec::shape::{RecordShape, Shape};
use kubecore::spec::{Profile, shape};

use crate::home;

/// A case, one change to its spec, and the files that must change with it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The case's name; `-` where no value changes anything, and `files` says why.
    pub case: String,
    /// Where the value stands: `nodes[worker-1].ip`.
    pub path: String,
    /// The value, as YAML; `None` takes it away.
    pub value: Option<String>,
    /// Globs of the files that change.
    pub files: String,
}

/// The rows of one profile.
pub fn rows(profile: Profile) -> Vec<Row> {
    let path = home().join("dependencies").join(format!("{profile}.tsv"));
    let table =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.split('\t').collect();
    let [case, path, value, files] = cells[..] else { panic!("not four cells: {line:?}") };
    assert!(!files.is_empty(), "a row says what changes, or why there is nothing: {line:?}");
    Row {
        case: case.to_owned(),
        path: path.to_owned(),
        value: (!value.is_empty()).then(|| value.to_owned()),
        files: files.to_owned(),
    }
}

/// Every field that `profile` has a place for and that holds a value.
pub fn leaves(profile: Profile) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect("", &shape(), &mut found);
    found.retain(|path| profile.has(path));
    found
}

fn collect(prefix: &str, record: &RecordShape, found: &mut BTreeSet<String>) {
    for field in &record.fields {
        let path = if prefix.is_empty() {
            field.key.to_owned()
        } else {
            format!("{prefix}.{}", field.key)
        };
        match inner(&field.shape) {
            Shape::Record(record) => collect(&path, record, found),
            _ => drop(found.insert(path)),
        }
    }
}

/// What the field at `path`, or an item of it, can hold.
pub fn field(record: &RecordShape, path: &str) -> Option<Shape> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let own = inner(&record.fields.iter().find(|field| field.key == key)?.shape);
    match (own, rest) {
        (Shape::Record(inner), Some(rest)) => field(inner, rest),
        (own, None) => Some(own.clone()),
        _ => None,
    }
}

fn inner(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(item) => inner(item),
        other => other,
    }
}
