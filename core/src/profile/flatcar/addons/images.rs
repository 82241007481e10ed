//! Images of the add-ons.

/// Images with their tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Images {
    pub(crate) core_dns: String,
    pub(crate) kube_proxy: String,
    pub(crate) flannel: String,
    pub(crate) flannel_cni_plugin: String,
    pub(crate) kube_vip: String,
}

/// Releases, without a leading `v`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Versions<'a> {
    pub(crate) kubernetes: &'a str,
    pub(crate) core_dns: &'a str,
    pub(crate) flannel: &'a str,
    pub(crate) flannel_cni_plugin: &'a str,
    pub(crate) kube_vip: &'a str,
}

impl Images {
    /// Where each project publishes them.
    pub(crate) fn published(versions: Versions<'_>) -> Self {
        let image = |path: &str, version: &str| [path, ":v", version].concat();
        Self {
            core_dns: image("registry.k8s.io/coredns/coredns", versions.core_dns),
            kube_proxy: image("registry.k8s.io/kube-proxy", versions.kubernetes),
            flannel: image("ghcr.io/flannel-io/flannel", versions.flannel),
            flannel_cni_plugin: image(
                "ghcr.io/flannel-io/flannel-cni-plugin",
                versions.flannel_cni_plugin,
            ),
            kube_vip: image("ghcr.io/kube-vip/kube-vip", versions.kube_vip),
        }
    }
}
