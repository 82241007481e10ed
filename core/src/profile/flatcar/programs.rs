//! Programs, each with its checksum: fetched at the first boot, and again when the release changes.

use super::fetching::Fetching;
use super::{Cluster, etcd};
use crate::catalogue::{Download, Program};
use crate::format::systemd::Command;
use crate::plan::Node;
use crate::plan::flatcar::Programs;
use crate::profile::fetch;
use crate::profile::machine::Machine;
use crate::spec::Role;

/// Where programs lie: what can be written on these systems, and is in `PATH` on Flatcar.
const DIRECTORY: &str = "/opt/bin";
/// Where container runtimes look for CNI plugins.
const CNI: &str = "/opt/cni/bin";
/// What fetches them.
pub(super) const UNIT: &str = "kubernetes-programs.service";
/// What archives are fetched to.
const ARCHIVES: &str = "/opt/kubernetes";

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) {
    let mut commands = Vec::new();
    if cluster.settings.programs == Programs::Binaries && node.role.runs_kubernetes() {
        for program in of_kubernetes(cluster, node) {
            let Download { url, sha256 } = cluster.program(*program);
            let file = format!("{DIRECTORY}/{}", program.as_str());
            commands.push(fetch::program(url, Some(sha256), file));
        }
        commands.extend(unpacked(&cluster.cni_plugins(), CNI, &[]));
    }
    if node.etcd && etcd::runs_as_unit(cluster, node) {
        let wanted = ["--strip-components=1", "--wildcards", "*/etcd", "*/etcdctl", "*/etcdutl"];
        commands.extend(unpacked(&cluster.etcd_archive(), DIRECTORY, &wanted));
    }
    if !commands.is_empty() {
        fetch::set_up(machine);
        let description = "Fetches the programs of Kubernetes, each with its checksum";
        let fetching = Fetching { name: UNIT, description, link: None, commands };
        machine.units.push(fetching.unit());
    }
}

fn of_kubernetes(cluster: Cluster<'_>, node: &Node) -> &'static [Program] {
    match node.role {
        _ if cluster.settings.kubeadm() => &[Program::Kubeadm, Program::Kubectl, Program::Kubelet],
        Role::ControlPlane => &[Program::Kubectl, Program::Kubelet],
        _ => &[Program::Kubelet],
    }
}

/// Fetches an archive, and takes out of it what `options` name.
fn unpacked(archive: &Download, directory: &'static str, options: &[&'static str]) -> [Command; 3] {
    let name = archive.url.rsplit('/').next().unwrap_or_default();
    let file = format!("{ARCHIVES}/{name}");
    let tar = Command::new("/usr/bin/tar")
        .args(["--extract", "--gzip", "--no-same-owner"])
        .arg(format_args!("--file={file}"))
        .arg(format_args!("--directory={directory}"))
        .args(options);
    [
        fetch::file(&archive.url, &archive.sha256, &file),
        Command::new("/usr/bin/mkdir").arg("--parents").arg(directory),
        tar,
    ]
}
