//! `master-scheduler@`

use super::super::Stack;
use super::API_PORT;
use super::unit::{ADDRESS, Program, program};
use crate::format::systemd::{Command, UnitFile};
use crate::spec::Role;

const PATH: &str = "/opt/bin/kube-scheduler";

pub(super) fn unit(stack: Stack<'_>) -> UnitFile {
    let command = Command::new(PATH);
    let command = if stack.corrected() {
        command
            .flag("--master", format_args!("http://{ADDRESS}:{API_PORT}"))
            .flag("--leader-elect", "true")
            .flag("--logtostderr", "true")
    } else {
        // C-2: a backslash behind the flag makes the next line an argument.
        command.flag("--master", format_args!("127.0.0.1:{API_PORT}")).arg("Restart=always")
    };
    program(
        stack,
        Program {
            role: Role::ControlPlane,
            description: "Kubernetes Scheduler",
            path: PATH,
            command,
            restarts: stack.corrected(),
        },
    )
}
