//! kube-controller-manager: once, beside an API server. Releases of that time have no leader
//! election, so there must not be a second.

use super::Document;
use super::fleet;
use super::network_environment::{ADDRESS, FILE};
use super::unit::{Parts, Program, whole};
use crate::format::systemd::{Command, UnitFile, variable};

pub(super) fn unit(document: Document<'_>) -> (Program, UnitFile) {
    let port = document.settings.api_port;
    let start = Command::new(Program::ControllerManager.path());
    let start = if document.settings.corrected() {
        start.flag("--master", format_args!("http://{}:{port}", variable(ADDRESS)))
    } else {
        start.flag("--master", format_args!("127.0.0.1:{port}"))
    };
    whole(
        document,
        Parts {
            program: Program::ControllerManager,
            description: "Kubernetes Controller Manager",
            requires: "kube-apiserver.service",
            environment: if document.settings.corrected() { vec![FILE] } else { Vec::new() },
            before: None,
            start: start.flag("--logtostderr", true),
            placement: fleet::beside_api_server(),
        },
    )
}
