//! What `kubeadm init` and `kubeadm join` have in common.

use std::net::IpAddr;

use serde::Serialize;

use crate::format::kubernetes::{PullPolicy, Taint};

/// How the machine registers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeRegistration {
    /// Its name; the host's when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The container runtime, such as `unix:///run/containerd/containerd.sock`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cri_socket: String,
    /// Its taints: kubeadm's own when `None`, none when empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taints: Option<Vec<Taint>>,
    /// When images are fetched; once when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_policy: Option<PullPolicy>,
    /// Flags of the kubelet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kubelet_extra_args: Vec<Arg>,
    /// Checks whose failure is no reason to stop.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignore_preflight_errors: Vec<&'static str>,
}

/// A flag of a program. The same name may be there twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arg {
    /// Without its dashes.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Where the machine's own API server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LocalApiEndpoint {
    /// The address that it gives out.
    pub advertise_address: IpAddr,
    /// Its port.
    pub bind_port: u16,
}

/// Changes of what kubeadm makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Patches {
    /// Directory of files such as `kube-apiserver0+strategic.yaml`.
    pub directory: String,
}

impl Arg {
    /// `--name=value`.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}
