//! etcd2, which the document takes for granted: leaders are its members, and workers forward to
//! them, so that everything on a machine finds etcd at the same local address.

use std::net::IpAddr;

use super::Document;
use crate::format::cloud_config::{ClusterState, Etcd2, Proxy};
use crate::plan::{ETCD_CLIENT_PORT, Node};
use crate::profile::machine::{Boot, Machine, Start, Unit};

/// Port between members.
pub(super) const PEER_PORT: u16 = 2380;
/// etcd's port before it was given 2379: the published API server, and flannel of the time, ask it.
const LEGACY_CLIENT_PORT: u16 = 4001;

pub(super) fn set_up(machine: &mut Machine, document: Document<'_>, node: &Node) {
    let common = find_each_other(document);
    machine.etcd2 = if node.etcd { member(common, document, node) } else { proxy(common) };
    machine.units.push(Unit {
        name: Etcd2::UNIT.into(),
        content: None,
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::Command,
    });
}

/// The local address that the API server asks (D-17).
pub(super) fn local_url(document: Document<'_>) -> String {
    let corrected = document.settings.corrected();
    url("127.0.0.1", if corrected { ETCD_CLIENT_PORT } else { LEGACY_CLIENT_PORT })
}

/// A discovery URL, or every member with its peer URL.
fn find_each_other(document: Document<'_>) -> Etcd2 {
    match &document.settings.discovery {
        Some(discovery) => Etcd2 { discovery: discovery.to_string(), ..Etcd2::default() },
        None => Etcd2 {
            initial_cluster: document
                .plan
                .etcd
                .members
                .iter()
                .map(|member| (member.name.to_string(), peer_url(member.ip)))
                .collect(),
            ..Etcd2::default()
        },
    }
}

fn member(common: Etcd2, document: Document<'_>, node: &Node) -> Etcd2 {
    let mut member = Etcd2 {
        name: node.name.to_string(),
        initial_advertise_peer_urls: vec![peer_url(node.ip)],
        listen_peer_urls: vec![peer_url(node.ip)],
        advertise_client_urls: vec![url(node.ip, ETCD_CLIENT_PORT)],
        ..local(common)
    };
    member.listen_client_urls.push(url(node.ip, ETCD_CLIENT_PORT));
    if document.settings.discovery.is_none() {
        // Two clusters of one name on one network must not join each other.
        member.initial_cluster_token = document.plan.name.to_string();
        member.initial_cluster_state = Some(ClusterState::New);
    }
    member
}

fn proxy(common: Etcd2) -> Etcd2 {
    Etcd2 { proxy: Some(Proxy::On), ..local(common) }
}

/// What the machine's own programs ask, old ones too.
fn local(common: Etcd2) -> Etcd2 {
    let ports = [ETCD_CLIENT_PORT, LEGACY_CLIENT_PORT];
    Etcd2 { listen_client_urls: ports.map(|port| url("127.0.0.1", port)).into(), ..common }
}

fn peer_url(ip: IpAddr) -> String {
    url(ip, PEER_PORT)
}

fn url(host: impl std::fmt::Display, port: u16) -> String {
    format!("http://{host}:{port}")
}
