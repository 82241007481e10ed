//! A patch release: what to download, and which images to run.

use std::fmt;

use super::components::{self, Pair};
use super::download::{Download, Program};
use super::minor::Minor;
use crate::spec::Arch;
use crate::spec::value::KubernetesVersion;

/// A patch release, such as v1.36.4. Two are equal if their numbers are.
pub struct Release {
    /// The minor release it belongs to.
    pub minor: &'static Minor,
    /// Its number.
    pub version: KubernetesVersion,
    kubelet: Pair,
    kubeadm: Pair,
    kubectl: Pair,
}

/// Checksums of kubelet, kubeadm and kubectl, each for amd64 and arm64.
pub(super) const fn release(minor: &'static Minor, patch: u32, sums: [&str; 6]) -> Release {
    let [kubelet, kubelet_arm64, kubeadm, kubeadm_arm64, kubectl, kubectl_arm64] = sums;
    Release {
        minor,
        version: KubernetesVersion::new(1, minor.number, patch),
        kubelet: Pair::of(kubelet, kubelet_arm64),
        kubeadm: Pair::of(kubeadm, kubeadm_arm64),
        kubectl: Pair::of(kubectl, kubectl_arm64),
    }
}

impl Release {
    /// A program by itself.
    pub fn program(&self, program: Program, arch: Arch) -> Download {
        let sums = match program {
            Program::Kubelet => &self.kubelet,
            Program::Kubeadm => &self.kubeadm,
            Program::Kubectl => &self.kubectl,
        };
        let version = self.version.release();
        let url =
            ["https://dl.k8s.io/", &version, "/bin/linux/", arch.as_str(), "/", program.as_str()];
        Download { url: url.concat(), sha256: sums.at(arch).to_string() }
    }

    /// The CNI project's plugins, as a .tgz without folders.
    pub fn cni_plugins(&self, arch: Arch) -> Download {
        let (version, arch_name) = (components::CNI_PLUGINS, arch.as_str());
        let file = ["cni-plugins-linux-", arch_name, "-v", version, ".tgz"].concat();
        let checksum = components::CNI_PLUGINS_ARCHIVE.at(arch);
        Download::of_github("containernetworking/plugins", version, &file, checksum)
    }

    /// etcd, etcdctl and etcdutl, as a .tar.gz with one folder, [`Self::etcd_folder`].
    pub fn etcd_archive(&self, arch: Arch) -> Download {
        let file = Self::etcd_folder(arch) + ".tar.gz";
        let checksum = components::ETCD_ARCHIVE.at(arch);
        Download::of_github("etcd-io/etcd", components::ETCD, &file, checksum)
    }

    /// The folder inside etcd's archive: `etcd-v3.6.14-linux-amd64`.
    pub fn etcd_folder(arch: Arch) -> String {
        ["etcd-v", components::ETCD, "-linux-", arch.as_str()].concat()
    }

    /// crictl, as a .tar.gz without folders.
    pub fn crictl(&self, arch: Arch) -> Download {
        let version = self.minor.paired.crictl;
        let file = ["crictl-v", version, "-linux-", arch.as_str(), ".tar.gz"].concat();
        let checksum = self.minor.crictl_archive.at(arch);
        Download::of_github("kubernetes-sigs/cri-tools", version, &file, checksum)
    }

    /// Calico's manifest, as upstream publishes it.
    pub fn calico_manifest(&self) -> Download {
        let tag = ["https://raw.githubusercontent.com/projectcalico/calico/v", components::CALICO];
        Download {
            url: tag.concat() + "/manifests/calico.yaml",
            sha256: components::CALICO_MANIFEST.to_string(),
        }
    }
}

/// Flatcar's extension images (flatcar/sysext-bakery). No public source states their checksums but the
/// `SHA256SUMS` of each release, so whoever wants one gives it.
impl Release {
    /// Whether the bakery had an image when the catalogue was made.
    pub fn has_image(&self) -> bool {
        self.minor.images.contains(&self.version.patch)
    }

    /// `kubernetes-v1.36.2-x86-64.raw`: systemd's names of processors, not Go's.
    pub fn sysext_name(&self, arch: Arch) -> String {
        let arch = match arch {
            Arch::Amd64 => "x86-64",
            Arch::Arm64 => "arm64",
        };
        ["kubernetes-", &self.version.release(), "-", arch, ".raw"].concat()
    }

    /// Where the image is.
    pub fn sysext_url(&self, arch: Arch) -> String {
        self.of_bakery(&self.sysext_name(arch))
    }

    /// Where the image's checksum is.
    pub fn sysext_checksums_url(&self) -> String {
        self.of_bakery("SHA256SUMS")
    }

    fn of_bakery(&self, file: &str) -> String {
        let base = "https://github.com/flatcar/sysext-bakery/releases/download/kubernetes-";
        [base, &self.version.release(), "/", file].concat()
    }
}

/// Versions, without a leading `v`, and images.
impl Release {
    /// `gcr.io/etcd-development/etcd:v3.6.14`: of the same release as [`Self::etcd_archive`].
    pub fn etcd_image(&self) -> String {
        ["gcr.io/etcd-development/etcd:v", components::ETCD].concat()
    }

    /// `registry.k8s.io/pause:3.10.2`.
    pub fn pause_image(&self) -> String {
        ["registry.k8s.io/pause:", self.minor.paired.pause].concat()
    }

    /// `CoreDNS`.
    pub fn core_dns(&self) -> &'static str {
        self.minor.paired.core_dns
    }

    /// etcd.
    pub fn etcd(&self) -> &'static str {
        components::ETCD
    }

    /// flannel.
    pub fn flannel(&self) -> &'static str {
        components::FLANNEL
    }

    /// flannel's own CNI plugin.
    pub fn flannel_cni_plugin(&self) -> &'static str {
        components::FLANNEL_CNI_PLUGIN
    }

    /// Calico.
    pub fn calico(&self) -> &'static str {
        components::CALICO
    }

    /// kube-vip.
    pub fn kube_vip(&self) -> &'static str {
        components::KUBE_VIP
    }
}

impl PartialEq for Release {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl Eq for Release {}

/// Its number alone: it is known by that, and leads to its minor release, which leads back.
impl fmt::Debug for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.version.fmt(f)
    }
}
