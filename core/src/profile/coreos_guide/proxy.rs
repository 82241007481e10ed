//! kube-proxy: on every machine that runs pods, deploy-master.md and deploy-workers.md.

use super::api_server::LOCAL_URL;
use super::hyperkube::{Component, Flags, TLS, container, manifest, pod};
use super::shared::Shared;
use super::{Guide, worker_kubeconfig};
use crate::format::kubernetes::{Container, Labels, SecurityContext, Volume, VolumeMount, labels};
use crate::plan::Node;
use crate::profile::machine::Machine;
use crate::spec::{Role, Runtime};

const CERTIFICATES: &str = "/usr/share/ca-certificates";

pub(super) fn set_up(machine: &mut Machine, shared: &Shared, node: &Node) {
    machine.file(manifest!("kube-proxy"), shared.of_role(node.role).proxy.clone());
}

/// The manifest: one for control planes, which ask themselves, and one for workers.
pub(super) fn manifest(guide: Guide<'_>, role: Role) -> String {
    let worker = role == Role::Worker;
    let flags = if worker {
        Flags::default()
            .flag("master", guide.plan.api.url())
            .flag("kubeconfig", worker_kubeconfig::PATH)
    } else {
        Flags::default().flag("master", LOCAL_URL)
    };
    let component = Component {
        name: "kube-proxy",
        verb: "proxy",
        flags: flags.flag("proxy-mode", "iptables"),
    };
    let (mut volume_mounts, mut volumes) = if worker {
        (
            vec![
                VolumeMount::writable("ssl-certs", "/etc/ssl/certs"),
                VolumeMount::read_only("kubeconfig", worker_kubeconfig::PATH),
                VolumeMount::read_only("etc-kube-ssl", TLS),
            ],
            vec![
                Volume::host_path("ssl-certs", CERTIFICATES),
                Volume::host_path("kubeconfig", worker_kubeconfig::PATH),
                Volume::host_path("etc-kube-ssl", TLS),
            ],
        )
    } else {
        (
            vec![VolumeMount::read_only("ssl-certs-host", "/etc/ssl/certs")],
            vec![Volume::host_path("ssl-certs-host", CERTIFICATES)],
        )
    };
    let mut annotations = Labels::new();
    if guide.settings.kubelet.runtime == Runtime::Rkt {
        // Under rkt's own stage1 the proxy would change the tables of its own network only.
        annotations =
            labels([("rkt.alpha.kubernetes.io/stage1-name-override", "coreos.com/rkt/stage1-fly")]);
        volume_mounts.push(VolumeMount::writable("dbus", "/var/run/dbus"));
        volumes.push(Volume::host_path("dbus", "/var/run/dbus"));
    }
    let container = Container {
        security_context: Some(SecurityContext::privileged()),
        volume_mounts,
        ..container(guide, component)
    };
    pod(annotations, container, volumes)
}
