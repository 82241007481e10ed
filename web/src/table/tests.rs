//! What tests of the table share, and tests of the table in a browser.

#[cfg(target_arch = "wasm32")]
mod bulk;
#[cfg(target_arch = "wasm32")]
mod entries;
#[cfg(target_arch = "wasm32")]
mod long;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod rows;

use std::rc::Rc;

use kubecore::document::Document;
use kubecore::source::FieldPath;
use kubecore::spec::shape::{RecordShape, Shape};
use kubecore::spec::{Profile, shape};

use super::column::columns;
use super::list::List;

/// The description of a list's records, and its path.
pub(super) fn record(list: &str) -> (RecordShape, FieldPath) {
    let mut path = FieldPath::root();
    let mut here = Shape::Record(shape());
    for key in list.split('.') {
        path = path.key(key.to_owned());
        let Shape::Record(record) = here else { panic!("{list}") };
        here = record.fields.into_iter().find(|field| field.key == key).expect(key).shape;
    }
    match here {
        Shape::List(item) => match *item {
            Shape::Record(record) => (record, path),
            _ => panic!("{list}"),
        },
        _ => panic!("{list}"),
    }
}

/// The list of that name in a text.
pub(super) fn list(text: &str, name: &str) -> List {
    let (shape, path) = record(name);
    let profile = if name.starts_with("weave") { Profile::Weave } else { Profile::CoreosGuide };
    List {
        document: Document::read(text).expect("YAML").into(),
        columns: Rc::new(columns(&shape, &path, profile)),
        path,
    }
}
