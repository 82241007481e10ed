//! Service accounts: who a pod is to the API.

use serde::Serialize;

use super::ObjectMeta;

/// `kind: ServiceAccount`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceAccount {
    api_version: &'static str,
    kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
}

impl ServiceAccount {
    /// An account of that name.
    pub fn new(metadata: ObjectMeta) -> Self {
        Self { api_version: "v1", kind: "ServiceAccount", metadata }
    }
}
