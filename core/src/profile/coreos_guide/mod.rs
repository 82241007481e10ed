//! The CoreOS guide, "CoreOS + Kubernetes Step By Step", at Kubernetes `v1.4.0_coreos.0`
//! (github.com/coreos/coreos-kubernetes, `Documentation/` of September 2016).

mod addons;
mod admin;
mod api_server;
mod bundle;
mod calico;
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
mod tls;
mod worker_kubeconfig;

use super::machine::Machine;
use crate::bundle::Bundle;
use crate::plan::coreos_guide::Settings;
use crate::plan::{Node, Plan};
use crate::spec::{Role, Runtime};

/// What every page of the guide needs to know: the plan and the settings of this profile.
#[derive(Debug, Clone, Copy)]
struct Guide<'p> {
    plan: &'p Plan,
    settings: &'p Settings,
}

pub(super) fn node(plan: &Plan, settings: &Settings, node: &Node) -> Bundle {
    let guide = Guide { plan, settings };
    bundle::node(guide, node, &machine(guide, node))
}

pub(super) fn cluster(plan: &Plan, settings: &Settings) -> Bundle {
    bundle::cluster(Guide { plan, settings })
}

/// The pages of the guide, in its order.
fn machine(guide: Guide<'_>, node: &Node) -> Machine {
    let mut machine = Machine::default();
    if node.etcd {
        etcd::set_up(&mut machine, guide, node);
    }
    match node.role {
        Role::Etcd => {}
        Role::ControlPlane => deploy_master(&mut machine, guide, node),
        Role::Worker => deploy_worker(&mut machine, guide, node),
    }
    machine
}

/// deploy-master.md.
fn deploy_master(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    pod_network(machine, guide, node);
    kubelet::set_up(machine, guide, node);
    api_server::set_up(machine, guide, node);
    proxy::set_up(machine, guide, node);
    controller_manager::set_up(machine, guide);
    scheduler::set_up(machine, guide);
    if guide.settings.mode.calico() {
        calico::agent(machine, guide, node);
        calico::policy_controller(machine, guide);
    }
}

/// deploy-workers.md.
fn deploy_worker(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    pod_network(machine, guide, node);
    kubelet::set_up(machine, guide, node);
    worker_kubeconfig::set_up(machine);
    proxy::set_up(machine, guide, node);
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
