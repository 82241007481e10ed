//! kube-controller-manager.
//!
//! It signs no certificates: the authority's key is on no machine.

use super::flags::Flags;
use super::kubeconfigs::CONTROLLER_MANAGER;
use super::static_pod::{Health, Mount, StaticPod, place};
use super::{Cluster, kubeconfigs, pki};
use crate::format::kubernetes::Scheme;
use crate::plan::certificates::flatcar::DIRECTORY;
use crate::profile::machine::Machine;

const NAME: &str = "kube-controller-manager";
const PORT: u16 = 10_257;

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>) {
    kubeconfigs::local(machine, CONTROLLER_MANAGER);
    let mut mounts = vec![
        Mount::directory("pki", DIRECTORY),
        Mount::file("kubeconfig", CONTROLLER_MANAGER.path),
    ];
    mounts.extend(cluster.ca_certificates());
    let pod = StaticPod {
        name: NAME,
        image: cluster.kubernetes_image(NAME),
        command: command(cluster),
        cpu: "200m",
        memory: "",
        mounts,
        capabilities: &[],
        health: Health {
            host: "127.0.0.1".into(),
            port: PORT,
            scheme: Scheme::Https,
            live: "/healthz",
            ready: None,
        },
    };
    place(machine, pod);
}

fn command(cluster: Cluster<'_>) -> Vec<String> {
    let Cluster { plan, settings } = cluster;
    let mut flags = Flags::new(NAME);
    // Calico gives out addresses by blocks of its own.
    let allocates = !settings.calico();
    flags.set("allocate-node-cidrs", allocates);
    flags.set("authentication-kubeconfig", CONTROLLER_MANAGER.path);
    flags.set("authorization-kubeconfig", CONTROLLER_MANAGER.path);
    flags.set("bind-address", "127.0.0.1");
    flags.set("client-ca-file", pki::certificate("ca"));
    flags.set("cluster-cidr", cluster.pods());
    flags.set("cluster-name", &plan.name);
    flags.set("kubeconfig", CONTROLLER_MANAGER.path);
    flags.set("leader-elect", true);
    if allocates {
        for (name, length) in settings.node_ranges.flags(plan.network.pods) {
            flags.set(name, length);
        }
    }
    flags.set("profiling", false);
    flags.set("requestheader-client-ca-file", pki::certificate("front-proxy-ca"));
    flags.set("root-ca-file", pki::certificate("ca"));
    flags.set("service-account-private-key-file", pki::path("sa.key"));
    flags.set("service-cluster-ip-range", cluster.services());
    flags.set("use-service-account-credentials", true);
    flags.into_command()
}
