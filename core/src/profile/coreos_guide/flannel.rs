//! flannel: deploy-master.md "flannel Configuration", identical on workers.

use super::Guide;
use crate::format::cni::{self, Bridge};
use crate::format::systemd::{Command, UnitFile};
use crate::plan::Node;
use crate::profile::flannel::{self, CONFIG_KEY};
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::{Role, Runtime};

pub(super) fn set_up(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    let link = flannel::options(machine, node.ip, guide.plan.etcd.endpoint_list());
    let mut drop_ins = vec![(
        "40-ExecStartPre-symlink.conf".into(),
        UnitFile::new().service(|s| s.exec_start_pre(link)),
    )];
    if guide.settings.corrected() {
        if node.role == Role::ControlPlane {
            drop_ins.push(("45-network-config.conf".into(), network_config(guide, node)));
        }
        // D-29: the first start downloads flannel's image.
        drop_ins.push((
            "50-start-timeout.conf".into(),
            UnitFile::new().service(|s| s.set("TimeoutStartSec", "20min")),
        ));
    }
    machine.units.push(Unit {
        name: "flanneld.service".into(),
        content: None,
        drop_ins,
        boot: Boot::Enabled,
        start: match guide.settings.kubelet.runtime {
            // The kubelet asks docker, which pulls flanneld in.
            Runtime::Docker => Start::InOrder,
            Runtime::Rkt => Start::Command,
        },
    });
}

/// D-33: without its key in etcd flanneld fails, and docker with it; so each control plane sets
/// the key before flanneld starts, unless it is there.
fn network_config(guide: Guide<'_>, node: &Node) -> UnitFile {
    UnitFile::new().service(|service| {
        service.exec_start_pre(put_once(guide, node, CONFIG_KEY, &config(guide)))
    })
}

/// The pod network as flannel reads it.
pub(super) fn config(guide: Guide<'_>) -> String {
    flannel::config(guide.plan.network.pods.first())
}

/// Sets a key of etcd if it is not there.
pub(super) fn put_once(guide: Guide<'_>, node: &Node, key: &str, value: &str) -> Command {
    flannel::put_once(&endpoint(guide, node), key, value)
}

/// The etcd member that a control plane asks: each another one, its own if it runs one, so that
/// one member that is down does not stop them all.
fn endpoint(guide: Guide<'_>, node: &Node) -> String {
    let api = &guide.plan.api;
    let index = api.control_planes.iter().position(|ip| *ip == node.ip).unwrap_or_default();
    let mut endpoints = guide.plan.etcd.endpoints.iter().cycle().skip(index);
    endpoints.next().map(ToString::to_string).unwrap_or_default()
}

/// The CNI configuration for flannel alone (from the guide's later edition, commit 46fbed0a).
pub(super) fn cni(machine: &mut Machine) {
    machine.file(
        "/etc/kubernetes/cni/net.d/10-flannel.conf",
        cni::flannel("podnet", Bridge { is_default_gateway: true, hairpin_mode: true }),
    );
}
