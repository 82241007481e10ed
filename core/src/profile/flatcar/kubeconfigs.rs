//! How programs reach the API and who they are. They name files of certificates and hold none, so
//! they are no secrets.

use super::pki;
use crate::format::kubeconfig::{Cluster, Kubeconfig, User};
use crate::plan::flatcar::API_PORT;
use crate::profile::machine::Machine;

/// A kubeconfig, and the certificate it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Config {
    pub(super) path: &'static str,
    /// Of the certificate and its key, below the directory of all.
    pub(super) certificate: &'static str,
}

pub(super) const CONTROLLER_MANAGER: Config =
    Config { path: "/etc/kubernetes/controller-manager.conf", certificate: "controller-manager" };
pub(super) const SCHEDULER: Config =
    Config { path: "/etc/kubernetes/scheduler.conf", certificate: "scheduler" };
pub(super) const BOOTSTRAP: Config =
    Config { path: "/etc/kubernetes/bootstrap.conf", certificate: "bootstrap" };
pub(super) const KUBELET: Config =
    Config { path: "/etc/kubernetes/kubelet.conf", certificate: "kubelet-client" };
pub(super) const KUBE_VIP: Config =
    Config { path: "/etc/kubernetes/kube-vip.conf", certificate: "kube-vip" };

/// Places one that asks the API server of its own machine: it works as long as that does, whatever
/// is between the machines.
pub(super) fn local(machine: &mut Machine, config: Config) {
    place(machine, config, local_url());
}

/// The API server of the machine itself.
pub(super) fn local_url() -> String {
    format!("https://127.0.0.1:{API_PORT}")
}

/// Places one that asks the API at `server`.
pub(super) fn place(machine: &mut Machine, config: Config, server: String) {
    let Config { path, certificate } = config;
    let cluster =
        Cluster { certificate_authority: pki::certificate("ca"), server, ..Cluster::default() };
    let user = User {
        client_certificate: pki::certificate(certificate),
        client_key: pki::key(certificate),
        ..User::default()
    };
    let file = Kubeconfig {
        cluster: ("kubernetes".into(), cluster),
        user: (certificate.into(), user),
        context: format!("{certificate}@kubernetes"),
    };
    machine.file(path, file.to_string());
}
