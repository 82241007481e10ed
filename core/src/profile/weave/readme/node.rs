//! README.md of a machine.

use super::super::{Config, corrections, network};
use super::{kubectl, ports};
use crate::format::markdown::{Inline, Markdown};
use crate::plan::Node;
use crate::profile::machine::Machine;
use crate::profile::readme::{Keys, bring_up, started};
use crate::spec::{Registration, Role};

pub(in super::super) fn node(config: Config<'_>, node: &Node, machine: &Machine) -> String {
    let plan = config.plan;
    let bridge = config.settings.bridge(node);
    let document = Markdown::new().heading(1, node.name.as_str()).paragraph(
        Inline::new()
            .text(format_args!("{} of the cluster {}, at ", what(node), plan.name))
            .code(node.ip)
            .text(" of its own network and at ")
            .code(bridge.address)
            .text(" in Weave's; its pods are in ")
            .code(bridge.subnet)
            .text(". CoreOS of 2015 (beta 723.3.0 or later of that year); Kubernetes ")
            .code(plan.release.kubernetes())
            .text("."),
    );
    let document = if config.shared() {
        shared(document, node)
    } else {
        bring_up(document, node, before(node), Keys::None).paragraph(
            Inline::new()
                .text("install.sh wants an interface with the address above; where your provider translates \
                     addresses, add ")
                .code("--any-address")
                .text(". It restarts docker, and with it what runs in containers."),
        )
    };
    let document = document
        .heading(2, "What is started")
        .steps(started(machine).map(Inline::code_only))
        .heading(2, "How to check it")
        .code("sh", checks(config, node))
        .paragraph(expectation(config, node))
        .heading(2, "Ports")
        .table(["Port", "From", "For"], ports::of(config, node));
    if config.shared() {
        document.to_string()
    } else {
        format!("{document}{}", corrections::of(config))
    }
}

/// There is nothing of this machine's own.
fn shared(document: Markdown, node: &Node) -> Markdown {
    document
        .heading(2, "Bring it up")
        .paragraph(
            Inline::new()
                .text("Its user-data is the one of all machines: ")
                .code("cluster/cloud-config.yaml")
                .text(". The host name decides what the machine takes from it: it must be ")
                .code(&node.name)
                .text(" without a domain behind it, from the first boot on, so set it where you order the machine. \
                     Under another name ")
                .code("weave-create-bridge.service")
                .text(" fails, and says which file it misses."),
        )
        .paragraph(before(node))
}

fn what(node: &Node) -> &'static str {
    match (node.role, node.etcd) {
        (Role::ControlPlane, true) => "The master, with an etcd member",
        (Role::ControlPlane, false) => "The master",
        (_, true) => "A node with an etcd member",
        (_, false) => "A node",
    }
}

/// What must be there first.
fn before(node: &Node) -> Inline {
    Inline::from(match (node.role, node.etcd) {
        (Role::ControlPlane, true) => {
            "The master comes first, and the other etcd members right after it: each waits for a majority of them."
        }
        (Role::ControlPlane, false) => {
            "The master comes first: the other machines find the network through it. Its API waits for etcd."
        }
        (_, true) => {
            "It follows the master at once: etcd on both waits for a majority of the members."
        }
        (_, false) => "The etcd members come before it.",
    })
}

fn checks(config: Config<'_>, node: &Node) -> String {
    let mut lines = vec![
        format!("systemctl status {}", network::TARGET),
        "ip addr show weave".into(),
        "sudo /opt/bin/weave status".into(),
    ];
    if node.etcd {
        lines.push("etcdctl cluster-health".into());
    }
    lines.push(format!("curl {}/healthz", config.api_url()));
    lines.push(format!("{} get nodes", kubectl(config)));
    lines.join("\n")
}

fn expectation(config: Config<'_>, node: &Node) -> Inline {
    let text = Inline::new().text(
        "The first start downloads Weave's images and Kubernetes, some 200 MB together, and takes minutes. Then Weave's \
         status lists the other machines as peers, and the API answers ",
    );
    let text = text.code("ok");
    if node.role == Role::ControlPlane {
        return text.text(".");
    }
    if !config.corrected() && config.settings.registration == Registration::Script {
        return text.text(
            ". The published script announces a Minion of v1beta1, which this release refuses (W-3): kubectl does not \
             list the machine.",
        );
    }
    let name = if config.corrected() {
        config.settings.bridge(node).address.to_string()
    } else {
        node.name.to_string()
    };
    text.text("; kubectl lists ").code(name).text(" as Ready.")
}
