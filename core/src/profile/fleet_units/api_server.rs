//! kube-apiserver: on every leader.

use super::Document;
use super::network_environment::{ADDRESS, FILE};
use super::unit::{Parts, Program, whole};
use super::{etcd, fleet};
use crate::format::systemd::{Command, UnitFile, variable};

pub(super) fn unit(document: Document<'_>) -> (Program, UnitFile) {
    whole(
        document,
        Parts {
            program: Program::ApiServer,
            description: "Kubernetes API Server",
            requires: "etcd2.service setup-network-environment.service",
            environment: vec![FILE],
            before: None,
            start: start(document),
            placement: fleet::every_leader(document),
        },
    )
}

fn start(document: Document<'_>) -> Command {
    let Document { plan, settings } = document;
    let flag = |published, corrected| document.flag(published, corrected);
    let start = Command::new(Program::ApiServer.path())
        .flag(flag("--allow_privileged", "--allow-privileged"), true);
    // D-8, D-12: both its ports at the machine's own address only, which it announces, too.
    let start = if settings.corrected() {
        start
            .flag("--insecure-bind-address", variable(ADDRESS))
            .flag("--bind-address", variable(ADDRESS))
            .flag("--advertise-address", variable(ADDRESS))
    } else {
        start.flag("--insecure_bind_address", "0.0.0.0")
    };
    start
        .flag(flag("--insecure_port", "--insecure-port"), settings.api_port)
        .flag(flag("--kubelet_https", "--kubelet-https"), true)
        .flag("--service-cluster-ip-range", plan.network.services)
        .flag(flag("--etcd_servers", "--etcd-servers"), etcd::local_url(document))
        .flag("--logtostderr", true)
}
