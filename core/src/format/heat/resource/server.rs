//! Machines.

use serde::Serialize;

use crate::format::heat::Input;

/// `OS::Nova::Server`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// Its name, also its host name.
    pub name: Input<String>,
    /// Image by name or id.
    pub image: Input<String>,
    /// Flavor by name or id.
    pub flavor: Input<String>,
    /// The key pair that may log in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_name: Option<Input<String>>,
    /// Its network cards in order; the cloud's own choice when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub networks: Vec<ServerNetwork>,
    /// Not beside a port, which has groups of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security_groups: Vec<Input<String>>,
    /// Whether the machine finds its user-data on a disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_drive: Option<Input<bool>>,
    /// How the machine gets it.
    pub user_data_format: UserDataFormat,
    /// What becomes of the machine when its user-data changes; made anew when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_data_update_policy: Option<UpdatePolicy>,
    /// The first thing it runs: at most 65535 bytes once in base64.
    pub user_data: Input<String>,
}

/// A network card: where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerNetwork {
    /// In a network, by name or id.
    Network(Input<String>),
    /// At a port, made by itself.
    Port(Input<String>),
    /// In a network by its id, as the first releases wrote it. Hidden since Liberty.
    Uuid(Input<String>),
}

/// How a machine gets its user-data. Heat's default wraps it in MIME, which coreos-cloudinit does
/// not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum UserDataFormat {
    /// As it is.
    #[serde(rename = "RAW")]
    Raw,
}

/// What becomes of a machine whose user-data changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum UpdatePolicy {
    /// It is made anew.
    Replace,
    /// It stays as it is.
    Ignore,
    /// It gets its image again and keeps its addresses.
    Rebuild,
}

impl Server {
    /// A machine with the cloud's own choice of networks.
    pub fn new(
        name: impl Into<Input<String>>,
        image: impl Into<Input<String>>,
        flavor: impl Into<Input<String>>,
        user_data: impl Into<Input<String>>,
    ) -> Self {
        Self {
            name: name.into(),
            image: image.into(),
            flavor: flavor.into(),
            key_name: None,
            networks: Vec::new(),
            security_groups: Vec::new(),
            config_drive: None,
            user_data_format: UserDataFormat::Raw,
            user_data_update_policy: None,
            user_data: user_data.into(),
        }
    }
}

impl Serialize for ServerNetwork {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([match self {
            Self::Network(network) => ("network", network),
            Self::Port(port) => ("port", port),
            Self::Uuid(uuid) => ("uuid", uuid),
        }])
    }
}
