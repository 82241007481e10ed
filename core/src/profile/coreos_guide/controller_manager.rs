//! kube-controller-manager: deploy-master.md "Set Up the kube-controller-manager Pod".

use super::Guide;
use super::api_server::{CA, KEY, LOCAL_URL};
use super::hyperkube::{
    Component, Flags, container, cpu, health, health_timeout, manifest, pod, tls_volumes,
};
use crate::format::kubernetes::{Container, Labels};
use crate::profile::machine::Machine;

/// Where it answers health checks.
const HEALTH_PORT: u16 = 10252;

pub(super) fn set_up(machine: &mut Machine, guide: Guide<'_>) {
    let path = manifest!("kube-controller-manager");
    let component = Component {
        name: "kube-controller-manager",
        verb: "controller-manager",
        flags: Flags::default()
            .flag("master", LOCAL_URL)
            .flag("leader-elect", true)
            .flag("service-account-private-key-file", KEY)
            .flag("root-ca-file", CA),
    };
    let (volume_mounts, volumes) = tls_volumes();
    let container = Container {
        resources: cpu(guide, "200m"),
        liveness_probe: Some(health(HEALTH_PORT, health_timeout(guide))),
        volume_mounts,
        ..container(guide, component)
    };
    machine.file(path, pod(Labels::new(), container, volumes));
}
