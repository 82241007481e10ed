//! What the rules of addresses ask of the chosen profile.

use super::value::PortRange;

/// What a profile's programs do with addresses, and what its block says of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Networking {
    /// Whether they know IPv6, alone or beside IPv4.
    pub ipv6: bool,
    /// How the controller manager divides the pod range (`--allocate-node-cidrs`); `None` where
    /// whoever connects pods does, or nobody.
    pub node_ranges: Option<NodeRanges>,
    /// Ports of services on every machine; `None` where they are no part of what is rendered.
    pub node_ports: Option<PortRange>,
    /// Whether the API's address is one that control planes hand on to each other (kube-vip).
    pub virtual_api: bool,
}

/// Sizes of the parts of the pod range that the controller manager gives machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeRanges {
    /// Prefix length of a machine's part in IPv4 (`--node-cidr-mask-size-ipv4`).
    pub v4: u8,
    /// Prefix length of a machine's part in IPv6 (`--node-cidr-mask-size-ipv6`).
    pub v6: u8,
    /// The most pods of a machine (kubelet `maxPods`).
    pub max_pods: u32,
    /// Whether kubeadm looks at the sizes too: it bounds their number in IPv4 as in IPv6.
    pub kubeadm: bool,
}

impl Networking {
    /// Systems before Kubernetes knew IPv6, which settle nothing of the rest.
    pub const IPV4: Self =
        Self { ipv6: false, node_ranges: None, node_ports: None, virtual_api: false };
}
