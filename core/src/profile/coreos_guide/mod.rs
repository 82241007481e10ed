//! The CoreOS guide, "CoreOS + Kubernetes Step By Step", at Kubernetes `v1.4.0_coreos.0`
//! (github.com/coreos/coreos-kubernetes, `Documentation/` of September 2016).

mod addons;
mod admin;
mod api_server;
mod calico;
mod cluster;
mod controller_manager;
mod corrections;
mod docker;
mod etcd;
mod flannel;
mod hyperkube;
mod kubelet;
mod once;
mod proxy;
mod readme;
mod rkt;
mod scheduler;
mod shared;
mod tls;
mod worker_kubeconfig;

use self::shared::Shared;
use super::bundle::{Around, node as bundle};
use super::keys;
use super::machine::Machine;
use super::{Bundles, Step};
use crate::bundle::Bundle;
use crate::pki::Ready;
use crate::plan::coreos_guide::Settings;
use crate::plan::{Node, Plan};
use crate::spec::{PkiSource, Role, Runtime};

/// What every page of the guide needs to know.
#[derive(Debug, Clone, Copy)]
struct Guide<'p> {
    plan: &'p Plan,
    settings: &'p Settings,
}

impl Guide<'_> {
    /// Whether a script makes the certificates.
    fn has_script(self) -> bool {
        self.plan.pki.source == PkiSource::OpensslScript
    }
}

/// The guide for one cluster, with what its machines have in common.
#[derive(Debug)]
pub(super) struct Renderer<'p> {
    guide: Guide<'p>,
    shared: Shared,
    /// Rendered only where they are asked for.
    keys: Option<&'p Ready>,
}

impl<'p> Renderer<'p> {
    pub(super) fn new(plan: &'p Plan, settings: &'p Settings, keys: Option<&'p Ready>) -> Self {
        let guide = Guide { plan, settings };
        Self { guide, shared: Shared::of(guide), keys }
    }

    pub(super) fn node(&self, node: &Node) -> Bundle {
        let Self { guide, shared, keys } = self;
        let machine = machine(*guide, shared, node);
        let around = Around {
            alike: &shared.files,
            readme: readme::node(*guide, shared, node, &machine),
            tls: keys::assets(guide.plan, node, *keys),
        };
        bundle(guide.plan, node, &machine, around)
    }

    pub(super) fn cluster(&self) -> Bundle {
        cluster::bundle(self.guide, self.keys)
    }
}

/// From its files to a running cluster.
pub(super) fn steps(plan: &Plan, settings: &Settings, bundles: Bundles) -> Vec<Step> {
    readme::steps(Guide { plan, settings }, bundles)
}

/// The pages of the guide, in its order.
fn machine(guide: Guide<'_>, shared: &Shared, node: &Node) -> Machine {
    let mut machine = Machine::new(node.name.as_str(), guide.settings.reboot_strategy);
    if node.etcd {
        etcd::set_up(&mut machine, guide, node);
    }
    match node.role {
        Role::Etcd | Role::Overlord => {}
        Role::ControlPlane => deploy_master(&mut machine, guide, shared, node),
        Role::Worker => deploy_worker(&mut machine, guide, shared, node),
    }
    machine
}

/// deploy-master.md.
fn deploy_master(machine: &mut Machine, guide: Guide<'_>, shared: &Shared, node: &Node) {
    pod_network(machine, guide, node);
    kubelet::set_up(machine, guide, node);
    api_server::set_up(machine, guide, node);
    proxy::set_up(machine, shared, node);
    controller_manager::set_up(machine, guide);
    scheduler::set_up(machine, guide);
    if guide.settings.mode.calico() {
        calico::agent(machine, guide, node);
        calico::policy_controller(machine, guide);
    }
}

/// deploy-workers.md.
fn deploy_worker(machine: &mut Machine, guide: Guide<'_>, shared: &Shared, node: &Node) {
    pod_network(machine, guide, node);
    kubelet::set_up(machine, guide, node);
    worker_kubeconfig::set_up(machine);
    proxy::set_up(machine, shared, node);
    if guide.settings.mode.calico() {
        calico::agent(machine, guide, node);
    }
}

/// What connects this machine's pods with the others'.
fn pod_network(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    if guide.settings.mode.flannel() {
        flannel::set_up(machine, guide, node);
    }
    docker::set_up(machine, guide);
    if guide.settings.mode.cni() {
        if guide.settings.mode.calico() {
            calico::cni(machine, guide, node);
        } else {
            flannel::cni(machine);
        }
    }
    if guide.settings.kubelet.runtime == Runtime::Rkt {
        rkt::set_up(machine);
    }
}
