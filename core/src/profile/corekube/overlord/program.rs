//! `kubecore-cli overlord` as a service, with what it is told.

use super::super::{Stack, etcd};
use super::{spec, unit};
use crate::format::cloud_config::Fleet;
use crate::format::systemd::{Command, Section, UnitFile};
use crate::format::yaml;
use crate::profile::fetch;
use crate::profile::machine::Machine;
use serde::Serialize;

/// Where it keeps what it reads.
const FOLDER: &str = "/etc/corekube";
/// Where everybody finds it, by hand or by a link.
const PROGRAM: &str = "/opt/bin/kubecore-cli";
/// fleet on the same machine.
const FLEET: &str = "unix:///var/run/fleet.sock";
/// The unit that brings it.
const DOWNLOAD: &str = "overlord-download.service";

/// `overlord.yaml`.
#[derive(Serialize)]
struct Config {
    spec: &'static str,
    etcd: Service,
    fleet: Service,
}

#[derive(Serialize)]
struct Service {
    urls: [&'static str; 1],
}

pub(super) fn set_up(machine: &mut Machine, stack: Stack<'_>) {
    let config = Config {
        spec: "cluster.yaml",
        etcd: Service { urls: [etcd::LOCAL] },
        fleet: Service { urls: [FLEET] },
    };
    machine.file(format!("{FOLDER}/overlord.yaml"), yaml::write(&config, yaml::Style::default()));
    machine.file(format!("{FOLDER}/cluster.yaml"), spec::text(stack));
    if let Some(download) = download(stack) {
        fetch::set_up(machine);
        machine.units.push(unit(DOWNLOAD, download));
    }
    machine.units.push(unit("overlord.service", service(stack)));
}

/// A place for each build, so that a new one never takes the place of one that runs.
fn download(stack: Stack<'_>) -> Option<UnitFile> {
    let (url, sum) = stack.settings.program.as_ref()?;
    let file = format!("/opt/kubecore/{sum}/kubecore-cli");
    let link = Command::new("/usr/bin/ln").args(["-sfn", &file, PROGRAM]);
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Download the overlord").wants_first("network-online.target")
        })
        .service(|service| {
            service
                .set("Type", "oneshot")
                .set("RemainAfterExit", "yes")
                .set("TimeoutStartSec", 0)
                .exec_start(Command::new("/usr/bin/mkdir").args(["-p", "/opt/bin"]))
                .exec_start(fetch::program(url, Some(sum), &file))
                .exec_start(link)
        });
    Some(content)
}

fn service(stack: Stack<'_>) -> UnitFile {
    let needs = format!("network-online.target {} {}", etcd::unit(stack), Fleet::UNIT);
    let needs = match stack.settings.program {
        Some(_) => format!("{needs} {DOWNLOAD}"),
        None => needs,
    };
    UnitFile::new()
        .unit(|unit| {
            let unit = unit.set("Description", "Give each machine its units");
            let unit = match stack.settings.program {
                Some(_) => unit,
                // Nobody is surprised by a unit that fails until the program is there.
                None => unit.set("ConditionFileIsExecutable", PROGRAM),
            };
            // Not Requires: what comes late is waited for, by the program itself.
            unit.wants_first(&needs)
        })
        .service(|service| {
            let config = format!("{FOLDER}/overlord.yaml");
            let service = service
                .exec_start(Command::new(PROGRAM).arg("overlord").flag("--config", config))
                .set("Restart", "always")
                .set("RestartSec", 10);
            hardened(service)
        })
}

/// It reads two files and talks to sockets: it can write nothing and change nothing else. root without a
/// capability is what still may open fleet's socket, on systemd 229.
fn hardened(service: Section) -> Section {
    service
        .reset("CapabilityBoundingSet")
        .set("NoNewPrivileges", "yes")
        .set("PrivateTmp", "yes")
        .set("PrivateDevices", "yes")
        .set("ProtectSystem", "full")
        .set("ProtectHome", "yes")
        .set("ReadOnlyDirectories", "/")
        .set("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6")
}
