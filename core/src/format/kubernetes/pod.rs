//! Pods, which the kubelet also reads from its manifest folder.

use std::net::IpAddr;

use serde::Serialize;

use super::{
    Affinity, Container, Labels, ObjectMeta, PodSecurityContext, Toleration,
    TopologySpreadConstraint, Volume, is_false,
};

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
    /// Names that its `/etc/hosts` has besides the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub host_aliases: Vec<HostAlias>,
    /// Who makes room for whom; no priority when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub priority_class_name: String,
    /// Who it is to the API; `default` when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub service_account_name: String,
    /// Whether it gets its account's token; yes when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automount_service_account_token: Option<bool>,
    /// Labels that its machine must have.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub node_selector: Labels,
    /// Near what it wants to run, and away from what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affinity: Option<Affinity>,
    /// How evenly the pods are spread.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topology_spread_constraints: Vec<TopologySpreadConstraint>,
    /// Taints that do not keep it from a machine.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tolerations: Vec<Toleration>,
    /// Seconds that it has for ending itself; 30 when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub termination_grace_period_seconds: Option<u32>,
    /// Rights of all containers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_context: Option<PodSecurityContext>,
    /// Run one after the other, before the others start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub init_containers: Vec<Container>,
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

/// A line of a pod's `/etc/hosts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HostAlias {
    /// The address.
    pub ip: IpAddr,
    /// Its names.
    pub hostnames: Vec<String>,
}

impl Pod {
    /// A pod of `metadata` and `spec`.
    pub fn new(metadata: ObjectMeta, spec: PodSpec) -> Self {
        Self { api_version: "v1", kind: "Pod", metadata, spec }
    }
}
