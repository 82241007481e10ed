//! A whole document, written anew.

use super::Value;
use crate::format::yaml::{self, Style};

pub(super) fn document(root: &Value) -> String {
    yaml::write(&tree(root), Style { indent_lists: true, ..Style::default() })
}

fn tree(value: &Value) -> serde_yaml::Value {
    match value {
        Value::Null => serde_yaml::Value::Null,
        Value::Text(text) => serde_yaml::Value::String(text.clone()),
        Value::List(items) => serde_yaml::Value::Sequence(items.iter().map(tree).collect()),
        Value::Map(entries) => serde_yaml::Value::Mapping(
            entries.iter().map(|(key, value)| (key.clone().into(), tree(value))).collect(),
        ),
    }
}
