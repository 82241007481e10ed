//! The kubelet.

use super::program::{self, Program};
use super::{Config, download};
use crate::format::systemd::{Command, variable};
use crate::profile::machine::Machine;
use crate::spec::{Registration, Role};

pub(super) const SERVICE: &str = "kubernetes.kubelet.service";

/// Where it listens: logs and commands in containers.
pub(super) const PORT: u16 = 10250;

/// Where it shows its pods; beside the other, unless told otherwise.
pub(super) const READ_ONLY_PORT: u16 = 10255;

const PATH: &str = "/opt/kubernetes/server/bin/kubelet";
const MANIFESTS: &str = "/etc/kubernetes/manifests/";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    program::set_up(
        machine,
        config,
        Program {
            service: SERVICE,
            role: Some(Role::Worker),
            description: "Kubernetes Kubelet",
            path: PATH,
            after: download::SERVICE.into(),
            before: None,
            variables: config.corrected(),
            first: Some(["/bin/mkdir", "-p", MANIFESTS].into()),
            command: command(config),
        },
    );
}

fn command(config: Config<'_>) -> Command {
    let command = Command::new(PATH);
    let command = if config.corrected() {
        // W-8, W-11: it is known by the address that the API server reaches it at, and listens there
        // alone.
        command
            .flag("--address", variable("WEAVE_ADDRESS"))
            .flag("--hostname-override", variable("WEAVE_ADDRESS"))
    } else {
        command.flag("--address", "0.0.0.0")
    };
    let command = command
        .flag("--port", PORT)
        .flag("--api-servers", config.api_url())
        .flag("--logtostderr", true)
        .flag("--config", MANIFESTS);
    let command = match config.settings.registration {
        Registration::Kubelet => command.arg("--register-node"),
        Registration::Script => command.flag("--register-node", false),
    };
    if config.corrected() && config.plan.addons.kube_dns {
        // W-12.
        let network = &config.plan.network;
        command
            .flag("--cluster-dns", network.dns_service_ip)
            .flag("--cluster-domain", &network.domain)
    } else {
        command
    }
}
