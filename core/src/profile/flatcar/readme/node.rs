//! README.md of a machine.

use super::super::cluster::addresses;
use super::super::{Cluster, bootstrap, etcd, kubeconfigs, kubelet, user_data};
use super::ports;
use crate::format::markdown::{Inline, Markdown};
use crate::plan::Node;
use crate::profile::machine::Machine;
use crate::profile::readme::{Keys, install_commands, started};
use crate::spec::{FlatcarOs, KeyDelivery, Role};

pub(in super::super) fn node(cluster: Cluster<'_>, node: &Node, machine: &Machine) -> String {
    let plan = cluster.plan;
    Markdown::new()
        .heading(1, node.name.as_str())
        .paragraph(
            Inline::new()
                .text(format_args!("{} of the cluster {}, at ", what(node), plan.name))
                .code(addresses(node))
                .text(format_args!(". {}; Kubernetes ", system(cluster)))
                .code(plan.release.kubernetes())
                .text("."),
        )
        .heading(2, "Bring it up")
        .paragraph(before(cluster, node))
        .paragraph(first_boot(cluster, node))
        .paragraph(keys_come(cluster))
        .code("sh", install_commands(node, Keys::InBundle).join("\n"))
        .paragraph(
            "The last line takes the copy off the machine again. Installing again is safe: files that differ are \
             replaced, and units are restarted only if one did. So is how a change of cluster.yaml gets here.",
        )
        .heading(2, "What is started")
        .steps(started(machine).map(Inline::code_only))
        .heading(2, "How to check it")
        .code("sh", checks(cluster, node, machine))
        .paragraph(expectation(cluster, node))
        .heading(2, "Ports that must be open to this machine")
        .table(["Port", "From", "For"], ports::of(cluster, node))
        .to_string()
}

fn what(node: &Node) -> &'static str {
    match (node.role, node.etcd) {
        (Role::Etcd | Role::Overlord, _) => "An etcd member",
        (Role::ControlPlane, true) => "A control plane with an etcd member",
        (Role::ControlPlane, false) => "A control plane",
        (Role::Worker, _) => "A worker",
    }
}

/// The releases that read Ignition 3.4.0. Fedora CoreOS keeps no old releases to name one.
fn system(cluster: Cluster<'_>) -> &'static str {
    match cluster.settings.os {
        FlatcarOs::Flatcar => "Flatcar Container Linux 4081 (LTS-2024) or later",
        FlatcarOs::FedoraCoreos => "Fedora CoreOS, any release of a current stream",
    }
}

fn before(cluster: Cluster<'_>, node: &Node) -> Inline {
    let alone = cluster.plan.etcd.members.len() == 1;
    let text = match node.role {
        _ if cluster.settings.kubeadm() && bootstrap::is_here(cluster, node) => {
            "This machine comes first: kubeadm makes the cluster here, and the others join."
        }
        _ if cluster.settings.kubeadm() => {
            "The first control plane must be up; until then kubeadm tries again and again."
        }
        Role::Etcd | Role::Overlord | Role::ControlPlane if node.etcd && !alone => {
            "etcd's members come up together: each waits for a majority of them."
        }
        Role::ControlPlane if node.etcd => "This machine keeps the cluster's state.",
        Role::Etcd | Role::Overlord => "This machine keeps the cluster's state.",
        Role::ControlPlane => "The control plane waits for etcd.",
        Role::Worker => "The machine may come up at any time: it waits for the API.",
    };
    Inline::from(text)
}

fn first_boot(cluster: Cluster<'_>, node: &Node) -> Inline {
    let text = match user_data::url(cluster, node) {
        Some(url) => Inline::new().text("Serve ").code("config.ign").text(" at ").code(url).text(
            ", which is where the machine fetches it, and sees that it is this one by its hash. ",
        ),
        None => Inline::new(),
    };
    text.text("Give the machine ")
        .code(user_data::name(cluster))
        .text(" as user-data at its first boot; Ignition reads it then, and never again. ")
        .code("config.bu")
        .text(format_args!(
            " says the same for people, and for Butane (variant {}).",
            match cluster.settings.os {
                FlatcarOs::Flatcar => "flatcar 1.1.0",
                FlatcarOs::FedoraCoreos => "fcos 1.5.0",
            }
        ))
}

fn keys_come(cluster: Cluster<'_>) -> Inline {
    match cluster.settings.keys {
        KeyDelivery::Bundle => Inline::new()
            .text("Its keys are no part of that: they are in this bundle if it was rendered with ")
            .code("--pki")
            .text(
                ", so keep it closed. Units that need them wait. Bring them, from your own machine, in the \
                 directory that holds cluster and nodes:",
            ),
        KeyDelivery::Ignition => Inline::new()
            .text("Its keys are part of that if it was rendered with ")
            .code("--pki")
            .text(": whoever reads the user-data has them. Later changes are brought so:"),
    }
}

fn checks(cluster: Cluster<'_>, node: &Node, machine: &Machine) -> String {
    let units: Vec<&str> = started(machine).collect();
    let mut lines = vec![format!("systemctl status {}", units.join(" "))];
    if node.etcd && etcd::runs_as_unit(cluster, node) {
        lines.push(etcd::health_command());
    }
    if node.role.runs_kubernetes() {
        lines.push("sudo journalctl --unit kubelet.service --lines 20".into());
        lines.push("curl --fail http://127.0.0.1:10248/healthz".into());
    }
    if node.role == Role::ControlPlane {
        lines.push(format!("curl --fail --insecure {}/readyz?verbose", kubeconfigs::local_url()));
    }
    if bootstrap::is_here(cluster, node) {
        lines.push(format!("sudo journalctl --unit {}", bootstrap::UNIT));
    }
    lines.join("\n")
}

fn expectation(cluster: Cluster<'_>, node: &Node) -> Inline {
    let minutes = "The first start downloads programs and images and takes minutes.";
    match node.role {
        Role::Etcd | Role::Overlord => Inline::from("The member is healthy once a majority is up."),
        Role::ControlPlane if !cluster.settings.kubeadm() => Inline::new()
            .text(minutes)
            .text(" Then the pods of ")
            .code(kubelet::MANIFESTS)
            .text(" run here, each named after its file and this machine."),
        Role::ControlPlane | Role::Worker => Inline::new()
            .text(minutes)
            .text(" Then ")
            .code("kubectl get nodes")
            .text(" lists ")
            .code(&node.name)
            .text(", as Ready once the pod network is there."),
    }
}
