//! kube-apiserver.

use super::config::API_PORT;
use super::program::{self, Program};
use super::{Config, download, etcd};
use crate::format::systemd::Command;
use crate::profile::machine::Machine;
use crate::spec::Role;

pub(super) const SERVICE: &str = "kubernetes.apiserver.service";

/// The port with TLS, under a certificate that the server makes for itself.
pub(super) const SECURE_PORT: u16 = 6443;

const PATH: &str = "/opt/kubernetes/server/bin/kube-apiserver";

/// How many of etcd's members the document's API server knows (W-17).
const PUBLISHED_ENDPOINTS: usize = 2;

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    let command = if config.corrected() { corrected(config) } else { published(config) };
    let etcd = !config.corrected() || config.etcd_on(Role::ControlPlane);
    program::set_up(
        machine,
        config,
        Program {
            service: SERVICE,
            role: Some(Role::ControlPlane),
            description: "Kubernetes API Server",
            path: PATH,
            after: if etcd {
                format!("{} {}", etcd::SERVICE, download::SERVICE)
            } else {
                download::SERVICE.into()
            },
            before: Some(BEFORE),
            variables: false,
            first: None,
            command,
        },
    );
}

const BEFORE: &str = "kubernetes.controller-manager.service kubernetes.scheduler.service";

fn published(config: Config<'_>) -> Command {
    let etcd: Vec<String> = config
        .plan
        .etcd
        .endpoints
        .iter()
        .take(PUBLISHED_ENDPOINTS)
        .map(ToString::to_string)
        .collect();
    Command::new(PATH)
        .flag("--address", "0.0.0.0")
        .flag("--port", API_PORT)
        .flag("--kubelet-https", true)
        .flag("--secure-port", SECURE_PORT)
        .flag("--service-cluster-ip-range", config.plan.network.services)
        .flag("--etcd-servers", etcd.join(","))
        .flag("--cloud-provider", "vagrant")
        .flag("--logtostderr", true)
        .flag("--v", 3)
}

/// W-8: both ports ask nobody for a name, so neither is opened but to the Weave network. W-10: the
/// address that services and pods are told is one that all machines reach.
fn corrected(config: Config<'_>) -> Command {
    let host = &config.plan.api.host;
    Command::new(PATH)
        .flag("--insecure-bind-address", host)
        .flag("--insecure-port", API_PORT)
        .flag("--bind-address", host)
        .flag("--secure-port", SECURE_PORT)
        .flag("--advertise-address", host)
        .flag("--kubelet-https", true)
        .flag("--service-cluster-ip-range", config.plan.network.services)
        .flag("--etcd-servers", config.plan.etcd.endpoint_list())
        .flag("--logtostderr", true)
        .flag("--v", 3)
}
