//! Kubernetes as a system extension image that stays at the newest patch release (Flatcar's
//! documentation, "Getting started with Kubernetes").

use super::Cluster;
use super::fetching::Fetching;
use crate::format::systemd::{Command, UnitFile, specifier};
use crate::profile::fetch;
use crate::profile::machine::{Boot, Machine, Start, Unit};

/// The unit that fetches the first image.
pub(super) const UNIT: &str = "kubernetes-image.service";
/// Where images lie.
const DIRECTORY: &str = "/opt/extensions/kubernetes";
/// What systemd-sysext looks at.
pub(super) const LINK: &str = "/etc/extensions/kubernetes.raw";
/// What looks for newer ones.
const UPDATE: &str = "/opt/bin/update-kubernetes";

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>, checksum: &str) {
    let minor = cluster.minor();
    fetch::set_up(machine);
    machine.program(UPDATE, include_str!("../../../data/flatcar/update-kubernetes"));
    let transfer = format!("/etc/sysupdate.kubernetes.d/kubernetes-{minor}.conf");
    machine.file(transfer, transfers(&minor).to_string());
    machine.file("/etc/sysupdate.d/noop.conf", nothing().to_string());
    machine.units.push(first(cluster, checksum));
    machine.units.push(updates());
    machine.units.push(Unit {
        name: "systemd-sysupdate.timer".into(),
        content: None,
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::InOrder,
    });
}

/// The image that the catalogue names, and the link that systemd-sysupdate turns to newer ones.
fn first(cluster: Cluster<'_>, checksum: &str) -> Unit {
    let url = cluster.sysext_url();
    let name = url.rsplit('/').next().unwrap_or_default();
    let file = format!("{DIRECTORY}/{name}");
    let link = Command::new("/usr/bin/ln").arg("--symbolic").arg(&file).arg(LINK);
    let fetching = Fetching {
        name: UNIT,
        description: "Fetches the extension image of Kubernetes, with its checksum",
        link: Some(LINK),
        commands: vec![
            fetch::file(&url, checksum, &file),
            link,
            Command::new("/usr/bin/systemd-sysext").arg("refresh"),
            // What had to wait for the image's units, as Flatcar's ensure-sysext.service does at boot (sysext-bakery's README).
            Command::new("/usr/bin/systemctl").args(["--no-block", "start", "multi-user.target"]),
        ],
    };
    fetching.unit()
}

/// Patch releases of one minor release: sysupdate.d(5). The images carry no signature.
fn transfers(minor: &str) -> UnitFile {
    let pattern = format!("kubernetes-{minor}.@v-{}.raw", specifier::ARCHITECTURE);
    UnitFile::new()
        .section("Transfer", |transfer| transfer.set("Verify", "false"))
        .section("Source", |source| {
            source
                .set("Type", "url-file")
                .set("Path", "https://extensions.flatcar.org/extensions/kubernetes/")
                .set("MatchPattern", pattern)
        })
        .section("Target", |target| {
            target
                .set("InstancesMax", 3)
                .set("Type", "regular-file")
                .set("Path", DIRECTORY)
                .set("CurrentSymlink", LINK)
        })
}

/// systemd-sysupdate without a component fails where it finds nothing at all to do.
fn nothing() -> UnitFile {
    UnitFile::new()
        .section("Source", |source| {
            source.set("Type", "regular-file").set("Path", "/").set("MatchPattern", "invalid@v.raw")
        })
        .section("Target", |target| target.set("Type", "regular-file").set("Path", "/"))
}

fn updates() -> Unit {
    let drop_in = UnitFile::new().service(|service| service.exec_start_pre([UPDATE]));
    Unit {
        name: "systemd-sysupdate.service".into(),
        content: None,
        drop_ins: vec![("20-kubernetes.conf".into(), drop_in)],
        boot: Boot::PulledIn,
        start: Start::PulledIn,
    }
}
