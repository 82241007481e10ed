//! kube-proxy: on every machine that runs pods.

use super::unit::{Parts, Program, whole};
use super::{Document, fleet, leader};
use crate::format::systemd::{Command, UnitFile};

pub(super) fn unit(document: Document<'_>) -> (Program, UnitFile) {
    whole(
        document,
        Parts {
            program: Program::Proxy,
            description: "Kubernetes Proxy",
            requires: "setup-network-environment.service",
            environment: vec![leader::FILE],
            before: leader::wait(document),
            start: Command::new(Program::Proxy.path())
                .flag("--master", leader::url(document))
                .flag("--logtostderr", true),
            placement: fleet::every_machine_with_pods(document),
        },
    )
}
