//! kubeadm's configuration, `kubeadm.k8s.io/v1beta4`, of Kubernetes 1.31 and later.
//!
//! One file may hold several of these, and a [`KubeletConfiguration`](super::KubeletConfiguration)
//! and a [`KubeProxyConfiguration`](super::KubeProxyConfiguration) beside them:
//! [`documents`](crate::format::kubernetes::documents).

mod cluster;
mod init;
mod join;
mod node;

pub use cluster::{
    ClusterConfiguration, ControlPlaneComponent, Disabled, Etcd, ExternalEtcd, HostPathMount,
    LocalEtcd, Networking,
};
pub use init::{BootstrapToken, InitConfiguration};
pub use join::{
    BootstrapTokenDiscovery, Discovery, FileDiscovery, JoinConfiguration, JoinControlPlane,
};
pub use node::{Arg, LocalApiEndpoint, NodeRegistration, Patches};

const API_VERSION: &str = "kubeadm.k8s.io/v1beta4";
