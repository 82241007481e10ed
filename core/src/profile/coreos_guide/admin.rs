//! The administrator's workstation: configure-kubectl.md.

use super::Guide;
use super::readme::release_url;
use crate::bundle::{Artifact, PLAIN, PROGRAM};
use crate::format::env_file::EnvFile;

/// `setup-kubectl.sh` and its variables. The script writes a kubeconfig that embeds nothing: keys
/// stay where `generate-tls.sh` made them.
pub(super) fn artifacts(guide: Guide<'_>) -> Vec<Artifact> {
    let variables = EnvFile::new()
        .set("KUBECORE_CLUSTER", &guide.plan.name)
        .set("KUBECORE_API", guide.plan.api.url())
        .set("KUBECORE_KUBECTL_URL", release_url(guide));
    vec![
        Artifact::new(
            "admin/setup-kubectl.sh",
            PROGRAM,
            include_str!("../../../data/coreos-guide/setup-kubectl.sh"),
        ),
        Artifact::new("admin/setup-kubectl.env", PLAIN, variables.to_string()),
    ]
}
