//! Deployments: so many pods of one kind, replaced a few at a time.

use serde::Serialize;

use super::{LabelSelector, ObjectMeta, PodTemplate};

/// `kind: Deployment`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    api_version: &'static str,
    kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// How many, and of what.
    pub spec: DeploymentSpec,
}

/// How many pods, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentSpec {
    /// How many.
    pub replicas: u32,
    /// How old pods are replaced by new ones; Kubernetes' own rule when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<RollingUpdate>,
    /// Labels of its pods: those of the template or some of them.
    pub selector: LabelSelector,
    /// What a new pod is made from.
    pub template: PodTemplate,
}

/// Old pods are replaced by new ones, a few at a time. Of a daemon set, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RollingUpdate {
    r#type: &'static str,
    rolling_update: AtATime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct AtATime {
    max_unavailable: u32,
}

impl Deployment {
    /// A deployment of `metadata` and `spec`.
    pub fn new(metadata: ObjectMeta, spec: DeploymentSpec) -> Self {
        Self { api_version: "apps/v1", kind: "Deployment", metadata, spec }
    }
}

impl RollingUpdate {
    /// At most so many pods fewer than asked for.
    pub fn max_unavailable(pods: u32) -> Self {
        Self { r#type: "RollingUpdate", rolling_update: AtATime { max_unavailable: pods } }
    }
}
