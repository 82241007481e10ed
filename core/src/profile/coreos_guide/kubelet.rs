//! The kubelet under rkt: deploy-master.md and deploy-workers.md "kubelet", and the wrapper's
//! options from kubelet-wrapper.md.

use super::Guide;
use super::api_server::LOCAL_URL;
use crate::format::systemd::{Command, UnitFile};
use crate::plan::Node;
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::{Role, Runtime};

/// Where the kubelet looks for static pods.
pub(super) const MANIFESTS: &str = "/etc/kubernetes/manifests";
/// Where it looks for CNI configurations.
const CNI: &str = "/etc/kubernetes/cni/net.d";
const UUID: &str = "/var/run/kubelet-pod.uuid";

/// A directory or program of the machine that the kubelet's container sees.
struct Mount {
    name: &'static str,
    source: &'static str,
    target: &'static str,
}

pub(super) fn set_up(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    let settings = guide.settings;
    let (version, options) = if settings.wrapper_has_new_names() {
        ("KUBELET_IMAGE_TAG", "RKT_RUN_ARGS")
    } else {
        ("KUBELET_VERSION", "RKT_OPTS")
    };
    let arguments = rkt_arguments(guide);
    let unit = UnitFile::new()
        .service(|mut service| {
            service = service.exec_start_pre(["/usr/bin/mkdir", "-p", MANIFESTS]);
            if settings.kubelet.logging {
                service = service.exec_start_pre(["/usr/bin/mkdir", "-p", "/var/log/containers"]);
            }
            if settings.kubelet.keep_pod_ips {
                service = service.exec_start_pre(["/usr/bin/mkdir", "-p", "/var/lib/cni"]);
            }
            if settings.corrected() {
                // D-7: a stopped kubelet left its rkt pod behind.
                service = service.exec_start_pre(
                    Command::new("/usr/bin/rkt")
                        .arg("rm")
                        .flag("--uuid-file", UUID)
                        .ignore_failure(),
                );
            }
            service = service.environment(version, guide.plan.release);
            if !arguments.is_empty() {
                service = service.environment_words(options, arguments);
            }
            service = service.exec_start(command(guide, node));
            if settings.corrected() {
                service = service.exec_stop(
                    Command::new("/usr/bin/rkt")
                        .arg("stop")
                        .flag("--uuid-file", UUID)
                        .ignore_failure(),
                );
            }
            service.set("Restart", "always").set("RestartSec", 10)
        })
        .install(|install| install.set("WantedBy", "multi-user.target"));
    machine.units.push(Unit {
        name: "kubelet.service".into(),
        content: Some(unit),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::Command,
    });
}

fn command(guide: Guide<'_>, node: &Node) -> Command {
    let Guide { plan, settings } = guide;
    let (release, network) = (plan.release, &plan.network);
    let worker = node.role == Role::Worker;
    let mut command = Command::new("/usr/lib/coreos/kubelet-wrapper");
    command = if worker {
        command.flag("--api-servers", plan.api.url())
    } else {
        command.flag("--api-servers", LOCAL_URL)
    };
    let mode = settings.mode;
    if !settings.corrected() {
        // The published unit names the plugin's directory even where no plugin is used.
        command = command
            .flag("--network-plugin-dir", CNI)
            .flag("--network-plugin", if mode.cni() { "cni" } else { "" });
    } else if mode.cni() {
        // D-3: the older flag named the directory of configurations and of programs at once.
        let directory =
            if release.has_cni_conf_dir() { "--cni-conf-dir" } else { "--network-plugin-dir" };
        command = command.flag(directory, CNI).flag("--network-plugin", "cni");
    }
    if settings.kubelet.runtime == Runtime::Rkt {
        command = command
            .flag("--container-runtime", "rkt")
            .flag("--rkt-path", "/usr/bin/rkt")
            .flag("--rkt-stage1-image", "coreos.com/rkt/stage1-coreos");
    }
    command = match (worker, node.schedulable) {
        (true, true) => command.flag("--register-node", true),
        (true, false) => {
            command.flag("--register-node", true).flag("--register-schedulable", false)
        }
        (false, false) => command.flag("--register-schedulable", false),
        (false, true) => command,
    };
    if !node.labels.0.is_empty() {
        let labels: Vec<String> =
            node.labels.0.iter().map(|(key, value)| format!("{key}={value}")).collect();
        command = command.flag("--node-labels", labels.join(","));
    }
    // D-2: `--config` is deprecated where its successor exists.
    let manifests = if settings.corrected() && release.has_pod_manifest_path() {
        "--pod-manifest-path"
    } else {
        "--config"
    };
    command = command
        .flag("--allow-privileged", true)
        .flag(manifests, MANIFESTS)
        .flag("--hostname-override", node.ip)
        .flag("--cluster-dns", network.dns_service_ip)
        .flag("--cluster-domain", &network.domain);
    if worker {
        command = command
            .flag("--kubeconfig", super::worker_kubeconfig::PATH)
            .flag("--tls-cert-file", "/etc/kubernetes/ssl/worker.pem")
            .flag("--tls-private-key-file", "/etc/kubernetes/ssl/worker-key.pem");
    }
    command
}

/// What rkt is told about the kubelet's container, a phrase each.
fn rkt_arguments(guide: Guide<'_>) -> Vec<String> {
    let settings = guide.settings;
    let options = settings.kubelet;
    let mut mounts = Vec::new();
    let mut mount = |name, source, target| mounts.push(Mount { name, source, target });
    if options.logging && !settings.wrapper_mounts_logs() {
        mount("var-log", "/var/log", "/var/log");
    }
    if options.host_dns {
        mount("dns", "/etc/resolv.conf", "/etc/resolv.conf");
    }
    if options.iscsi {
        mount("iscsiadm", "/usr/sbin/iscsiadm", "/usr/sbin/iscsiadm");
    }
    if options.rbd {
        mount("modprobe", "/usr/sbin/modprobe", "/usr/sbin/modprobe");
        mount("lib-modules", "/lib/modules", "/lib/modules");
    }
    if options.keep_pod_ips {
        mount("cni-lib", "/var/lib/cni", "/var/lib/cni");
    }
    if options.runtime == Runtime::Rkt {
        mount("rkt", super::rkt::HOST_RKT, "/usr/bin/rkt");
        mount("var-lib-rkt", "/var/lib/rkt", "/var/lib/rkt");
        mount("stage", "/tmp", "/tmp");
    }
    let mut words = Vec::new();
    if settings.corrected() {
        words.push(format!("--uuid-file-save={UUID}"));
    }
    for Mount { name, source, target } in mounts {
        words.push(format!("--volume {name},kind=host,source={source}"));
        words.push(format!("--mount volume={name},target={target}"));
    }
    words
}
