//! Ranges that docker may take for networks of the user's own.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

use super::network::path;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::ranges::overlap;
use crate::spec::draft::Draft;

/// dockerd's default address pools after the bridge's own range (moby `ipamutils`
/// `localScopeDefaultNetworks`): 172.18 to 172.31 as /16, and 192.168.0.0/16 in /20 slices.
const POOLS: [IpNet; 6] = [
    pool(Ipv4Addr::new(172, 18, 0, 0), 16),
    pool(Ipv4Addr::new(172, 19, 0, 0), 16),
    pool(Ipv4Addr::new(172, 20, 0, 0), 14),
    pool(Ipv4Addr::new(172, 24, 0, 0), 14),
    pool(Ipv4Addr::new(172, 28, 0, 0), 14),
    pool(Ipv4Addr::new(192, 168, 0, 0), 16),
];

const fn pool(address: Ipv4Addr, prefix: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(address, prefix))
}

/// Machines' own networks are not looked at: docker leaves alone what it sees a route to.
pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    if !draft.networking.docker_networks {
        return;
    }
    for (name, net) in draft.cluster_ranges() {
        if let Some(pool) = POOLS.iter().find(|pool| overlap(pool, &net)) {
            report.push(
                Diagnostic::new(
                    Code::DockerPools,
                    format!("{name} {net} overlaps {pool}, from which docker takes networks"),
                )
                .path(path(name))
                .help("nothing to do, unless somebody makes docker networks on the machines: then set docker's `default-address-pools`"),
            );
        }
    }
}
