//! kube-proxy: services on every machine. After kubeadm's `phases/addons/proxy`, v1.36.

use std::fmt;

use ipnet::IpNet;

use super::{ApiEndpoint, Images, KUBE_SYSTEM, all_labels, linux, meta, selector};
use crate::format::kubernetes::config::{KubeProxyConfiguration, ProxyMode};
use crate::format::kubernetes::{
    Capabilities, ConfigMap, Container, DaemonSet, DaemonSetSpec, EnvVar, HostPathType, HttpGet,
    Manifest, ObjectMeta, PodSecurityContext, PodSpec, PodTemplate, Probe, PullPolicy, Resources,
    RoleBinding, RollingUpdate, SeccompProfile, SecurityContext, ServiceAccount, Subject,
    Toleration, Volume, VolumeMount, documents, labels,
};

/// The file below the directory of manifests.
pub(crate) const FILE: &str = "kube-proxy.yaml";

const NAME: &str = "kube-proxy";
const CONFIG: &str = "config.conf";
const CONFIG_DIRECTORY: &str = "/var/lib/kube-proxy";
const HEALTH_PORT: u16 = 10256;

/// What the add-on has to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KubeProxy<'a> {
    pub(crate) images: &'a Images,
    pub(crate) mode: ProxyMode,
    /// Addresses of pods, one range of a family.
    pub(crate) pods: &'a [IpNet],
    /// The API itself: its service works only through this.
    pub(crate) api: ApiEndpoint<'a>,
}

/// All its objects.
pub(crate) fn manifest(proxy: KubeProxy<'_>) -> String {
    let object = || meta(NAME, KUBE_SYSTEM, NAME);
    documents(&[
        ServiceAccount::new(object()).to_yaml(),
        RoleBinding::cluster(
            meta("kubecore:kube-proxy", "", NAME),
            "system:node-proxier",
            vec![Subject::service_account(NAME, KUBE_SYSTEM)],
        )
        .to_yaml(),
        ConfigMap::new(object(), [(CONFIG, configuration(proxy).to_yaml())]).to_yaml(),
        daemon_set(proxy).to_yaml(),
    ])
}

/// What kube-proxy is told, in a cluster of kubeadm's as well.
pub(crate) fn configuration(proxy: KubeProxy<'_>) -> KubeProxyConfiguration {
    let mut configuration = KubeProxyConfiguration::new(proxy.mode);
    configuration.cluster_cidr = joined(proxy.pods);
    configuration
}

fn joined<T: fmt::Display>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(T::to_string).collect();
    values.join(",")
}

fn daemon_set(proxy: KubeProxy<'_>) -> DaemonSet {
    let spec = PodSpec {
        host_network: true,
        priority_class_name: "system-node-critical".into(),
        service_account_name: NAME.into(),
        node_selector: linux(),
        tolerations: vec![Toleration::of_all()],
        security_context: Some(PodSecurityContext {
            seccomp_profile: Some(SeccompProfile::RUNTIME_DEFAULT),
            ..PodSecurityContext::default()
        }),
        init_containers: vec![preparation(proxy)],
        containers: vec![container(proxy)],
        volumes: vec![
            Volume::config_map("config", NAME),
            Volume::host_path("lib-modules", "/lib/modules"),
            Volume::host_path_of("xtables-lock", "/run/xtables.lock", HostPathType::FileOrCreate),
        ],
        ..PodSpec::default()
    };
    DaemonSet::new(
        meta(NAME, KUBE_SYSTEM, NAME),
        DaemonSetSpec {
            selector: selector(NAME).into(),
            update_strategy: Some(RollingUpdate::max_unavailable(1)),
            template: PodTemplate {
                metadata: ObjectMeta { labels: all_labels(NAME), ..ObjectMeta::default() },
                spec,
            },
        },
    )
}

/// Sets what only root may set, such as the limits of connection tracking, and ends. What runs on
/// needs `NET_ADMIN` alone: the flag `--init-only` of Kubernetes 1.29 and later.
fn preparation(proxy: KubeProxy<'_>) -> Container {
    let mut container = program("prepare", proxy);
    container.command.push("--init-only".into());
    container.security_context = Some(SecurityContext::privileged());
    container
}

fn container(proxy: KubeProxy<'_>) -> Container {
    Container {
        resources: Some(Resources {
            requests: labels([("cpu", "50m"), ("memory", "64Mi")]),
            ..Resources::default()
        }),
        liveness_probe: Some(Probe {
            http_get: HttpGet {
                // Of its own machine, whatever families that has.
                host: "127.0.0.1".into(),
                path: "/livez".into(),
                port: HEALTH_PORT,
                scheme: None,
            },
            initial_delay_seconds: Some(10),
            failure_threshold: Some(6),
            ..Probe::default()
        }),
        // The image links `iptables` to the variant of the machine when it is first called, also
        // in the mode nftables, which clears the other's rules away: its files must be writable.
        security_context: Some(SecurityContext {
            allow_privilege_escalation: Some(false),
            capabilities: Some(Capabilities { add: vec!["NET_ADMIN"], drop: vec!["ALL"] }),
            ..SecurityContext::default()
        }),
        ..program(NAME, proxy)
    }
}

fn program(name: &str, proxy: KubeProxy<'_>) -> Container {
    let mut env = vec![EnvVar::of_field("NODE_NAME", "spec.nodeName")];
    env.extend(proxy.api.env());
    Container {
        name: name.into(),
        image: proxy.images.kube_proxy.clone(),
        image_pull_policy: Some(PullPolicy::IfNotPresent),
        command: vec![
            "/usr/local/bin/kube-proxy".into(),
            [("--config="), CONFIG_DIRECTORY, "/", CONFIG].concat(),
            "--hostname-override=$(NODE_NAME)".into(),
        ],
        env,
        volume_mounts: vec![
            VolumeMount::read_only("config", CONFIG_DIRECTORY),
            VolumeMount::read_only("lib-modules", "/lib/modules"),
            VolumeMount::writable("xtables-lock", "/run/xtables.lock"),
        ],
        ..Container::default()
    }
}
