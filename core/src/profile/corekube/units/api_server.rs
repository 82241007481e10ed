//! `master-apiserver@`

use super::super::{Stack, etcd};
use super::API_PORT;
use super::unit::{ADDRESS, Program, program};
use crate::format::systemd::{Command, UnitFile};
use crate::spec::Role;

const PATH: &str = "/opt/bin/kube-apiserver";

pub(super) fn unit(stack: Stack<'_>) -> UnitFile {
    let services = stack.plan.network.services;
    let command = Command::new(PATH);
    let command = if stack.corrected() {
        command
            // C-16: nobody outside the stack's network.
            .flag("--insecure-bind-address", ADDRESS)
            .flag("--insecure-port", API_PORT)
            .flag("--bind-address", ADDRESS)
            .flag("--secure-port", 6443)
            .flag("--advertise-address", ADDRESS)
            .flag("--etcd-servers", etcd::LOCAL)
            .flag("--service-cluster-ip-range", services)
            // C-12: without the original's certificates there are no service accounts either.
            .flag("--admission-control", "NamespaceLifecycle,LimitRanger,ResourceQuota")
    } else {
        command
            .flag("--address", "0.0.0.0")
            .flag("--port", API_PORT)
            .arg("--portal_net")
            .arg(services)
            .flag("--etcd_servers", "http://127.0.0.1:4001")
    };
    program(
        stack,
        Program {
            role: Role::ControlPlane,
            description: "Kubernetes API Server",
            path: PATH,
            command: command.flag("--logtostderr", "true"),
            restarts: true,
        },
    )
}
