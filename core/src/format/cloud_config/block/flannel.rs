//! `coreos.flannel`: how flannel finds etcd and its network card.

use serde::{Serialize, Serializer};

use super::{Settings, Variables};
use crate::format::env_file::{self, EnvFile};
use crate::format::text::Text;

/// The block `coreos.flannel`. Lists are written parted by commas; what is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flannel {
    /// URLs of etcd; this machine's own when empty.
    pub etcd_endpoints: Vec<String>,
    /// The folder of keys that holds the network's `config`.
    pub etcd_prefix: String,
    /// Name or address of the network card for traffic between machines.
    pub interface: String,
    /// The address at which other machines reach this one.
    pub public_ip: String,
}

impl Flannel {
    /// The file that coreos-cloudinit makes of the block. It is gone after a restart.
    pub const FILE: &'static str = "/run/flannel/options.env";

    /// The environment variables that coreos-cloudinit makes of the block.
    pub fn environment(&self) -> Variables {
        self.settings().variables()
    }

    /// What stands in [`Self::FILE`].
    pub fn env_file(&self) -> EnvFile {
        self.environment()
            .into_iter()
            .fold(EnvFile::new(), |file, (name, value)| file.set(name, value))
    }

    fn settings(&self) -> Settings {
        Settings::new()
            .text("etcd_endpoints", "FLANNELD_ETCD_ENDPOINTS", self.etcd_endpoints.join(","))
            .text("etcd_prefix", "FLANNELD_ETCD_PREFIX", &self.etcd_prefix)
            .text("interface", "FLANNELD_IFACE", &self.interface)
            .text("public_ip", "FLANNELD_PUBLIC_IP", &self.public_ip)
    }
}

impl Serialize for Flannel {
    /// Values go into an environment file as they are, so they are quoted for one here.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.settings().serialize(serializer, |value| env_file::quoted(&Text::escaped(value)))
    }
}
