//! A machine that joins a cluster.

use serde::Serialize;

use super::{API_VERSION, LocalApiEndpoint, NodeRegistration, Patches};
use crate::format::kubernetes::config::SecretText;

/// `kind: JoinConfiguration`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JoinConfiguration {
    api_version: &'static str,
    kind: &'static str,
    /// How the machine registers.
    pub node_registration: NodeRegistration,
    /// Path of the cluster's authority; kubeadm's own when empty.
    #[serde(rename = "caCertPath", skip_serializing_if = "String::is_empty")]
    pub ca_cert_path: String,
    /// How it finds the cluster.
    pub discovery: Discovery,
    /// What it is besides a worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_plane: Option<JoinControlPlane>,
    /// Steps that are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_phases: Vec<&'static str>,
    /// Changes of what kubeadm makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patches: Option<Patches>,
}

/// How a machine finds the cluster: by one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Discovery {
    #[serde(skip_serializing_if = "Option::is_none")]
    bootstrap_token: Option<BootstrapTokenDiscovery>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<FileDiscovery>,
    #[serde(skip_serializing_if = "SecretText::is_empty")]
    tls_bootstrap_token: SecretText,
}

/// By a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BootstrapTokenDiscovery {
    /// The token.
    pub token: SecretText,
    /// `HOST:PORT` of the API.
    pub api_server_endpoint: String,
    /// `sha256:` and the hash of an authority's public key, in hexadecimal: one of them must fit.
    /// At least one.
    pub ca_cert_hashes: Vec<String>,
}

/// By a kubeconfig.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileDiscovery {
    /// Its path.
    pub kube_config_path: String,
}

/// A further control plane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JoinControlPlane {
    /// Where its API server is.
    #[serde(rename = "localAPIEndpoint")]
    pub local_api_endpoint: LocalApiEndpoint,
    /// 32 bytes in hexadecimal, by which it takes certificates over.
    #[serde(skip_serializing_if = "SecretText::is_empty")]
    pub certificate_key: SecretText,
}

impl JoinConfiguration {
    /// A worker that registers so.
    pub fn new(node_registration: NodeRegistration, discovery: Discovery) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "JoinConfiguration",
            node_registration,
            ca_cert_path: String::new(),
            discovery,
            control_plane: None,
            skip_phases: Vec::new(),
            patches: None,
        }
    }
}

impl Discovery {
    /// By a token, which is also the proof with which the machine asks for its certificate.
    pub fn by_token(token: BootstrapTokenDiscovery) -> Self {
        let tls_bootstrap_token = SecretText::default();
        Self { bootstrap_token: Some(token), file: None, tls_bootstrap_token }
    }

    /// By a kubeconfig. `token` is the proof with which the machine asks for its certificate; empty
    /// if the kubeconfig has one.
    pub fn by_file(path: impl Into<String>, token: SecretText) -> Self {
        let file = Some(FileDiscovery { kube_config_path: path.into() });
        Self { bootstrap_token: None, file, tls_bootstrap_token: token }
    }
}
