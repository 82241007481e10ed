//! "Fleet Unit Files for Kubernetes on CoreOS" (github.com/mhamrah/kubernetes-coreos-units, July
//! 2015, Kubernetes v0.19.3): five units that fleet places, and what the document takes for granted
//! on the machines.

mod bundle;
mod corrections;
mod download;
mod unit;

// "Template Files"
mod api_server;
mod controller_manager;
mod kubelet;
mod proxy;
mod scheduler;

// "Assumptions"
mod etcd;
mod flannel;
mod fleet;
mod leader;
mod network_environment;

mod readme;
mod rollout;

use super::Step;
use super::alike::Alike;
use super::machine::Machine;
use crate::bundle::Bundle;
use crate::format::systemd::UnitFile;
use crate::plan::fleet_units::Settings;
use crate::plan::{Node, Plan};
use crate::spec::Role;

/// What every part of the document needs to know.
#[derive(Debug, Clone, Copy)]
struct Document<'p> {
    plan: &'p Plan,
    settings: &'p Settings,
}

/// The document for one cluster, with what its machines have in common.
#[derive(Debug)]
pub(super) struct Renderer<'p> {
    document: Document<'p>,
    alike: Alike,
}

impl<'p> Renderer<'p> {
    pub(super) fn new(plan: &'p Plan, settings: &'p Settings) -> Self {
        Self { document: Document { plan, settings }, alike: Alike::default() }
    }

    pub(super) fn node(&self, node: &Node) -> Bundle {
        bundle::node(self.document, &self.alike, node, &machine(self.document, node))
    }

    pub(super) fn cluster(&self) -> Bundle {
        bundle::cluster(self.document)
    }
}

/// From its files to a running cluster.
pub(super) fn steps(plan: &Plan, settings: &Settings) -> Vec<Step> {
    readme::steps(Document { plan, settings })
}

/// "Template Files", in the order in which they are started.
fn units(document: Document<'_>) -> [(unit::Program, UnitFile); 5] {
    [
        api_server::unit(document),
        controller_manager::unit(document),
        scheduler::unit(document),
        kubelet::unit(document),
        proxy::unit(document),
    ]
}

/// "Assumptions", and the rest that the units need of a machine.
fn machine(document: Document<'_>, node: &Node) -> Machine {
    let mut machine = Machine::new(node.name.as_str(), document.settings.reboot_strategy);
    etcd::set_up(&mut machine, document, node);
    fleet::set_up(&mut machine, document, node);
    network_environment::set_up(&mut machine, document, node);
    if document.runs_pods(node.role) {
        leader::set_up(&mut machine, document);
    }
    download::set_up(&mut machine, document);
    flannel::set_up(&mut machine, document, node);
    machine
}

impl Document<'_> {
    /// D-6: whether kubelet and proxy may land on such machines; as published, on all.
    fn runs_pods(self, role: Role) -> bool {
        role == Role::Worker || !self.settings.corrected()
    }

    /// What kubelet and proxy prepend a scheme to: the API's address without port.
    fn leader_endpoint(self) -> String {
        self.plan.api.host.to_string()
    }

    /// The API as people reach it.
    fn api_url(self) -> String {
        format!("http://{}:{}", self.leader_endpoint(), self.settings.api_port)
    }
}
