//! flannel: the pod network over VXLAN. After `Documentation/kube-flannel.yml` of
//! flannel-io/flannel v0.28.9.
//!
//! The machine has to have the kernel modules `vxlan` and, without nftables, `br_netfilter`, and the
//! CNI plugins `bridge`, `host-local` and `portmap` below `/opt/cni/bin`. The controller manager
//! gives each node its range.

use ipnet::IpNet;
use serde::Serialize;

use super::{ApiEndpoint, Images, all_labels, linux, meta, selector};
use crate::format::cni::Bridge;
use crate::format::cni_list::{self, Plugin, PortMap};
use crate::format::json;
use crate::format::kubernetes::{
    Capabilities, ConfigMap, Container, ContainerPort, DaemonSet, DaemonSetSpec, EnvVar,
    HostPathType, HttpGet, Manifest, Namespace, ObjectMeta, PodSecurityContext, PodSpec,
    PodTemplate, PolicyRule, Probe, Protocol, PullPolicy, Resources, Role, RoleBinding,
    RollingUpdate, SeccompProfile, SecurityContext, ServiceAccount, Subject, TaintEffect,
    Toleration, Volume, VolumeMount, documents, labels,
};

/// The file below the directory of manifests.
pub(crate) const FILE: &str = "flannel.yaml";

/// UDP port of the tunnel: Linux' own default.
pub(crate) const VXLAN_PORT: u16 = 8472;

const NAME: &str = "flannel";
const NAMESPACE: &str = "kube-flannel";
const CONFIG: &str = "kube-flannel-cfg";
const CONFIG_DIRECTORY: &str = "/etc/kube-flannel";
const CNI_KEY: &str = "cni-conf.json";
const NETWORK_KEY: &str = "net-conf.json";
const CNI_DIRECTORY: &str = "/etc/cni/net.d";
const PLUGIN_DIRECTORY: &str = "/opt/cni/bin";
const HEALTH_PORT: u16 = 8081;

/// What the add-on has to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flannel<'a> {
    pub(crate) images: &'a Images,
    /// Addresses of pods, one range of a family.
    pub(crate) pods: &'a [IpNet],
    /// Whether it masquerades by nftables, as kube-proxy should, too; else by iptables.
    pub(crate) nftables: bool,
    /// The API itself, so that it need not wait for kube-proxy.
    pub(crate) api: ApiEndpoint<'a>,
}

/// All its objects.
pub(crate) fn manifest(flannel: Flannel<'_>) -> String {
    let object = |name| meta(name, NAMESPACE, NAME);
    documents(&[
        namespace().to_yaml(),
        ServiceAccount::new(object(NAME)).to_yaml(),
        role().to_yaml(),
        RoleBinding::cluster(
            meta(NAME, "", NAME),
            NAME,
            vec![Subject::service_account(NAME, NAMESPACE)],
        )
        .to_yaml(),
        ConfigMap::new(object(CONFIG), [(CNI_KEY, cni()), (NETWORK_KEY, network(flannel))])
            .to_yaml(),
        daemon_set(flannel).to_yaml(),
    ])
}

/// Its pods use the machine's network: no other pod security level lets them.
fn namespace() -> Namespace {
    let mut namespace = Namespace::new(NAMESPACE);
    namespace.metadata = meta(NAMESPACE, "", NAME);
    namespace
        .metadata
        .labels
        .extend(labels([("pod-security.kubernetes.io/enforce", "privileged")]));
    namespace
}

fn role() -> Role {
    Role::cluster(
        meta(NAME, "", NAME),
        vec![
            PolicyRule::new("", &["pods"], &["get"]),
            PolicyRule::new("", &["nodes"], &["get", "list", "watch"]),
            PolicyRule::new("", &["nodes/status"], &["patch"]),
        ],
    )
}

fn cni() -> String {
    let delegate = Bridge { is_default_gateway: true, hairpin_mode: true };
    cni_list::list("cbr0", &[Plugin::Flannel { delegate }, Plugin::Portmap(PortMap::new())])
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NetConf {
    #[serde(skip_serializing_if = "Option::is_none")]
    network: Option<IpNet>,
    #[serde(rename = "EnableIPv4")]
    enable_ipv4: bool,
    #[serde(rename = "IPv6Network", skip_serializing_if = "Option::is_none")]
    ipv6_network: Option<IpNet>,
    #[serde(rename = "EnableIPv6")]
    enable_ipv6: bool,
    #[serde(rename = "EnableNFTables")]
    enable_nftables: bool,
    backend: Backend,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Backend {
    r#type: &'static str,
    port: u16,
}

fn network(flannel: Flannel<'_>) -> String {
    let of_family = |ipv4: bool| {
        flannel.pods.iter().copied().find(|range| matches!(range, IpNet::V4(_)) == ipv4)
    };
    let (ipv4, ipv6) = (of_family(true), of_family(false));
    json::pretty(&NetConf {
        network: ipv4,
        enable_ipv4: ipv4.is_some(),
        ipv6_network: ipv6,
        enable_ipv6: ipv6.is_some(),
        enable_nftables: flannel.nftables,
        backend: Backend { r#type: "vxlan", port: VXLAN_PORT },
    })
}

fn daemon_set(flannel: Flannel<'_>) -> DaemonSet {
    let spec = PodSpec {
        host_network: true,
        priority_class_name: "system-node-critical".into(),
        service_account_name: NAME.into(),
        node_selector: linux(),
        tolerations: vec![
            Toleration::of("", TaintEffect::NoSchedule),
            Toleration::of("", TaintEffect::NoExecute),
        ],
        security_context: Some(PodSecurityContext {
            seccomp_profile: Some(SeccompProfile::RUNTIME_DEFAULT),
            ..PodSecurityContext::default()
        }),
        init_containers: vec![install_plugin(flannel.images), install_config(flannel.images)],
        containers: vec![container(flannel)],
        volumes: vec![
            Volume::host_path_of("run", "/run/flannel", HostPathType::DirectoryOrCreate),
            Volume::host_path_of("cni-plugin", PLUGIN_DIRECTORY, HostPathType::DirectoryOrCreate),
            Volume::host_path_of("cni", CNI_DIRECTORY, HostPathType::DirectoryOrCreate),
            Volume::config_map("config", CONFIG),
            Volume::host_path_of("xtables-lock", "/run/xtables.lock", HostPathType::FileOrCreate),
        ],
        ..PodSpec::default()
    };
    DaemonSet::new(
        meta("kube-flannel-ds", NAMESPACE, NAME),
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

fn install_plugin(images: &Images) -> Container {
    let file = [PLUGIN_DIRECTORY, "/flannel"].concat();
    Container {
        name: "install-cni-plugin".into(),
        image: images.flannel_cni_plugin.clone(),
        command: vec!["cp".into(), "-f".into(), "/flannel".into(), file],
        security_context: Some(SecurityContext::only(&[])),
        volume_mounts: vec![VolumeMount::writable("cni-plugin", PLUGIN_DIRECTORY)],
        ..Container::default()
    }
}

fn install_config(images: &Images) -> Container {
    Container {
        name: "install-cni".into(),
        image: images.flannel.clone(),
        command: vec![
            "/opt/bin/install-conf".into(),
            [CONFIG_DIRECTORY, "/", CNI_KEY].concat(),
            [CNI_DIRECTORY, "/10-flannel.conflist"].concat(),
        ],
        security_context: Some(SecurityContext::only(&[])),
        volume_mounts: vec![
            VolumeMount::writable("cni", CNI_DIRECTORY),
            VolumeMount::read_only("config", CONFIG_DIRECTORY),
        ],
        ..Container::default()
    }
}

fn container(flannel: Flannel<'_>) -> Container {
    let mut args: Vec<String> = vec![
        "--ip-masq".into(),
        "--kube-subnet-mgr".into(),
        format!("--healthz-port={HEALTH_PORT}"),
    ];
    let mut env = vec![
        EnvVar::of_field("POD_NAME", "metadata.name"),
        EnvVar::of_field("POD_NAMESPACE", "metadata.namespace"),
    ];
    // The machine's address as the kubelet has it. With two families of which IPv6 is the first,
    // flannel finds no interface by it (`pkg/ipmatch/match.go`), and takes that of the default route.
    if !matches!(flannel.pods, [IpNet::V6(_), _, ..]) {
        args.push("--iface=$(POD_IP)".into());
        env.push(EnvVar::of_field("POD_IP", "status.podIP"));
    }
    env.extend(flannel.api.env());
    let ask = |path: &str| HttpGet { path: path.into(), port: HEALTH_PORT, ..HttpGet::default() };
    Container {
        name: "kube-flannel".into(),
        image: flannel.images.flannel.clone(),
        image_pull_policy: Some(PullPolicy::IfNotPresent),
        command: vec!["/opt/bin/flanneld".into()],
        args,
        env,
        resources: Some(Resources {
            requests: labels([("cpu", "100m"), ("memory", "50Mi")]),
            ..Resources::default()
        }),
        liveness_probe: Some(Probe {
            http_get: ask("/healthz"),
            initial_delay_seconds: Some(10),
            period_seconds: Some(30),
            ..Probe::default()
        }),
        readiness_probe: Some(Probe {
            http_get: ask("/readyz"),
            initial_delay_seconds: Some(5),
            ..Probe::default()
        }),
        ports: vec![ContainerPort::in_pod("healthz", HEALTH_PORT, Protocol::Tcp)],
        // The image links `iptables` to the variant of the machine when it is first called: its
        // files must be writable.
        security_context: Some(SecurityContext {
            allow_privilege_escalation: Some(false),
            capabilities: Some(Capabilities {
                add: vec!["NET_ADMIN", "NET_RAW"],
                drop: vec!["ALL"],
            }),
            ..SecurityContext::default()
        }),
        volume_mounts: vec![
            VolumeMount::writable("run", "/run/flannel"),
            VolumeMount::read_only("config", CONFIG_DIRECTORY),
            VolumeMount::writable("xtables-lock", "/run/xtables.lock"),
        ],
        ..Container::default()
    }
}
