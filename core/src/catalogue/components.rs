//! What runs beside Kubernetes. One list for all minor releases, until one of them needs another.

use super::checksum::Checksum;
use crate::spec::Arch;

/// Something to download that differs with the processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) amd64: Checksum,
    pub(super) arm64: Checksum,
}

impl Pair {
    pub(super) const fn of(amd64: &str, arm64: &str) -> Self {
        Self { amd64: Checksum::of(amd64), arm64: Checksum::of(arm64) }
    }

    pub(super) const fn at(&self, arch: Arch) -> Checksum {
        match arch {
            Arch::Amd64 => self.amd64,
            Arch::Arm64 => self.arm64,
        }
    }
}

/// etcd's newest 3.6 release (kubernetes-sigs/kubespray, `etcd_binary_checksums`). Its images are pushed to
/// gcr.io/etcd-development/etcd at every release (etcd-io/etcd v3.6.14, `scripts/release.sh`).
pub(super) const ETCD: &str = "3.6.14";
pub(super) const ETCD_ARCHIVE: Pair = Pair::of(
    "ffe840ff9295808e88cce2794a18a5ac87f12a5203c8314d0bf6aa119b41bac5",
    "fa1b80565ee6fc2df1ae6f57a508b221f3ecc7d591c317c581cd8281b0842b3e",
);

/// The CNI project's own plugins (kubespray, `cni_binary_checksums`).
pub(super) const CNI_PLUGINS: &str = "1.9.1";
pub(super) const CNI_PLUGINS_ARCHIVE: Pair = Pair::of(
    "b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303",
    "56171987d3947707c3563db2f4001bccaf50fd63468611b9f3cbecb1375ee7ec",
);

/// flannel and the plugin it brings (flannel-io/flannel v0.28.9, `Documentation/kube-flannel.yml`).
pub(super) const FLANNEL: &str = "0.28.9";
pub(super) const FLANNEL_CNI_PLUGIN: &str = "1.9.1-flannel3";

/// Calico. The checksum is that of `manifests/calico.yaml` in projectcalico/calico at the tag v3.32.1.
pub(super) const CALICO: &str = "3.32.1";
pub(super) const CALICO_MANIFEST: Checksum =
    Checksum::of("a1df919d9721cf667accdc3e72848911b0cb25cfab7d2478ad0c996302c95744");

/// kube-vip (kubespray, `kube_vip_version`).
pub(super) const KUBE_VIP: &str = "1.0.3";
