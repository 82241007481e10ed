//! containerd. Flatcar brings it as Kubernetes wants it; Fedora CoreOS brings it switched off, and
//! without a word of systemd's cgroups.

use super::Cluster;
use crate::format::toml::Toml;
use crate::profile::machine::{Boot, Machine, Start, Unit};

pub(super) const UNIT: &str = "containerd.service";

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>) {
    if cluster.settings.is_flatcar() {
        return;
    }
    machine.file("/etc/containerd/config.toml", config(cluster).to_string());
    machine.units.push(Unit {
        name: UNIT.into(),
        content: None,
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::Command,
    });
}

/// Version 3 is containerd 2's (containerd, `docs/cri/config.md`).
fn config(cluster: Cluster<'_>) -> Toml {
    const RUNTIME: &str = "io.containerd.cri.v1.runtime";
    const IMAGES: &str = "io.containerd.cri.v1.images";
    Toml::new()
        .top(|top| top.number("version", 3))
        .table(&["plugins", IMAGES, "pinned_images"], |images| {
            images.text("sandbox", cluster.pause_image())
        })
        .table(&["plugins", RUNTIME], |runtime| runtime.bool("enable_selinux", true))
        .table(&["plugins", RUNTIME, "cni"], |cni| {
            cni.text("bin_dir", "/opt/cni/bin").text("conf_dir", "/etc/cni/net.d")
        })
        .table(&["plugins", RUNTIME, "containerd", "runtimes", "runc"], |runc| {
            runc.text("runtime_type", "io.containerd.runc.v2")
        })
        .table(&["plugins", RUNTIME, "containerd", "runtimes", "runc", "options"], |options| {
            options.bool("SystemdCgroup", true)
        })
}
