//! The control plane set up by kubeadm: a file for it on each machine, and units that run it once.
//!
//! The authorities come from the PKI directory, so that the administrator's kubeconfig is there
//! before the cluster is; kubeadm makes the rest. It wants the authorities' keys on control planes.

use super::addons::kube_proxy::{KubeProxy, configuration};
use super::cluster::addresses;
use super::{Cluster, container_runtime, kubelet, pki, programs, sysext};
use crate::bundle::PRIVATE;
use crate::format::kubeconfig;
use crate::format::kubernetes::config::SecretText;
use crate::format::kubernetes::config::kubeadm::{
    Arg, BootstrapToken, ClusterConfiguration, ControlPlaneComponent, Disabled, Discovery,
    InitConfiguration, JoinConfiguration, JoinControlPlane, LocalApiEndpoint, Networking,
    NodeRegistration,
};
use crate::format::kubernetes::{Manifest, documents};
use crate::format::systemd::{Command, UnitFile};
use crate::plan::Node;
use crate::plan::flatcar::{API_PORT, ControlPlane, PodNetwork, Programs};
use crate::profile::machine::{Boot, File, Machine, ROOT, Start, Unit};
use crate::spec::Role;
use crate::spec::value::Host;

pub(super) const UNIT: &str = "kubeadm.service";
/// kubeadm's own file. The token is in it.
const CONFIG: &str = "/etc/kubernetes/kubeadm.yaml";
/// Where a machine that joins finds the API.
const DISCOVERY: &str = "/etc/kubernetes/discovery.conf";
/// There once the machine has joined.
const JOINED: &str = "/etc/kubernetes/kubelet.conf";
const KUBELET_CONFIG: &str = "/var/lib/kubelet/config.yaml";

/// Places all but the file with the token, which it gives back.
pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) -> File {
    let first = cluster.plan.first_control_plane() == Some(node);
    if !first {
        machine.file(DISCOVERY, discovery(cluster).to_string());
    }
    if cluster.settings.programs == Programs::Binaries {
        machine.units.push(kubelet_unit());
    }
    let verb = if first { "init" } else { "join" };
    machine.units.push(unit(cluster, verb, last_key(node)));
    machine.units.push(when_the_file_comes());
    let content = if first { init(cluster, node) } else { join(cluster, node) };
    File { path: CONFIG.into(), mode: PRIVATE, owner: ROOT, content }
}

fn init(cluster: Cluster<'_>, node: &Node) -> String {
    let mut init = InitConfiguration::new(registration(node));
    init.local_api_endpoint = Some(endpoint(node));
    // For ever: a machine may be set up anew at any time.
    init.bootstrap_tokens = vec![BootstrapToken {
        token: token(cluster),
        description: "kubecore".into(),
        ttl: "0s".into(),
    }];
    let mut files = vec![init.to_yaml(), of_cluster(cluster).to_yaml()];
    files.push(kubelet::base(cluster).to_yaml());
    files.push(proxy(cluster));
    documents(&files)
}

fn join(cluster: Cluster<'_>, node: &Node) -> String {
    let discovery = Discovery::by_file(DISCOVERY, token(cluster));
    let mut join = JoinConfiguration::new(registration(node), discovery);
    if node.role == Role::ControlPlane {
        join.control_plane = Some(JoinControlPlane {
            local_api_endpoint: endpoint(node),
            certificate_key: SecretText::default(),
        });
    }
    join.to_yaml()
}

fn of_cluster(cluster: Cluster<'_>) -> ClusterConfiguration {
    let plan = cluster.plan;
    let network = &plan.network;
    let mut config = ClusterConfiguration::new(plan.release.kubernetes());
    config.cluster_name = plan.name.to_string();
    config.control_plane_endpoint = match &plan.api.host {
        Host::Address(ip) => std::net::SocketAddr::new(*ip, plan.api.port).to_string(),
        Host::Name(name) => format!("{name}:{}", plan.api.port),
    };
    config.networking = Networking {
        service_subnet: cluster.services(),
        // Where nothing is allocated, the controller manager is not told.
        pod_subnet: match cluster.settings.network {
            PodNetwork::Calico(_) => String::new(),
            PodNetwork::Flannel | PodNetwork::Own => cluster.pods(),
        },
        dns_domain: network.domain.to_string(),
    };
    config.dns = (!plan.addons.kube_dns).then_some(Disabled { disabled: true });
    config.api_server = Some(ControlPlaneComponent {
        extra_args: vec![
            Arg::new("profiling", "false"),
            Arg::new("service-node-port-range", cluster.settings.node_ports.to_string()),
        ],
        cert_sans: plan.pki.api_sans.iter().map(ToString::to_string).collect(),
        ..ControlPlaneComponent::default()
    });
    config.controller_manager = Some(ControlPlaneComponent {
        extra_args: masks(cluster),
        ..ControlPlaneComponent::default()
    });
    config
}

fn masks(cluster: Cluster<'_>) -> Vec<Arg> {
    let Cluster { plan, settings } = cluster;
    let mut args = vec![Arg::new("profiling", "false")];
    if !settings.calico() {
        let flags = settings.node_ranges.flags(plan.network.pods).into_iter();
        args.extend(flags.map(|(name, length)| Arg::new(name, length.to_string())));
    }
    args
}

fn proxy(cluster: Cluster<'_>) -> String {
    let pods: Vec<_> = cluster.plan.network.pods.iter().collect();
    let host = cluster.plan.api.host.to_string();
    let (mode, api) = (cluster.proxy_mode(), cluster.api(&host));
    configuration(KubeProxy { images: &cluster.images(), mode, pods: &pods, api }).to_yaml()
}

fn registration(node: &Node) -> NodeRegistration {
    let mut kubelet_extra_args = vec![Arg::new("node-ip", addresses(node))];
    if !node.labels.0.is_empty() {
        kubelet_extra_args.push(Arg::new("node-labels", kubelet::labels(node)));
    }
    NodeRegistration {
        name: node.name.to_string(),
        cri_socket: kubelet::CONTAINERD.into(),
        taints: match (node.role, node.schedulable) {
            (Role::ControlPlane, true) => Some(Vec::new()),
            (Role::Worker, false) => Some(vec![kubelet::taint(node.role)]),
            _ => None,
        },
        kubelet_extra_args,
        // It is there for the discovery.
        ignore_preflight_errors: match node.role {
            Role::Worker => vec!["FileAvailable--etc-kubernetes-pki-ca.crt"],
            _ => Vec::new(),
        },
        ..NodeRegistration::default()
    }
}

fn endpoint(node: &Node) -> LocalApiEndpoint {
    LocalApiEndpoint { advertise_address: node.ip, bind_port: API_PORT }
}

fn token(cluster: Cluster<'_>) -> SecretText {
    match &cluster.settings.control_plane {
        ControlPlane::Kubeadm(token) => SecretText::new(token.expose().to_owned().into()),
        ControlPlane::StaticPods => SecretText::default(),
    }
}

/// Names the authority, so that the machine cannot be led to another cluster.
fn discovery(cluster: Cluster<'_>) -> kubeconfig::Kubeconfig {
    let server = kubeconfig::Cluster {
        certificate_authority: pki::certificate("ca"),
        server: cluster.plan.api.url(),
        ..kubeconfig::Cluster::default()
    };
    kubeconfig::Kubeconfig {
        cluster: ("kubernetes".into(), server),
        user: ("discovery".into(), kubeconfig::User::default()),
        context: "discovery@kubernetes".into(),
    }
}

/// As kubeadm's packages have it (kubernetes/release, `10-kubeadm.conf`).
fn kubelet_unit() -> Unit {
    let command = Command::new("/opt/bin/kubelet")
        .flag("--bootstrap-kubeconfig", "/etc/kubernetes/bootstrap-kubelet.conf")
        .flag("--kubeconfig", JOINED)
        .flag("--config", KUBELET_CONFIG)
        .words_of("KUBELET_KUBEADM_ARGS");
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "The kubelet, which runs this machine's pods")
                .set("Wants", "network-online.target")
                .set("Requires", container_runtime::UNIT)
                .set("After", format_args!("{} network-online.target", container_runtime::UNIT))
                .set("ConditionPathExists", KUBELET_CONFIG)
        })
        .service(|service| {
            service
                .set("EnvironmentFile", "-/var/lib/kubelet/kubeadm-flags.env")
                .exec_start(command)
                .set("Restart", "always")
                .set("RestartSec", 10)
        })
        .install(|install| install.set("WantedBy", "multi-user.target"));
    Unit {
        name: kubelet::UNIT.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        // kubeadm does.
        start: Start::PulledIn,
    }
}

/// What must be there: without the authorities, kubeadm would make others.
fn last_key(node: &Node) -> String {
    match node.role {
        Role::ControlPlane => pki::key("sa"),
        _ => pki::certificate("ca"),
    }
}

/// Runs until it has done its work once.
fn unit(cluster: Cluster<'_>, verb: &'static str, needs: String) -> Unit {
    let (program, fetched) = match cluster.settings.programs {
        Programs::Binaries => ("/opt/bin/kubeadm", programs::UNIT),
        Programs::Sysext(_) => ("/usr/bin/kubeadm", sysext::UNIT),
    };
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Makes this machine one of the cluster, by kubeadm")
                .set("Wants", "network-online.target")
                .set("Requires", format_args!("{} {fetched}", container_runtime::UNIT))
                .set(
                    "After",
                    format_args!("{} {fetched} network-online.target", container_runtime::UNIT),
                )
                .set("ConditionPathExists", CONFIG)
                .set("ConditionPathExists", format_args!("!{JOINED}"))
        })
        .service(|service| {
            service
                .set("Type", "oneshot")
                .set("RemainAfterExit", "yes")
                // They may come after its file; not a condition, as its path would then start it again and again.
                .exec_start_pre(Command::new("/usr/bin/test").arg("-e").arg(needs))
                .environment("PATH", "/opt/bin:/usr/local/bin:/usr/bin:/usr/sbin")
                .exec_start(Command::new(program).arg(verb).flag("--config", CONFIG))
                .set("TimeoutStartSec", "infinity")
                .set("Restart", "on-failure")
                .set("RestartSec", 30)
        })
        .install(|install| install.set("WantedBy", "multi-user.target"));
    Unit {
        name: UNIT.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::InOrder,
    }
}

fn when_the_file_comes() -> Unit {
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Starts kubeadm once its file is there")
                // A service whose own condition fails would be started again and again
                // (systemd/systemd#17433).
                .set("ConditionPathExists", format_args!("!{JOINED}"))
        })
        .section("Path", |path| path.set("PathExists", CONFIG))
        .install(|install| install.set("WantedBy", "multi-user.target"));
    Unit {
        name: "kubeadm.path".into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::InOrder,
    }
}
