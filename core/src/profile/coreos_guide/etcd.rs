//! etcd2, which Container Linux brings: getting-started.md of the guide, and for several
//! members the guide's Vagrant cloud-config.

use super::Guide;
use crate::format::systemd::UnitFile;
use crate::plan::{ETCD_CLIENT_PORT, Member, Node};
use crate::profile::machine::{Boot, Machine, Start, Unit};

/// Port between members.
pub(super) const PEER_PORT: u16 = 2380;

pub(super) fn set_up(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    let members = &guide.plan.etcd.members;
    let drop_in = UnitFile::new().service(|mut service| {
        service = service
            .environment(
                "ETCD_LISTEN_CLIENT_URLS",
                format_args!("http://0.0.0.0:{ETCD_CLIENT_PORT}"),
            )
            .environment(
                "ETCD_ADVERTISE_CLIENT_URLS",
                format_args!("http://{}:{ETCD_CLIENT_PORT}", node.ip),
            );
        if members.len() > 1 {
            service = service
                .environment("ETCD_NAME", &node.name)
                .environment("ETCD_LISTEN_PEER_URLS", peer_url(node.ip))
                .environment("ETCD_INITIAL_ADVERTISE_PEER_URLS", peer_url(node.ip))
                .environment("ETCD_INITIAL_CLUSTER", initial_cluster(members))
                .environment("ETCD_INITIAL_CLUSTER_STATE", "new")
                // Two clusters of one name on one network must not join each other.
                .environment("ETCD_INITIAL_CLUSTER_TOKEN", &guide.plan.name);
        }
        service
    });
    machine.units.push(Unit {
        name: "etcd2.service".into(),
        content: None,
        drop_ins: vec![("40-listen-address.conf".into(), drop_in)],
        boot: Boot::Enabled,
        start: Start::Command,
    });
}

fn peer_url(ip: std::net::IpAddr) -> String {
    format!("http://{ip}:{PEER_PORT}")
}

/// `e1=http://IP:2380,e2=…`
fn initial_cluster(members: &[Member]) -> String {
    members
        .iter()
        .map(|member| format!("{}={}", member.name, peer_url(member.ip)))
        .collect::<Vec<_>>()
        .join(",")
}
