//! kube-scheduler: deploy-master.md "Set Up the kube-scheduler Pod".

use super::Guide;
use super::api_server::LOCAL_URL;
use super::hyperkube::{Component, Flags, container, cpu, health, health_timeout, manifest, pod};
use crate::format::kubernetes::{Container, Labels};
use crate::profile::machine::Machine;

/// Where it answers health checks.
const HEALTH_PORT: u16 = 10251;

pub(super) fn set_up(machine: &mut Machine, guide: Guide<'_>) {
    let path = manifest!("kube-scheduler");
    let component = Component {
        name: "kube-scheduler",
        verb: "scheduler",
        flags: Flags::default().flag("master", LOCAL_URL).flag("leader-elect", true),
    };
    let container = Container {
        resources: cpu(guide, "100m"),
        liveness_probe: Some(health(HEALTH_PORT, health_timeout(guide))),
        ..container(guide, component)
    };
    machine.file(path, pod(Labels::new(), container, Vec::new()));
}
