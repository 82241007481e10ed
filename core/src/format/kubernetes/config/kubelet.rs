//! The kubelet's configuration, `kubelet.config.k8s.io/v1beta1`.

use std::net::IpAddr;

use serde::Serialize;

use super::Seconds;
use crate::format::kubernetes::{Labels, Taint};

/// `kind: KubeletConfiguration`. What is `None` or empty is left to the kubelet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KubeletConfiguration {
    api_version: &'static str,
    kind: &'static str,
    /// How it finds out who asks.
    pub authentication: Authentication,
    /// How it finds out who may.
    pub authorization: Authorization,
    /// Certificate that it shows; a self-signed one when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tls_cert_file: String,
    /// Key of that certificate.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tls_private_key_file: String,
    /// Oldest TLS that it speaks, such as `VersionTLS12`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tls_min_version: String,
    /// Whether it asks the cluster for a new client certificate before the old one ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rotate_certificates: Option<bool>,
    /// Whether it asks the cluster for the certificate that it shows.
    #[serde(rename = "serverTLSBootstrap", skip_serializing_if = "Option::is_none")]
    pub server_tls_bootstrap: Option<bool>,
    /// Port without authentication; 0 is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only_port: Option<u16>,
    /// Address of the health check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthz_bind_address: Option<IpAddr>,
    /// Port of the health check; 0 is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthz_port: Option<u16>,
    /// Directory of static pods.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub static_pod_path: String,
    /// The container runtime, such as `unix:///run/containerd/containerd.sock`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub container_runtime_endpoint: String,
    /// Who makes control groups, `systemd` or `cgroupfs`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cgroup_driver: String,
    /// Whether it refuses to run with version 1 of control groups.
    #[serde(rename = "failCgroupV1", skip_serializing_if = "Option::is_none")]
    pub fail_cgroup_v1: Option<bool>,
    /// DNS servers of pods.
    #[serde(rename = "clusterDNS", skip_serializing_if = "Vec::is_empty")]
    pub cluster_dns: Vec<IpAddr>,
    /// DNS domain of the cluster.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cluster_domain: String,
    /// Where names outside the cluster are looked up.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub resolv_conf: String,
    /// Taints that the machine has from its registration on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub register_with_taints: Vec<Taint>,
    /// Most pods of the machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_pods: Option<u32>,
    /// Most processes of a pod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_pids_limit: Option<u32>,
    /// Quantities set aside for Kubernetes' own programs.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub kube_reserved: Labels,
    /// Quantities set aside for the system.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub system_reserved: Labels,
    /// Whether it refuses to run beside swap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_swap_on: Option<bool>,
    /// What pods do with swap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_swap: Option<MemorySwap>,
    /// Whether it refuses to run with kernel settings other than its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protect_kernel_defaults: Option<bool>,
    /// Whether pods without a rule of their own get the runtime's rule for system calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seccomp_default: Option<bool>,
    /// Whether images are fetched one after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serialize_image_pulls: Option<bool>,
    /// How long a connection may be idle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streaming_connection_idle_timeout: Option<Seconds>,
    /// How long the machine's end waits for pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shutdown_grace_period: Option<Seconds>,
    /// How much of that is for critical pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shutdown_grace_period_critical_pods: Option<Seconds>,
    /// Directory of volume plug-ins.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub volume_plugin_dir: String,
}

/// How the kubelet finds out who asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Authentication {
    /// Without any proof.
    pub anonymous: Anonymous,
    /// By the API server.
    pub webhook: Webhook,
    /// By certificate.
    pub x509: X509,
}

/// Requests without any proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Anonymous {
    /// Whether they are let in.
    pub enabled: bool,
}

/// Tokens, which the API server looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Webhook {
    /// Whether they are let in.
    pub enabled: bool,
}

/// Client certificates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct X509 {
    /// Path of the authority that signs them; none is let in when empty.
    #[serde(rename = "clientCAFile", skip_serializing_if = "String::is_empty")]
    pub client_ca_file: String,
}

/// How the kubelet finds out who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Authorization {
    /// Who decides.
    pub mode: AuthorizationMode,
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum AuthorizationMode {
    /// The API server.
    Webhook,
    /// Nobody: who is let in may do everything.
    AlwaysAllow,
}

/// What pods do with swap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemorySwap {
    /// How much of it they may use.
    pub swap_behavior: SwapBehavior,
}

/// How much swap pods may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SwapBehavior {
    /// None.
    NoSwap,
    /// Some, in proportion to their memory.
    LimitedSwap,
}

impl KubeletConfiguration {
    /// Lets these in, asks the API server what they may do, and leaves all else to the kubelet.
    pub fn new(authentication: Authentication) -> Self {
        Self {
            api_version: "kubelet.config.k8s.io/v1beta1",
            kind: "KubeletConfiguration",
            authentication,
            authorization: Authorization { mode: AuthorizationMode::Webhook },
            tls_cert_file: String::new(),
            tls_private_key_file: String::new(),
            tls_min_version: String::new(),
            rotate_certificates: None,
            server_tls_bootstrap: None,
            read_only_port: None,
            healthz_bind_address: None,
            healthz_port: None,
            static_pod_path: String::new(),
            container_runtime_endpoint: String::new(),
            cgroup_driver: String::new(),
            fail_cgroup_v1: None,
            cluster_dns: Vec::new(),
            cluster_domain: String::new(),
            resolv_conf: String::new(),
            register_with_taints: Vec::new(),
            max_pods: None,
            pod_pids_limit: None,
            kube_reserved: Labels::new(),
            system_reserved: Labels::new(),
            fail_swap_on: None,
            memory_swap: None,
            protect_kernel_defaults: None,
            seccomp_default: None,
            serialize_image_pulls: None,
            streaming_connection_idle_timeout: None,
            shutdown_grace_period: None,
            shutdown_grace_period_critical_pods: None,
            volume_plugin_dir: String::new(),
        }
    }
}
