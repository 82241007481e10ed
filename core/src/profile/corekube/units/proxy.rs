//! `minion-proxy@`

use super::super::Stack;
use super::API_PORT;
use super::unit::{ADDRESS, MASTER, Program, program};
use crate::format::systemd::{Command, UnitFile};
use crate::spec::Role;

const PATH: &str = "/opt/bin/kube-proxy";

pub(super) fn unit(stack: Stack<'_>) -> UnitFile {
    let command = Command::new(PATH);
    let command = if stack.corrected() {
        command
            .flag("--master", format_args!("http://{MASTER}:{API_PORT}"))
            .flag("--hostname-override", ADDRESS)
    } else {
        command.flag("--etcd_servers", "http://127.0.0.1:4001")
    };
    program(
        stack,
        Program {
            role: Role::Worker,
            description: "Kubernetes Proxy",
            path: PATH,
            command: command.flag("--logtostderr", "true"),
            restarts: true,
        },
    )
}
