//! What the page calls a field.

use kubecore::document::Document;
use kubecore::source::{FieldPath, Step};

/// A field as a way through the page: `Network › DNS service IP`, `Nodes › worker-1 › IP`.
pub fn label(document: &Document, field: &FieldPath) -> String {
    let mut path = FieldPath::root();
    let mut parts = Vec::new();
    for step in field.steps() {
        parts.push(match step {
            Step::Key(key) => {
                path = path.key(key.clone());
                kubecore::spec::label(key)
            }
            Step::Index(index) => {
                path = path.index(*index);
                let name = document.scalar(&path.clone().key("name"));
                name.map_or_else(|| (index + 1).to_string(), str::to_owned)
            }
        });
    }
    parts.join(" › ")
}
