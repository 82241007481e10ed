//! Services: one address for many pods.

use std::net::IpAddr;

use serde::Serialize;

use super::{Labels, ObjectMeta, Protocol};

/// `kind: Service`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    api_version: &'static str,
    kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// Address, ports and pods.
    pub spec: ServiceSpec,
}

/// What a service stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceSpec {
    /// Labels of its pods.
    pub selector: Labels,
    /// Its address; given by the API server when `None`.
    #[serde(rename = "clusterIP", skip_serializing_if = "Option::is_none")]
    pub cluster_ip: Option<IpAddr>,
    /// Its addresses, one of a family, if there may be two. The first is `cluster_ip`.
    #[serde(rename = "clusterIPs", skip_serializing_if = "Vec::is_empty")]
    pub cluster_ips: Vec<IpAddr>,
    /// How many families it has; one when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_family_policy: Option<IpFamilyPolicy>,
    /// Its families, in the order of `cluster_ips`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ip_families: Vec<IpFamily>,
    /// At least one.
    pub ports: Vec<ServicePort>,
}

/// How many families of addresses a service has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum IpFamilyPolicy {
    /// One.
    SingleStack,
    /// Both, where the cluster has both.
    PreferDualStack,
    /// Both.
    RequireDualStack,
}

/// A family of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum IpFamily {
    /// `IPv4`
    #[serde(rename = "IPv4")]
    V4,
    /// `IPv6`
    #[serde(rename = "IPv6")]
    V6,
}

/// A port of a service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePort {
    /// Needed as soon as there are several.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The port of the service.
    pub port: u16,
    /// The port of the pods; the same when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_port: Option<u16>,
    /// TCP when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Protocol>,
}

impl Service {
    /// A service of `metadata` and `spec`.
    pub fn new(metadata: ObjectMeta, spec: ServiceSpec) -> Self {
        Self { api_version: "v1", kind: "Service", metadata, spec }
    }
}

impl From<IpAddr> for IpFamily {
    fn from(address: IpAddr) -> Self {
        if address.is_ipv4() { Self::V4 } else { Self::V6 }
    }
}
