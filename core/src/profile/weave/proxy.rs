//! kube-proxy.

use super::program::{self, Program};
use super::{Config, download};
use crate::format::systemd::Command;
use crate::profile::machine::Machine;
use crate::spec::Role;

pub(super) const SERVICE: &str = "kubernetes.proxy.service";

const PATH: &str = "/opt/kubernetes/server/bin/kube-proxy";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    // W-15: without it, a control plane reaches no service.
    let role = (!config.corrected()).then_some(Role::Worker);
    if role.is_some_and(|role| !config.has(role)) {
        return;
    }
    program::set_up(
        machine,
        config,
        Program {
            service: SERVICE,
            role,
            description: "Kubernetes Proxy",
            path: PATH,
            after: download::SERVICE.into(),
            before: None,
            variables: false,
            first: None,
            command: Command::new(PATH)
                .flag("--master", config.api_url())
                .flag("--logtostderr", true),
        },
    );
}
