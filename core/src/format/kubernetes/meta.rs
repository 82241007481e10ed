//! What every object says of itself.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::order;

/// Labels, annotations or a selector, sorted by key.
pub type Labels = BTreeMap<String, String>;

/// `metadata` of an object or of a pod template.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectMeta {
    /// Empty only in a template.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The namespace; empty for `default` and for objects outside any.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub namespace: String,
    /// What selectors look at.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// What programs look at.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub annotations: Labels,
}

impl ObjectMeta {
    /// An object with a name in a namespace.
    pub fn named(name: impl Into<String>, namespace: impl Into<String>) -> Self {
        Self { name: name.into(), namespace: namespace.into(), ..Self::default() }
    }
}

/// Collects labels from pairs.
pub fn labels<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Labels {
    order::map(pairs.into_iter().map(|(key, value)| (key.into(), value.into())))
}
