//! fleet: what it knows of each machine, and where it puts each unit.
//!
//! `fleet.socket` stays what it is, a local one: fleet's API asks nobody who they are.

use super::Document;
use super::unit::Program;
use crate::format::cloud_config::Fleet;
use crate::format::fleet::{Metadata, On, Placement};
use crate::plan::Node;
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::Role;

pub(super) fn set_up(machine: &mut Machine, document: Document<'_>, node: &Node) {
    machine.fleet = Fleet {
        public_ip: node.ip.to_string(),
        metadata: vec![metadata(document, node.role).clone()],
        ..Fleet::default()
    };
    machine.units.push(Unit {
        name: Fleet::UNIT.into(),
        content: None,
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::Command,
    });
}

/// What machines of a role are told apart by.
pub(super) fn metadata(document: Document<'_>, role: Role) -> &Metadata {
    match role {
        Role::Worker => &document.settings.worker_metadata,
        Role::ControlPlane | Role::Etcd | Role::Overlord => &document.settings.leader_metadata,
    }
}

/// On all leaders, also on those that come later.
pub(super) fn every_leader(document: Document<'_>) -> Placement {
    Placement::new(On::Every, document.settings.leader_metadata.clone())
}

/// On one leader. `MachineOf` may name a global unit: fleet counts it as present on each of its
/// machines (engine state of 0.8.3 to 1.0.0), and moves the follower if its machine is lost.
pub(super) fn beside_api_server() -> Placement {
    Placement { on: On::MachineOf(Program::ApiServer.unit()), metadata: Vec::new() }
}

/// D-6: on workers; as published, on all machines.
pub(super) fn every_machine_with_pods(document: Document<'_>) -> Placement {
    if document.settings.corrected() {
        Placement::new(On::Every, document.settings.worker_metadata.clone())
    } else {
        Placement { on: On::Every, metadata: Vec::new() }
    }
}
