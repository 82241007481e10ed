//! The machines of an example.

use std::fmt::Write as _;

use super::Topology;
use super::own::NETWORK;
use crate::spec::{Profile, Role};

/// Alike machines.
struct Group {
    name: &'static str,
    role: Role,
    /// Last part of the first one's address in [`NETWORK`].
    first: u8,
    count: u8,
    /// Whether ordinary pods run there although the role has none by default.
    schedulable: bool,
}

/// The value of `nodes`.
pub(super) fn nodes(profile: Profile, topology: Topology) -> String {
    let mut out = String::new();
    for Group { name, role, first, count, schedulable } in groups(profile, topology) {
        let more = if schedulable { ", schedulable: true" } else { "" };
        for n in 0..count {
            let (number, last) = (n + 1, first + n);
            let _ = write!(
                out,
                "\n  - {{ name: {name}-{number}, role: {role}, ip: {NETWORK}.{last}{more} }}"
            );
        }
    }
    out
}

fn groups(profile: Profile, topology: Topology) -> Vec<Group> {
    let control_planes = |name, count| group(name, Role::ControlPlane, 11, count);
    let workers = |name, count| group(name, Role::Worker, 21, count);
    match (profile, topology) {
        (Profile::CoreosGuide | Profile::Flatcar, Topology::Single) => {
            vec![Group { schedulable: true, ..control_planes("machine", 1) }]
        }
        (Profile::CoreosGuide | Profile::Flatcar, Topology::Small) => {
            vec![control_planes("controller", 1), workers("worker", 2)]
        }
        (Profile::CoreosGuide, Topology::HighAvailability) => vec![
            group("etcd", Role::Etcd, 31, 3),
            control_planes("controller", 3),
            workers("worker", 3),
        ],
        (Profile::FleetUnits, Topology::HighAvailability) => {
            vec![control_planes("leader", 3), workers("worker", 3)]
        }
        (Profile::FleetUnits, _) => vec![control_planes("leader", 1), workers("worker", 2)],
        (Profile::Weave, _) => vec![control_planes("master", 1), workers("node", 2)],
        (Profile::Corekube, _) => vec![
            group("discovery", Role::Etcd, 31, 1),
            group("overlord", Role::Overlord, 41, 1),
            control_planes("kubernetes-master", 1),
            workers("kubernetes-minion", 3),
        ],
        (Profile::Flatcar, Topology::HighAvailability) => {
            vec![control_planes("controller", 3), workers("worker", 3)]
        }
    }
}

fn group(name: &'static str, role: Role, first: u8, count: u8) -> Group {
    Group { name, role, first, count, schedulable: false }
}
