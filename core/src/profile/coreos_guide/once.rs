//! What is done once for the whole cluster, where no machine does it by itself: the guide's
//! commands between "Start Services" and "Deploy the workers".

use super::{Guide, flannel};
use crate::bundle::{Artifact, PLAIN, PROGRAM};
use crate::format::env_file::EnvFile;

/// What there is to do.
#[derive(Debug)]
pub(super) struct Once {
    /// Before flanneld first starts: its configuration, for etcd.
    pub(super) network: Option<String>,
    /// Once the API answers: namespaces.
    pub(super) namespaces: Vec<&'static str>,
}

pub(super) fn of(guide: Guide<'_>) -> Once {
    let Guide { plan, settings } = guide;
    let published = !settings.corrected();
    let mut namespaces = Vec::new();
    if published || !plan.release.makes_kube_system() {
        namespaces.push("kube-system");
    }
    if published && settings.mode.calico() {
        namespaces.push("calico-system");
    }
    Once {
        network: (published && settings.mode.flannel()).then(|| flannel::config(guide)),
        namespaces,
    }
}

impl Once {
    pub(super) fn is_nothing(&self) -> bool {
        self.network.is_none() && self.namespaces.is_empty()
    }
}

/// The script and its variables; none if there is nothing to do.
pub(super) fn artifacts(guide: Guide<'_>) -> Vec<Artifact> {
    let once = of(guide);
    if once.is_nothing() {
        return Vec::new();
    }
    let etcd_url = guide.plan.etcd.endpoints.first().map(ToString::to_string).unwrap_or_default();
    let variables = EnvFile::new()
        .set("KUBECORE_ETCD_URL", etcd_url)
        .set("KUBECORE_FLANNEL_CONFIG", once.network.unwrap_or_default())
        .set("KUBECORE_NAMESPACES", once.namespaces.join(" "));
    vec![
        Artifact::new("once.sh", PROGRAM, include_str!("../../../data/coreos-guide/once.sh")),
        Artifact::new("once.env", PLAIN, variables.to_string()),
    ]
}
