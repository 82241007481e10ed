//! Machines that run the same, read from their files: what is shown is what is rendered.

use std::collections::BTreeMap;

use kubecore::bundle::Bundle;
use kubecore::plan::{Node, Plan};
use kubecore::spec::Role;

use crate::job::{self, Place};

/// The most machines whose files are read; of more, the first of each role stands for all.
const MOST: usize = 60;

/// The most machines of a group that are named.
const NAMED: usize = 12;

/// What runs, by its kind.
pub(super) type Running = BTreeMap<Kind, Vec<String>>;

/// How something is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Unit,
    StaticPod,
    FleetUnit,
    AddOn,
}

/// Machines that run the same.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub(super) role: Role,
    pub(super) members: Vec<Member>,
    /// How many there are besides.
    pub(super) more: usize,
    pub(super) runs: Running,
}

/// A machine.
#[derive(Debug, PartialEq)]
pub(super) struct Member {
    pub(super) name: String,
    /// Its addresses, one of each IP family it has.
    pub(super) ip: String,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Unit, Self::StaticPod, Self::FleetUnit, Self::AddOn];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Unit => "systemd units",
            Self::StaticPod => "static pods",
            Self::FleetUnit => "units that fleet places",
            Self::AddOn => "add-ons",
        }
    }
}

/// Every machine, in the order of roles.
pub(super) fn groups(plan: &Plan) -> Vec<Group> {
    let nodes = plan.nodes();
    let reads_all = nodes.len() <= MOST;
    let mut groups: Vec<Group> = Vec::new();
    for role in [Role::Etcd, Role::ControlPlane, Role::Worker, Role::Overlord] {
        let mut first: Option<Running> = None;
        for node in nodes.iter().filter(|node| node.role == role) {
            let runs = match &first {
                Some(runs) if !reads_all => runs.clone(),
                _ => of_machine(plan, node),
            };
            first.get_or_insert_with(|| runs.clone());
            add(&mut groups, node, runs);
        }
    }
    groups
}

/// What is started once for all.
pub(super) fn shared(plan: &Plan) -> Running {
    job::render(plan, &Place::Cluster).map(|bundle| read(&bundle)).unwrap_or_default()
}

fn of_machine(plan: &Plan, node: &Node) -> Running {
    let place = Place::Node(node.name.to_string());
    job::render(plan, &place).map(|bundle| read(&bundle)).unwrap_or_default()
}

fn add(groups: &mut Vec<Group>, node: &Node, runs: Running) {
    let found = groups.iter_mut().find(|group| group.role == node.role && group.runs == runs);
    let ips: Vec<String> = node.ips().map(|ip| ip.to_string()).collect();
    let member = Member { name: node.name.to_string(), ip: ips.join(", ") };
    match found {
        Some(group) if group.members.len() < NAMED => group.members.push(member),
        Some(group) => group.more += 1,
        None => groups.push(Group { role: node.role, members: vec![member], more: 0, runs }),
    }
}

fn read(bundle: &Bundle) -> Running {
    let mut runs = Running::new();
    for file in bundle.artifacts() {
        if let Some((kind, name)) = started(&file.path) {
            let names = runs.entry(kind).or_default();
            if !names.iter().any(|other| other == name) {
                names.push(name.to_owned());
            }
        }
    }
    runs
}

/// What the file at `path` starts. A drop-in speaks of a unit that the system has already.
fn started(path: &str) -> Option<(Kind, &str)> {
    const UNITS: &str = "rootfs/etc/systemd/system/";
    const PODS: &str = "rootfs/etc/kubernetes/manifests/";
    // What the first control plane applies by itself.
    const BOOTSTRAP: &str = "rootfs/opt/bootstrap/";
    if let Some(rest) = path.strip_prefix(UNITS) {
        let unit = rest.split_once(".d/").map_or(rest, |(unit, _)| unit);
        return unit.strip_suffix(".service").map(|name| (Kind::Unit, name));
    }
    if let Some(rest) = path.strip_prefix(PODS) {
        return rest.strip_suffix(".yaml").map(|name| (Kind::StaticPod, name));
    }
    if let Some(rest) = path.strip_prefix("units/") {
        return rest.strip_suffix(".service").map(|name| (Kind::FleetUnit, name));
    }
    if let Some(rest) = path.strip_prefix(BOOTSTRAP) {
        let name = rest.strip_prefix("manifests/").and_then(|rest| rest.strip_suffix(".yaml"));
        return name
            .or_else(|| rest.strip_suffix("/kustomization.yaml"))
            .map(|name| (Kind::AddOn, name));
    }
    let rest = path.strip_prefix("addons/")?;
    rest.strip_suffix(".yaml").map(|name| (Kind::AddOn, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> Plan {
        job::judge(text).plan.expect("the spec is good")
    }

    #[test]
    fn the_guide_s_control_plane_runs_static_pods() {
        let plan = plan(include_str!("../../../examples/one-plus-two.yaml"));
        let groups = groups(&plan);
        let [control_plane, workers] = &groups[..] else { panic!("{groups:?}") };
        assert_eq!(workers.members.len(), 2);
        let names = |group: &Group, kind| group.runs.get(&kind).cloned().unwrap_or_default();
        assert!(names(control_plane, Kind::Unit).contains(&"etcd2".to_owned()));
        assert!(names(control_plane, Kind::StaticPod).contains(&"kube-apiserver".to_owned()));
        assert!(!names(workers, Kind::StaticPod).contains(&"kube-apiserver".to_owned()));
        assert!(shared(&plan).get(&Kind::AddOn).is_some_and(|addons| addons.len() == 2));
    }

    #[test]
    fn fleet_s_units_are_the_cluster_s() {
        let plan = plan(include_str!("../../../examples/fleet-units.yaml"));
        assert_eq!(shared(&plan).get(&Kind::FleetUnit).map(Vec::len), Some(5));
    }

    #[test]
    fn flatcar_s_first_control_plane_starts_the_add_ons() {
        let preset = kubecore::spec::Preset::named("flatcar-ha").expect("a preset").text();
        let groups = groups(&plan(&preset));
        let [first, others, workers] = &groups[..] else { panic!("{groups:?}") };
        assert_eq!((first.members.len(), others.members.len(), workers.members.len()), (1, 2, 3));
        assert_eq!(first.runs[&Kind::AddOn], ["calico", "core-dns", "kube-proxy", "rbac"]);
        assert!(others.runs[&Kind::StaticPod].contains(&"etcd".to_owned()));
        assert_eq!(others.runs.get(&Kind::AddOn), None);
    }

    #[test]
    fn a_machine_of_two_families_names_both_addresses() {
        let text = include_str!("../../../tests/suite/flatcar-ha-dual-stack/cluster.yaml");
        let groups = groups(&plan(text));
        let shown = &groups[0].members[0].ip;
        assert!(shown.contains(", ") && shown.contains(':') && shown.contains('.'), "{shown}");
    }

    #[test]
    fn of_many_machines_some_are_named() {
        let pool = "pools:\n  - { name: w, role: worker, count: 100, first_ip: 192.168.100.101 }\n";
        let text = include_str!("../../../examples/one-plus-two.yaml").to_owned() + pool;
        let groups = groups(&plan(&text));
        let workers = groups.last().expect("workers");
        assert_eq!((workers.members.len(), workers.more), (12, 90));
    }
}
