//! Machines, as the API knows them, and namespaces.

use serde::Serialize;

use super::{Labels, ObjectMeta};

/// `kind: Node`: a machine that somebody else than its kubelet announces. The API server fills in
/// the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Node {
    api_version: &'static str,
    kind: &'static str,
    /// Name and labels.
    pub metadata: ObjectMeta,
}

/// `kind: Minion` of v1beta1: what a node was called up to Kubernetes v0.18.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Minion {
    id: String,
    kind: &'static str,
    api_version: &'static str,
    #[serde(rename = "hostIP", skip_serializing_if = "Option::is_none")]
    host_ip: Option<std::net::IpAddr>,
    #[serde(skip_serializing_if = "Labels::is_empty")]
    labels: Labels,
}

/// `kind: Namespace`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Namespace {
    api_version: &'static str,
    kind: &'static str,
    /// Its name.
    pub metadata: ObjectMeta,
}

impl Node {
    /// A machine of that name.
    pub fn new(name: impl Into<String>, labels: Labels) -> Self {
        let metadata = ObjectMeta { name: name.into(), labels, ..ObjectMeta::default() };
        Self { api_version: "v1", kind: "Node", metadata }
    }
}

impl Minion {
    /// A machine of that id; `host_ip` where its id is no address.
    pub fn new(id: impl Into<String>, host_ip: Option<std::net::IpAddr>, labels: Labels) -> Self {
        Self { id: id.into(), kind: "Minion", api_version: "v1beta1", host_ip, labels }
    }
}

impl Namespace {
    /// The namespace `name`.
    pub fn new(name: impl Into<String>) -> Self {
        let metadata = ObjectMeta { name: name.into(), ..ObjectMeta::default() };
        Self { api_version: "v1", kind: "Namespace", metadata }
    }
}
