//! A machine's and the cluster's bundle.

use super::{Document, readme, rollout};
use crate::bundle::{Artifact, Bundle, PLAIN};
use crate::plan::Node;
use crate::profile::addons::skydns::{self, SkyDns};
use crate::profile::alike::Alike;
use crate::profile::bundle::{Around, Assets, node as bundle};
use crate::profile::machine::Machine;

pub(super) fn node(
    document: Document<'_>,
    alike: &Alike,
    node: &Node,
    machine: &Machine,
) -> Bundle {
    let readme = readme::node(document, node, machine);
    bundle(document.plan, node, machine, Around { alike, readme, tls: Assets::default() })
}

pub(super) fn cluster(document: Document<'_>) -> Bundle {
    let mut artifacts = rollout::artifacts(document);
    artifacts.extend(addons(document));
    artifacts.push(Artifact::new("README.md", PLAIN, readme::cluster(document)));
    Bundle::new("cluster", artifacts)
}

fn addons(document: Document<'_>) -> impl Iterator<Item = Artifact> {
    let Document { plan, .. } = document;
    let api_url = document.api_url();
    let files = plan.addons.kube_dns.then(|| {
        skydns::files(SkyDns { network: &plan.network, release: plan.release, api_url: &api_url })
    });
    let files = files.into_iter().flatten();
    files.map(|(name, text)| Artifact::new(format!("addons/{name}"), PLAIN, text))
}
