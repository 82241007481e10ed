//! kube-proxy's configuration, `kubeproxy.config.k8s.io/v1alpha1`.

use std::net::SocketAddr;

use serde::Serialize;

/// `kind: KubeProxyConfiguration`. What is `None` or empty is left to kube-proxy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KubeProxyConfiguration {
    api_version: &'static str,
    kind: &'static str,
    /// What it makes its rules with.
    pub mode: ProxyMode,
    /// Addresses of pods, one range of a family, parted by commas: what comes from elsewhere is
    /// masqueraded.
    #[serde(rename = "clusterCIDR", skip_serializing_if = "String::is_empty")]
    pub cluster_cidr: String,
    /// Where the health check listens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthz_bind_address: Option<SocketAddr>,
    /// Where metrics are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics_bind_address: Option<SocketAddr>,
    /// Addresses on which node ports are open: ranges, or `primary`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub node_port_addresses: Vec<String>,
}

/// What kube-proxy makes its rules with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ProxyMode {
    /// nftables, of Linux 5.13 and later.
    Nftables,
    /// iptables.
    Iptables,
}

impl KubeProxyConfiguration {
    /// Rules of that mode, everything else left to kube-proxy.
    pub fn new(mode: ProxyMode) -> Self {
        Self {
            api_version: "kubeproxy.config.k8s.io/v1alpha1",
            kind: "KubeProxyConfiguration",
            mode,
            cluster_cidr: String::new(),
            healthz_bind_address: None,
            metrics_bind_address: None,
            node_port_addresses: Vec::new(),
        }
    }
}
