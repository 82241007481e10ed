//! rkt as the runtime of pods: units and program of the guide's generic scripts.

use crate::format::systemd::{Command, UnitFile};
use crate::profile::machine::{Boot, Machine, Start, Unit};

/// rkt for the kubelet's container: it enters the machine's namespaces first.
pub(super) const HOST_RKT: &str = "/opt/bin/host-rkt";

pub(super) fn set_up(machine: &mut Machine) {
    machine.program(HOST_RKT, include_str!("../../../data/coreos-guide/host-rkt"));
    let fetch = Command::new("/usr/bin/rkt")
        .arg("fetch")
        .arg("/usr/lib/rkt/stage1-images/stage1-coreos.aci")
        .arg("/usr/lib/rkt/stage1-images/stage1-fly.aci")
        .flag("--insecure-options", "image");
    let load = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Load rkt stage1 images")
                .set("Requires", "network-online.target")
                .set("After", "network-online.target")
                .set("Before", "rkt-api.service")
        })
        .service(|service| {
            service.set("Type", "oneshot").set("RemainAfterExit", "yes").exec_start(fetch)
        })
        .install(|install| install.set("RequiredBy", "rkt-api.service"));
    let api = UnitFile::new()
        .unit(|unit| unit.set("Before", "kubelet.service"))
        .service(|service| {
            service
                .exec_start(Command::new("/usr/bin/rkt").arg("api-service"))
                .set("Restart", "always")
                .set("RestartSec", 10)
        })
        .install(|install| install.set("RequiredBy", "kubelet.service"));
    for (name, content) in [("load-rkt-stage1.service", load), ("rkt-api.service", api)] {
        machine.units.push(Unit {
            name: name.into(),
            content: Some(content),
            drop_ins: Vec::new(),
            boot: Boot::Enabled,
            start: Start::PulledIn,
        });
    }
}
