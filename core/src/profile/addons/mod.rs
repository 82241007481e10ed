//! Add-ons that several systems have: manifests for `kubectl create -f`.

mod dns_service;
pub(crate) mod kube_dns;
pub(crate) mod skydns;

use crate::format::kubernetes::{Labels, labels};

/// The namespace of what the cluster itself needs.
pub(crate) const KUBE_SYSTEM: &str = "kube-system";

/// The label by which kubectl lists a cluster's own services.
pub(crate) const CLUSTER_SERVICE: (&str, &str) = ("kubernetes.io/cluster-service", "true");

/// Marks a pod that the cluster needs, so that the rescheduler makes room for it.
pub(crate) fn critical() -> Labels {
    labels([
        ("scheduler.alpha.kubernetes.io/critical-pod", ""),
        (
            "scheduler.alpha.kubernetes.io/tolerations",
            r#"[{"key":"CriticalAddonsOnly", "operator":"Exists"}]"#,
        ),
    ])
}
