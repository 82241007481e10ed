//! README.md of the cluster: the whole way, in order.

use super::super::{Document, corrections, fleet};
use super::steps::steps;
use crate::format::markdown::{Inline, Markdown};
use crate::profile::corrections::section;
use crate::spec::Role;

pub(in super::super) fn cluster(document: Document<'_>) -> String {
    let Document { plan, .. } = document;
    let markdown = Markdown::new()
        .heading(1, plan.name.as_str())
        .paragraph(
            Inline::new()
                .text(format_args!("{} machines; Kubernetes ", plan.nodes().len()))
                .code(plan.release.kubernetes())
                .text(", which fleet places on them; the API at ")
                .code(document.api_url())
                .text(". Commands are run in the directory that holds cluster and nodes."),
        )
        .heading(2, "In this order")
        .steps(steps(document))
        .heading(2, "What runs where")
        .table(["Unit", "Where"], placements(document))
        .paragraph(
            "Controller manager and scheduler run once: releases of that time have no election among several. \
             When their machine is lost, fleet starts them on another leader.",
        )
        .heading(2, "Later")
        .table(
            ["", ""],
            [
                [Inline::from("See how it is"), Inline::code_only("cluster/fleet.sh status")],
                [
                    Inline::from("After a change in cluster.yaml"),
                    Inline::new()
                        .text("render again; on each changed machine run its install.sh; then ")
                        .code("cluster/fleet.sh upgrade"),
                ],
                [
                    Inline::from("Why a unit does not run"),
                    Inline::code_only("fleetctl journal kube-apiserver.service"),
                ],
                [Inline::from("Take Kubernetes away"), Inline::code_only("cluster/fleet.sh remove")],
            ],
        )
        .heading(2, "Addresses")
        .table(
            ["", ""],
            [
                [Inline::from("Pods"), Inline::code_only(plan.network.pods)],
                [Inline::from("Services"), Inline::code_only(plan.network.services)],
                [Inline::from("The API as a service"), Inline::code_only(plan.network.api_service_ip)],
                [Inline::from("DNS"), dns(document)],
                [Inline::from("etcd"), Inline::code_only(plan.etcd.endpoint_list())],
            ],
        )
        .heading(2, "Keep in mind")
        .list(keep_in_mind(document));
    let repairs = section(&corrections::of_cluster(document).collect::<Vec<_>>());
    format!("{markdown}{repairs}")
}

fn placements(document: Document<'_>) -> Vec<[Inline; 2]> {
    let every =
        |role| Inline::new().text("every machine with ").code(fleet::metadata(document, role));
    let with_pods = if document.runs_pods(Role::ControlPlane) {
        Inline::from("every machine")
    } else {
        every(Role::Worker)
    };
    let beside = || Inline::new().text("one of the machines with ").code("kube-apiserver.service");
    vec![
        [Inline::code_only("kube-apiserver.service"), every(Role::ControlPlane)],
        [Inline::code_only("kube-controller-manager.service"), beside()],
        [Inline::code_only("kube-scheduler.service"), beside()],
        [Inline::code_only("kube-kubelet.service"), with_pods.clone()],
        [Inline::code_only("kube-proxy.service"), with_pods],
    ]
}

fn dns(document: Document<'_>) -> Inline {
    let Document { plan, .. } = document;
    if plan.addons.kube_dns {
        Inline::new().code(plan.network.dns_service_ip).text(", for ").code(&plan.network.domain)
    } else {
        Inline::from("none: pods do not find services by name")
    }
}

fn keep_in_mind(document: Document<'_>) -> Vec<Inline> {
    let Document { plan, settings } = document;
    let mut notes = vec![
        Inline::new()
            .strong("The API asks nobody who they are.")
            .text(" Whoever reaches port ")
            .code(settings.api_port)
            .text(
                " or 6443 of a leader, or etcd, can start any program on any machine. So can whoever reaches a \
                 kubelet's 10250. Keep all of it on a network of your own; pods are on it, too.",
            ),
        Inline::from(
            "Programs are downloaded from the address in the units. Give their checksums in cluster.yaml to be sure of \
             what you get.",
        ),
        Inline::new().text("Machines that were not made from nodes need what the units rely on: ").text(
            "etcd2, fleet with metadata, flannel, and the files of a machine of their role.",
        ),
        Inline::new()
            .text("The document's repository also has ")
            .code("kube-register.service")
            .text(
                ", which announced machines to the API. It is not rendered: kubelets announce themselves since v0.18, and \
                 it asked the API at a port and machines by metadata that nothing else there has (D-18).",
            ),
        Inline::from("Pod and service ranges of a running cluster cannot be changed."),
    ];
    if plan.of_role(Role::ControlPlane).count() > 1 {
        notes.push(
            Inline::new()
                .text("Of the leaders' API servers, one at a time stands behind the service ")
                .code("kubernetes")
                .text(": releases of that time cannot be told of several."),
        );
    }
    notes
}
