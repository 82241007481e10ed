//! README.md of the stack: the whole way, in order.

use super::super::{Stack, corrections, units};
use crate::format::markdown::{Inline, Markdown};
use crate::spec::Platform;

pub(in super::super) fn cluster(stack: Stack<'_>) -> String {
    let plan = stack.plan;
    let document = Markdown::new()
        .heading(1, plan.name.as_str())
        .paragraph(
            Inline::new()
                .text(format_args!("{} servers in a Heat stack for {}; Kubernetes ", plan.nodes().len(), cloud(stack)))
                .code(plan.release.kubernetes())
                .text(". Commands are run in the directory that holds cluster and nodes."),
        )
        .heading(2, "Who can do what")
        .paragraph(warning(stack))
        .heading(2, "In this order")
        .steps(steps(stack))
        .heading(2, "Without Heat")
        .paragraph(
            "nodes has a directory for each machine, with its addresses filled in, for machines that you make yourself: \
             the discovery server first, then the others. From the list of machines on, the way is the same.",
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

fn steps(stack: Stack<'_>) -> Vec<Inline> {
    let name = &stack.plan.name;
    let mut steps = vec![
        Inline::new()
            .text("Make the stack: ")
            .code(format_args!(
                "openstack stack create --wait -t cluster/corekube-heat.yaml{} {name}",
                parameters(stack)
            ))
            .text("."),
        Inline::new()
            .text("Ask for its addresses: ")
            .code(format_args!("openstack stack output show --all {name}"))
            .text("."),
    ];
    steps.push(Inline::from(if stack.settings.fixes_addresses() {
        "Write the addresses that the minions got into cluster.yaml, each under nodes: the cloud chose them. The others \
         have those that cluster.yaml gives them."
    } else {
        "Write the addresses that the servers got into cluster.yaml: the cloud chose them."
    }));
    steps.push(
        Inline::new()
            .text("On the overlord, wait until every machine is there: ")
            .code("fleetctl list-machines --full")
            .text(". Write the ids under ")
            .code("corekube.machines")
            .text(" in cluster.yaml, and render again: units in cluster/units are then filled in."),
    );
    steps.push(
        Inline::new()
            .text("Copy cluster to the overlord and run ")
            .code("cluster/start-units.sh")
            .text(". It starts each unit in its order and waits for it; the first downloads take minutes."),
    );
    if !stack.corrected() {
        steps.push(
            Inline::new()
                .text("The Overlord that the template starts would have done this by itself. What its image was built from is \
                       gone: expect ")
                .code("overlord.service")
                .text(" to fail. Each minion has then to be told to the master: ")
                .code(
                    r#"curl -d '{"kind":"Minion","apiVersion":"v1beta1","id":"ADDRESS","hostIP":"ADDRESS"}' http://127.0.0.1:8080/api/v1beta1/minions"#,
                )
                .text("."),
        );
    }
    let nodes = if stack.corrected() { "nodes" } else { "minions" };
    let api = format!(" -s {}", units::api_on_master(stack));
    steps.push(
        Inline::new()
            .text("On the master: ")
            .code(format_args!("/opt/bin/kubectl{api} get {nodes}"))
            .text(" lists the minions by their addresses."),
    );
    if stack.plan.addons.kube_dns {
        steps.push(
            Inline::new()
                .text("Start the cluster's DNS: ")
                .code(format_args!("/opt/bin/kubectl{api} create -f cluster/addons"))
                .text("."),
        );
    }
    // The example of later releases looks its parts up by name.
    if stack.plan.addons.kube_dns || !stack.corrected() {
        steps.push(
            Inline::new()
                .text("Try it: ")
                .code("cluster/guestbook-example.sh")
                .text(", on the master."),
        );
    }
    steps
}

/// What the stack asks for and has no default.
fn parameters(stack: Stack<'_>) -> String {
    let settings = stack.settings;
    let dash =
        |name: &str| if stack.corrected() { name.to_owned() } else { name.replace('_', "-") };
    let mut asked = Vec::new();
    if settings.key_name.is_none() {
        asked.push(format!(" --parameter {}=KEY_PAIR", dash("key_name")));
    }
    if settings.platform == Platform::Openstack && settings.external_network.is_none() {
        asked.push(" --parameter external_network=NETWORK".into());
    }
    if settings.platform == Platform::RackconnectV3 && settings.rackconnect_network.is_none() {
        asked.push(format!(" --parameter {}=ID", dash("rackconnect_network")));
    }
    asked.concat()
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
    let mut list = vec![
        Inline::new()
            .text("A unit belongs to one machine. When a machine is lost: ")
            .code("fleetctl destroy")
            .text(" its units, write the new machine's id, render, and run start-units.sh again."),
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
