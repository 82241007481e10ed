//! The fields of cluster.yaml, one by one.

use std::rc::Rc;

use kubecore::source::FieldPath;
use kubecore::spec::shape::{FieldShape, RecordShape, Shape};
use kubecore::spec::{Profile, shape};

use super::section::Section;

/// A field that holds a value, not a group of fields.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// The way to it.
    pub(crate) path: FieldPath,
    /// The same as words with dots: `network.pods`.
    pub(crate) name: String,
    /// What people call it where it stands.
    pub(crate) label: String,
    /// What it can hold.
    pub(crate) field: FieldShape,
    /// Of a list of records, what one of them is.
    pub(crate) record: Option<Rc<RecordShape>>,
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
        leaves: single.into_iter().map(|field| leaf(&FieldPath::root(), "", None, field)).collect(),
    });
    for field in records {
        if let Shape::Record(record) = &field.shape {
            let path = FieldPath::root().key(field.key);
            // In a section of its own name, the group need not be named again.
            let before = (!Section::of(&path).is_named_after(field.key)).then(|| field.label());
            collect(&mut groups, &path, field.key, Named { label: None, before }, record);
        }
    }
    groups
}

fn collect(
    groups: &mut Vec<Group>,
    path: &FieldPath,
    name: &str,
    named: Named,
    record: &RecordShape,
) {
    let Named { label, before } = named;
    let (records, single): (Vec<_>, Vec<_>) =
        record.fields.iter().partition(|field| matches!(field.shape, Shape::Record(_)));
    let leaves =
        single.into_iter().map(|field| leaf(path, name, before.as_deref(), field)).collect();
    groups.push(Group { path: path.clone(), label, doc: record.doc, leaves });
    for field in records {
        if let Shape::Record(record) = &field.shape {
            let name = [name, field.key].join(".");
            let named = Named { label: Some(field.label()), before: None };
            collect(groups, &path.clone().key(field.key), &name, named, record);
        }
    }
}

/// How a group's name shows.
struct Named {
    /// As a heading.
    label: Option<String>,
    /// Before the name of each field.
    before: Option<String>,
}

fn leaf(path: &FieldPath, name: &str, before: Option<&str>, field: &FieldShape) -> Rc<Leaf> {
    let name = if name.is_empty() { field.key.to_owned() } else { [name, field.key].join(".") };
    let label = match before {
        Some(before) => [before, " ", &inside(field.label())].concat(),
        None => field.label(),
    };
    let record = match &field.shape {
        Shape::List(element) => match element.as_ref() {
            Shape::Record(record) => Some(Rc::new(record.clone())),
            _ => None,
        },
        _ => None,
    };
    Rc::new(Leaf { path: path.clone().key(field.key), name, label, field: field.clone(), record })
}

/// A label inside a sentence: a first letter is small unless the word is all capitals.
fn inside(label: String) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_ascii_lowercase() => {
            let rest = label.strip_prefix(first).unwrap_or_default();
            [first.to_ascii_lowercase()].into_iter().chain(rest.chars()).collect()
        }
        _ => label,
    }
}

/// Whether a block of fields belongs to another profile than `profile`.
pub(crate) fn is_foreign(group: &Group, profile: Profile) -> bool {
    let Some(kubecore::source::Step::Key(key)) = group.path.steps().first() else { return false };
    Profile::of_block(key).is_some_and(|other| other != profile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_whose_it_is_where_its_section_does_not() {
        let groups = groups();
        let label = |name: &str| {
            let mut leaves = groups.iter().flat_map(|group| &group.leaves);
            leaves.find(|leaf| leaf.name == name).map(|leaf| leaf.label.clone())
        };
        assert_eq!(label("kubernetes.version").as_deref(), Some("Kubernetes version"));
        assert_eq!(label("api.host").as_deref(), Some("API host"));
        assert_eq!(label("network.pods").as_deref(), Some("Pods"));
        assert_eq!(label("coreos_guide.kubelet.rbd").as_deref(), Some("RBD"));
    }

    #[test]
    fn ids_are_words() {
        let path = FieldPath::root().key("nodes").index(2).key("ip");
        assert_eq!(id(&path), "field-nodes2-ip");
    }
}
