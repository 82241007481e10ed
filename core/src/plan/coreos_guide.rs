//! Settings of the profile `coreos-guide`, as meant.

use crate::spec::value::OsVersion;
use crate::spec::{ApiAdvertise, Edition, RebootStrategy, Runtime};

/// The block `coreos_guide`, with the network's mode worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether known defects are repaired.
    pub edition: Edition,
    /// Who connects pods, and how.
    pub mode: Mode,
    /// The machines' operating system.
    pub os: OsVersion,
    /// How several API servers announce themselves.
    pub api_advertise: ApiAdvertise,
    /// When machines reboot after an update.
    pub reboot_strategy: RebootStrategy,
    /// What the kubelet gets from its machine.
    pub kubelet: Kubelet,
}

/// Who connects pods, and how: the combinations that work (section 8.1 of the guide's reference).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// flannel; docker's bridge takes its subnet.
    FlannelBridge,
    /// flannel, called by the kubelet through CNI.
    FlannelCni,
    /// flannel connects, Calico polices.
    FlannelCalico,
    /// Calico connects by BGP and polices.
    Calico,
    /// The operator routes each machine's docker bridge.
    Routed,
}

/// What the kubelet gets from its machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent switches of the guide, each its own volume"
)]
pub struct Kubelet {
    /// /etc/resolv.conf.
    pub host_dns: bool,
    /// /var/log.
    pub logging: bool,
    /// iscsiadm.
    pub iscsi: bool,
    /// modprobe and kernel modules.
    pub rbd: bool,
    /// /var/lib/cni.
    pub keep_pod_ips: bool,
    /// What runs containers.
    pub runtime: Runtime,
}

impl Settings {
    /// Whether known defects are repaired.
    pub fn corrected(&self) -> bool {
        self.edition == Edition::Corrected
    }

    /// Whether kubelet-wrapper knows its variables by their later names
    /// (`KUBELET_IMAGE_TAG`, `RKT_RUN_ARGS`; coreos-overlay, Container Linux 1214.0.0).
    pub fn wrapper_has_new_names(&self) -> bool {
        self.os >= OsVersion(1214, 0, 0)
    }

    /// Whether kubelet-wrapper mounts /var/log itself, under the very volume name that the guide
    /// uses (coreos/bugs 1892, Container Linux 1353.2.0).
    pub fn wrapper_mounts_logs(&self) -> bool {
        self.os >= OsVersion(1353, 2, 0)
    }
}

impl Mode {
    /// Whether flanneld runs.
    pub fn flannel(self) -> bool {
        matches!(self, Self::FlannelBridge | Self::FlannelCni | Self::FlannelCalico)
    }

    /// Whether Calico's agent runs.
    pub fn calico(self) -> bool {
        matches!(self, Self::FlannelCalico | Self::Calico)
    }

    /// Whether the kubelet calls CNI plugins.
    pub fn cni(self) -> bool {
        self.calico() || self == Self::FlannelCni
    }
}
