//! `coreos.fleet`: what a machine tells the others of itself.

use serde::{Serialize, Serializer};

use super::{Settings, Variables, drop_in, in_quotes};
use crate::format::fleet::Metadata;
use crate::format::systemd::UnitFile;

/// The block `coreos.fleet`. Lists are written parted by commas; what is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fleet {
    /// The address that other machines and `fleetctl` use.
    pub public_ip: String,
    /// What placements can ask for. A key that comes twice has the last value.
    pub metadata: Vec<Metadata>,
    /// URLs of etcd; this machine's own when empty.
    pub etcd_servers: Vec<String>,
}

impl Fleet {
    /// The unit that reads the variables.
    pub const UNIT: &'static str = "fleet.service";

    /// The environment variables that coreos-cloudinit makes of the block.
    pub fn environment(&self) -> Variables {
        self.settings().variables()
    }

    /// The drop-in of [`Self::UNIT`] with the same effect.
    pub fn drop_in(&self) -> UnitFile {
        drop_in(self.environment())
    }

    fn settings(&self) -> Settings {
        let metadata: Vec<String> = self.metadata.iter().map(ToString::to_string).collect();
        Settings::new()
            .text("public_ip", "FLEET_PUBLIC_IP", &self.public_ip)
            .text("metadata", "FLEET_METADATA", metadata.join(","))
            .text("etcd_servers", "FLEET_ETCD_SERVERS", self.etcd_servers.join(","))
    }
}

impl Serialize for Fleet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.settings().serialize(serializer, in_quotes)
    }
}
