//! What a person does with the files, and what to expect.

mod cluster;
mod node;
mod ports;
mod steps;

pub(super) use cluster::cluster;
pub(super) use node::node;
pub(super) use steps::steps;

use super::Guide;
use super::corrections;
use crate::profile::corrections::section;
use crate::spec::Role;

/// kubectl of the cluster's own release.
pub(super) fn release_url(guide: Guide<'_>) -> String {
    format!(
        "https://storage.googleapis.com/kubernetes-release/release/{}/bin/linux/amd64/kubectl",
        guide.plan.release.kubernetes()
    )
}

/// The end of a machine's README.md: the repairs that apply to its role.
pub(super) fn of_role(guide: Guide<'_>, role: Role) -> String {
    section(&corrections::of_role(guide, role).collect::<Vec<_>>())
}
