//! Values of the profile `coreos-guide`.

use super::super::Topology;
use super::{Group, nodes, quoted};
use crate::spec::defaults;

pub(super) fn values(topology: Topology) -> Vec<(&'static str, String)> {
    let policy = match topology {
        Topology::HighAvailability => "calico",
        Topology::Single | Topology::Small => "none",
    };
    vec![
        ("network.policy", policy.into()),
        nodes(machines(topology)),
        ("coreos_guide.edition", defaults::EDITION.to_string()),
        ("coreos_guide.pod_networking", defaults::POD_NETWORKING.to_string()),
        ("coreos_guide.os_version", defaults::OS_VERSION.to_string()),
        ("coreos_guide.reboot_strategy", quoted(defaults::REBOOT_STRATEGY)),
        ("coreos_guide.kubelet.host_dns", defaults::HOST_DNS.to_string()),
        ("coreos_guide.kubelet.logging", defaults::LOGGING.to_string()),
        ("coreos_guide.kubelet.iscsi", defaults::ISCSI.to_string()),
        ("coreos_guide.kubelet.rbd", defaults::RBD.to_string()),
        ("coreos_guide.kubelet.keep_pod_ips", defaults::KEEP_POD_IPS.to_string()),
        ("coreos_guide.kubelet.runtime", defaults::RUNTIME.to_string()),
    ]
}

fn machines(topology: Topology) -> &'static [Group] {
    match topology {
        Topology::Single => &[Group {
            name: "machine",
            role: "control-plane",
            first: 11,
            count: 1,
            more: ", schedulable: true",
        }],
        Topology::Small => &[
            Group { name: "controller", role: "control-plane", first: 11, count: 1, more: "" },
            Group { name: "worker", role: "worker", first: 21, count: 2, more: "" },
        ],
        Topology::HighAvailability => &[
            Group { name: "etcd", role: "etcd", first: 31, count: 3, more: "" },
            Group { name: "controller", role: "control-plane", first: 11, count: 3, more: "" },
            Group { name: "worker", role: "worker", first: 21, count: 3, more: "" },
        ],
    }
}
