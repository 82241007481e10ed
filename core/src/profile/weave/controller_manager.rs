//! kube-controller-manager.

use super::program::{self, Program};
use super::{Config, api_server, wait};
use crate::format::systemd::Command;
use crate::profile::machine::Machine;
use crate::spec::Role;

pub(super) const SERVICE: &str = "kubernetes.controller-manager.service";

const PATH: &str = "/opt/kubernetes/server/bin/kube-controller-manager";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    let (first, command) = if config.corrected() {
        // W-7, W-22, W-23.
        let command = Command::new(PATH).flag("--master", config.api_url());
        (wait::command(config), command)
    } else {
        let command = Command::new(PATH)
            .flag("--cloud-provider", "vagrant")
            .flag("--master", "127.0.0.1:8080");
        (published_wait(), command)
    };
    program::set_up(
        machine,
        config,
        Program {
            service: SERVICE,
            role: Some(Role::ControlPlane),
            description: "Kubernetes Controller Manager",
            path: PATH,
            after: api_server::SERVICE.into(),
            before: None,
            variables: false,
            first: Some(first),
            command: command.flag("--logtostderr", true),
        },
    );
}

/// Dollars are bash's: systemd passes them on.
fn published_wait() -> Command {
    Command::new("/bin/bash").args(["-x", "-c"]).arg(
        "result=`wget --retry-connrefused --tries=5 127.0.0.1:8080/healthz -O -` \
         && test -n \"${result}\" && test \"${result}\" = ok",
    )
}
