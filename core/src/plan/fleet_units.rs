//! Settings of the profile `fleet-units`, as meant.

use crate::spec::draft::Draft;
use crate::spec::value::{DiscoveryUrl, Metadata};
use crate::spec::{Edition, RebootStrategy, Whole, defaults};

/// The block `fleet_units`, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether known defects are repaired.
    pub edition: Edition,
    /// The API's port, without TLS.
    pub api_port: u16,
    /// fleet metadata of control planes.
    pub leader_metadata: Metadata,
    /// fleet metadata of workers.
    pub worker_metadata: Metadata,
    /// How etcd's members find each other, if not by a list.
    pub discovery: Option<DiscoveryUrl>,
    /// When machines reboot after an update.
    pub reboot_strategy: RebootStrategy,
}

impl Settings {
    /// Whether known defects are repaired.
    pub fn corrected(&self) -> bool {
        self.edition == Edition::Corrected
    }
}

pub(super) fn settings(draft: &Draft<'_>) -> Option<Settings> {
    let block = &draft.spec.fleet_units;
    let Whole(api_port) = block.api_port.or(Whole(defaults::FLEET_API_PORT))?;
    Some(Settings {
        edition: draft.edition?,
        api_port: u16::try_from(api_port).ok()?,
        leader_metadata: block.leader_metadata.or(defaults::leader_metadata())?,
        worker_metadata: block.worker_metadata.or(defaults::worker_metadata())?,
        discovery: block.discovery.given().cloned(),
        reboot_strategy: block.reboot_strategy.or(defaults::REBOOT_STRATEGY)?,
    })
}
