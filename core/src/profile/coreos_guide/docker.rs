//! docker: waits for flannel, and leaves pods' addresses to CNI where that is used.

use super::Guide;
use crate::format::env_file::EnvFile;
use crate::format::systemd::UnitFile;
use crate::profile::machine::{Boot, Machine, Start, Unit};

const CNI_OPTIONS: &str = "/etc/kubernetes/cni/docker_opts_cni.env";

pub(super) fn set_up(machine: &mut Machine, guide: Guide<'_>) {
    let mode = guide.settings.mode;
    if !mode.flannel() {
        return;
    }
    // D-1: under CNI, docker's bridge must not take flannel's subnet too. The published guide
    // left this out.
    let blank = mode.cni() && guide.settings.corrected();
    let mut drop_in = UnitFile::new()
        .unit(|unit| unit.set("Requires", "flanneld.service").set("After", "flanneld.service"));
    if blank {
        machine.file(
            CNI_OPTIONS,
            EnvFile::new().set("DOCKER_OPT_BIP", "").set("DOCKER_OPT_IPMASQ", "").to_string(),
        );
        drop_in = drop_in.service(|service| service.set("EnvironmentFile", CNI_OPTIONS));
    }
    machine.units.push(Unit {
        name: "docker.service".into(),
        content: None,
        drop_ins: vec![("40-flannel.conf".into(), drop_in)],
        boot: Boot::PulledIn,
        start: Start::InOrder,
    });
}
