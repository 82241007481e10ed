//! The machine on which the cluster begins.

use serde::Serialize;

use super::{API_VERSION, LocalApiEndpoint, NodeRegistration, Patches};
use crate::format::kubernetes::config::SecretText;

/// `kind: InitConfiguration`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InitConfiguration {
    api_version: &'static str,
    kind: &'static str,
    /// Tokens by which machines join; kubeadm makes one of 24 hours when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bootstrap_tokens: Vec<BootstrapToken>,
    /// How the machine registers.
    pub node_registration: NodeRegistration,
    /// Where its API server is.
    #[serde(rename = "localAPIEndpoint", skip_serializing_if = "Option::is_none")]
    pub local_api_endpoint: Option<LocalApiEndpoint>,
    /// 32 bytes in hexadecimal, by which certificates are handed on to further control planes.
    #[serde(skip_serializing_if = "SecretText::is_empty")]
    pub certificate_key: SecretText,
    /// Steps that are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_phases: Vec<&'static str>,
    /// Changes of what kubeadm makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patches: Option<Patches>,
}

/// A token by which machines join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BootstrapToken {
    /// `[a-z0-9]{6}.[a-z0-9]{16}`.
    pub token: SecretText,
    /// What it is for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// How long it is good, such as `24h0m0s`; 24 hours when empty, for ever when `0s`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ttl: String,
}

impl InitConfiguration {
    /// A machine that registers so; all else is left to kubeadm.
    pub fn new(node_registration: NodeRegistration) -> Self {
        Self {
            api_version: API_VERSION,
            kind: "InitConfiguration",
            bootstrap_tokens: Vec::new(),
            node_registration,
            local_api_endpoint: None,
            certificate_key: SecretText::default(),
            skip_phases: Vec::new(),
            patches: None,
        }
    }
}
