//! kube-scheduler: once, beside an API server, as the controller manager.

use super::Document;
use super::fleet;
use super::network_environment::{ADDRESS, FILE};
use super::unit::{Parts, Program, whole};
use crate::format::systemd::{Command, UnitFile, variable};

pub(super) fn unit(document: Document<'_>) -> (Program, UnitFile) {
    let port = document.settings.api_port;
    let start = Command::new(Program::Scheduler.path());
    let start = if document.settings.corrected() {
        // D-14: without the second its log would be in files below /tmp.
        start
            .flag("--master", format_args!("http://{}:{port}", variable(ADDRESS)))
            .flag("--logtostderr", true)
    } else {
        start.flag("--master", format_args!("http://127.0.0.1:{port}"))
    };
    whole(
        document,
        Parts {
            program: Program::Scheduler,
            description: "Kubernetes Scheduler",
            requires: "kube-apiserver.service",
            environment: if document.settings.corrected() { vec![FILE] } else { Vec::new() },
            before: None,
            start,
            placement: fleet::beside_api_server(),
        },
    )
}
