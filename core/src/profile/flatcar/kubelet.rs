//! The kubelet: on every machine that runs pods.

use super::addons::CONTROL_PLANE;
use super::cluster::addresses;
use super::{Cluster, container_runtime, kubeconfigs, pki, programs, sysext};
use crate::format::env_file::EnvFile;
use crate::format::kubernetes::config::{
    Anonymous, Authentication, KubeletConfiguration, Seconds, Webhook, X509,
};
use crate::format::kubernetes::{Manifest, Taint, TaintEffect};
use crate::format::systemd::{Command, UnitFile};
use crate::plan::Node;
use crate::plan::flatcar::Programs;
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::Role;

pub(super) const UNIT: &str = "kubelet.service";
/// Where it looks for static pods.
pub(super) const MANIFESTS: &str = "/etc/kubernetes/manifests";
/// Where the extension image's unit looks, too.
const CONFIG: &str = "/var/lib/kubelet/config.yaml";
/// Flags for the extension image's unit.
const FLAGS: &str = "/etc/sysconfig/kubelet";
const PATH_UNIT: &str = "kubelet.path";
/// `/usr` is read-only on these systems.
const VOLUME_PLUGINS: &str = "/var/lib/kubelet/volumeplugins";
pub(super) const CONTAINERD: &str = "unix:///run/containerd/containerd.sock";
/// What systemd-resolved was told, in place of its stub, which a pod cannot reach.
const RESOLV_CONF: &str = "/run/systemd/resolve/resolv.conf";

pub(super) fn set_up(machine: &mut Machine, cluster: Cluster<'_>, node: &Node) {
    let server = match node.role {
        Role::ControlPlane => None,
        _ => Some(cluster.plan.api.url()),
    };
    match server {
        None => kubeconfigs::local(machine, kubeconfigs::KUBELET),
        Some(server) => kubeconfigs::place(machine, kubeconfigs::KUBELET, server),
    }
    machine.file(CONFIG, config(cluster, node).to_yaml());
    logind(machine);
    let key = pki::key(kubeconfigs::KUBELET.certificate);
    let mut after = None;
    match cluster.settings.programs {
        Programs::Binaries => machine.units.push(own_unit(node, &key)),
        Programs::Sysext(_) => {
            let words: Vec<String> = flags(node);
            machine
                .file(FLAGS, EnvFile::new().set("KUBELET_EXTRA_ARGS", words.join(" ")).to_string());
            machine.units.push(images_unit(&key));
            after = Some(sysext::LINK);
        }
    }
    machine.units.push(when_keys_come(&key, after));
}

fn own_unit(node: &Node, key: &str) -> Unit {
    let command = Command::new("/opt/bin/kubelet")
        .flag("--config", CONFIG)
        .flag("--kubeconfig", kubeconfigs::KUBELET.path)
        .args(flags(node));
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "The kubelet, which runs this machine's pods")
                .set(
                    "Documentation",
                    "https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/",
                )
                .set("Wants", "network-online.target")
                .set("Requires", format_args!("{} {}", container_runtime::UNIT, programs::UNIT))
                .set(
                    "After",
                    format_args!(
                        "{} network-online.target {}",
                        container_runtime::UNIT,
                        programs::UNIT
                    ),
                )
                .set("ConditionPathExists", key)
        })
        .service(|service| {
            service
                .exec_start_pre(["/usr/bin/mkdir", "-p", MANIFESTS, VOLUME_PLUGINS])
                .exec_start(command)
                .set("Restart", "always")
                .set("RestartSec", 10)
        })
        .install(|install| install.set("WantedBy", "multi-user.target"));
    Unit {
        name: UNIT.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::Command,
    }
}

/// The extension image has a unit, which its own target pulls in again and again until it runs.
fn images_unit(key: &str) -> Unit {
    let drop_in =
        UnitFile::new().unit(|unit| unit.set("ConditionPathExists", key)).service(|service| {
            service.exec_start_pre(["/usr/bin/mkdir", "-p", MANIFESTS, VOLUME_PLUGINS])
        });
    Unit {
        name: UNIT.into(),
        content: None,
        drop_ins: vec![("20-kubecore.conf".into(), drop_in)],
        boot: Boot::PulledIn,
        start: Start::InOrder,
    }
}

/// Keys come after the first boot where they are no part of user-data: nobody has to start anything
/// then. systemd refuses a path unit whose service it does not know: that of an image waits for the image's `link`.
fn when_keys_come(key: &str, link: Option<&str>) -> Unit {
    let content = UnitFile::new()
        .unit(|unit| {
            let unit = unit.set("Description", "Starts the kubelet once its keys are there");
            match link {
                Some(link) => unit.set("ConditionPathIsSymbolicLink", link),
                None => unit,
            }
        })
        .section("Path", |path| path.set("PathExists", key))
        .install(|install| install.set("WantedBy", "multi-user.target"));
    Unit {
        name: PATH_UNIT.into(),
        content: Some(content),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::InOrder,
    }
}

/// Flags that have no field in the configuration.
fn flags(node: &Node) -> Vec<String> {
    let mut flags = vec![
        format!("--hostname-override={}", node.name),
        format!("--node-ip={}", addresses(node)),
    ];
    if !node.labels.0.is_empty() {
        flags.push(format!("--node-labels={}", labels(node)));
    }
    flags
}

fn config(cluster: Cluster<'_>, node: &Node) -> KubeletConfiguration {
    let mut config = base(cluster);
    config.tls_cert_file = pki::certificate("kubelet");
    config.tls_private_key_file = pki::key("kubelet");
    if node.role == Role::ControlPlane {
        config.static_pod_path = MANIFESTS.into();
    }
    if !node.schedulable {
        config.register_with_taints = vec![taint(node.role)];
    }
    config
}

/// What holds for every kubelet of the cluster, by kubeadm or not.
pub(super) fn base(cluster: Cluster<'_>) -> KubeletConfiguration {
    let Cluster { plan, settings } = cluster;
    let authentication = Authentication {
        anonymous: Anonymous { enabled: false },
        webhook: Webhook { enabled: true },
        x509: X509 { client_ca_file: pki::certificate("ca") },
    };
    let mut config = KubeletConfiguration::new(authentication);
    config.cgroup_driver = "systemd".into();
    config.cluster_dns = cluster.dns_addresses();
    config.cluster_domain = plan.network.domain.to_string();
    config.container_runtime_endpoint = CONTAINERD.into();
    config.max_pods = Some(settings.node_ranges.max_pods);
    config.protect_kernel_defaults = Some(true);
    config.read_only_port = Some(0);
    config.resolv_conf = RESOLV_CONF.into();
    config.seccomp_default = Some(true);
    config.serialize_image_pulls = Some(false);
    config.shutdown_grace_period = Some(SHUTDOWN);
    config.shutdown_grace_period_critical_pods = Some(Seconds(30));
    config.volume_plugin_dir = VOLUME_PLUGINS.into();
    config
}

/// How long a shutdown waits for pods.
const SHUTDOWN: Seconds = Seconds(45);

/// logind lets a shutdown be held up for five seconds only, unless told otherwise.
fn logind(machine: &mut Machine) {
    let drop_in =
        UnitFile::new().section("Login", |login| login.set("InhibitDelayMaxSec", SHUTDOWN.0));
    machine.file("/etc/systemd/logind.conf.d/20-kubelet.conf", drop_in.to_string());
}

/// `zone=a,disk=ssd`
pub(super) fn labels(node: &Node) -> String {
    let labels = node.labels.0.iter().map(|(key, value)| format!("{key}={value}"));
    labels.collect::<Vec<_>>().join(",")
}

/// Keeps ordinary pods away.
pub(super) fn taint(role: Role) -> Taint {
    let key = match role {
        Role::ControlPlane => CONTROL_PLANE,
        _ => "node.kubernetes.io/unschedulable",
    };
    Taint { key: key.into(), value: String::new(), effect: TaintEffect::NoSchedule }
}
