//! The systems: plan → files. Each reads like its guide's table of contents.

mod addons;
mod alike;
mod bundle;
pub(crate) mod corekube;
mod coreos_guide;
mod corrections;
mod fetch;
mod flannel;
mod flatcar;
mod fleet_units;
mod keys;
mod lock;
mod machine;
mod readme;
mod steps;
mod weave;

pub use lock::lock;
pub use steps::{Bundles, Part, Step, steps};

use crate::bundle::Bundle;
use crate::diagnostic::Diagnostic;
use crate::pki::Ready;
use crate::plan::{Node, Plan, System};
use crate::spec::insecure;

/// What there is to say of a plan that can be rendered: the size of its files, and what its system leaves open.
pub(crate) fn findings(plan: &Plan) -> Vec<Diagnostic> {
    match &plan.system {
        System::Flatcar(settings) => flatcar::findings(plan, settings),
        System::CoreosGuide(_) | System::FleetUnits(_) | System::Weave(_) | System::Corekube(_) => {
            insecure::findings(plan.profile())
        }
    }
}

/// A plan, ready to be rendered: what many machines have in common is made once.
#[derive(Debug)]
pub struct Renderer<'p> {
    plan: &'p Plan,
    system: Prepared<'p>,
}

#[derive(Debug)]
enum Prepared<'p> {
    CoreosGuide(coreos_guide::Renderer<'p>),
    FleetUnits(fleet_units::Renderer<'p>),
    Weave(weave::Renderer<'p>),
    Corekube(corekube::Renderer<'p>),
    Flatcar(flatcar::Renderer<'p>),
}

impl<'p> Renderer<'p> {
    /// Prepares a plan. No key is rendered: bundles say where theirs belong.
    pub fn new(plan: &'p Plan) -> Self {
        Self::of(plan, None)
    }

    /// Prepares a plan with its keys and certificates: each goes into the bundle of its machine.
    pub fn with_keys(plan: &'p Plan, keys: &'p Ready) -> Self {
        Self::of(plan, Some(keys))
    }

    fn of(plan: &'p Plan, keys: Option<&'p Ready>) -> Self {
        let system = match &plan.system {
            System::CoreosGuide(settings) => {
                Prepared::CoreosGuide(coreos_guide::Renderer::new(plan, settings, keys))
            }
            System::FleetUnits(settings) => {
                Prepared::FleetUnits(fleet_units::Renderer::new(plan, settings))
            }
            System::Weave(settings) => Prepared::Weave(weave::Renderer::new(plan, settings)),
            System::Corekube(settings) => {
                Prepared::Corekube(corekube::Renderer::new(plan, settings))
            }
            System::Flatcar(settings) => {
                Prepared::Flatcar(flatcar::Renderer::new(plan, settings, keys))
            }
        };
        Self { plan, system }
    }

    /// Renders what one machine needs. Cannot fail: a [`Plan`] is right by construction.
    pub fn node(&self, node: &Node) -> Bundle {
        match &self.system {
            Prepared::CoreosGuide(renderer) => renderer.node(node),
            Prepared::FleetUnits(renderer) => renderer.node(node),
            Prepared::Weave(renderer) => renderer.node(node),
            Prepared::Corekube(renderer) => renderer.node(node),
            Prepared::Flatcar(renderer) => renderer.node(node),
        }
    }

    /// Renders what is done once for the cluster.
    pub fn cluster(&self) -> Bundle {
        match &self.system {
            Prepared::CoreosGuide(renderer) => renderer.cluster(),
            Prepared::FleetUnits(renderer) => renderer.cluster(),
            Prepared::Weave(renderer) => renderer.cluster(),
            Prepared::Corekube(renderer) => renderer.cluster(),
            Prepared::Flatcar(renderer) => renderer.cluster(),
        }
    }

    /// Renders everything, one bundle at a time: every machine in order, then the cluster.
    pub fn bundles(&self) -> impl Iterator<Item = Bundle> + '_ {
        let nodes = self.plan.nodes().iter().map(|node| self.node(node));
        nodes.chain(std::iter::once_with(|| self.cluster()))
    }
}
