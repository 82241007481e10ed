//! A cluster of today on Flatcar Container Linux or Fedora CoreOS: Ignition, static pods and
//! certificates, and nothing that has to be run by hand on a machine.

mod addons;

use super::{Bundles, Step};
use crate::bundle::Bundle;
use crate::pki::Ready;
use crate::plan::flatcar::Settings;
use crate::plan::{Node, Plan};

/// What every file needs to know.
#[derive(Debug, Clone, Copy)]
struct Cluster<'p> {
    plan: &'p Plan,
    settings: &'p Settings,
}

/// A cluster, with what its machines have in common.
#[derive(Debug)]
pub(super) struct Renderer<'p> {
    cluster: Cluster<'p>,
    keys: Option<&'p Ready>,
}

impl<'p> Renderer<'p> {
    pub(super) fn new(plan: &'p Plan, settings: &'p Settings, keys: Option<&'p Ready>) -> Self {
        Self { cluster: Cluster { plan, settings }, keys }
    }

    pub(super) fn node(&self, node: &Node) -> Bundle {
        let _ = (self.cluster, self.keys);
        Bundle::new(format!("nodes/{}", node.name), Vec::new())
    }

    pub(super) fn cluster(&self) -> Bundle {
        Bundle::new("cluster", Vec::new())
    }
}

/// From its files to a running cluster.
pub(super) fn steps(_plan: &Plan, _settings: &Settings, _bundles: Bundles) -> Vec<Step> {
    Vec::new()
}
