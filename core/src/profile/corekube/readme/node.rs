//! README.md of a machine.

use super::super::{Stack, corrections, etcd};
use crate::format::markdown::{Inline, Markdown};
use crate::plan::{ETCD_CLIENT_PORT, Node};
use crate::profile::machine::Machine;
use crate::profile::readme::{Keys, bring_up, started};
use crate::spec::Role;

pub(in super::super) fn node(stack: Stack<'_>, node: &Node, machine: &Machine) -> String {
    let plan = stack.plan;
    let document = Markdown::new()
        .heading(1, node.name.as_str())
        .paragraph(
            Inline::new()
                .text(format_args!("{} of the cluster {}, at ", what(node.role), plan.name))
                .code(node.ip)
                .text(format_args!(". {}; Kubernetes ", system(stack)))
                .code(plan.release.kubernetes())
                .text("."),
        )
        .paragraph(
            "These files are for a machine that no Heat template makes; inside a stack the template has the same.",
        );
    let document = bring_up(document, node, before(node.role), Keys::None)
        .heading(2, "What is started")
        .steps(started(machine).map(Inline::code_only))
        .heading(2, "How to check it")
        .code("sh", checks(stack, node, machine))
        .paragraph(expectation(node.role))
        .heading(2, "Ports that must be open to this machine")
        .table(["Port", "From", "For"], ports(stack, node.role));
    format!("{document}{}", corrections::of(stack, Some(node.role)))
}

fn what(role: Role) -> &'static str {
    match role {
        Role::Etcd => "The discovery server",
        Role::Overlord => "The overlord",
        Role::ControlPlane => "The master",
        Role::Worker => "A minion",
    }
}

fn system(stack: Stack<'_>) -> &'static str {
    if stack.corrected() {
        "CoreOS 1010.5.0 or later of its line"
    } else {
        "CoreOS 522.0.0, with etcd 0.4, fleet 0.8 and a root file system of btrfs"
    }
}

fn before(role: Role) -> Inline {
    Inline::from(match role {
        Role::Etcd => "This machine comes first: the others find each other here.",
        Role::Overlord | Role::ControlPlane | Role::Worker => {
            "The discovery server must answer before this machine comes up."
        }
    })
}

fn checks(stack: Stack<'_>, node: &Node, machine: &Machine) -> String {
    let units: Vec<&str> = started(machine).collect();
    let mut lines = vec![format!("systemctl status {}", units.join(" "))];
    match (node.role, stack.corrected()) {
        (Role::Etcd, true) => lines.push(format!("curl {}/health", etcd::LOCAL)),
        (Role::Etcd, false) => lines.push("curl http://127.0.0.1:4001/version".into()),
        (Role::Overlord, corrected) => {
            lines.push("fleetctl list-machines".into());
            if corrected {
                let status = "overlord status --config /etc/corekube/overlord.yaml";
                lines.push(format!("/opt/bin/kubecore-cli {status}"));
            }
        }
        (Role::ControlPlane | Role::Worker, _) => {
            lines.extend(["fleetctl list-machines".into(), "cat /run/flannel/subnet.env".into()]);
        }
    }
    lines.join("\n")
}

fn expectation(role: Role) -> Inline {
    Inline::from(match role {
        Role::Etcd => "It answers within seconds of the first boot.",
        Role::Overlord => {
            "Every machine but the discovery server is listed, each with its kubernetes_role."
        }
        Role::ControlPlane | Role::Worker => {
            "Kubernetes itself comes by fleet: cluster/README.md says how its units are started."
        }
    })
}

fn ports(stack: Stack<'_>, role: Role) -> Vec<[Inline; 3]> {
    let row = |port: &str, from: &str, what: &str| {
        [Inline::code_only(port), Inline::from(from), Inline::from(what)]
    };
    let mut rows = vec![row("22", "you", "SSH")];
    let all = "the cluster's machines";
    let client = ETCD_CLIENT_PORT.to_string();
    match (role, stack.corrected()) {
        (Role::Etcd, true) => rows.extend([
            row(&client, all, "etcd"),
            row("2380", all, "etcd, for proxies to find its members"),
        ]),
        (Role::Etcd, false) => rows.push(row("4001", all, "the list of etcd's members")),
        (_, false) => rows.extend([row("4001", all, "etcd"), row("7001", all, "etcd's members")]),
        (_, true) => {}
    }
    match role {
        Role::Overlord if !stack.corrected() => {
            rows.push(row("10001", "nobody else", "fleet's API, which asks nobody for a name"));
        }
        Role::ControlPlane => rows.extend([
            row("8080", all, "the API, which asks nobody for a name"),
            row("8472/udp", "master and minions", "flannel"),
        ]),
        Role::Worker => rows.extend([
            row("10250", "the master", "the kubelet, which asks nobody for a name"),
            row("8472/udp", "master and minions", "flannel"),
        ]),
        Role::Etcd | Role::Overlord => {}
    }
    rows
}
