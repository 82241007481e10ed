//! Containers of a pod.

use serde::Serialize;

use super::{EnvVar, Labels, Probe, SecurityContext, is_false};

/// One container.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Container {
    /// Unique in its pod.
    pub name: String,
    /// Image with its tag.
    pub image: String,
    /// When the image is fetched; Kubernetes' own rule when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_policy: Option<PullPolicy>,
    /// Program and arguments, in place of the image's own program.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// Arguments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<String>,
    /// Environment variables in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub env: Vec<EnvVar>,
    /// What is asked for and what is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<Resources>,
    /// Restarts the container when it fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub liveness_probe: Option<Probe>,
    /// Takes the container out of its services while it fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness_probe: Option<Probe>,
    /// Keeps the other probes back until it has succeeded once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub startup_probe: Option<Probe>,
    /// Ports it listens on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<ContainerPort>,
    /// Rights on the machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_context: Option<SecurityContext>,
    /// Where the pod's volumes appear.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub volume_mounts: Vec<VolumeMount>,
}

/// When an image is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum PullPolicy {
    /// At every start.
    Always,
    /// Once.
    IfNotPresent,
    /// Never.
    Never,
}

/// A port of a container.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerPort {
    /// The port inside.
    pub container_port: u16,
    /// The same port on the machine, for a pod that shares its network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_port: Option<u16>,
    /// The name that services may refer to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// TCP when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Protocol>,
}

/// What is spoken on a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Protocol {
    /// TCP
    #[serde(rename = "TCP")]
    Tcp,
    /// UDP
    #[serde(rename = "UDP")]
    Udp,
}

/// Quantities such as `cpu: 100m` and `memory: 50Mi`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Resources {
    /// The most it may use.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub limits: Labels,
    /// What the scheduler sets aside.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub requests: Labels,
}

/// Where a volume appears in a container.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VolumeMount {
    /// Absolute path in the container.
    pub mount_path: String,
    /// The volume's name.
    pub name: String,
    /// Whether writing is refused.
    #[serde(skip_serializing_if = "is_false")]
    pub read_only: bool,
}

impl ContainerPort {
    /// A port of a pod that shares the machine's network: the same number on both sides.
    pub fn on_host(name: impl Into<String>, port: u16) -> Self {
        let name = name.into();
        Self { container_port: port, host_port: Some(port), name, protocol: None }
    }

    /// A port of a pod with an address of its own; `name` may be empty.
    pub fn in_pod(name: impl Into<String>, port: u16, protocol: Protocol) -> Self {
        let name = name.into();
        Self { container_port: port, host_port: None, name, protocol: Some(protocol) }
    }
}

impl VolumeMount {
    /// The volume `name` at `path`.
    pub fn writable(name: impl Into<String>, path: impl Into<String>) -> Self {
        Self { mount_path: path.into(), name: name.into(), read_only: false }
    }

    /// The volume `name` at `path`, not to be written.
    pub fn read_only(name: impl Into<String>, path: impl Into<String>) -> Self {
        Self { read_only: true, ..Self::writable(name, path) }
    }
}
