//! Scripts are the same for everybody: they read variables, and nothing is put into them.

use super::found;
use super::subject::Subject;
use crate::bundle::sha256;
use crate::diagnostic::Report;

/// Every script that the program carries.
const SCRIPTS: [&str; 17] = [
    include_str!("../../data/corekube/discovery-ready"),
    include_str!("../../data/corekube/guestbook-example.sh"),
    include_str!("../../data/corekube/start-units.sh"),
    include_str!("../../data/coreos-guide/generate-tls.sh"),
    include_str!("../../data/coreos-guide/host-rkt"),
    include_str!("../../data/coreos-guide/once.sh"),
    include_str!("../../data/coreos-guide/setup-kubectl.sh"),
    include_str!("../../data/fetch-verified"),
    include_str!("../../data/flatcar/bootstrap-addons"),
    include_str!("../../data/flatcar/update-kubernetes"),
    include_str!("../../data/fleet-units/fleet.sh"),
    include_str!("../../data/fleet-units/setup-network-environment"),
    include_str!("../../data/install.sh"),
    include_str!("../../data/weave/kubernetes-download"),
    include_str!("../../data/weave/register_node.sh"),
    include_str!("../../data/weave/weave-helper"),
    include_str!("../../data/weave/wupiao"),
];

/// Those of the document as it was published.
const PUBLISHED: [&str; 2] = [
    include_str!("../../data/weave/published/register_node.sh"),
    include_str!("../../data/weave/published/wupiao"),
];

/// Checksums of all, sorted.
#[derive(Debug, Clone)]
pub(super) struct Scripts(Vec<String>);

impl Scripts {
    pub(super) fn new() -> Self {
        let all = SCRIPTS.iter().chain(&PUBLISHED);
        let mut sums: Vec<String> = all.map(|script| sha256(script.as_bytes())).collect();
        sums.sort_unstable();
        Self(sums)
    }
}

pub(super) fn check(subject: &Subject<'_>, scripts: &Scripts, report: &mut Report) {
    for artifact in subject.bundle.artifacts() {
        let is_script = artifact.bytes.starts_with(b"#!")
            || artifact.path.rsplit('.').next() == Some("sh")
            || artifact.path.starts_with("rootfs/opt/bin/");
        let sum = artifact.sha256();
        if is_script && scripts.0.binary_search_by(|known| known.as_str().cmp(sum)).is_err() {
            found(report, subject.bundle, &artifact.path, "is no script of this program's");
        }
    }
}
