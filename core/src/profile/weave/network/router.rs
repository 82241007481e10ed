//! Weave's router: carries packets between the machines' bridges.

use super::install::WEAVE;
use super::{COMMON, DOCUMENTATION, bridge, docker, own};
use crate::format::systemd::{Command, UnitFile, specifier};
use crate::profile::machine::Machine;

pub(super) const SERVICE: &str = "weave.service";

const DOCKER: &str = "/usr/bin/docker";

pub(super) fn set_up(machine: &mut Machine) {
    let needed = format!("{} {}", docker::SERVICE, bridge::SERVICE);
    let unit = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Weave Net")
                .set("Documentation", DOCUMENTATION)
                .set("Requires", &needed)
                .set("After", &needed)
        })
        .service(|service| {
            service
                .set("TimeoutStartSec", 0)
                .set("EnvironmentFile", COMMON)
                .set("EnvironmentFile", own(specifier::HOST_NAME))
                // Left over where docker or the machine went down without a stop.
                .exec_start_pre(Command::new(DOCKER).args(["rm", "-f", "weave"]).ignore_failure())
                .exec_start_pre(Command::new(WEAVE).args(["--local", "setup"]))
                // docker gives out the addresses, so Weave gets no range: its own default would be
                // refused where a network of the machine lies in it.
                .exec_start_pre(
                    Command::new(WEAVE).args(["launch", "-iprange", ""]).words_of("WEAVE_PEERS"),
                )
                .exec_start([DOCKER, "attach", "weave"])
                .exec_stop([WEAVE, "stop"])
                .set("Restart", "always")
                .set("RestartSec", 10)
        });
    machine.units.push(super::service(SERVICE, unit));
}
