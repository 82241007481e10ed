//! A cluster of today on Flatcar Container Linux or Fedora CoreOS, without kubeadm or by it.
//!
//! Sources: Flatcar's and Fedora CoreOS' documentation; kubernetes/website and kubeadm, both of
//! v1.36, for the programs' flags, files and places; poseidon's terraform-render-bootstrap, for a
//! control plane that nobody has to start.

mod addons;
mod api_server;
mod bootstrap;
mod bundle;
mod cluster;
mod container_runtime;
mod controller_manager;
mod etcd;
mod fetching;
mod flags;
mod kube_vip;
mod kubeadm;
mod kubeconfigs;
mod kubelet;
mod pki;
mod programs;
mod readme;
mod scheduler;
mod static_pod;
mod sysext;
mod system;
mod user_data;

use self::cluster::Cluster;
use super::alike::Alike;
use super::machine::{File, Machine};
use super::{Bundles, Step};
use crate::bundle::Bundle;
use crate::diagnostic::Diagnostic;
use crate::format::ignition::DataUrls;
use crate::pki::Ready;
use crate::plan::flatcar::{Programs, Settings};
use crate::plan::{ByRole, Node, Plan};
use crate::spec::Role;

/// A cluster, with what its machines have in common.
#[derive(Debug)]
pub(super) struct Renderer<'p> {
    cluster: Cluster<'p>,
    alike: Alike,
    /// Contents as they stand in user-data.
    urls: ByRole<DataUrls>,
    /// Rendered only where they are asked for.
    keys: Option<&'p Ready>,
}

impl<'p> Renderer<'p> {
    pub(super) fn new(plan: &'p Plan, settings: &'p Settings, keys: Option<&'p Ready>) -> Self {
        Self {
            cluster: Cluster { plan, settings },
            alike: Alike::default(),
            urls: ByRole::default(),
            keys,
        }
    }

    pub(super) fn node(&self, node: &Node) -> Bundle {
        let (machine, withheld) = machine(self.cluster, node);
        bundle::node(self, node, &machine, withheld)
    }

    pub(super) fn cluster(&self) -> Bundle {
        bundle::cluster(self.cluster, self.keys)
    }
}

/// What there is to say of what machines boot from, once they are rendered.
pub(super) fn findings(plan: &Plan, settings: &Settings) -> Vec<Diagnostic> {
    user_data::findings(Cluster { plan, settings })
}

/// From its files to a running cluster.
pub(super) fn steps(plan: &Plan, settings: &Settings, bundles: Bundles) -> Vec<Step> {
    readme::steps(Cluster { plan, settings }, bundles)
}

/// From the machine itself up to what runs in the cluster; and what is as secret as a key.
fn machine(cluster: Cluster<'_>, node: &Node) -> (Machine, Option<File>) {
    let settings = cluster.settings;
    // A file of the system's says when it reboots.
    let mut machine = Machine::new(node.name.as_str(), None);
    system::set_up(&mut machine, cluster, node);
    if node.role.runs_kubernetes() {
        container_runtime::set_up(&mut machine, cluster);
        if let Programs::Sysext(checksum) = &settings.programs {
            sysext::set_up(&mut machine, cluster, &checksum.to_string());
        }
    }
    programs::set_up(&mut machine, cluster, node);
    let withheld = if settings.kubeadm() {
        Some(kubeadm::set_up(&mut machine, cluster, node))
    } else {
        by_static_pods(&mut machine, cluster, node);
        None
    };
    if bootstrap::is_here(cluster, node) {
        bootstrap::set_up(&mut machine, cluster);
    }
    (machine, withheld)
}

fn by_static_pods(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) {
    if node.etcd {
        etcd::set_up(machine, cluster, node);
    }
    if node.role == Role::ControlPlane {
        api_server::set_up(machine, cluster, node);
        controller_manager::set_up(machine, cluster);
        scheduler::set_up(machine, cluster);
        kube_vip::set_up(machine, cluster);
    }
    if node.role.runs_kubernetes() {
        kubelet::set_up(machine, cluster, node);
    }
}
