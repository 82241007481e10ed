//! Bundles: what a machine boots from, what is brought to it, and what there is once.

use super::{Cluster, readme};
use crate::bundle::{Artifact, Bundle, PLAIN, PRIVATE};
use crate::format::ignition::Variant;
use crate::pki::Ready;
use crate::plan::Node;
use crate::plan::certificates::flatcar::DIRECTORY;
use crate::profile::bundle::{Around, variables, with_user_data};
use crate::profile::keys;
use crate::profile::machine::{File, Machine, ignition};
use crate::spec::KeyDelivery;

/// A machine's bundle. `withheld` goes the way of the keys.
pub(super) fn node(
    cluster: Cluster<'_>,
    node: &Node,
    machine: &Machine,
    withheld: Option<File>,
    install: &Artifact,
    ready: Option<&Ready>,
) -> Bundle {
    let mut tls = keys::assets(cluster.plan, node, ready);
    tls.placed.extend(withheld);
    let user_data = user_data(cluster, machine, &tls.placed);
    let links: Vec<String> =
        machine.links.iter().map(|link| format!("{}={}", link.path, link.target)).collect();
    let variables = variables(node, machine, &tls)
        .set("KUBECORE_TLS_DIRECTORY", DIRECTORY)
        .set("KUBECORE_LINKS", links.join(" "))
        .set("KUBECORE_MASKED", machine.masked.join(" "));
    let readme = readme::node(cluster, node, machine);
    let around = Around { install, readme, tls };
    with_user_data(cluster.plan, node, machine, user_data, variables, around)
}

/// Butane's file for people and Ignition's for the machine, which say the same. Keys are in them only
/// where that was chosen; then both are as secret as those.
fn user_data(cluster: Cluster<'_>, machine: &Machine, secrets: &[File]) -> Vec<Artifact> {
    let with_keys = cluster.settings.keys == KeyDelivery::Ignition;
    let secrets = if with_keys { secrets } else { &[] };
    let variant = if cluster.settings.is_flatcar() { Variant::Flatcar } else { Variant::Fcos };
    let config = ignition(cluster.plan, machine, secrets, variant);
    let mode = if secrets.is_empty() { PLAIN } else { PRIVATE };
    vec![
        Artifact::new("config.bu", mode, config.butane()),
        Artifact::new("config.ign", mode, config.ignition()),
    ]
}

/// What there is once.
pub(super) fn cluster(cluster: Cluster<'_>, ready: Option<&Ready>) -> Bundle {
    let mut artifacts = Vec::new();
    artifacts.extend(ready.into_iter().flat_map(|ready| keys::of_cluster(cluster.plan, ready)));
    artifacts.push(Artifact::new("README.md", PLAIN, readme::cluster(cluster)));
    Bundle::new("cluster", artifacts)
}
