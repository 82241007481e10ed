//! kubelet: on every machine that runs pods. It announces the machine by its address.

use super::network_environment::{ADDRESS, FILE};
use super::unit::{Parts, Program, whole};
use super::{Document, fleet, leader};
use crate::format::systemd::{Command, UnitFile, variable};

pub(super) const PORT: u16 = 10250;
pub(super) const HEALTH_PORT: u16 = 10248;

pub(super) fn unit(document: Document<'_>) -> (Program, UnitFile) {
    whole(
        document,
        Parts {
            program: Program::Kubelet,
            description: "Kubernetes Kubelet",
            requires: "setup-network-environment.service",
            environment: vec![FILE, leader::FILE],
            before: leader::wait(document),
            start: start(document),
            placement: fleet::every_machine_with_pods(document),
        },
    )
}

fn start(document: Document<'_>) -> Command {
    let Document { plan, settings } = document;
    let flag = |published, corrected| document.flag(published, corrected);
    let start = Command::new(Program::Kubelet.path());
    // D-8: whoever reaches the kubelet's port runs programs in its pods.
    let start = if settings.corrected() {
        start.flag("--address", variable(ADDRESS))
    } else {
        start.flag("--address", "0.0.0.0")
    };
    let start = start
        .flag("--port", PORT)
        .flag(flag("--hostname_override", "--hostname-override"), variable(ADDRESS))
        .flag(flag("--api_servers", "--api-servers"), leader::url(document))
        .flag(flag("--allow_privileged", "--allow-privileged"), true)
        .flag("--logtostderr", true)
        // kube-register asked from other machines; nobody does since the kubelet registers itself.
        .flag(
            flag("--healthz_bind_address", "--healthz-bind-address"),
            if settings.corrected() { "127.0.0.1" } else { "0.0.0.0" },
        )
        .flag(flag("--healthz_port", "--healthz-port"), HEALTH_PORT);
    if !plan.addons.kube_dns {
        return start;
    }
    // D-10
    start
        .flag("--cluster-dns", plan.network.dns_service_ip)
        .flag("--cluster-domain", &plan.network.domain)
}
