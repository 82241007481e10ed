//! kube-apiserver: deploy-master.md "Set Up the kube-apiserver Pod".

use super::hyperkube::{Component, Flags, container, health, manifest, pod, tls_volumes};
use super::{Guide, hyperkube};
use crate::format::kubernetes::{Container, ContainerPort, Labels};
use crate::plan::Node;
use crate::profile::machine::Machine;
use crate::spec::ApiAdvertise;

/// Where everybody else reaches the API.
pub(super) const SECURE_PORT: u16 = 443;
/// Where the machine itself reaches it, without TLS.
const LOCAL_PORT: u16 = 8080;
/// The same as a URL.
pub(super) const LOCAL_URL: &str = "http://127.0.0.1:8080";
const CERTIFICATE: &str = "/etc/kubernetes/ssl/apiserver.pem";
pub(super) const KEY: &str = "/etc/kubernetes/ssl/apiserver-key.pem";
pub(super) const CA: &str = "/etc/kubernetes/ssl/ca.pem";

pub(super) fn set_up(machine: &mut Machine, guide: Guide<'_>, node: &Node) {
    let path = manifest!("kube-apiserver");
    let component =
        Component { name: "kube-apiserver", verb: "apiserver", flags: flags(guide, node) };
    let (volume_mounts, volumes) = tls_volumes();
    let container = Container {
        ports: vec![
            ContainerPort::on_host("https", SECURE_PORT),
            ContainerPort::on_host("local", LOCAL_PORT),
        ],
        volume_mounts,
        // D-8: the published guide has none here.
        liveness_probe: guide
            .settings
            .corrected()
            .then(|| health(LOCAL_PORT, hyperkube::health_timeout(guide))),
        ..container(guide, component)
    };
    machine.file(path, pod(Labels::new(), container, volumes));
}

fn flags(guide: Guide<'_>, node: &Node) -> Flags {
    let Guide { plan, settings } = guide;
    let flags = Flags::default()
        .flag("bind-address", "0.0.0.0")
        .flag("etcd-servers", plan.etcd.endpoint_list())
        .flag("allow-privileged", true)
        .flag("service-cluster-ip-range", plan.network.services)
        .flag("secure-port", SECURE_PORT);
    let flags = match (settings.api_advertise, plan.api.host.address()) {
        (ApiAdvertise::ApiHost, Some(address)) => flags.flag("advertise-address", address),
        (ApiAdvertise::Counted, _) => flags
            .flag("advertise-address", node.ip)
            .flag("apiserver-count", plan.api.control_planes.len()),
        (ApiAdvertise::Node | ApiAdvertise::ApiHost, _) => flags.flag("advertise-address", node.ip),
    };
    let mut flags = flags
        .flag("admission-control", admission(guide))
        .flag("tls-cert-file", CERTIFICATE)
        .flag("tls-private-key-file", KEY)
        .flag("client-ca-file", CA)
        // The verifier takes the public half out of the private key.
        .flag("service-account-key-file", KEY)
        .flag("runtime-config", runtime_config(guide));
    if settings.corrected() && plan.release.has_anonymous_auth() {
        flags = flags.flag("anonymous-auth", false);
    }
    flags
}

fn admission(guide: Guide<'_>) -> &'static str {
    if guide.settings.corrected() && guide.plan.release.recommends_default_storage_class() {
        "NamespaceLifecycle,LimitRanger,ServiceAccount,DefaultStorageClass,ResourceQuota"
    } else {
        "NamespaceLifecycle,LimitRanger,ServiceAccount,ResourceQuota"
    }
}

fn runtime_config(guide: Guide<'_>) -> &'static str {
    if guide.plan.release.has_network_policy() {
        "extensions/v1beta1=true,extensions/v1beta1/networkpolicies=true"
    } else {
        "extensions/v1beta1=true"
    }
}
