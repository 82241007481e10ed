//! Add-ons: deploy-addons.md, as files for `kubectl create -f`.

mod dashboard;
mod kube_dns;

use super::Guide;
use crate::bundle::{Artifact, PLAIN};
use crate::format::kubernetes::{Labels, labels};

/// The files of every add-on that was chosen, below `addons/`.
pub(super) fn artifacts(guide: Guide<'_>) -> Vec<Artifact> {
    let mut files = Vec::new();
    if guide.plan.addons.kube_dns {
        files.extend(kube_dns::files(guide));
    }
    if guide.plan.addons.dashboard {
        files.extend(dashboard::files(guide));
    }
    files
        .into_iter()
        .map(|(path, yaml)| Artifact::new(format!("addons/{path}"), PLAIN, yaml))
        .collect()
}

/// Marks a pod that the cluster needs, so that the rescheduler makes room for it.
fn critical() -> Labels {
    labels([
        ("scheduler.alpha.kubernetes.io/critical-pod", ""),
        (
            "scheduler.alpha.kubernetes.io/tolerations",
            r#"[{"key":"CriticalAddonsOnly", "operator":"Exists"}]"#,
        ),
    ])
}

/// The label by which kubectl lists a cluster's own services.
const CLUSTER_SERVICE: (&str, &str) = ("kubernetes.io/cluster-service", "true");
