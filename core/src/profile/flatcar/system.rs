//! The machine itself: its name, the kernel, updates, and what must not run.

use super::Cluster;
use crate::format::toml::Toml;
use crate::plan::Node;
use crate::profile::machine::{Link, Machine};
use crate::spec::RebootStrategy;

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) {
    machine.file("/etc/hostname", format!("{}\n", node.name));
    if node.role.runs_kubernetes() {
        machine.file("/etc/modules-load.d/kubernetes.conf", lines(&MODULES));
        machine.file("/etc/sysctl.d/90-kubernetes.conf", sysctl(cluster));
        no_docker(machine, cluster);
    }
    updates(machine, cluster);
}

/// kubernetes/website, "Container Runtimes"; conntrack for kube-proxy.
const MODULES: [&str; 3] = ["br_netfilter", "nf_conntrack", "overlay"];

fn lines(words: &[&str]) -> String {
    words.iter().flat_map(|word| [*word, "\n"]).collect()
}

fn sysctl(cluster: Cluster<'_>) -> String {
    let mut out: Vec<&str> = vec![
        "net.bridge.bridge-nf-call-ip6tables = 1",
        "net.bridge.bridge-nf-call-iptables = 1",
        "net.ipv4.ip_forward = 1",
    ];
    if cluster.has_ipv6() {
        out.push("net.ipv6.conf.all.forwarding = 1");
    }
    // What the kubelet finds, or refuses to start (`protectKernelDefaults`, pkg/util/sysctl).
    out.extend([
        "kernel.keys.root_maxbytes = 25000000",
        "kernel.keys.root_maxkeys = 1000000",
        "kernel.panic = 10",
        "kernel.panic_on_oops = 1",
        "vm.overcommit_memory = 1",
        "vm.panic_on_oom = 0",
        // Each pod that watches files takes some.
        "fs.inotify.max_user_instances = 8192",
        "fs.inotify.max_user_watches = 524288",
    ]);
    lines(&out)
}

/// Nothing here is docker's to run, and its bridge would have addresses of its own.
fn no_docker(machine: &mut Machine, cluster: Cluster<'_>) {
    if cluster.settings.is_flatcar() {
        // docker comes as a system extension, which a link to nothing keeps out (Flatcar's
        // documentation, "Customizing docker").
        machine
            .links
            .push(Link { path: "/etc/extensions/docker-flatcar.raw", target: "/dev/null" });
    } else {
        machine.masked.extend(["docker.service", "docker.socket"]);
    }
}

fn updates(machine: &mut Machine, cluster: Cluster<'_>) {
    let strategy = cluster.settings.reboot_strategy;
    if cluster.settings.is_flatcar() {
        machine.file("/etc/flatcar/update.conf", format!("REBOOT_STRATEGY={strategy}\n"));
        return;
    }
    let zincati = match strategy {
        RebootStrategy::Off => {
            Toml::new().table(&["updates"], |table| table.bool("enabled", false))
        }
        RebootStrategy::Reboot | RebootStrategy::EtcdLock => {
            Toml::new().table(&["updates"], |table| table.text("strategy", "immediate"))
        }
    };
    machine.file("/etc/zincati/config.d/55-updates-strategy.toml", zincati.to_string());
}
