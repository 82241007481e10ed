//! etcd on every other server: as published members of their own, corrected proxies to the
//! discovery server's.

use super::Stack;
use super::place::Place;
use crate::format::cloud_config::{Etcd, Etcd2, Proxy};
use crate::plan::ETCD_CLIENT_PORT;
use crate::profile::machine::{Boot, Machine, Start, Unit};

/// Port between members of etcd 2.
pub(super) const PEER_PORT: u16 = 2380;
/// etcd on the same machine.
pub(super) const LOCAL: &str = "http://127.0.0.1:2379";
/// The unit of the edition's etcd.
pub(super) fn unit(stack: Stack<'_>) -> &'static str {
    if stack.corrected() { Etcd2::UNIT } else { Etcd::UNIT }
}

pub(super) fn set_up(machine: &mut Machine, stack: Stack<'_>, place: &Place) {
    let Place { name, discovery, token, .. } = place;
    if stack.corrected() {
        // C-28: a proxy has nothing to lose, and each program keeps talking to its own machine.
        machine.etcd2 = Etcd2 {
            proxy: Some(Proxy::On),
            initial_cluster: vec![(
                discovery_name(stack, place),
                format!("http://{discovery}:{PEER_PORT}"),
            )],
            listen_client_urls: vec![format!("http://127.0.0.1:{ETCD_CLIENT_PORT}")],
            ..Etcd2::default()
        };
    } else {
        machine.etcd = Etcd {
            name: name.clone(),
            discovery: format!("http://{discovery}:4001/v2/keys/_etcd/registry/{token}"),
            addr: format!("{}:4001", place.own()),
            peer_addr: format!("{}:7001", place.own()),
            ..Etcd::default()
        };
    }
    machine.units.push(Unit {
        name: unit(stack).into(),
        content: None,
        drop_ins: Vec::new(),
        boot: Boot::PulledIn,
        start: Start::Command,
    });
}

/// The name under which the discovery server's etcd knows itself.
fn discovery_name(stack: Stack<'_>, place: &Place) -> String {
    let node = stack.only(crate::spec::Role::Etcd).filter(|_| !place.in_stack);
    node.map_or_else(|| "discovery".into(), |node| node.name.to_string())
}
