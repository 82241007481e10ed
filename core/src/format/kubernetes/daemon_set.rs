//! Daemon sets: one pod on every machine.

use serde::Serialize;

use super::{LabelSelector, ObjectMeta, PodTemplate, RollingUpdate};

/// `kind: DaemonSet`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSet {
    api_version: &'static str,
    kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// Of what.
    pub spec: DaemonSetSpec,
}

/// What runs on every machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSetSpec {
    /// Labels of its pods: those of the template or some of them.
    pub selector: LabelSelector,
    /// How old pods are replaced by new ones; Kubernetes' own rule when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_strategy: Option<RollingUpdate>,
    /// What a new pod is made from.
    pub template: PodTemplate,
}

impl DaemonSet {
    /// A daemon set of `metadata` and `spec`.
    pub fn new(metadata: ObjectMeta, spec: DaemonSetSpec) -> Self {
        Self { api_version: "apps/v1", kind: "DaemonSet", metadata, spec }
    }
}
