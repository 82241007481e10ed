//! kube-scheduler.

use super::flags::Flags;
use super::kubeconfigs::SCHEDULER;
use super::static_pod::{Health, Mount, StaticPod, place};
use super::{Cluster, kubeconfigs};
use crate::format::kubernetes::Scheme;
use crate::plan::certificates::flatcar::DIRECTORY;
use crate::profile::machine::Machine;

const NAME: &str = "kube-scheduler";
const PORT: u16 = 10_259;

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>) {
    kubeconfigs::local(machine, SCHEDULER);
    let mut flags = Flags::new(NAME);
    flags.set("authentication-kubeconfig", SCHEDULER.path);
    flags.set("authorization-kubeconfig", SCHEDULER.path);
    flags.set("bind-address", "127.0.0.1");
    flags.set("kubeconfig", SCHEDULER.path);
    flags.set("leader-elect", true);
    flags.set("profiling", false);
    let pod = StaticPod {
        name: NAME,
        image: cluster.kubernetes_image(NAME),
        command: flags.into_command(),
        cpu: "100m",
        memory: "",
        mounts: vec![Mount::directory("pki", DIRECTORY), Mount::file("kubeconfig", SCHEDULER.path)],
        capabilities: &[],
        health: Health {
            host: "127.0.0.1".into(),
            port: PORT,
            scheme: Scheme::Https,
            live: "/livez",
            ready: Some("/readyz"),
        },
    };
    place(machine, pod);
}
