//! The systems: plan → files. Each reads like its guide's table of contents.

mod coreos_guide;
mod machine;

use crate::bundle::Bundle;
use crate::plan::{Node, Plan, System};

/// Renders what one machine needs. Cannot fail: a [`Plan`] is right by construction.
pub fn render_node(plan: &Plan, node: &Node) -> Bundle {
    match &plan.system {
        System::CoreosGuide(settings) => coreos_guide::node(plan, settings, node),
    }
}

/// Renders what is done once for the cluster.
pub fn render_cluster(plan: &Plan) -> Bundle {
    match &plan.system {
        System::CoreosGuide(settings) => coreos_guide::cluster(plan, settings),
    }
}

/// Renders everything, one bundle at a time: every machine in order, then the cluster.
pub fn bundles(plan: &Plan) -> impl Iterator<Item = Bundle> + '_ {
    plan.nodes()
        .iter()
        .map(|node| render_node(plan, node))
        .chain(std::iter::once_with(|| render_cluster(plan)))
}
