//! Namespaces.

use serde::Serialize;

use super::ObjectMeta;

/// `kind: Namespace`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Namespace {
    api_version: &'static str,
    kind: &'static str,
    /// Only the name.
    pub metadata: ObjectMeta,
}

impl Namespace {
    /// A namespace called `name`.
    pub fn new(name: impl Into<String>) -> Self {
        Self { api_version: "v1", kind: "Namespace", metadata: ObjectMeta::named(name, "") }
    }
}
