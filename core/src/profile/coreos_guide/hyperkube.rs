//! What the four static pods of the guide have in common.

use super::Guide;
use crate::format::kubernetes::{
    Container, HttpGet, Labels, Manifest, ObjectMeta, Pod, PodSpec, Probe, Resources, Volume,
    VolumeMount, labels,
};

pub(super) use crate::profile::addons::KUBE_SYSTEM as NAMESPACE;
/// Where TLS assets lie on every machine.
pub(super) const TLS: &str = "/etc/kubernetes/ssl";

/// A component that hyperkube holds.
pub(super) struct Component {
    /// Its pod's and container's name.
    pub(super) name: &'static str,
    /// hyperkube's name for it.
    pub(super) verb: &'static str,
    pub(super) flags: Flags,
}

/// Flags of a component, in order.
#[derive(Debug, Default)]
pub(super) struct Flags(Vec<String>);

impl Flags {
    pub(super) fn flag(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.0.push(format!("--{name}={value}"));
        self
    }
}

/// Path of a manifest in the folder that the kubelet watches.
macro_rules! manifest {
    ($name:literal) => {
        concat!("/etc/kubernetes/manifests/", $name, ".yaml")
    };
}
pub(super) use manifest;

/// The container of a component, with nothing but its command.
pub(super) fn container(guide: Guide<'_>, component: Component) -> Container {
    let Component { name, verb, flags, .. } = component;
    let mut command = vec!["/hyperkube".to_owned(), verb.to_owned()];
    command.extend(flags.0);
    Container {
        name: name.into(),
        // The image's repository is the guide's; the tag is stated once, in the plan (D-12).
        image: format!("quay.io/coreos/hyperkube:{}", guide.plan.release),
        command,
        ..Container::default()
    }
}

/// The manifest of a pod of one container in the machine's network.
pub(super) fn pod(annotations: Labels, container: Container, volumes: Vec<Volume>) -> String {
    let metadata =
        ObjectMeta { annotations, ..ObjectMeta::named(container.name.clone(), NAMESPACE) };
    let spec =
        PodSpec { host_network: true, containers: vec![container], volumes, ..PodSpec::default() };
    Pod::new(metadata, spec).to_yaml()
}

/// `/healthz` on the machine's loopback.
pub(super) fn health(port: u16, timeout_seconds: u32) -> Probe {
    Probe {
        http_get: HttpGet {
            host: "127.0.0.1".into(),
            path: "/healthz".into(),
            port,
            ..HttpGet::default()
        },
        initial_delay_seconds: Some(15),
        timeout_seconds: Some(timeout_seconds),
        ..Probe::default()
    }
}

/// Seconds that a health check may take: one in the guide, which killed busy components (D-8).
pub(super) fn health_timeout(guide: Guide<'_>) -> u32 {
    if guide.settings.corrected() { 15 } else { 1 }
}

/// CPU that the scheduler sets aside, in the corrected edition (D-8).
pub(super) fn cpu(guide: Guide<'_>, amount: &str) -> Option<Resources> {
    guide
        .settings
        .corrected()
        .then(|| Resources { requests: labels([("cpu", amount)]), ..Resources::default() })
}

/// The volumes of the components that use TLS: the cluster's assets and the machine's CAs.
pub(super) fn tls_volumes() -> (Vec<VolumeMount>, Vec<Volume>) {
    (
        vec![
            VolumeMount::read_only("ssl-certs-kubernetes", TLS),
            VolumeMount::read_only("ssl-certs-host", "/etc/ssl/certs"),
        ],
        vec![
            Volume::host_path("ssl-certs-kubernetes", TLS),
            Volume::host_path("ssl-certs-host", "/usr/share/ca-certificates"),
        ],
    )
}
