//! README.md of a machine.

use super::super::{Document, fleet, kubelet, network_environment};
use super::{of_role, ports};
use crate::format::markdown::{Inline, Markdown};
use crate::plan::Node;
use crate::profile::machine::Machine;
use crate::profile::readme::{Keys, bring_up, started};
use crate::spec::Role;

pub(in super::super) fn node(document: Document<'_>, node: &Node, machine: &Machine) -> String {
    let plan = document.plan;
    let what = if node.etcd { "A leader with an etcd member" } else { "A worker" };
    let markdown = Markdown::new().heading(1, node.name.as_str()).paragraph(
        Inline::new()
            .text(format_args!("{what} of the cluster {}, at ", plan.name))
            .code(node.ip)
            .text("; fleet knows it by ")
            .code(fleet::metadata(document, node.role))
            .text(
                ". CoreOS 653.0.0 or later, as long as it brings fleet and etcd2. \
                 Kubernetes comes through fleet, once the machines are up: see cluster/README.md.",
            ),
    );
    let first = if node.role == Role::Worker {
        "The leaders must be up: etcd here forwards to theirs, and fleet and flannel ask it."
    } else if plan.etcd.members.len() > 1 {
        "Leaders come first, and together: etcd on them waits for a majority."
    } else {
        "This machine comes first: it keeps the cluster's state."
    };
    let markdown = bring_up(markdown, node, first.into(), Keys::None)
        .heading(2, "What is started")
        .steps(started(machine).map(Inline::code_only))
        .heading(2, "How to check it")
        .code("sh", checks(machine))
        .paragraph(
            Inline::new()
                .text("etcd says that the cluster is healthy, fleet lists this machine with its metadata, and ")
                .code(network_environment::FILE)
                .text(" holds its address."),
        )
        .heading(2, "Ports that must be open to this machine")
        .table(["Port", "From", "For"], ports::of(document, node))
        .paragraph(danger(document, node));
    format!("{markdown}{}", of_role(document, node.role))
}

fn checks(machine: &Machine) -> String {
    let units: Vec<&str> = started(machine).collect();
    [
        &format!("systemctl status {}", units.join(" ")),
        "etcdctl cluster-health",
        "fleetctl list-machines",
        &format!("cat {} /run/flannel/subnet.env", network_environment::FILE),
    ]
    .join("\n")
}

/// What these releases leave open.
fn danger(document: Document<'_>, node: &Node) -> Inline {
    let mut text = Inline::new().strong("None of these ports asks who is there.").text(" ");
    if node.etcd {
        text = text
            .text("Whoever reaches ")
            .code(document.settings.api_port)
            .text(", 6443 or etcd rules the cluster, and through it every machine. ");
    }
    if document.runs_pods(node.role) {
        text = text
            .text("Whoever reaches ")
            .code(kubelet::PORT)
            .text(" runs programs in the pods here. ");
    }
    text.text("Open them to the machines of the cluster, and to no others.")
}
