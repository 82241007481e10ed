//! A machine's and the cluster's bundle.

use super::shared::Shared;
use super::{Guide, addons, admin, once, readme, tls};
use crate::bundle::{Artifact, Bundle, PLAIN};
use crate::format::env_file::EnvFile;
use crate::plan::Node;
use crate::profile::machine::{Boot, Machine, Start, cloud_config, list, rootfs};
use crate::spec::value::SshKey;

pub(super) fn node(guide: Guide<'_>, shared: &Shared, node: &Node, machine: &Machine) -> Bundle {
    let mut artifacts = rootfs(machine);
    let files = list(&artifacts);
    let user_data = cloud_config(machine, guide.plan, node, guide.settings.reboot_strategy);
    artifacts.extend([
        Artifact::new("cloud-config.yaml", PLAIN, user_data),
        Artifact::new("files.list", PLAIN, files),
        Artifact::new("install.env", PLAIN, variables(guide, node, machine).to_string()),
        shared.install.clone(),
        Artifact::new("README.md", PLAIN, readme::node(guide, shared, node, machine)),
    ]);
    if !guide.plan.ssh_authorized_keys.is_empty() {
        let keys: Vec<&str> = guide.plan.ssh_authorized_keys.iter().map(SshKey::as_str).collect();
        artifacts.push(Artifact::new("authorized_keys", PLAIN, keys.join("\n") + "\n"));
    }
    Bundle::new(format!("nodes/{}", node.name), artifacts)
}

pub(super) fn cluster(guide: Guide<'_>) -> Bundle {
    let mut artifacts = tls::artifacts(guide);
    artifacts.extend(once::artifacts(guide));
    artifacts.extend(addons::artifacts(guide));
    artifacts.extend(admin::artifacts(guide));
    artifacts.push(Artifact::new("README.md", PLAIN, readme::cluster(guide)));
    Bundle::new("cluster", artifacts)
}

/// What `install.sh` has to know of this machine.
fn variables(guide: Guide<'_>, node: &Node, machine: &Machine) -> EnvFile {
    let units = |wanted: fn(&crate::profile::machine::Unit) -> bool| {
        machine
            .units
            .iter()
            .filter(|unit| wanted(unit))
            .map(|unit| unit.name)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let assets = tls::of(node);
    let links: Vec<String> =
        assets.links.iter().map(|(link, target)| format!("{link}={target}")).collect();
    EnvFile::new()
        .set("KUBECORE_NODE", &node.name)
        .set("KUBECORE_ADDRESS", node.ip)
        .set("KUBECORE_UNITS", units(|unit| unit.start != Start::PulledIn))
        .set("KUBECORE_ENABLE", units(|unit| unit.boot == Boot::Enabled))
        .set("KUBECORE_TLS_FILES", assets.files.join(" "))
        .set("KUBECORE_TLS_LINKS", links.join(" "))
        .set("KUBECORE_REBOOT_STRATEGY", guide.settings.reboot_strategy)
}
