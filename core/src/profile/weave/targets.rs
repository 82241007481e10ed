//! `kubernetes.master.target` and `kubernetes.node.target`: what a machine is.

use super::{
    Config, api_server, controller_manager, download, etcd, kubelet, network, program, proxy,
    scheduler,
};
use crate::format::systemd::{Section, UnitFile};
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::Role;

const MASTER: &str = "kubernetes.master.target";
const NODE: &str = "kubernetes.node.target";

/// The target of a role.
pub(super) fn name(role: Role) -> &'static str {
    match role {
        Role::ControlPlane => MASTER,
        _ => NODE,
    }
}

/// The targets of the machines that it is for.
pub(super) fn of(config: Config<'_>) -> String {
    [Role::ControlPlane, Role::Worker]
        .into_iter()
        .filter(|role| config.has(*role))
        .map(name)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    for role in [Role::ControlPlane, Role::Worker].into_iter().filter(|role| config.has(*role)) {
        let content = UnitFile::new()
            .unit(|unit| {
                let unit = unit
                    .set("Description", description(role))
                    .set("Documentation", program::DOCUMENTATION)
                    .set("RefuseManualStart", "no");
                let unit = config.only_on(role, unit);
                if config.corrected() {
                    corrected(config, role, unit)
                } else {
                    published(role, unit)
                }
            })
            .install(|install| install.set("WantedBy", "multi-user.target"));
        machine.units.push(Unit {
            name: name(role).into(),
            content: Some(content),
            drop_ins: Vec::new(),
            boot: Boot::Enabled,
            start: Start::Command,
        });
    }
}

fn description(role: Role) -> &'static str {
    match role {
        Role::ControlPlane => "Kubernetes Cluster Master",
        _ => "Kubernetes Cluster Node",
    }
}

/// W-32: the services say themselves which target wants them. W-19: etcd only where there is a
/// member.
fn corrected(config: Config<'_>, role: Role, unit: Section) -> Section {
    let mut needs = vec![network::TARGET];
    if config.etcd_on(role) {
        needs.push(etcd::SERVICE);
    }
    let needs = needs.join(" ");
    unit.set("After", &needs).set("Wants", &needs)
}

fn published(role: Role, unit: Section) -> Section {
    let needs = format!("{} {}", network::TARGET, etcd::SERVICE);
    let wants: &[&str] = match role {
        Role::ControlPlane => &[
            download::SERVICE,
            api_server::SERVICE,
            scheduler::SERVICE,
            controller_manager::SERVICE,
        ],
        _ => &[download::SERVICE, proxy::SERVICE, kubelet::SERVICE],
    };
    wants.iter().fold(unit.set("After", &needs).set("Requires", &needs), |unit, name| {
        unit.set("Wants", name)
    })
}
