//! A machine's and the cluster's bundle.

use super::{Config, machine, readme};
use crate::bundle::{Artifact, Bundle, PLAIN};
use crate::plan::Node;
use crate::profile::addons::skydns::{self, SkyDns};
use crate::profile::alike::Alike;
use crate::profile::bundle::{self, Around, Assets};
use crate::profile::machine::cloud_config;

/// With one cloud-config for all, a machine's bundle only says where that is.
pub(super) fn node(config: Config<'_>, node: &Node, alike: &Alike) -> Bundle {
    let machine = machine(config);
    let readme = readme::node(config, node, &machine);
    if config.shared() {
        let readme = Artifact::new("README.md", PLAIN, readme);
        return Bundle::new(format!("nodes/{}", node.name), vec![readme]);
    }
    bundle::node(config.plan, node, &machine, Around { alike, readme, tls: Assets::default() })
}

pub(super) fn cluster(config: Config<'_>) -> Bundle {
    let plan = config.plan;
    let mut artifacts = Vec::new();
    let mut size = None;
    if config.shared() {
        let machine = machine(config);
        let text = cloud_config(plan, &machine);
        size = Some(text.len());
        artifacts.push(Artifact::new("cloud-config.yaml", bundle::mode(&machine), text));
    }
    if plan.addons.kube_dns {
        let dns =
            SkyDns { network: &plan.network, release: plan.release, api_url: &config.api_url() };
        artifacts.extend(
            skydns::files(dns)
                .into_iter()
                .map(|(name, text)| Artifact::new(format!("addons/{name}"), PLAIN, text)),
        );
    }
    artifacts.push(Artifact::new("README.md", PLAIN, readme::cluster(config, size)));
    Bundle::new("cluster", artifacts)
}
