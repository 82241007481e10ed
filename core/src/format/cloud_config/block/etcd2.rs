//! `coreos.etcd2`: etcd 2, of CoreOS releases from 653 on.

use std::num::NonZeroU32;

use serde::{Serialize, Serializer};

use super::{Settings, Variables, drop_in, in_quotes};
use crate::format::systemd::UnitFile;

/// The block `coreos.etcd2`. Lists are written parted by commas; what is empty or `None` is left
/// out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Etcd2 {
    /// The member's name, unique in the cluster.
    pub name: String,
    /// URL under which the members find each other, in place of `initial_cluster`.
    pub discovery: String,
    /// Each member's name and peer URL; a name may come again with another URL.
    pub initial_cluster: Vec<(String, String)>,
    /// What tells this cluster from others.
    pub initial_cluster_token: String,
    /// Whether the cluster is yet to be made.
    pub initial_cluster_state: Option<ClusterState>,
    /// URLs at which other members reach this one; the same as in `initial_cluster`.
    pub initial_advertise_peer_urls: Vec<String>,
    /// URLs on which it listens for other members; addresses, not names.
    pub listen_peer_urls: Vec<String>,
    /// URLs at which clients reach this member.
    pub advertise_client_urls: Vec<String>,
    /// URLs on which it listens for clients; addresses, not names.
    pub listen_client_urls: Vec<String>,
    /// Whether it forwards to members in place of being one.
    pub proxy: Option<Proxy>,
    /// Time between signs of life of the leader, in milliseconds.
    pub heartbeat_interval: Option<NonZeroU32>,
    /// Time without one after which members elect, in milliseconds; at least five heartbeats.
    pub election_timeout: Option<NonZeroU32>,
    /// Folder of its data.
    pub data_dir: String,
}

/// Whether a cluster is yet to be made: `initial_cluster_state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClusterState {
    /// All members start for the first time.
    New,
    /// The member was added to a cluster that runs.
    Existing,
}

/// What `proxy` can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proxy {
    /// Forwards reads and writes to the members.
    On,
    /// Is a member.
    Off,
    /// Forwards reads.
    Readonly,
}

impl Etcd2 {
    /// The unit that reads the variables.
    pub const UNIT: &'static str = "etcd2.service";

    /// The environment variables that coreos-cloudinit makes of the block.
    pub fn environment(&self) -> Variables {
        self.settings().variables()
    }

    /// The drop-in of [`Self::UNIT`] with the same effect.
    pub fn drop_in(&self) -> UnitFile {
        drop_in(self.environment())
    }

    fn settings(&self) -> Settings {
        let members: Vec<String> =
            self.initial_cluster.iter().map(|(name, url)| format!("{name}={url}")).collect();
        let peer_urls = self.initial_advertise_peer_urls.join(",");
        let state = self.initial_cluster_state.map_or("", ClusterState::name);
        Settings::new()
            .text("name", "ETCD_NAME", &self.name)
            .text("discovery", "ETCD_DISCOVERY", &self.discovery)
            .text("initial_cluster", "ETCD_INITIAL_CLUSTER", members.join(","))
            .text(
                "initial_cluster_token",
                "ETCD_INITIAL_CLUSTER_TOKEN",
                &self.initial_cluster_token,
            )
            .text("initial_cluster_state", "ETCD_INITIAL_CLUSTER_STATE", state)
            .text("initial_advertise_peer_urls", "ETCD_INITIAL_ADVERTISE_PEER_URLS", peer_urls)
            .text("listen_peer_urls", "ETCD_LISTEN_PEER_URLS", self.listen_peer_urls.join(","))
            .text(
                "advertise_client_urls",
                "ETCD_ADVERTISE_CLIENT_URLS",
                self.advertise_client_urls.join(","),
            )
            .text(
                "listen_client_urls",
                "ETCD_LISTEN_CLIENT_URLS",
                self.listen_client_urls.join(","),
            )
            .text("proxy", "ETCD_PROXY", self.proxy.map_or("", Proxy::name))
            .number("heartbeat_interval", "ETCD_HEARTBEAT_INTERVAL", self.heartbeat_interval)
            .number("election_timeout", "ETCD_ELECTION_TIMEOUT", self.election_timeout)
            .text("data_dir", "ETCD_DATA_DIR", &self.data_dir)
    }
}

impl ClusterState {
    fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Existing => "existing",
        }
    }
}

impl Proxy {
    fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Readonly => "readonly",
        }
    }
}

impl Serialize for Etcd2 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.settings().serialize(serializer, in_quotes)
    }
}
