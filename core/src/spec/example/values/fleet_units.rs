//! Values of the profile `fleet-units`.

use super::super::Topology;
use super::{Group, nodes, quoted};
use crate::spec::defaults;

pub(super) fn values(topology: Topology) -> Vec<(&'static str, String)> {
    vec![
        nodes(machines(topology)),
        ("fleet_units.edition", defaults::EDITION.to_string()),
        ("fleet_units.api_port", defaults::FLEET_API_PORT.to_string()),
        ("fleet_units.leader_metadata", defaults::leader_metadata().to_string()),
        ("fleet_units.worker_metadata", defaults::worker_metadata().to_string()),
        ("fleet_units.download_url", defaults::download_url().to_string()),
        ("fleet_units.reboot_strategy", quoted(defaults::REBOOT_STRATEGY)),
    ]
}

fn machines(topology: Topology) -> &'static [Group] {
    match topology {
        Topology::HighAvailability => &[
            Group { name: "leader", role: "control-plane", first: 11, count: 3, more: "" },
            Group { name: "worker", role: "worker", first: 21, count: 3, more: "" },
        ],
        Topology::Single | Topology::Small => &[
            Group { name: "leader", role: "control-plane", first: 11, count: 1, more: "" },
            Group { name: "worker", role: "worker", first: 21, count: 2, more: "" },
        ],
    }
}
