//! Add-ons: deploy-addons.md, as files for `kubectl create -f`.

mod dashboard;

use super::Guide;
use crate::bundle::{Artifact, PLAIN};
use crate::profile::addons::kube_dns::{self, KubeDns, Version};

/// The files of every add-on that was chosen, below `addons/`.
pub(super) fn artifacts(guide: Guide<'_>) -> Vec<Artifact> {
    let mut files = Vec::new();
    if guide.plan.addons.kube_dns {
        files.extend(kube_dns::files(KubeDns {
            network: &guide.plan.network,
            // D-16.
            version: if guide.settings.corrected() { Version::V20 } else { Version::V19 },
            api_url: None,
        }));
    }
    if guide.plan.addons.dashboard {
        files.extend(dashboard::files(guide));
    }
    files
        .into_iter()
        .map(|(path, yaml)| Artifact::new(format!("addons/{path}"), PLAIN, yaml))
        .collect()
}
