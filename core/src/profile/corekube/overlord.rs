//! The overlord's server: fleet, and who gives units to the others. As published that is a container,
//! corrected `kubecore-cli overlord`, with a cluster.yaml of all that units depend on.

use serde::Serialize;

use super::place::Place;
use super::{Stack, fleet, units};
use crate::format::json;
use crate::format::systemd::{Command, UnitFile, variable};
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::{Platform, Role};

mod program;
mod spec;

/// `conf.json`: as published only where programs come from (Overlord v0.0.1), later also which API
/// answers where.
#[derive(Serialize)]
struct Conf {
    #[serde(rename = "binariesUrl", skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(rename = "binariesURL", skip_serializing_if = "Option::is_none")]
    later: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    apis: Option<Apis>,
}

#[derive(Serialize)]
struct Apis {
    #[serde(rename = "kubernetesAPIVersion")]
    kubernetes_version: &'static str,
    #[serde(rename = "kubernetesAPIPort")]
    kubernetes_port: String,
    #[serde(rename = "fleetAPIVersion")]
    fleet_version: &'static str,
    #[serde(rename = "etcdAPIVersion")]
    etcd_version: &'static str,
    #[serde(rename = "etcdClientPort")]
    etcd_port: String,
}

pub(super) fn set_up(machine: &mut Machine, stack: Stack<'_>, place: &Place) {
    if stack.corrected() {
        fleet::set_up(machine, stack, Role::Overlord, place);
        program::set_up(machine, stack);
    } else {
        machine.units.extend([
            unit("fleet.socket", socket()),
            unit("fleet-local.service", local(place)),
            unit("overlord.service", published(stack, place)),
        ]);
    }
}

pub(super) fn conf(stack: Stack<'_>) -> String {
    let url = units::binaries(stack);
    json::pretty(&if stack.corrected() {
        Conf {
            first: None,
            later: Some(url),
            apis: Some(Apis {
                kubernetes_version: "v1",
                kubernetes_port: units::API_PORT.to_string(),
                fleet_version: "v1",
                etcd_version: "v2",
                etcd_port: crate::plan::ETCD_CLIENT_PORT.to_string(),
            }),
        }
    } else {
        Conf { first: Some(url), later: None, apis: None }
    })
}

fn unit(name: &'static str, content: UnitFile) -> Unit {
    Unit {
        name: name.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::PulledIn,
        start: Start::Command,
    }
}

/// C-16: fleet's API on every address of the machine.
fn socket() -> UnitFile {
    UnitFile::new()
        .section("Socket", |socket| {
            socket
                .set("ListenStream", "/var/run/fleet.sock")
                .set("ListenStream", 10001)
                .set("Service", "fleet-local.service")
        })
        .install(|install| install.set("WantedBy", "sockets.target"))
}

fn local(place: &Place) -> UnitFile {
    UnitFile::new()
        .unit(|unit| unit.set("Description", "fleet-local").wants_first("etcd.service"))
        .service(|service| {
            service
                .environment("FLEET_PUBLIC_IP", place.own())
                .environment("FLEET_METADATA", fleet::metadata(Role::Overlord))
                .exec_start(Command::new("/usr/bin/fleet"))
                .set("Restart", "always")
                .set("RestartSec", "10s")
        })
}

fn published(stack: Stack<'_>, place: &Place) -> UnitFile {
    let rackconnect = stack.settings.platform == Platform::RackconnectV3;
    let folder = if rackconnect { "corekube" } else { "overlord" };
    let build = Command::new("/usr/bin/bash").arg(format_args!("{}/build_run.sh", variable("DIR")));
    UnitFile::new()
        .unit(|unit| {
            unit.set("After", "network-online.target").set("Requires", "network-online.target")
        })
        .service(|service| {
            let service = service
                .set("WorkingDirectory", "/root")
                .environment("DIR", folder)
                .exec_start_pre(Command::new("/usr/bin/rm").arg("-rf").words_of("DIR"));
            if rackconnect {
                let clone = Command::new("/usr/bin/git")
                    .args(["clone", "-b"])
                    .arg(&place.git.branch)
                    .arg(&place.git.repo);
                service.exec_start_pre(clone).exec_start(build.arg(&place.git.branch))
            } else {
                // A whole command line: the parameter's two commands are parted by `;`.
                service.set("ExecStartPre", &place.git.command).exec_start(build)
            }
        })
}
