//! Rights that kubeadm would have given.
//!
//! A cluster without kubeadm has the API server's own roles and bindings, and nobody who has the
//! roles below.

use super::MANAGED_BY;
use crate::format::kubernetes::{Manifest, ObjectMeta, RoleBinding, Subject, documents, labels};
use crate::plan::certificates::flatcar::{ADMINISTRATORS, KUBELET_CLIENT};

/// The file below the directory of manifests.
pub(crate) const FILE: &str = "rbac.yaml";

/// Who may do what.
///
/// The first application needs somebody who may give rights away: a certificate of
/// `system:masters`, or one that has the role already.
pub(crate) fn manifest() -> String {
    documents(&[kubelet_access().to_yaml(), administrators().to_yaml()])
}

/// The API server may do with kubelets what `kubectl logs` and `exec` need, and nothing else: its
/// client certificate has no group, so that the right hangs on this binding.
fn kubelet_access() -> RoleBinding {
    binding(
        "kubecore:kube-apiserver-kubelet-client",
        "system:kubelet-api-admin",
        Subject::user(KUBELET_CLIENT),
    )
}

/// `admin.conf` may do everything, by a right that can be taken away, unlike that of
/// `system:masters`.
fn administrators() -> RoleBinding {
    binding(ADMINISTRATORS, "cluster-admin", Subject::group(ADMINISTRATORS))
}

fn binding(name: &str, role: &str, subject: Subject) -> RoleBinding {
    let metadata = ObjectMeta { labels: labels([MANAGED_BY]), ..ObjectMeta::named(name, "") };
    RoleBinding::cluster(metadata, role, vec![subject])
}
