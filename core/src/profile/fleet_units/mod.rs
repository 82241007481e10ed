//! The profile `fleet-units`.

use crate::bundle::Bundle;
use crate::plan::fleet_units::Settings;
use crate::plan::{Node, Plan};

/// The document for one cluster.
#[derive(Debug)]
pub(super) struct Renderer<'p> {
    plan: &'p Plan,
    settings: &'p Settings,
}

impl<'p> Renderer<'p> {
    pub(super) fn new(plan: &'p Plan, settings: &'p Settings) -> Self {
        Self { plan, settings }
    }

    pub(super) fn node(&self, node: &Node) -> Bundle {
        Bundle::new(format!("nodes/{}", node.name), Vec::new())
    }

    pub(super) fn cluster(&self) -> Bundle {
        let _ = (self.plan, self.settings);
        Bundle::new("cluster", Vec::new())
    }
}
