//! Replication controllers: so many pods of one kind.

use serde::Serialize;

use super::{Labels, ObjectMeta, PodSpec};

/// `kind: ReplicationController`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplicationController {
    api_version: &'static str,
    kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// How many, and of what.
    pub spec: ReplicationControllerSpec,
}

/// How many pods, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplicationControllerSpec {
    /// How many.
    pub replicas: u32,
    /// Labels of its pods: those of the template or some of them.
    pub selector: Labels,
    /// What a new pod is made from.
    pub template: PodTemplate,
}

/// What a new pod is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodTemplate {
    /// Labels and annotations.
    pub metadata: ObjectMeta,
    /// What runs.
    pub spec: PodSpec,
}

impl ReplicationController {
    /// A controller of `metadata` and `spec`.
    pub fn new(metadata: ObjectMeta, spec: ReplicationControllerSpec) -> Self {
        Self { api_version: "v1", kind: "ReplicationController", metadata, spec }
    }
}
