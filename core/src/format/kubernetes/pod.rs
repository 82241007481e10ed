//! Pods, which the kubelet also reads from its manifest folder, and their volumes.

use serde::Serialize;

use super::{Container, ObjectMeta, is_false};

/// `kind: Pod`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pod {
    api_version: &'static str,
    kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// What runs.
    pub spec: PodSpec,
}

/// What a pod runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodSpec {
    /// Uses the machine's network instead of an address of its own.
    #[serde(skip_serializing_if = "is_false")]
    pub host_network: bool,
    /// Where names are looked up; the cluster's DNS when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_policy: Option<DnsPolicy>,
    /// At least one.
    pub containers: Vec<Container>,
    /// What the containers mount.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Volume>,
}

/// Where a pod looks names up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum DnsPolicy {
    /// In the cluster's DNS.
    ClusterFirst,
    /// Where the machine does.
    Default,
}

/// A folder or file of the machine under a name of the pod.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Volume {
    /// The name that mounts refer to.
    pub name: String,
    /// A place on the machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_path: Option<HostPath>,
    /// A place that is as old as the pod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_dir: Option<EmptyDir>,
}

/// Where a pod keeps what may go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EmptyDir {}

/// A place on the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HostPath {
    /// Absolute path.
    pub path: String,
}

impl Pod {
    /// A pod of `metadata` and `spec`.
    pub fn new(metadata: ObjectMeta, spec: PodSpec) -> Self {
        Self { api_version: "v1", kind: "Pod", metadata, spec }
    }
}

impl Volume {
    /// The machine's `path` under `name`.
    pub fn host_path(name: impl Into<String>, path: impl Into<String>) -> Self {
        let host_path = Some(HostPath { path: path.into() });
        Self { name: name.into(), host_path, empty_dir: None }
    }

    /// An empty directory under `name`, for as long as the pod lives.
    pub fn empty_dir(name: impl Into<String>) -> Self {
        Self { name: name.into(), host_path: None, empty_dir: Some(EmptyDir {}) }
    }
}
