//! From nothing to a running cluster, in order.

use super::super::Config;
use super::kubectl;
use crate::format::markdown::Inline;
use crate::plan::Node;
use crate::spec::Role;

pub(super) fn steps(config: Config<'_>) -> Vec<Inline> {
    let plan = config.plan;
    let nodes = config.machines;
    let members = nodes.iter().filter(|node| node.etcd && node.role == Role::Worker);
    let rest = nodes.iter().filter(|node| !node.etcd && node.role == Role::Worker);
    let master = nodes.iter().filter(|node| node.role == Role::ControlPlane);
    let ip = plan.first_control_plane().map(|node| node.ip.to_string()).unwrap_or_default();
    let mut steps = vec![Inline::new().text(
        "At your providers, let TCP and UDP 6783 in to each machine from the others, and SSH from you; close the rest.",
    )];
    steps.extend(bring_up("Bring up the master, by its README.md: ", master));
    steps.extend(bring_up("Without waiting for it, bring up the other etcd members: ", members));
    steps.extend(bring_up("Bring up the other machines: ", rest));
    steps.push(
        Inline::new()
            .text("Look at it from the master: ")
            .code(format_args!("ssh core@{ip}"))
            .text(", then ")
            .code("sudo /opt/bin/weave status")
            .text(" (it shows a connection to every other machine), ")
            .code(format_args!("etcdctl --peers {} cluster-health", plan.etcd.endpoint_list()))
            .text(" and ")
            .code(format_args!("{} get nodes", kubectl(config)))
            .text("."),
    );
    if plan.addons.kube_dns {
        steps.push(
            Inline::new()
                .text("Install DNS: ")
                .code(format_args!("rsync -a cluster/addons core@{ip}:"))
                .text(", then on the master ")
                .code(format_args!("{} create -f addons", kubectl(config)))
                .text("."),
        );
    }
    steps.push(
        Inline::new()
            .text("From your own machine, the API is at the other end of ")
            .code(format_args!("ssh -N -L 8080:{} core@{ip}", config.api()))
            .text(": ")
            .code("kubectl --server=http://127.0.0.1:8080 get nodes")
            .text("."),
    );
    steps
}

/// A big cluster has too many names for a sentence.
const NAMED: usize = 6;

/// None if there is no such machine.
fn bring_up<'n>(what: &'static str, nodes: impl Iterator<Item = &'n Node>) -> Option<Inline> {
    let names: Vec<&str> = nodes.map(|node| node.name.as_str()).collect();
    let mut text = Inline::new().text(what);
    for (index, name) in names.iter().take(NAMED).enumerate() {
        if index > 0 {
            text = text.text(", ");
        }
        text = text.code(format_args!("nodes/{name}"));
    }
    match names.len() {
        0 => None,
        1..=NAMED => Some(text.text(".")),
        many => Some(text.text(format_args!(" and {} more.", many - NAMED))),
    }
}
