//! The network that the document takes for granted: docker on Weave's bridge, the same in both
//! editions. Each machine has a part of the pod range; what is not its own it sends into the bridge.

mod bridge;
mod docker;
mod helper;
mod install;
mod router;

pub(super) use bridge::SERVICE as BRIDGE;
pub(super) use install::RELEASE;

use super::Config;
use crate::format::env_file::EnvFile;
use crate::format::systemd::UnitFile;
use crate::profile::machine::{Boot, Machine, Start, Unit};

/// Up when the machine is in the network.
pub(super) const TARGET: &str = "weave-network.target";

/// Where Weave's units say that they belong.
const DOCUMENTATION: &str = "http://docs.weave.works/";

/// What is the same on all machines.
pub(super) const COMMON: &str = "/etc/weave.env";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    variables(machine, config);
    install::set_up(machine);
    bridge::set_up(machine);
    docker::set_up(machine);
    router::set_up(machine);
    helper::set_up(machine);
    target(machine);
}

/// A machine's own variables. `%H` finds them.
pub(super) fn own(host: impl std::fmt::Display) -> String {
    format!("/etc/weave.{host}.env")
}

fn variables(machine: &mut Machine, config: Config<'_>) {
    let mut common = EnvFile::new()
        .set("WEAVE_BREAKOUT_ROUTE", config.plan.network.pods)
        // docker0 does not exist here; Weave looks for docker's own address on its bridge.
        .set("DOCKER_BRIDGE", "weave");
    match &config.settings.password {
        Some(password) => {
            common = common.set("WEAVE_PASSWORD", password.expose());
            machine.secret(COMMON, common.to_string());
        }
        None => machine.file(COMMON, common.to_string()),
    }
    for node in config.machines {
        let bridge = config.settings.bridge(node);
        let peers: Vec<String> = bridge.peers.iter().map(ToString::to_string).collect();
        let own_variables = EnvFile::new()
            .set("WEAVE_PEERS", peers.join(" "))
            .set("WEAVE_ADDRESS", bridge.address)
            .set(
                "WEAVE_BRIDGE_ADDRESS",
                format_args!("{}/{}", bridge.address, bridge.subnet.prefix_len()),
            );
        machine.file(own(&node.name), own_variables.to_string());
    }
}

fn target(machine: &mut Machine) {
    let unit = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Weave")
                .set("Documentation", "man:systemd.special(7)")
                .set("RefuseManualStart", "no")
                .set("After", "network-online.target")
                .set(
                    "Wants",
                    format_args!(
                        "{} {} {} {}",
                        install::SERVICE,
                        bridge::SERVICE,
                        router::SERVICE,
                        helper::SERVICE
                    ),
                )
        })
        .install(|install| install.set("WantedBy", "multi-user.target"));
    machine.units.push(Unit {
        name: TARGET.into(),
        content: Some(unit),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::InOrder,
    });
}

/// A unit of Weave, as `install.sh` starts it and whoever needs it.
fn service(name: &'static str, content: UnitFile) -> Unit {
    Unit {
        name: name.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::PulledIn,
        start: Start::InOrder,
    }
}
