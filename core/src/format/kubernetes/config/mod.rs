//! Files that configure Kubernetes' own programs: only the fields that we write.
//!
//! Each program refuses a file with a field that it does not know. Types of k8s.io/kubelet,
//! k8s.io/kube-proxy and k8s.io/apiserver v0.34 to v0.36, and of kubeadm's v1beta4.

mod audit;
mod authentication;
mod encryption;
mod kube_proxy;
pub mod kubeadm;
mod kubelet;

use std::fmt;

use serde::{Serialize, Serializer};
use zeroize::Zeroizing;

pub use audit::{AuditPolicy, AuditRule, GroupResources, Level, Stage};
pub use authentication::AuthenticationConfiguration;
pub use encryption::{EncryptionConfiguration, EncryptionKey, Provider, ResourceConfiguration};
pub use kube_proxy::{KubeProxyConfiguration, ProxyMode};
pub use kubelet::{
    Anonymous, Authentication, Authorization, AuthorizationMode, KubeletConfiguration, MemorySwap,
    SwapBehavior, Webhook, X509,
};

/// A span of time, written as Go does: `45s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(pub u32);

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}s", self.0))
    }
}

/// A text that makes its file secret. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes the text.
    pub fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(…)")
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
