//! What all machines of a cluster have in common.

use serde::Serialize;

use super::{API_VERSION, Arg};
use crate::format::kubernetes::{HostPathType, is_false};

/// `kind: ClusterConfiguration`. What is empty is left to kubeadm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterConfiguration {
    api_version: &'static str,
    kind: &'static str,
    /// The control plane's version, such as `v1.36.4`.
    pub kubernetes_version: String,
    /// The cluster's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cluster_name: String,
    /// `HOST:PORT` of the API for all machines.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub control_plane_endpoint: String,
    /// Ranges and domain.
    pub networking: Networking,
    /// Where certificates are.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub certificates_dir: String,
    /// Where images come from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub image_repository: String,
    /// Kind of new keys, such as `ECDSA-P256`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub encryption_algorithm: String,
    /// etcd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etcd: Option<Etcd>,
    /// The API server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_server: Option<ControlPlaneComponent>,
    /// The controller manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controller_manager: Option<ControlPlaneComponent>,
    /// The scheduler.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduler: Option<ControlPlaneComponent>,
    /// Cluster DNS; kubeadm brings it when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns: Option<Disabled>,
    /// kube-proxy; kubeadm brings it when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<Disabled>,
}

/// Ranges and domain.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Networking {
    /// Addresses of services, one range of a family, parted by commas.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub service_subnet: String,
    /// Addresses of pods, one range of a family, parted by commas.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pod_subnet: String,
    /// DNS domain of services.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dns_domain: String,
}

/// etcd, in one of two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Etcd {
    #[serde(skip_serializing_if = "Option::is_none")]
    local: Option<LocalEtcd>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external: Option<ExternalEtcd>,
}

/// A member of etcd on each control plane.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LocalEtcd {
    /// The image's tag; kubeadm's own when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub image_tag: String,
    /// Its directory.
    pub data_dir: String,
    /// Its flags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_args: Vec<Arg>,
    /// Names of its certificate for clients, besides kubeadm's own.
    #[serde(rename = "serverCertSANs", skip_serializing_if = "Vec::is_empty")]
    pub server_cert_sans: Vec<String>,
    /// Names of its certificate for members, besides kubeadm's own.
    #[serde(rename = "peerCertSANs", skip_serializing_if = "Vec::is_empty")]
    pub peer_cert_sans: Vec<String>,
}

/// etcd somewhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExternalEtcd {
    /// URLs of its members.
    pub endpoints: Vec<String>,
    /// Path of its authority.
    pub ca_file: String,
    /// Path of the API server's certificate.
    pub cert_file: String,
    /// Path of the key.
    pub key_file: String,
}

/// A program of the control plane.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlPlaneComponent {
    /// Its flags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_args: Vec<Arg>,
    /// Places of the machine that it sees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra_volumes: Vec<HostPathMount>,
    /// Names of the API server's certificate besides kubeadm's own; of no other program.
    #[serde(rename = "certSANs", skip_serializing_if = "Vec::is_empty")]
    pub cert_sans: Vec<String>,
}

/// A place of the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HostPathMount {
    /// The volume's name.
    pub name: String,
    /// The path on the machine.
    pub host_path: String,
    /// The path in the container.
    pub mount_path: String,
    /// Whether writing is refused.
    #[serde(skip_serializing_if = "is_false")]
    pub read_only: bool,
    /// What has to be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_type: Option<HostPathType>,
}

/// Whether kubeadm leaves an add-on out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Disabled {
    /// Whether it is left out.
    pub disabled: bool,
}

impl ClusterConfiguration {
    /// A cluster of that version; all else is left to kubeadm.
    pub fn new(kubernetes_version: impl Into<String>) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "ClusterConfiguration",
            kubernetes_version: kubernetes_version.into(),
            cluster_name: String::new(),
            control_plane_endpoint: String::new(),
            networking: Networking::default(),
            certificates_dir: String::new(),
            image_repository: String::new(),
            encryption_algorithm: String::new(),
            etcd: None,
            api_server: None,
            controller_manager: None,
            scheduler: None,
            dns: None,
            proxy: None,
        }
    }
}

impl Etcd {
    /// A member on each control plane.
    pub fn local(etcd: LocalEtcd) -> Self {
        Self { local: Some(etcd), external: None }
    }

    /// Somewhere else.
    pub fn external(etcd: ExternalEtcd) -> Self {
        Self { local: None, external: Some(etcd) }
    }
}
