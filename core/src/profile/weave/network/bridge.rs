//! The bridge, with the machine's address and the way to the others. docker starts on it.

use super::install::{self, WEAVE};
use super::{COMMON, DOCUMENTATION, own};
use crate::format::systemd::{Command, UnitFile, specifier, variable};
use crate::profile::machine::{Boot, Machine, Start, Unit};

pub(in super::super) const SERVICE: &str = "weave-create-bridge.service";

const IP: &str = "/usr/bin/ip";

pub(super) fn set_up(machine: &mut Machine) {
    leave_alone(machine);
    let unit = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Weave Create Bridge")
                .set("Documentation", DOCUMENTATION)
                .set("Requires", install::SERVICE)
                .set("After", format_args!("network.target {}", install::SERVICE))
                .set("Before", "docker.service")
        })
        .service(|service| {
            service
                .set("Type", "oneshot")
                .set("RemainAfterExit", "yes")
                .set("EnvironmentFile", COMMON)
                // No `-`: a machine of another name has no such file, and says so here.
                .set("EnvironmentFile", own(specifier::HOST_NAME))
                .exec_start(Command::new(WEAVE).args(["--local", "create-bridge"]))
                .exec_start(
                    Command::new(IP)
                        .args(["addr", "replace"])
                        .arg(variable("WEAVE_BRIDGE_ADDRESS"))
                        .args(["dev", "weave"]),
                )
                .exec_start(
                    Command::new(IP)
                        .args(["route", "replace"])
                        .arg(variable("WEAVE_BREAKOUT_ROUTE"))
                        .args(["dev", "weave", "scope", "link"]),
                )
        });
    machine.units.push(super::service(SERVICE, unit));
}

/// networkd would ask for an address by DHCP on everything that it sees. It reads its files when it
/// starts; coreos-cloudinit restarts it, and so does `install.sh`.
fn leave_alone(machine: &mut Machine) {
    let network = UnitFile::new()
        .section("Match", |section| section.set("Type", "bridge").set("Name", "weave*"))
        .section("Network", |section| section);
    machine.units.push(Unit {
        name: "10-weave.network".into(),
        content: Some(network),
        drop_ins: Vec::new(),
        boot: Boot::PulledIn,
        start: Start::PulledIn,
    });
    machine.units.push(Unit {
        name: "systemd-networkd.service".into(),
        content: None,
        drop_ins: Vec::new(),
        boot: Boot::PulledIn,
        start: Start::InOrder,
    });
}
