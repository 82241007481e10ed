//! Calico: the pod network, with network policy.
//!
//! Upstream's `manifests/calico.yaml` is thousands of lines, most of them descriptions of kinds. The
//! machine downloads it, checks it, and puts it beside a kustomization that changes what is this
//! cluster's own: `kubectl apply --server-side -k DIRECTORY`. Container and variables are those of
//! projectcalico/calico v3.32.1.

use ipnet::{Ipv4Net, Ipv6Net};

use super::{ApiEndpoint, KUBE_SYSTEM, MANAGED_BY, meta};
use crate::format::cni_list::{self, Plugin, PortMap};
use crate::format::kubernetes::{
    ConfigMap, EnvVar, ImageFrom, Kustomization, LabelAll, Manifest, Patch, labels,
};

mod patch;

/// The directory below that of the manifests.
pub(crate) const DIRECTORY: &str = "calico";

/// Upstream's file in that directory.
pub(crate) const UPSTREAM_FILE: &str = "calico.yaml";

/// UDP port of the tunnel with VXLAN.
pub(crate) const VXLAN_PORT: u16 = 4789;

const KUSTOMIZATION_FILE: &str = "kustomization.yaml";
const ENDPOINT_FILE: &str = "api-endpoint.yaml";

/// Where the images of upstream's file are.
const PUBLISHED: &str = "quay.io/calico";

/// What the add-on has to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calico<'a> {
    pub(crate) encapsulation: Encapsulation,
    pub(crate) ipv4: Pool<Ipv4Net>,
    /// There is no cluster of IPv6 alone: v3.32.1 reads how such a pool is encapsulated only if it
    /// makes one of IPv4, too (`node/pkg/lifecycle/startup/startup.go`, `configureIPPools`).
    pub(crate) ipv6: Option<Pool<Ipv6Net>>,
    /// Where images are, such as `registry.example/calico`; where they are published when `None`.
    pub(crate) registry: Option<&'a str>,
    /// The API itself, so that it need not wait for kube-proxy.
    pub(crate) api: ApiEndpoint<'a>,
}

/// Addresses of pods of one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pool<T> {
    pub(crate) range: T,
    /// Prefix length of the blocks that machines take: 20 to 32, or 116 to 128.
    pub(crate) block: u8,
}

/// How packets get from machine to machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encapsulation {
    /// VXLAN, without BGP.
    Vxlan,
    /// IP in IP, with routes by BGP. It has no IPv6: addresses of that family go by VXLAN.
    Ipip,
}

/// The files of [`DIRECTORY`], but for upstream's.
pub(crate) fn files(calico: Calico<'_>) -> [(&'static str, String); 2] {
    [
        (KUSTOMIZATION_FILE, kustomization(calico).to_yaml()),
        (ENDPOINT_FILE, endpoint(calico.api).to_yaml()),
    ]
}

/// Upstream's containers read this map if it is there.
fn endpoint(api: ApiEndpoint<'_>) -> ConfigMap {
    ConfigMap::new(meta("kubernetes-services-endpoint", KUBE_SYSTEM, "calico"), api.variables())
}

fn kustomization(calico: Calico<'_>) -> Kustomization {
    let resources = vec![UPSTREAM_FILE.into(), ENDPOINT_FILE.into()];
    let mut kustomization = Kustomization::new(resources);
    kustomization.labels = vec![LabelAll { pairs: labels([MANAGED_BY]) }];
    kustomization.images = calico.registry.map(images).unwrap_or_default();
    let node = patch::node(variables(calico), calico.encapsulation);
    let config = patch::config(settings(calico));
    kustomization.patches = [Some(node), config].into_iter().flatten().map(Patch::new).collect();
    kustomization
}

fn images(registry: &str) -> Vec<ImageFrom> {
    ["cni", "node", "kube-controllers"]
        .map(|image| ImageFrom {
            name: [PUBLISHED, image].join("/"),
            new_name: [registry, image].join("/"),
        })
        .into()
}

/// Texts of upstream's map `calico-config` that are others here.
fn settings(calico: Calico<'_>) -> Vec<(&'static str, String)> {
    let mut settings = Vec::new();
    if calico.encapsulation == Encapsulation::Vxlan {
        settings.push(("calico_backend", "vxlan".into()));
    }
    if calico.ipv6.is_some() {
        let plugins = [
            Plugin::Calico(cni_list::Calico::dual_stack()),
            Plugin::Portmap(PortMap::new().snat()),
        ];
        settings.push(("cni_network_config", cni_list::list("k8s-pod-network", &plugins)));
    }
    settings
}

/// Variables of the node agent that upstream has not, or with another value.
fn variables(calico: Calico<'_>) -> Vec<EnvVar> {
    let tunnels = match calico.encapsulation {
        Encapsulation::Vxlan => ("Never", "Always"),
        Encapsulation::Ipip => ("Always", "Never"),
    };
    // The address that the kubelet registers, rather than that of the first interface.
    let detection = "kubernetes-internal-ip";
    let mut all = vec![
        EnvVar::new("IP_AUTODETECTION_METHOD", detection),
        EnvVar::new("CALICO_IPV4POOL_CIDR", calico.ipv4.range.to_string()),
        EnvVar::new("CALICO_IPV4POOL_BLOCK_SIZE", calico.ipv4.block.to_string()),
        EnvVar::new("CALICO_IPV4POOL_IPIP", tunnels.0),
        EnvVar::new("CALICO_IPV4POOL_VXLAN", tunnels.1),
    ];
    match calico.ipv6 {
        Some(pool) => all.extend([
            EnvVar::new("IP6", "autodetect"),
            EnvVar::new("IP6_AUTODETECTION_METHOD", detection),
            EnvVar::new("CALICO_IPV6POOL_CIDR", pool.range.to_string()),
            EnvVar::new("CALICO_IPV6POOL_BLOCK_SIZE", pool.block.to_string()),
            EnvVar::new("CALICO_IPV6POOL_VXLAN", "Always"),
            EnvVar::new("CALICO_IPV6POOL_NAT_OUTGOING", "true"),
            EnvVar::new("FELIX_IPV6SUPPORT", "true"),
        ]),
        // Else it would make a pool of random addresses.
        None => all.push(EnvVar::new("CALICO_IPV6POOL_CIDR", "none")),
    }
    all
}
