//! Rights of pods and containers on the machine.

use serde::Serialize;

use super::is_false;

/// Rights of a container.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SecurityContext {
    /// All rights of the machine's root.
    #[serde(skip_serializing_if = "is_false")]
    pub privileged: bool,
    /// Whether a program may get more rights than its parent; yes when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_privilege_escalation: Option<bool>,
    /// Whether the image's files cannot be changed.
    #[serde(skip_serializing_if = "is_false")]
    pub read_only_root_filesystem: bool,
    /// Refuses to start as root.
    #[serde(skip_serializing_if = "is_false")]
    pub run_as_non_root: bool,
    /// The user; the image's own when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_as_user: Option<u32>,
    /// The group; the image's own when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_as_group: Option<u32>,
    /// Parts of root's rights; the runtime's usual ones when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<Capabilities>,
    /// Which system calls may be made; the pod's rule when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seccomp_profile: Option<SeccompProfile>,
}

/// Rights of all containers of a pod.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodSecurityContext {
    /// What SELinux takes it for, where it is on; the runtime's label of containers when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub se_linux_options: Option<SeLinuxOptions>,
    /// Refuses to start as root.
    #[serde(skip_serializing_if = "is_false")]
    pub run_as_non_root: bool,
    /// The user; the image's own when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_as_user: Option<u32>,
    /// The group; the image's own when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_as_group: Option<u32>,
    /// The group that owns the pod's volumes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fs_group: Option<u32>,
    /// Further groups of the user.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supplemental_groups: Vec<u32>,
    /// Which system calls may be made; all when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seccomp_profile: Option<SeccompProfile>,
}

/// What SELinux takes a pod for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SeLinuxOptions {
    r#type: &'static str,
}

impl SeLinuxOptions {
    /// A container that SELinux leaves to its other bounds: it may read the machine's own files.
    pub const UNCONFINED: Self = Self { r#type: "spc_t" };
}

/// Parts of root's rights, named without `CAP_`, such as `NET_ADMIN`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Capabilities {
    /// Those that it has besides the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<&'static str>,
    /// Those of the usual ones that it does not have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drop: Vec<&'static str>,
}

/// Which system calls may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SeccompProfile {
    r#type: &'static str,
}

impl SeccompProfile {
    /// Those that the container runtime lets through.
    pub const RUNTIME_DEFAULT: Self = Self { r#type: "RuntimeDefault" };
}

impl SecurityContext {
    /// No rights but these, an image that cannot be changed, and no way to more.
    pub fn only(capabilities: &[&'static str]) -> Self {
        Self {
            allow_privilege_escalation: Some(false),
            read_only_root_filesystem: true,
            capabilities: Some(Capabilities { add: capabilities.to_vec(), drop: vec!["ALL"] }),
            ..Self::default()
        }
    }

    /// All rights of the machine's root.
    pub fn privileged() -> Self {
        Self { privileged: true, ..Self::default() }
    }
}
