//! What a release of Kubernetes has. Version numbers are compared here and nowhere else.

use std::fmt;
use std::ops::RangeInclusive;

use crate::spec::value::KubernetesVersion;

/// A release, with the number of its hyperkube image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release(KubernetesVersion);

/// Images on quay.io/coreos/hyperkube whose suffix is not `_coreos.0`
/// (tags of deploy-master.md in the guide's history).
const IMAGES: [((u32, u32, u32), u32); 4] =
    [((1, 2, 0), 1), ((1, 2, 4), 1), ((1, 3, 0), 1), ((1, 3, 5), 1)];

/// Minor releases of 1 that the profile `coreos-guide` renders.
const OFFERED: RangeInclusive<u32> = 2..=5;

impl Release {
    /// Fills in the image's suffix where the user gave none.
    pub(crate) fn new(version: KubernetesVersion) -> Self {
        let number = (version.major, version.minor, version.patch);
        let known = IMAGES.iter().find(|(release, _)| *release == number).map_or(0, |(_, n)| *n);
        Self(KubernetesVersion { image: Some(version.image.unwrap_or(known)), ..version })
    }

    /// The release without the image's suffix, as kubectl is downloaded: `v1.4.0`.
    pub fn kubernetes(self) -> String {
        self.0.release()
    }

    /// Whether the profile `coreos-guide` renders it: from the first with leader election in
    /// place of podmaster to the last the guide was written for.
    pub(crate) fn is_offered(self) -> bool {
        self.0.major == 1 && OFFERED.contains(&self.0.minor)
    }

    /// What is offered, in words.
    pub(crate) fn offered() -> String {
        format!("v1.{} to v1.{}", OFFERED.start(), OFFERED.end())
    }

    /// Whether it is the one the guide's page was written for.
    pub(crate) fn is_the_guides(self) -> bool {
        self.0 == KubernetesVersion { major: 1, minor: 4, patch: 0, image: Some(0) }
    }

    /// Whether the flags of its minor release are known to the tests (v1.2.4, v1.3.8, v1.4.0).
    pub(crate) fn has_flag_list(self) -> bool {
        self.0.major == 1 && (2..=4).contains(&self.0.minor)
    }

    /// kubelet `--pod-manifest-path` in place of `--config` (1.4).
    pub fn has_pod_manifest_path(self) -> bool {
        self.since(4, 0)
    }

    /// kubelet `--cni-conf-dir` in place of `--network-plugin-dir` (1.4).
    pub fn has_cni_conf_dir(self) -> bool {
        self.since(4, 0)
    }

    /// Admission plugin `DefaultStorageClass`, recommended since 1.4.
    pub fn recommends_default_storage_class(self) -> bool {
        self.since(4, 0)
    }

    /// apiserver `--anonymous-auth`, on by default since it exists (1.5).
    pub fn has_anonymous_auth(self) -> bool {
        self.since(5, 0)
    }

    /// Whether the API server makes the namespace kube-system by itself (1.3).
    pub fn makes_kube_system(self) -> bool {
        self.since(3, 0)
    }

    /// `NetworkPolicy` in extensions/v1beta1 (1.3), which Calico's policy controller reads.
    pub fn has_network_policy(self) -> bool {
        self.since(3, 0)
    }

    /// Whether the hyperkube image brings what RBD volumes need (v1.3.6).
    pub(crate) fn mounts_rbd(self) -> bool {
        self.since(3, 6)
    }

    fn since(self, minor: u32, patch: u32) -> bool {
        (self.0.major, self.0.minor, self.0.patch) >= (1, minor, patch)
    }
}

/// The hyperkube image's tag: `v1.4.0_coreos.0`.
impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
