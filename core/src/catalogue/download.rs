//! What machines download, with the checksum they insist on.

use std::fmt;

use super::checksum::Checksum;

/// A file to download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Where it is.
    pub url: String,
    /// Its SHA-256, in 64 hexadecimal digits.
    pub sha256: String,
}

/// A program of Kubernetes that machines have outside of containers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Program {
    /// Runs pods.
    Kubelet,
    /// Sets up a control plane, and lets machines join.
    Kubeadm,
    /// Talks to the API.
    Kubectl,
}

impl Program {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Kubelet, Self::Kubeadm, Self::Kubectl];

    /// The file's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kubelet => "kubelet",
            Self::Kubeadm => "kubeadm",
            Self::Kubectl => "kubectl",
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Download {
    /// `file` of the release `version` of `repository` on GitHub.
    pub(super) fn of_github(
        repository: &str,
        version: &str,
        file: &str,
        checksum: Checksum,
    ) -> Self {
        let url = ["https://github.com/", repository, "/releases/download/v", version, "/", file];
        Self { url: url.concat(), sha256: checksum.to_string() }
    }
}
