//! README.md of the stack: the whole way, in order.

use super::super::{Stack, corrections};
use super::by_hand;
use super::steps::steps;
use crate::format::markdown::{Inline, Markdown};
use crate::spec::Platform;

pub(in super::super) fn cluster(stack: Stack<'_>) -> String {
    let plan = stack.plan;
    let document = Markdown::new()
        .heading(1, plan.name.as_str())
        .paragraph(
            Inline::new()
                .text(format_args!(
                    "{} servers in a Heat stack for {}; Kubernetes ",
                    plan.nodes().len(),
                    cloud(stack)
                ))
                .code(plan.release.kubernetes())
                .text(". Commands are run in the directory that holds cluster and nodes."),
        )
        .heading(2, "Who can do what")
        .paragraph(warning(stack))
        .heading(2, "In this order")
        .steps(steps(stack));
    // As published this is the only way, and stands above.
    let document = if stack.corrected() {
        document
            .heading(2, "Without the overlord")
            .paragraph("A script does its work by hand, for machines whose ids are known. Not while the overlord runs: it would start what the script has just removed.")
            .steps(by_hand(stack))
    } else {
        document
    };
    let document = document
        .heading(2, "Without Heat")
        .paragraph(
            "nodes has a directory for each machine, with its addresses filled in, for machines that you make yourself: \
             the discovery server first, then the others. Once they are there, the way is the same.",
        )
        .heading(2, "Addresses")
        .table(["", ""], addresses(stack))
        .heading(2, "Keep in mind")
        .list(keep_in_mind(stack));
    format!("{document}{}", corrections::of(stack, None))
}

fn cloud(stack: Stack<'_>) -> &'static str {
    match stack.settings.platform {
        Platform::Openstack => "OpenStack",
        Platform::Rackspace => "Rackspace",
        Platform::RackconnectV3 => "Rackspace behind RackConnect v3",
    }
}

fn warning(stack: Stack<'_>) -> Inline {
    let text = Inline::new().text(
        "Kubernetes as it is set up here knows neither certificates nor passwords: whoever reaches the API, etcd, fleet or \
         a kubelet rules the cluster, every pod among them. ",
    );
    match (stack.settings.platform, stack.settings.open_security_group) {
        (Platform::Openstack, true) => {
            text.text("The security group lets everybody in, as you asked.")
        }
        (Platform::Openstack, false) => match stack.settings.admin_cidr {
            Some(cidr) => text
                .text("The security group lets servers talk to each other, and SSH in from ")
                .code(cidr)
                .text("."),
            None => text.text(
                "The security group lets servers talk to each other, and nobody in: set admin_cidr to log in by SSH.",
            ),
        },
        _ => text.text(
            "Servers have a public address without a firewall, and one in the service network that other customers share: \
             close all ports but SSH there before anything else. The template needs Rackspace's own plug-in for Heat.",
        ),
    }
}

fn addresses(stack: Stack<'_>) -> Vec<[Inline; 2]> {
    let network = &stack.plan.network;
    let row = |what: &str, value: &dyn std::fmt::Display| {
        [Inline::from(what), Inline::code_only(value.to_string())]
    };
    let mut rows = Vec::new();
    if stack.settings.platform != Platform::RackconnectV3 {
        rows.push(row("The stack's network", &stack.settings.network));
    }
    rows.extend([
        row("Pods", &network.pods),
        row("Services", &network.services),
        row("The API as a service", &network.api_service_ip),
    ]);
    if stack.plan.addons.kube_dns {
        rows.push(row("DNS", &network.dns_service_ip));
        rows.push(row("Domain", &network.domain));
    }
    rows.extend(stack.plan.nodes().iter().map(|node| row(node.name.as_str(), &node.ip)));
    rows
}

fn keep_in_mind(stack: Stack<'_>) -> Vec<Inline> {
    let replacing = Inline::new()
        .text("A unit belongs to one machine. When a machine is lost: ")
        .code("fleetctl destroy")
        .text(if stack.corrected() {
            " its units; a new machine gets its own when it joins."
        } else {
            " its units, write the new machine's id, render, and run start-units.sh again."
        });
    let mut list = vec![
        replacing,
        Inline::from(
            "A change of the template makes Heat replace servers. Pod and service ranges of a running cluster cannot be \
             changed.",
        ),
    ];
    if stack.corrected() {
        list.push(Inline::from(
            "The cluster's state is on the discovery server, and nowhere else: back /var/lib/etcd2 up.",
        ));
    }
    if stack.settings.platform == Platform::RackconnectV3 && !stack.corrected() {
        list.push(Inline::from(
            "The document's own template for RackConnect v3 was broken in this release: it started a file that was no \
             longer there. This is what it was meant to be.",
        ));
    }
    if stack.settings.platform == Platform::Rackspace && !stack.corrected() {
        list.push(
            Inline::new()
                .text("Behind RackConnect v2 the firewall needs two rules, Dedicated to Cloud, for all protocols and any \
                       destination: from ")
                .code(stack.settings.network)
                .text(" and from ")
                .code(stack.plan.network.pods)
                .text("."),
        );
    }
    list
}
