//! What all templates have in common.

use super::super::{Stack, fleet};
use crate::format::fleet::{On, Placement, placed};
use crate::format::hole::{Filler, Hole};
use crate::format::systemd::{Command, MachineId, Section, UnitFile};
use crate::spec::Role;

/// A machine's id.
pub(super) const ID: Hole = Hole::new(Filler::Template, "ID");
/// Where programs are downloaded.
pub(super) const URL: Hole = Hole::new(Filler::Template, "URL");
/// The machine's own address, as fleet knows it.
pub(super) const ADDRESS: Hole = Hole::new(Filler::Template, "IP_ADDR");
/// The master's address.
pub(super) const MASTER: Hole = Hole::new(Filler::Template, "MASTER_IP");

/// A program of Kubernetes that runs for good.
pub(super) struct Program {
    pub(super) role: Role,
    pub(super) description: &'static str,
    /// Its absolute path.
    pub(super) path: &'static str,
    pub(super) command: Command,
    /// As published the scheduler's last flag swallows the line (C-2).
    pub(super) restarts: bool,
}

/// The whole unit of a program.
pub(super) fn program(stack: Stack<'_>, program: Program) -> UnitFile {
    let Program { role, description, path, command, restarts } = program;
    let needs = format!("{}@{ID}.service", download(role));
    let unit = UnitFile::new()
        .unit(|unit| {
            // A condition would skip the unit without a word, and nobody tries it again.
            let unit =
                if stack.corrected() { unit } else { unit.set("ConditionFileIsExecutable", path) };
            unit.set("Description", description).set("After", &needs).set("Requires", &needs)
        })
        .service(|service| {
            let service = service.exec_start(command);
            let service = if restarts { service.set("Restart", "always") } else { service };
            service.set("RestartSec", if stack.corrected() { 10 } else { 2 })
        });
    on_machine(stack, unit, role)
}

/// Adds where it runs. As published also `[Install]`, which fleet ignores.
pub(super) fn on_machine(stack: Stack<'_>, unit: UnitFile, role: Role) -> UnitFile {
    let placement = Placement::new(On::Machine(MachineId::from(ID)), fleet::metadata(role));
    let is_service = !stack.corrected() && unit.values("Service", "Type").next().is_none();
    let unit = if is_service {
        unit.install(|install: Section| install.set("WantedBy", "multi-user.target"))
    } else {
        unit
    };
    placed(unit, &placement)
}

fn download(role: Role) -> &'static str {
    match role {
        Role::ControlPlane => "master-download-kubernetes",
        _ => "minion-download-kubernetes",
    }
}
