//! kube-scheduler.

use super::program::{self, Program};
use super::{Config, api_server, wait};
use crate::format::systemd::Command;
use crate::profile::machine::Machine;
use crate::spec::Role;

pub(super) const SERVICE: &str = "kubernetes.scheduler.service";

const PATH: &str = "/opt/kubernetes/server/bin/kube-scheduler";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    // W-22: the API is not on 127.0.0.1 where it is bound to one address.
    let master = if config.corrected() { config.api_url() } else { "127.0.0.1:8080".into() };
    program::set_up(
        machine,
        config,
        Program {
            service: SERVICE,
            role: Some(Role::ControlPlane),
            description: "Kubernetes Scheduler",
            path: PATH,
            after: api_server::SERVICE.into(),
            before: None,
            variables: false,
            first: Some(wait::command(config)),
            command: Command::new(PATH).flag("--logtostderr", true).flag("--master", master),
        },
    );
}
