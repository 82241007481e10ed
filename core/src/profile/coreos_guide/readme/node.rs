//! README.md of a machine.

use super::super::api_server::LOCAL_URL;
use super::super::shared::Shared;
use super::super::{Guide, once};
use super::ports;
use crate::format::markdown::{Inline, Markdown};
use crate::plan::Node;
use crate::profile::machine::Machine;
use crate::profile::readme::{Keys, bring_up, started};
use crate::spec::Role;

pub(in super::super) fn node(
    guide: Guide<'_>,
    shared: &Shared,
    node: &Node,
    machine: &Machine,
) -> String {
    let plan = guide.plan;
    let mut document = Markdown::new().heading(1, node.name.as_str()).paragraph(
        Inline::new()
            .text(format_args!("{} of the cluster {}, at ", what(node), plan.name))
            .code(node.ip)
            .text(format_args!(
                ". Container Linux {} or later of its line; Kubernetes ",
                guide.settings.os
            ))
            .code(plan.release)
            .text("."),
    );
    document = bring_up(document, node, before(guide, node), keys(guide, node))
        .heading(2, "What is started")
        .steps(started(machine).map(Inline::code_only))
        .heading(2, "How to check it")
        .code("sh", checks(guide, node, machine))
        .paragraph(expectation(guide, node))
        .heading(2, "Ports that must be open to this machine")
        .table(["Port", "From", "For"], ports::of(guide, node));
    format!("{document}{}", shared.of_role(node.role).corrections)
}

pub(super) fn keys(guide: Guide<'_>, node: &Node) -> Keys {
    match node.role {
        Role::Etcd | Role::Overlord => Keys::None,
        Role::ControlPlane | Role::Worker if guide.has_script() => Keys::FromScript,
        Role::ControlPlane | Role::Worker => Keys::InBundle,
    }
}

fn what(node: &Node) -> &'static str {
    match (node.role, node.etcd) {
        (Role::Etcd | Role::Overlord, _) => "An etcd member",
        (Role::ControlPlane, true) => "A control plane with an etcd member",
        (Role::ControlPlane, false) => "A control plane",
        (Role::Worker, _) => "A worker",
    }
}

/// What must be there first.
fn before(guide: Guide<'_>, node: &Node) -> Inline {
    let text = match node.role {
        Role::Etcd | Role::Overlord => {
            "The etcd members come first, and together: each waits for a majority of them."
        }
        Role::ControlPlane if once::of(guide).network.is_some() => {
            "etcd must answer, and cluster/once.sh must have set the pod network."
        }
        Role::ControlPlane if node.etcd && guide.plan.etcd.members.len() == 1 => {
            "This machine comes first: it keeps the cluster's state."
        }
        Role::ControlPlane if node.etcd => {
            "Control planes come first, and together: etcd on them waits for a majority."
        }
        Role::ControlPlane => "etcd must answer before control planes come up.",
        Role::Worker => "The API must answer before workers come up.",
    };
    Inline::from(text)
}

fn checks(guide: Guide<'_>, node: &Node, machine: &Machine) -> String {
    let units: Vec<&str> = started(machine).collect();
    let mut lines = vec![format!("systemctl status {}", units.join(" "))];
    if node.etcd {
        lines.push("etcdctl cluster-health".into());
    }
    if guide.settings.mode.flannel() && node.role != Role::Etcd {
        lines.push("cat /run/flannel/subnet.env".into());
    }
    match node.role {
        Role::ControlPlane => lines.extend([
            format!("curl {LOCAL_URL}/version"),
            "curl -s http://127.0.0.1:10255/pods | jq -r '.items[].metadata.name'".into(),
        ]),
        Role::Worker => lines.push("curl -s http://127.0.0.1:10255/healthz".into()),
        Role::Etcd | Role::Overlord => {}
    }
    lines.join("\n")
}

fn expectation(guide: Guide<'_>, node: &Node) -> Inline {
    let minutes = "The first start downloads images and takes minutes.";
    match node.role {
        Role::Etcd | Role::Overlord => Inline::from("The member is healthy once a majority is up."),
        Role::ControlPlane => {
            let mut text = Inline::new().text(minutes).text(" Then the pods are ");
            for name in ["kube-apiserver", "kube-controller-manager", "kube-scheduler"] {
                text = text.code(format_args!("{name}-{}", node.ip)).text(", ");
            }
            if guide.settings.mode.calico() {
                text = text.code(format_args!("calico-policy-controller-{}", node.ip)).text(", ");
            }
            text.code(format_args!("kube-proxy-{}", node.ip)).text(".")
        }
        Role::Worker => Inline::new()
            .text(minutes)
            .text(" Then ")
            .code("kubectl get nodes")
            .text(" lists ")
            .code(node.ip)
            .text(" as Ready."),
    }
}
