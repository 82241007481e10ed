//! Bundles: what a machine boots from, what is brought to it, and what there is once.

use super::{Cluster, Renderer, readme, user_data};
use crate::bundle::{Artifact, Bundle, PLAIN};
use crate::pki::Ready;
use crate::plan::Node;
use crate::plan::certificates::flatcar::DIRECTORY;
use crate::profile::bundle::{Around, authorized_keys, variables, with_user_data};
use crate::profile::keys;
use crate::profile::machine::{File, Machine};

/// A machine's bundle. `withheld` goes the way of the keys.
pub(super) fn node(
    renderer: &Renderer<'_>,
    node: &Node,
    machine: &Machine,
    withheld: Option<File>,
) -> Bundle {
    let Renderer { cluster, alike, urls, keys } = renderer;
    let cluster = *cluster;
    let mut tls = keys::assets(cluster.plan, node, *keys);
    tls.placed.extend(withheld);
    let mut user_data = user_data::texts(cluster, node, machine, &tls.placed, urls);
    user_data.extend(authorized_keys(cluster.plan));
    let links: Vec<String> =
        machine.links.iter().map(|link| format!("{}={}", link.path, link.target)).collect();
    let variables = variables(cluster.plan, node, machine, &tls)
        .set("KUBECORE_TLS_DIRECTORY", DIRECTORY)
        .set("KUBECORE_LINKS", links.join(" "))
        .set("KUBECORE_MASKED", machine.masked.join(" "));
    let readme = readme::node(cluster, node, machine);
    let around = Around { alike, readme, tls };
    with_user_data(node, machine, user_data, &variables, around)
}

/// What there is once.
pub(super) fn cluster(cluster: Cluster<'_>, ready: Option<&Ready>) -> Bundle {
    let mut artifacts = Vec::new();
    artifacts.extend(ready.into_iter().flat_map(|ready| keys::of_cluster(cluster.plan, ready)));
    artifacts.push(Artifact::new("README.md", PLAIN, readme::cluster(cluster)));
    Bundle::new("cluster", artifacts)
}
