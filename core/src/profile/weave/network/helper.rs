//! Checksums of packets that containers leave to a network card (W-25: the author's machines ran a
//! script from somebody's master branch; this one is kubecore's own).

use super::{DOCUMENTATION, docker};
use crate::format::systemd::UnitFile;
use crate::profile::machine::Machine;

pub(super) const SERVICE: &str = "weave-helper.service";

const PATH: &str = "/opt/bin/weave-helper";

pub(super) fn set_up(machine: &mut Machine) {
    machine.program(PATH, include_str!("../../../../data/weave/weave-helper"));
    let unit = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Checksums of Containers on Weave")
                .set("Documentation", DOCUMENTATION)
                .set("Requires", docker::SERVICE)
                .set("After", docker::SERVICE)
        })
        .service(|service| {
            service.exec_start([PATH]).set("Restart", "always").set("RestartSec", 10)
        });
    machine.units.push(super::service(SERVICE, unit));
}
