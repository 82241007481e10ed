//! What the containers of a pod mount.

use serde::Serialize;

/// A place under a name of the pod.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Volume {
    /// The name that mounts refer to.
    pub name: String,
    /// A place on the machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_path: Option<HostPath>,
    /// A place that is as old as the pod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_dir: Option<EmptyDir>,
    /// The texts of a [`ConfigMap`](super::ConfigMap) as files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_map: Option<ConfigMapVolume>,
}

/// Where a pod keeps what may go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EmptyDir {}

/// A place on the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HostPath {
    /// Absolute path.
    pub path: String,
    /// What has to be there; anything or nothing when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<HostPathType>,
}

/// What has to be at a place on the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum HostPathType {
    /// A directory, made when missing.
    DirectoryOrCreate,
    /// A directory.
    Directory,
    /// A file, made empty when missing.
    FileOrCreate,
    /// A file.
    File,
}

/// Which texts become files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfigMapVolume {
    /// The map, in the pod's namespace.
    pub name: String,
    /// Those that become files; all when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<KeyToPath>,
}

/// One text as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyToPath {
    /// Its key in the map.
    pub key: String,
    /// The file, below the volume.
    pub path: String,
}

impl Volume {
    /// The machine's `path` under `name`.
    pub fn host_path(name: impl Into<String>, path: impl Into<String>) -> Self {
        let host_path = Some(HostPath { path: path.into(), r#type: None });
        Self { name: name.into(), host_path, ..Self::default() }
    }

    /// The machine's `path` under `name`, where something of that kind is.
    pub fn host_path_of(
        name: impl Into<String>,
        path: impl Into<String>,
        kind: HostPathType,
    ) -> Self {
        let host_path = Some(HostPath { path: path.into(), r#type: Some(kind) });
        Self { name: name.into(), host_path, ..Self::default() }
    }

    /// An empty directory under `name`, for as long as the pod lives.
    pub fn empty_dir(name: impl Into<String>) -> Self {
        Self { name: name.into(), empty_dir: Some(EmptyDir {}), ..Self::default() }
    }

    /// All texts of `map` under `name`.
    pub fn config_map(name: impl Into<String>, map: impl Into<String>) -> Self {
        let config_map = Some(ConfigMapVolume { name: map.into(), items: Vec::new() });
        Self { name: name.into(), config_map, ..Self::default() }
    }
}
