//! flannel and docker on it, which the document takes for granted. Leaders have them, too: the API
//! server connects to pods when it is asked to (`kubectl proxy`).

use super::Document;
use crate::format::systemd::UnitFile;
use crate::plan::{ETCD_CLIENT_PORT, Node};
use crate::profile::flannel::{CONFIG_KEY, config, is_there, options, put_once};
use crate::profile::machine::{Boot, Machine, Start, Unit};

pub(super) fn set_up(machine: &mut Machine, document: Document<'_>, node: &Node) {
    let link = options(machine, node.ip, etcd_url());
    machine.units.push(Unit {
        name: "flanneld.service".into(),
        content: None,
        drop_ins: vec![
            ("40-options.conf".into(), UnitFile::new().service(|s| s.exec_start_pre(link))),
            ("50-network-config.conf".into(), network_config(document, node)),
        ],
        boot: Boot::Enabled,
        // Last: the first start downloads an image, and cloud-config's commands wait for each other.
        start: Start::Command,
    });
    let after_flannel = UnitFile::new()
        .unit(|unit| unit.set("Requires", "flanneld.service").set("After", "flanneld.service"));
    machine.units.push(Unit {
        name: "docker.service".into(),
        content: None,
        drop_ins: vec![("40-flannel.conf".into(), after_flannel)],
        boot: Boot::PulledIn,
        start: Start::InOrder,
    });
}

/// Leaders set flannel's key in etcd unless it is there. flanneld waits for the key without a word,
/// so all machines look for it before: where etcd has no majority yet, nothing was set.
fn network_config(document: Document<'_>, node: &Node) -> UnitFile {
    UnitFile::new()
        .unit(|unit| unit.set("Requires", "etcd2.service").set("After", "etcd2.service"))
        .service(|service| {
            let service = if node.etcd {
                let config = config(document.plan.network.pods.first());
                service.exec_start_pre(put_once(&etcd_url(), CONFIG_KEY, &config))
            } else {
                service
            };
            service
                .exec_start_pre(is_there(&etcd_url(), CONFIG_KEY))
                // The first start downloads flannel's image.
                .set("TimeoutStartSec", "20min")
        })
}

/// Every machine has a member or a proxy.
fn etcd_url() -> String {
    format!("http://127.0.0.1:{ETCD_CLIENT_PORT}")
}
