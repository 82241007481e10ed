//! The fields of cluster.yaml, one by one.

use std::rc::Rc;

use kubecore::source::FieldPath;
use kubecore::spec::shape::{FieldShape, RecordShape, Shape};
use kubecore::spec::{Profile, shape};

/// A field that holds a value, not a group of fields.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// The way to it.
    pub(crate) path: FieldPath,
    /// The same as words with dots: `network.pods`.
    pub(crate) name: String,
    /// What it can hold.
    pub(crate) field: FieldShape,
}

/// Fields that stand together.
#[derive(Debug)]
pub(crate) struct Group {
    /// The way to it.
    pub(crate) path: FieldPath,
    /// Its heading, if it needs one: that of a group inside a section.
    pub(crate) label: Option<String>,
    /// What it is about.
    pub(crate) doc: &'static str,
    /// Its fields.
    pub(crate) leaves: Vec<Rc<Leaf>>,
}

/// A field is known by its path.
impl PartialEq for Leaf {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Leaf {
    /// The id of its element in the page.
    pub(crate) fn id(&self) -> String {
        id(&self.path)
    }
}

/// The id of a field's element in the page.
pub(crate) fn id(path: &FieldPath) -> String {
    format!("field{}", path.to_string().replace(['$', '[', ']', '"'], "").replace('.', "-"))
}

/// Every group of the format, in its order.
pub(crate) fn groups() -> Vec<Group> {
    let mut groups = Vec::new();
    let top = shape();
    let (records, single): (Vec<_>, Vec<_>) =
        top.fields.iter().partition(|field| matches!(field.shape, Shape::Record(_)));
    groups.push(Group {
        path: FieldPath::root(),
        label: None,
        doc: top.doc,
        leaves: single.into_iter().map(|field| leaf(&FieldPath::root(), "", field)).collect(),
    });
    for field in records {
        if let Shape::Record(record) = &field.shape {
            let path = FieldPath::root().key(field.key);
            collect(&mut groups, &path, field.key, None, record);
        }
    }
    groups
}

fn collect(
    groups: &mut Vec<Group>,
    path: &FieldPath,
    name: &str,
    label: Option<String>,
    record: &RecordShape,
) {
    let (records, single): (Vec<_>, Vec<_>) =
        record.fields.iter().partition(|field| matches!(field.shape, Shape::Record(_)));
    let leaves = single.into_iter().map(|field| leaf(path, name, field)).collect();
    groups.push(Group { path: path.clone(), label, doc: record.doc, leaves });
    for field in records {
        if let Shape::Record(record) = &field.shape {
            let name = [name, field.key].join(".");
            collect(groups, &path.clone().key(field.key), &name, Some(field.label()), record);
        }
    }
}

fn leaf(path: &FieldPath, name: &str, field: &FieldShape) -> Rc<Leaf> {
    let name = if name.is_empty() { field.key.to_owned() } else { [name, field.key].join(".") };
    Rc::new(Leaf { path: path.clone().key(field.key), name, field: field.clone() })
}

/// Whether a block of fields belongs to another profile than `profile`.
pub(crate) fn is_foreign(group: &Group, profile: Profile) -> bool {
    let Some(kubecore::source::Step::Key(key)) = group.path.steps().first() else { return false };
    Profile::ALL.iter().any(|other| *other != profile && other.block() == key.as_ref())
}
