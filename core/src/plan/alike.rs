//! What two plans have in common.

use std::net::IpAddr;

use super::{Node, Plan, System};
use crate::spec::value::Name;
use crate::spec::{Layout, Role};

impl Plan {
    /// Whether the two differ in machines alone, and in none that others' files tell of: then a machine that is the
    /// same in both has the same files in both. The other way round nothing follows.
    ///
    /// Files tell of others by what the plan says of the cluster (endpoints, members, peers), of control planes and
    /// etcd members, and of whether there are others at all. A text that all machines share tells of each.
    pub fn differs_in_machines_alone(&self, other: &Self) -> bool {
        let machines = if is_one_text(&self.system) {
            self.nodes == other.nodes
        } else {
            known(&self.nodes) == known(&other.nodes)
        };
        machines && is_one_cluster(self, other)
    }
}

impl PartialEq for Plan {
    fn eq(&self, other: &Self) -> bool {
        self.nodes == other.nodes && is_one_cluster(self, other)
    }
}

/// Whether two plans say the same of all but machines.
fn is_one_cluster(plan: &Plan, other: &Plan) -> bool {
    let Plan {
        name,
        release,
        network,
        api,
        etcd,
        pki,
        addons,
        ssh_authorized_keys,
        system,
        nodes: _,
    } = plan;
    *name == other.name
        && *release == other.release
        && *network == other.network
        && *api == other.api
        && *etcd == other.etcd
        && *pki == other.pki
        && *addons == other.addons
        && *ssh_authorized_keys == other.ssh_authorized_keys
        && *system == other.system
}

fn is_one_text(system: &System) -> bool {
    matches!(system, System::Weave(settings) if settings.layout == Layout::Shared)
}

/// What machines know of others.
#[derive(PartialEq)]
struct Known<'p> {
    /// How all but workers without an etcd member are called and reached, in their order.
    named: Vec<(Role, bool, &'p Name, IpAddr, Option<IpAddr>)>,
    /// Whether there is a worker that takes ordinary pods.
    takes_pods: bool,
    /// Whether there is one machine.
    alone: bool,
}

fn known(nodes: &[Node]) -> Known<'_> {
    let is_worker = |node: &&Node| node.role == Role::Worker;
    let named = nodes.iter().filter(|node| !is_worker(node) || node.etcd);
    Known {
        named: named.map(|n| (n.role, n.etcd, &n.name, n.ip, n.second_ip)).collect(),
        takes_pods: nodes.iter().any(|node| is_worker(&node) && node.schedulable),
        alone: nodes.len() == 1,
    }
}
