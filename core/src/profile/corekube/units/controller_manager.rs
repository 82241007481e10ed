//! `master-controller-manager@`

use super::super::Stack;
use super::API_PORT;
use super::unit::{ADDRESS, Program, program};
use crate::format::systemd::{Command, UnitFile};
use crate::spec::Role;

const PATH: &str = "/opt/bin/kube-controller-manager";

pub(super) fn unit(stack: Stack<'_>) -> UnitFile {
    let command = Command::new(PATH);
    // C-13: how long a minion may be silent is left to Kubernetes.
    let command = if stack.corrected() {
        command
            .flag("--master", format_args!("http://{ADDRESS}:{API_PORT}"))
            // The overlord takes any number of masters; one of them acts.
            .flag("--leader-elect", "true")
    } else {
        command.flag("--master", format_args!("127.0.0.1:{API_PORT}"))
    };
    program(
        stack,
        Program {
            role: Role::ControlPlane,
            description: "Kubernetes Controller Manager",
            path: PATH,
            command: command.flag("--logtostderr", "true"),
            restarts: true,
        },
    )
}
