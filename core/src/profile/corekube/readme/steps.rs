//! From nothing to a running cluster, in order.

use super::super::{Stack, units};
use crate::profile::Step;
use crate::spec::Platform;

pub(in super::super) fn steps(stack: Stack<'_>) -> Vec<Step> {
    let name = &stack.plan.name;
    let mut steps = vec![
        Step::new()
            .text("Make the stack: ")
            .command(format_args!(
                "openstack stack create --wait -t cluster/corekube-heat.yaml{} {name}",
                parameters(stack)
            ))
            .text("."),
        Step::new()
            .text("Ask for its addresses: ")
            .command(format_args!("openstack stack output show --all {name}"))
            .text("."),
    ];
    if stack.corrected() {
        steps.extend(by_overlord(stack));
    } else {
        steps.extend(by_hand(stack));
        steps.push(
            Step::new()
                .text("The Overlord that the template starts would have done this by itself. What its image was built from is \
                       gone: expect ")
                .code("overlord.service")
                .text(" to fail. Each minion has then to be told to the master: ")
                .command(
                    r#"curl -d '{"kind":"Minion","apiVersion":"v1beta1","id":"ADDRESS","hostIP":"ADDRESS"}' http://127.0.0.1:8080/api/v1beta1/minions"#,
                )
                .text("."),
        );
    }
    let nodes = if stack.corrected() { "nodes" } else { "minions" };
    let api = format!(" -s {}", units::api_on_master(stack));
    steps.push(
        Step::new()
            .text("On the master: ")
            .command(format_args!("/opt/bin/kubectl{api} get {nodes}"))
            .text(" lists the minions by their addresses."),
    );
    if stack.plan.addons.kube_dns {
        steps.push(
            Step::new()
                .text("Start the cluster's DNS: ")
                .command(format_args!("/opt/bin/kubectl{api} create -f cluster/addons"))
                .text("."),
        );
    }
    // The example of later releases looks its parts up by name.
    if stack.plan.addons.kube_dns || !stack.corrected() {
        steps.push(
            Step::new()
                .text("Try it: ")
                .command("cluster/guestbook-example.sh")
                .text(", on the master."),
        );
    }
    steps
}

/// The overlord gives machines their units.
fn by_overlord(stack: Stack<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    if stack.settings.program.is_none() {
        steps.push(
            Step::new()
                .text("Copy kubecore-cli, built for x86-64 without libraries of the system (musl), to the overlord: ")
                .command("scp kubecore-cli core@ADDRESS:")
                .text("; and there: ")
                .command(
                    "sudo mkdir -p /opt/bin && sudo install kubecore-cli /opt/bin/kubecore-cli && sudo systemctl start overlord",
                )
                .text("."),
        );
    }
    steps.push(
        Step::new()
            .text("On the overlord, watch it give every machine its units: ")
            .command("journalctl -fu overlord")
            .text(". The first downloads take minutes. ")
            .command("/opt/bin/kubecore-cli overlord status --config /etc/corekube/overlord.yaml")
            .text(" says where each machine stands."),
    );
    steps
}

/// Somebody gives machines their units.
pub(in super::super) fn by_hand(stack: Stack<'_>) -> Vec<Step> {
    vec![
        Step::new().text(if stack.settings.fixes_addresses() {
            "Write the addresses that the minions got into cluster.yaml, each under nodes: the cloud chose them. The others \
             have those that cluster.yaml gives them."
        } else {
            "Write the addresses that the servers got into cluster.yaml: the cloud chose them."
        }),
        Step::new()
            .text("On the overlord, wait until every machine is there: ")
            .command("fleetctl list-machines --full")
            .text(". Write the ids under ")
            .code("corekube.machines")
            .text(" in cluster.yaml, and render again: units in cluster/units are then filled in."),
        Step::new()
            .text("Copy cluster to the overlord and run ")
            .command("cluster/start-units.sh")
            .text(". It starts each unit in its order and waits for it; the first downloads take minutes."),
    ]
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
