//! Config maps: texts that pods read.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ObjectMeta;
use crate::order;

/// `kind: ConfigMap`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigMap {
    api_version: &'static str,
    kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// Texts by key, sorted by key.
    pub data: BTreeMap<&'static str, String>,
}

impl ConfigMap {
    /// A map of texts.
    pub fn new<const N: usize>(metadata: ObjectMeta, data: [(&'static str, String); N]) -> Self {
        Self { api_version: "v1", kind: "ConfigMap", metadata, data: order::map(data) }
    }
}
