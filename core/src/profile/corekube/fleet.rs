//! fleet: tells what a machine is for.

use super::Stack;
use super::place::Place;
use crate::format::cloud_config::Fleet;
use crate::format::fleet::Metadata;
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::Role;

/// What the units of a role are placed by.
pub(super) fn metadata(role: Role) -> Metadata {
    const MASTER: Metadata = Metadata::known("kubernetes_role", "master");
    const MINION: Metadata = Metadata::known("kubernetes_role", "minion");
    const OVERLORD: Metadata = Metadata::known("kubernetes_role", "overlord");
    match role {
        Role::ControlPlane => MASTER,
        Role::Overlord => OVERLORD,
        Role::Worker | Role::Etcd => MINION,
    }
}

pub(super) fn set_up(machine: &mut Machine, _stack: Stack<'_>, role: Role, place: &Place) {
    machine.fleet = Fleet {
        // Without one, fleet takes the address of the card with the default route.
        public_ip: place.own().to_owned(),
        metadata: vec![metadata(role)],
        ..Fleet::default()
    };
    machine.units.push(Unit {
        name: Fleet::UNIT.into(),
        content: None,
        drop_ins: Vec::new(),
        boot: Boot::PulledIn,
        start: Start::Command,
    });
}
