//! etcd, on control planes as a static pod, or as a unit; on machines of its own always as a unit.

use std::net::{IpAddr, Ipv4Addr};

use super::flags::Flags;
use super::static_pod::{Health, Mount, StaticPod, place};
use super::{Cluster, pki, programs};
use crate::format::kubernetes::Scheme;
use crate::format::systemd::{Command, UnitFile, variable};
use crate::plan::{ETCD_CLIENT_PORT, Node};
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::{EtcdService, Role};

pub(super) const UNIT: &str = "etcd.service";
/// Where a member is asked on its own machine.
pub(super) fn loopback_url() -> String {
    client_url(IpAddr::V4(Ipv4Addr::LOCALHOST))
}
/// IANA.
pub(super) const PEER_PORT: u16 = 2380;
/// Of kubeadm's own: metrics and health, on the loopback address.
const METRICS_PORT: u16 = 2381;
/// All of the certificates that it sees.
const PKI: &str = "/etc/kubernetes/pki/etcd";
const DATA: &str = "/var/lib/etcd";
const NAME: &str = "etcd";

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) {
    if runs_as_unit(cluster, node) {
        unit(machine, cluster, node);
    } else {
        static_pod(machine, cluster, node);
    }
}

/// A machine without a kubelet runs no pods.
pub(super) fn runs_as_unit(cluster: Cluster<'_>, node: &Node) -> bool {
    cluster.settings.etcd == EtcdService::Unit || node.role == Role::Etcd
}

fn static_pod(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) {
    let mut flags = Flags::new(NAME);
    let key = |file: &str| pki::path(&format!("etcd/{file}"));
    for (name, value) in options(cluster, node, DATA, key) {
        flags.set(name, value);
    }
    let pod = StaticPod {
        name: NAME,
        image: cluster.etcd_image(),
        command: flags.into_command(),
        cpu: "100m",
        memory: "100Mi",
        mounts: vec![Mount::directory("pki", PKI), Mount::writable("data", DATA)],
        capabilities: &[],
        health: Health {
            host: "127.0.0.1".into(),
            port: METRICS_PORT,
            scheme: Scheme::Http,
            live: "/livez",
            ready: Some("/readyz"),
        },
    };
    place(machine, pod);
}

/// The unit runs as a user of its own, who sees the keys for as long as it runs (systemd.exec(5),
/// `LoadCredential=`).
fn unit(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) {
    let credentials = variable("CREDENTIALS_DIRECTORY");
    let mut command = Command::new("/opt/bin/etcd");
    for (name, value) in options(cluster, node, DATA, |file| format!("{credentials}/{file}")) {
        command = command.arg(format_args!("--{name}={value}"));
    }
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "etcd, which keeps the cluster's state")
                .set("Documentation", "https://etcd.io/docs/")
                .set("Wants", "network-online.target")
                .set("Requires", programs::UNIT)
                .set("After", format_args!("network-online.target {}", programs::UNIT))
                .set("ConditionPathExists", pki::key("etcd/server"))
        })
        .service(|mut service| {
            service = service
                .set("Type", "notify")
                .set("DynamicUser", "yes")
                .set("StateDirectory", "etcd")
                .set("StateDirectoryMode", "0700");
            for file in FILES {
                let path = pki::path(&format!("etcd/{file}"));
                service = service.set("LoadCredential", format_args!("{file}:{path}"));
            }
            service
                .exec_start(command)
                .set("LimitNOFILE", 65_536)
                .set("TimeoutStartSec", 0)
                .set("Restart", "always")
                .set("RestartSec", 10)
        })
        .install(|install| install.set("WantedBy", "multi-user.target"));
    machine.units.push(Unit {
        name: UNIT.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::Command,
    });
}

/// The files that a member needs.
const FILES: [&str; 5] = ["ca.crt", "server.crt", "server.key", "peer.crt", "peer.key"];

/// Flags and values, in the order of their names. `file` says where a certificate or key lies.
/// Source: kubeadm's `GetEtcdPodSpec` (`cmd/kubeadm/app/phases/etcd/local.go`).
pub(super) fn options(
    cluster: Cluster<'_>,
    node: &Node,
    data: &str,
    file: impl Fn(&str) -> String,
) -> Vec<(&'static str, String)> {
    let own = |port: u16| url(node.ip, port);
    let members = cluster.plan.etcd.members.iter();
    let initial: Vec<String> =
        members.map(|member| format!("{}={}", member.name, url(member.ip, PEER_PORT))).collect();
    let clients = format!("{},{}", loopback_url(), own(ETCD_CLIENT_PORT));
    vec![
        ("advertise-client-urls", own(ETCD_CLIENT_PORT)),
        ("cert-file", file("server.crt")),
        ("client-cert-auth", "true".into()),
        ("data-dir", data.into()),
        // Stops a member whose state differs from the others' before it does harm.
        ("feature-gates", "InitialCorruptCheck=true".into()),
        ("initial-advertise-peer-urls", own(PEER_PORT)),
        ("initial-cluster", initial.join(",")),
        ("initial-cluster-state", "new".into()),
        ("initial-cluster-token", cluster.plan.name.to_string()),
        ("key-file", file("server.key")),
        ("listen-client-urls", clients),
        ("listen-metrics-urls", format!("http://127.0.0.1:{METRICS_PORT}")),
        ("listen-peer-urls", own(PEER_PORT)),
        ("name", node.name.to_string()),
        ("peer-cert-file", file("peer.crt")),
        ("peer-client-cert-auth", "true".into()),
        ("peer-key-file", file("peer.key")),
        ("peer-trusted-ca-file", file("ca.crt")),
        ("snapshot-count", "10000".into()),
        ("trusted-ca-file", file("ca.crt")),
        ("watch-progress-notify-interval", "5s".into()),
    ]
}

/// Where a member is asked by other machines.
pub(super) fn client_url(ip: IpAddr) -> String {
    url(ip, ETCD_CLIENT_PORT)
}

/// How to ask the member of this machine whether it is well.
pub(super) fn health_command() -> String {
    format!(
        "sudo /opt/bin/etcdctl --endpoints {} --cacert {} --cert {} --key {} endpoint health",
        loopback_url(),
        pki::certificate("etcd/ca"),
        pki::certificate("etcd/healthcheck-client"),
        pki::key("etcd/healthcheck-client")
    )
}

fn url(ip: IpAddr, port: u16) -> String {
    format!("https://{}", std::net::SocketAddr::new(ip, port))
}
