//! `minion-kubelet@`

use super::super::Stack;
use super::API_PORT;
use super::unit::{ADDRESS, MASTER, Program, program};
use crate::format::systemd::{Command, UnitFile};
use crate::spec::Role;

const PATH: &str = "/opt/bin/kubelet";

pub(super) fn unit(stack: Stack<'_>) -> UnitFile {
    let command = Command::new(PATH);
    let command = if stack.corrected() {
        let command = command
            .flag("--address", ADDRESS)
            .flag("--port", 10250)
            .flag("--hostname-override", ADDRESS)
            .flag("--api-servers", format_args!("http://{MASTER}:{API_PORT}"));
        if stack.plan.addons.kube_dns {
            command
                .flag("--cluster-dns", stack.plan.network.dns_service_ip)
                .flag("--cluster-domain", &stack.plan.network.domain)
        } else {
            command
        }
    } else {
        command
            .flag("--address", "0.0.0.0")
            .flag("--port", 10250)
            .flag("--hostname_override", ADDRESS)
            .flag("--etcd_servers", "http://127.0.0.1:4001")
    };
    program(
        stack,
        Program {
            role: Role::Worker,
            description: "Kubernetes Kubelet",
            path: PATH,
            command: command.flag("--logtostderr", "true"),
            restarts: true,
        },
    )
}
