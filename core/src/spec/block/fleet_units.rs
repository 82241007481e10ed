//! What only the profile `fleet-units` has.

use crate::spec::decode::record;
use crate::spec::value::{DiscoveryUrl, Metadata};
use crate::spec::{Edition, Field, RebootStrategy, Whole};

record! {
    /// What only the profile `fleet-units` has.
    pub struct FleetUnits {
        /// Whether the document's known defects are repaired.
        edition: Field<Edition>,
        /// The API's port, without TLS and without authentication: units on every machine name it.
        api_port: Field<Whole<1, 65535>>,
        /// fleet metadata of control planes, which the document calls leaders. Units are placed by it.
        leader_metadata: Field<Metadata>,
        /// fleet metadata of workers.
        worker_metadata: Field<Metadata>,
        /// A discovery URL with which etcd's members find each other. Default: they are listed.
        discovery: Field<DiscoveryUrl>,
        /// When a machine reboots after an update of the operating system.
        reboot_strategy: Field<RebootStrategy>,
    }
}
