//! `setup-network-environment.service`: tells units the machine's address.

use super::Document;
use crate::format::systemd::{Command, Section, UnitFile};
use crate::plan::Node;
use crate::profile::machine::{Boot, Machine, Start, Unit};

/// What it writes.
pub(super) const FILE: &str = "/etc/network-environment";
/// The variable that the units read.
pub(super) const ADDRESS: &str = "DEFAULT_IPV4";

const PROGRAM: &str = "/opt/bin/setup-network-environment";
const HOME: &str = "https://github.com/kelseyhightower/setup-network-environment";

pub(super) fn set_up(machine: &mut Machine, document: Document<'_>, node: &Node) {
    let corrected = document.settings.corrected();
    if corrected {
        machine
            .program(PROGRAM, include_str!("../../../data/fleet-units/setup-network-environment"));
    }
    let unit = UnitFile::new()
        .unit(|section| {
            let section = section.set("Description", "Setup Network Environment");
            let section = if corrected { section } else { section.set("Documentation", HOME) };
            section.set("Requires", "network-online.target").set("After", "network-online.target")
        })
        .service(|section| {
            let section =
                if corrected { section.environment(ADDRESS, node.ip) } else { download(section) };
            section
                .exec_start(Command::new(PROGRAM))
                .set("RemainAfterExit", "yes")
                .set("Type", "oneshot")
        });
    machine.units.push(Unit {
        name: "setup-network-environment.service".into(),
        content: Some(unit),
        drop_ins: Vec::new(),
        // Whatever needs the address requires the unit.
        boot: Boot::PulledIn,
        start: Start::Command,
    });
}

/// The document has this unit copied from Kubernetes' own guide for CoreOS (v0.19,
/// `docs/getting-started-guides/coreos/cloud-configs`). Its program looks for the address itself;
/// with no default route it finds none, and does not say so (D-16).
fn download(section: Section) -> Section {
    section
        .exec_start_pre(Command::from(["/usr/bin/mkdir", "-p", "/opt/bin"]).ignore_failure())
        .exec_start_pre(
            Command::from(["/usr/bin/curl", "-L", "-o", PROGRAM, "-z", PROGRAM])
                .arg(format_args!("{HOME}/releases/download/v1.0.0/setup-network-environment")),
        )
        .exec_start_pre(["/usr/bin/chmod", "+x", PROGRAM])
}
