//! `master-download-kubernetes@`, `minion-download-kubernetes@`

use super::super::Stack;
use super::unit::{URL, on_machine};
use crate::format::systemd::{Command, Section, UnitFile};
use crate::plan::corekube::Checksums;
use crate::profile::fetch;
use crate::spec::Role;
use crate::spec::value::Sha256;

/// A program, and how its checksum is found.
type Download = (&'static str, fn(&Checksums) -> Option<&Sha256>);

const MASTER: [Download; 4] = [
    ("kube-apiserver", |sums| sums.kube_apiserver.as_ref()),
    ("kube-controller-manager", |sums| sums.kube_controller_manager.as_ref()),
    ("kubectl", |sums| sums.kubectl.as_ref()),
    ("kube-scheduler", |sums| sums.kube_scheduler.as_ref()),
];
const MINION: [Download; 2] =
    [("kubelet", |sums| sums.kubelet.as_ref()), ("kube-proxy", |sums| sums.kube_proxy.as_ref())];

/// The order in which the published unit makes the master's executable.
const MODES: [&str; 4] = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"];

pub(super) fn unit(stack: Stack<'_>, role: Role) -> UnitFile {
    let downloads: &[Download] = if role == Role::ControlPlane { &MASTER } else { &MINION };
    let unit = UnitFile::new()
        .unit(|unit| {
            let how = if stack.corrected() { "Wants" } else { "Requires" };
            unit.set("After", "network-online.target")
                .set("Description", "Download Kubernetes Binaries")
                .set(how, "network-online.target")
        })
        .service(|service| {
            let service = if stack.corrected() {
                corrected(service, stack, downloads)
            } else {
                published(service, downloads)
            };
            service.set("RemainAfterExit", "yes").set("Type", "oneshot")
        });
    on_machine(stack, unit, role)
}

fn published(service: Section, downloads: &[Download]) -> Section {
    let service = downloads.iter().fold(service, |service, (name, _)| {
        let wget = Command::new("/usr/bin/wget").args(["-N", "-P", "/opt/bin"]);
        service.exec_start(wget.arg(format_args!("{URL}/{name}")))
    });
    let ours = |name: &&&str| downloads.iter().any(|(ours, _)| ours == *name);
    let names: Vec<&str> = match downloads.len() {
        4 => MODES.iter().filter(ours).copied().collect(),
        _ => downloads.iter().map(|(name, _)| *name).collect(),
    };
    names.into_iter().fold(service, |service, name| {
        let chmod = Command::new("/usr/bin/chmod").arg("+x");
        service.exec_start(chmod.arg(format_args!("/opt/bin/{name}")))
    })
}

/// C-17: checked, each release in a folder of its own, and never half there.
fn corrected(service: Section, stack: Stack<'_>, downloads: &[Download]) -> Section {
    let release = stack.plan.release.kubernetes();
    let service = service.set("TimeoutStartSec", 0);
    let service = downloads.iter().fold(service, |service, (name, sum)| {
        service.exec_start(fetch::program(
            format_args!("{URL}/{name}"),
            sum(&stack.settings.checksums),
            format_args!("/opt/kubernetes/{release}/{name}"),
        ))
    });
    downloads.iter().fold(service, |service, (name, _)| {
        service.exec_start(
            Command::new("/usr/bin/ln")
                .arg("-sfn")
                .arg(format_args!("/opt/kubernetes/{release}/{name}"))
                .arg(format_args!("/opt/bin/{name}")),
        )
    })
}
