//! worker-kubeconfig.yaml: who a worker is to the API; deploy-workers.md.

use super::api_server::CA;
use crate::format::kubeconfig::{Cluster, Kubeconfig, User};
use crate::profile::machine::Machine;

pub(super) const PATH: &str = "/etc/kubernetes/worker-kubeconfig.yaml";
pub(super) const CERTIFICATE: &str = "/etc/kubernetes/ssl/worker.pem";
pub(super) const KEY: &str = "/etc/kubernetes/ssl/worker-key.pem";

/// The same on every worker: the links worker.pem and worker-key.pem point to its own files, and
/// the API's address comes from flags.
pub(super) fn set_up(machine: &mut Machine) {
    let kubeconfig = Kubeconfig {
        cluster: (
            "local".into(),
            Cluster { certificate_authority: CA.into(), ..Cluster::default() },
        ),
        user: (
            "kubelet".into(),
            User {
                client_certificate: CERTIFICATE.into(),
                client_key: KEY.into(),
                ..User::default()
            },
        ),
        context: "kubelet-context".into(),
    };
    machine.file(PATH, kubeconfig.to_string());
}
