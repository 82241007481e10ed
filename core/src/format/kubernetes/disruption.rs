//! How many pods may be away at a time when machines are emptied on purpose.

use serde::Serialize;

use super::{LabelSelector, ObjectMeta};

/// `kind: PodDisruptionBudget`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodDisruptionBudget {
    api_version: &'static str,
    kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// How many of which pods.
    pub spec: PodDisruptionBudgetSpec,
}

/// How many of which pods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodDisruptionBudgetSpec {
    /// How many may be away.
    pub max_unavailable: u32,
    /// Of which pods.
    pub selector: LabelSelector,
}

impl PodDisruptionBudget {
    /// At most `max_unavailable` of `selector` are away.
    pub fn new(metadata: ObjectMeta, max_unavailable: u32, selector: LabelSelector) -> Self {
        let spec = PodDisruptionBudgetSpec { max_unavailable, selector };
        Self { api_version: "policy/v1", kind: "PodDisruptionBudget", metadata, spec }
    }
}
