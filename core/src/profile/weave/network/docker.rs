//! docker: pods get addresses of the machine's bridge.

use super::bridge;
use crate::format::systemd::UnitFile;
use crate::profile::machine::{Boot, Machine, Start, Unit};

pub(super) const SERVICE: &str = "docker.service";

pub(super) fn set_up(machine: &mut Machine) {
    let drop_in = UnitFile::new()
        .unit(|unit| unit.set("Requires", bridge::SERVICE).set("After", bridge::SERVICE))
        .service(|service| service.environment("DOCKER_OPTS", "--bridge=weave"));
    machine.units.push(Unit {
        name: SERVICE.into(),
        content: None,
        drop_ins: vec![("50-weave.conf".into(), drop_in)],
        boot: Boot::PulledIn,
        start: Start::InOrder,
    });
}
