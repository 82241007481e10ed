//! Add-ons: what a cluster needs besides its control plane, as manifests for `kubectl apply`.
//!
//! Each add-on is one file of objects, in the order in which they are created, or a directory with a
//! kustomization. All may be applied again and again.

pub(crate) mod calico;
pub(crate) mod core_dns;
pub(crate) mod flannel;
mod images;
pub(crate) mod kube_proxy;
pub(crate) mod kube_vip;
pub(crate) mod rbac;

pub(crate) use images::{Images, Versions};

use crate::format::kubernetes::{EnvVar, Labels, ObjectMeta, labels};

/// The namespace of what the cluster itself needs.
const KUBE_SYSTEM: &str = "kube-system";

/// The taint of control planes, as kubeadm has it.
pub(crate) const CONTROL_PLANE: &str = "node-role.kubernetes.io/control-plane";

/// Says who wrote an object.
const MANAGED_BY: (&str, &str) = ("app.kubernetes.io/managed-by", "kubecore");

/// By this a workload finds its pods, and people find the workload.
const APP: &str = "k8s-app";

/// Where the API is found before services work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ApiEndpoint<'a> {
    /// A name or an address of the API server's certificate; an IPv6 address without brackets.
    pub(crate) host: &'a str,
    pub(crate) port: u16,
}

impl ApiEndpoint<'_> {
    /// What a client in a pod reads in place of the variables of the service `kubernetes`
    /// (client-go, `rest.InClusterConfig`). The kubelet leaves variables alone that a container sets.
    fn env(self) -> [EnvVar; 2] {
        self.variables().map(|(name, value)| EnvVar::new(name, value))
    }

    fn variables(self) -> [(&'static str, String); 2] {
        [
            ("KUBERNETES_SERVICE_HOST", self.host.to_owned()),
            ("KUBERNETES_SERVICE_PORT", self.port.to_string()),
        ]
    }
}

/// An object of the add-on `app`.
fn meta(name: &str, namespace: &str, app: &str) -> ObjectMeta {
    ObjectMeta { labels: all_labels(app), ..ObjectMeta::named(name, namespace) }
}

fn all_labels(app: &str) -> Labels {
    labels([MANAGED_BY, ("app.kubernetes.io/name", app), (APP, app)])
}

/// The labels of the pods of `app`. A selector cannot be changed later: this one is as short as can be.
fn selector(app: &str) -> Labels {
    labels([(APP, app)])
}

/// Only machines with Linux.
fn linux() -> Labels {
    labels([("kubernetes.io/os", "linux")])
}

#[cfg(test)]
mod tests;
