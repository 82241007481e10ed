//! A machine's and the cluster's bundle.

use super::shared::Shared;
use super::{Guide, addons, admin, once, readme, tls};
use crate::bundle::{Artifact, Bundle, PLAIN};
use crate::plan::Node;
use crate::profile::bundle::{Around, node as bundle};
use crate::profile::machine::Machine;

pub(super) fn node(guide: Guide<'_>, shared: &Shared, node: &Node, machine: &Machine) -> Bundle {
    let around = Around {
        install: &shared.install,
        readme: readme::node(guide, shared, node, machine),
        tls: tls::of(node),
    };
    bundle(guide.plan, node, machine, around)
}

pub(super) fn cluster(guide: Guide<'_>) -> Bundle {
    let mut artifacts = tls::artifacts(guide);
    artifacts.extend(once::artifacts(guide));
    artifacts.extend(addons::artifacts(guide));
    artifacts.extend(admin::artifacts(guide));
    artifacts.push(Artifact::new("README.md", PLAIN, readme::cluster(guide)));
    Bundle::new("cluster", artifacts)
}
