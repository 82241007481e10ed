//! What the units of Kubernetes' programs have in common.

use super::{Config, network, targets};
use crate::format::systemd::{Command, UnitFile};
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::Role;

/// Where units of Kubernetes say that they belong.
pub(super) const DOCUMENTATION: &str = "http://kubernetes.io/";

/// One of Kubernetes' programs.
pub(super) struct Program {
    pub(super) service: &'static str,
    /// Whose: of the machines of one role, or of all.
    pub(super) role: Option<Role>,
    pub(super) description: &'static str,
    /// Where it is.
    pub(super) path: &'static str,
    /// What it starts after and pulls in, besides the network.
    pub(super) after: String,
    /// What starts after it.
    pub(super) before: Option<&'static str>,
    /// A machine's own variables are in its environment.
    pub(super) variables: bool,
    /// What is run before.
    pub(super) first: Option<Command>,
    /// Flags and all.
    pub(super) command: Command,
}

/// W-5, W-31: in the corrected edition nothing is skipped for good: a program that is not there yet
/// fails, and is tried again ten seconds later.
pub(super) fn set_up(machine: &mut Machine, config: Config<'_>, program: Program) {
    let Program { service, role, description, path, after, before, variables, first, command } =
        program;
    let content = UnitFile::new()
        .unit(|mut unit| {
            unit = unit.set("Description", description).set("Documentation", DOCUMENTATION);
            if !config.corrected() {
                unit = unit.set("ConditionFileIsExecutable", path);
            }
            if let Some(before) = before {
                unit = unit.set("Before", before);
            }
            let after =
                if config.corrected() { format!("{} {after}", network::TARGET) } else { after };
            unit = unit.set("After", &after).set("Wants", &after);
            match role {
                Some(role) => config.only_on(role, unit),
                None => unit,
            }
        })
        .service(|mut service| {
            if variables {
                service = service.set(
                    "EnvironmentFile",
                    network::own(crate::format::systemd::specifier::HOST_NAME),
                );
            }
            if let Some(first) = first {
                service = service.exec_start_pre(first);
            }
            service.exec_start(command).set("Restart", "always").set("RestartSec", 10)
        })
        .install(|install| {
            install.set(
                "WantedBy",
                role.map_or_else(|| targets::of(config), |role| targets::name(role).into()),
            )
        });
    machine.units.push(Unit {
        name: service.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::InOrder,
    });
}
