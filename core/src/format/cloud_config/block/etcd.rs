//! `coreos.etcd`: etcd 0.4, of CoreOS releases before etcd 2.

use serde::{Serialize, Serializer};

use super::{Settings, Variables, drop_in, in_quotes};
use crate::format::systemd::UnitFile;

/// The block `coreos.etcd`. Addresses are `HOST:PORT` without a scheme; what is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Etcd {
    /// The member's name, unique in the cluster.
    pub name: String,
    /// URL of a key in another etcd where the members find each other.
    pub discovery: String,
    /// Members to join, in place of discovery: `HOST:PORT`, parted by commas when written.
    pub peers: Vec<String>,
    /// Where clients reach this member; port 4001 by custom.
    pub addr: String,
    /// Where it listens for clients; all addresses when empty.
    pub bind_addr: String,
    /// Where other members reach this one; port 7001 by custom.
    pub peer_addr: String,
    /// Where it listens for other members; all addresses when empty.
    pub peer_bind_addr: String,
    /// Folder of its data.
    pub data_dir: String,
}

impl Etcd {
    /// The unit that reads the variables.
    pub const UNIT: &'static str = "etcd.service";

    /// The environment variables that coreos-cloudinit makes of the block.
    pub fn environment(&self) -> Variables {
        self.settings().variables()
    }

    /// The drop-in of [`Self::UNIT`] with the same effect.
    pub fn drop_in(&self) -> UnitFile {
        drop_in(self.environment())
    }

    fn settings(&self) -> Settings {
        Settings::new()
            .text("name", "ETCD_NAME", &self.name)
            .text("discovery", "ETCD_DISCOVERY", &self.discovery)
            .text("peers", "ETCD_PEERS", self.peers.join(","))
            .text("addr", "ETCD_ADDR", &self.addr)
            .text("bind_addr", "ETCD_BIND_ADDR", &self.bind_addr)
            .text("peer_addr", "ETCD_PEER_ADDR", &self.peer_addr)
            .text("peer_bind_addr", "ETCD_PEER_BIND_ADDR", &self.peer_bind_addr)
            .text("data_dir", "ETCD_DATA_DIR", &self.data_dir)
    }
}

impl Serialize for Etcd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.settings().serialize(serializer, in_quotes)
    }
}
