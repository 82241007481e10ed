//! Configurations, to the letter. The files beside this one are what is expected.

use std::net::IpAddr;

use super::kubeadm::{
    Arg, BootstrapToken, BootstrapTokenDiscovery, ClusterConfiguration, ControlPlaneComponent,
    Disabled, Discovery, Etcd, ExternalEtcd, HostPathMount, InitConfiguration, JoinConfiguration,
    JoinControlPlane, LocalApiEndpoint, LocalEtcd, Networking, NodeRegistration, Patches,
};
use super::*;
use crate::format::kubernetes::{
    HostPathType, Manifest, PullPolicy, Taint, TaintEffect, documents, labels,
};

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn secret(text: &str) -> SecretText {
    SecretText::new(Zeroizing::new(text.to_owned()))
}

fn control_plane_taint() -> Taint {
    Taint {
        key: "node-role.kubernetes.io/control-plane".to_owned(),
        value: String::new(),
        effect: TaintEffect::NoSchedule,
    }
}

/// With a value in every field.
#[test]
fn a_kubelet() {
    let authentication = Authentication {
        webhook: Webhook { enabled: true },
        x509: X509 { client_ca_file: "/etc/kubernetes/pki/ca.crt".to_owned() },
        ..Authentication::default()
    };
    let mut kubelet = KubeletConfiguration::new(authentication);
    kubelet.tls_cert_file = "/var/lib/kubelet/pki/kubelet.crt".to_owned();
    kubelet.tls_private_key_file = "/var/lib/kubelet/pki/kubelet.key".to_owned();
    kubelet.tls_min_version = "VersionTLS12".to_owned();
    kubelet.rotate_certificates = Some(false);
    kubelet.server_tls_bootstrap = Some(false);
    kubelet.read_only_port = Some(0);
    kubelet.healthz_bind_address = Some(ip("127.0.0.1"));
    kubelet.healthz_port = Some(10248);
    kubelet.static_pod_path = "/etc/kubernetes/manifests".to_owned();
    kubelet.container_runtime_endpoint = "unix:///run/containerd/containerd.sock".to_owned();
    kubelet.cgroup_driver = "systemd".to_owned();
    kubelet.fail_cgroup_v1 = Some(true);
    kubelet.cluster_dns = vec![ip("10.3.0.10"), ip("fd00:3::a")];
    kubelet.cluster_domain = "cluster.local".to_owned();
    kubelet.resolv_conf = "/run/systemd/resolve/resolv.conf".to_owned();
    kubelet.register_with_taints = vec![control_plane_taint()];
    kubelet.max_pods = Some(110);
    kubelet.pod_pids_limit = Some(4096);
    kubelet.kube_reserved = labels([("cpu", "100m")]);
    kubelet.system_reserved = labels([("memory", "256Mi")]);
    kubelet.fail_swap_on = Some(true);
    kubelet.memory_swap = Some(MemorySwap { swap_behavior: SwapBehavior::NoSwap });
    kubelet.protect_kernel_defaults = Some(true);
    kubelet.seccomp_default = Some(true);
    kubelet.serialize_image_pulls = Some(false);
    kubelet.streaming_connection_idle_timeout = Some(Seconds(300));
    kubelet.shutdown_grace_period = Some(Seconds(45));
    kubelet.shutdown_grace_period_critical_pods = Some(Seconds(30));
    kubelet.volume_plugin_dir = "/var/lib/kubelet/volumeplugins".to_owned();
    assert_eq!(kubelet.to_yaml(), include_str!("kubelet.yaml"));
}

#[test]
fn a_kube_proxy() {
    let mut proxy = KubeProxyConfiguration::new(ProxyMode::Nftables);
    proxy.cluster_cidr = "10.2.0.0/16,fd00:2::/56".to_owned();
    proxy.healthz_bind_address = Some("0.0.0.0:10256".parse().unwrap());
    proxy.metrics_bind_address = Some("127.0.0.1:10249".parse().unwrap());
    proxy.node_port_addresses = vec!["primary".to_owned()];
    assert_eq!(proxy.to_yaml(), include_str!("kube-proxy.yaml"));
}

#[test]
fn an_encryption_and_its_silence() {
    let key = |name: &str| EncryptionKey {
        name: name.to_owned(),
        secret: secret("c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3I="),
    };
    let encryption = EncryptionConfiguration::new(vec![ResourceConfiguration {
        resources: vec!["secrets"],
        providers: vec![Provider::secretbox(vec![key("key1"), key("key0")]), Provider::identity()],
    }]);
    assert_eq!(encryption.to_yaml(), include_str!("encryption.yaml"));
    assert!(!format!("{encryption:?}").contains("c2Vj"));
}

#[test]
fn an_audit_policy() {
    let mut policy = AuditPolicy::new(vec![
        AuditRule {
            users: vec!["system:kube-proxy"],
            verbs: vec!["watch"],
            resources: vec![GroupResources::new("", &["endpoints", "services"])],
            ..AuditRule::all(Level::None)
        },
        AuditRule {
            user_groups: vec!["system:nodes"],
            namespaces: vec!["kube-system"],
            non_resource_urls: vec!["/healthz*"],
            omit_stages: vec![Stage::ResponseStarted],
            ..AuditRule::all(Level::Request)
        },
        AuditRule {
            resources: vec![GroupResources {
                resource_names: vec!["admin"],
                ..GroupResources::new("", &["secrets", "configmaps"])
            }],
            ..AuditRule::all(Level::Metadata)
        },
        AuditRule::all(Level::RequestResponse),
    ]);
    policy.omit_stages = vec![Stage::RequestReceived];
    policy.omit_managed_fields = Some(true);
    assert_eq!(policy.to_yaml(), include_str!("audit.yaml"));
}

#[test]
fn kubeadms_first_machine() {
    let mut init = InitConfiguration::new(NodeRegistration {
        name: "cp1".to_owned(),
        cri_socket: "unix:///run/containerd/containerd.sock".to_owned(),
        taints: Some(Vec::new()),
        image_pull_policy: Some(PullPolicy::IfNotPresent),
        kubelet_extra_args: vec![Arg::new("node-ip", "10.0.0.1")],
        ignore_preflight_errors: vec!["NumCPU"],
    });
    init.bootstrap_tokens = vec![BootstrapToken {
        token: secret("abcdef.0123456789abcdef"),
        description: "for workers".to_owned(),
        ttl: "24h0m0s".to_owned(),
    }];
    init.local_api_endpoint =
        Some(LocalApiEndpoint { advertise_address: ip("10.0.0.1"), bind_port: 6443 });
    init.certificate_key = secret("00ff");
    init.skip_phases = vec!["addon/kube-proxy"];
    init.patches = Some(Patches { directory: "/etc/kubernetes/patches".to_owned() });
    let mut cluster = ClusterConfiguration::new("v1.36.4");
    cluster.cluster_name = "kubernetes".to_owned();
    cluster.control_plane_endpoint = "api.example.org:6443".to_owned();
    cluster.networking = Networking {
        service_subnet: "10.3.0.0/24,fd00:3::/112".to_owned(),
        pod_subnet: "10.2.0.0/16,fd00:2::/56".to_owned(),
        dns_domain: "cluster.local".to_owned(),
    };
    cluster.certificates_dir = "/etc/kubernetes/pki".to_owned();
    cluster.image_repository = "registry.k8s.io".to_owned();
    cluster.encryption_algorithm = "ECDSA-P256".to_owned();
    cluster.etcd = Some(Etcd::local(LocalEtcd {
        image_tag: "3.6.14-0".to_owned(),
        data_dir: "/var/lib/etcd".to_owned(),
        extra_args: vec![Arg::new("listen-metrics-urls", "http://127.0.0.1:2381")],
        server_cert_sans: vec!["etcd.example.org".to_owned()],
        peer_cert_sans: vec!["etcd.example.org".to_owned()],
    }));
    let flags = |name: &str| ControlPlaneComponent {
        extra_args: vec![Arg::new(name, "value")],
        ..ControlPlaneComponent::default()
    };
    cluster.api_server = Some(ControlPlaneComponent {
        extra_volumes: vec![HostPathMount {
            name: "audit".to_owned(),
            host_path: "/var/log/kubernetes".to_owned(),
            mount_path: "/var/log/kubernetes".to_owned(),
            read_only: true,
            path_type: Some(HostPathType::DirectoryOrCreate),
        }],
        cert_sans: vec!["api.example.org".to_owned(), "10.0.0.100".to_owned()],
        ..flags("audit-log-path")
    });
    cluster.controller_manager = Some(flags("node-cidr-mask-size-ipv4"));
    cluster.scheduler = Some(flags("bind-address"));
    cluster.dns = Some(Disabled { disabled: false });
    cluster.proxy = Some(Disabled { disabled: true });
    let written = documents(&[init.to_yaml(), cluster.to_yaml()]);
    assert_eq!(written, include_str!("kubeadm-init.yaml"));
    assert!(!format!("{init:?}").contains("abcdef") && !format!("{init:?}").contains("00ff"));
}

#[test]
fn kubeadms_other_machines() {
    let by_token = Discovery::by_token(BootstrapTokenDiscovery {
        token: secret("abcdef.0123456789abcdef"),
        api_server_endpoint: "api.example.org:6443".to_owned(),
        ca_cert_hashes: vec!["sha256:00ff".to_owned()],
    });
    let node = |name: &str| NodeRegistration {
        name: name.to_owned(),
        taints: Some(vec![control_plane_taint()]),
        ..NodeRegistration::default()
    };
    let mut second = JoinConfiguration::new(node("cp2"), by_token);
    second.control_plane = Some(JoinControlPlane {
        local_api_endpoint: LocalApiEndpoint { advertise_address: ip("fd00::2"), bind_port: 6443 },
        certificate_key: secret("00ff"),
    });
    second.skip_phases = vec!["preflight"];
    second.patches = Some(Patches { directory: "/etc/kubernetes/patches".to_owned() });
    let by_file =
        Discovery::by_file("/etc/kubernetes/discovery.conf", secret("abcdef.0123456789abcdef"));
    let mut worker = JoinConfiguration::new(NodeRegistration::default(), by_file);
    worker.ca_cert_path = "/etc/kubernetes/pki/ca.crt".to_owned();
    let written = documents(&[second.to_yaml(), worker.to_yaml()]);
    assert_eq!(written, include_str!("kubeadm-join.yaml"));
    assert!(!format!("{second:?}{worker:?}").contains("abcdef"));
}

#[test]
fn etcd_may_be_elsewhere() {
    let mut cluster = ClusterConfiguration::new("v1.34.11");
    cluster.etcd = Some(Etcd::external(ExternalEtcd {
        endpoints: vec!["https://10.0.0.1:2379".to_owned()],
        ca_file: "/etc/kubernetes/pki/etcd/ca.crt".to_owned(),
        cert_file: "/etc/kubernetes/pki/apiserver-etcd-client.crt".to_owned(),
        key_file: "/etc/kubernetes/pki/apiserver-etcd-client.key".to_owned(),
    }));
    assert_eq!(cluster.to_yaml(), include_str!("kubeadm-external-etcd.yaml"));
}

#[test]
fn a_hostile_value_stays_a_value() {
    let text = "a\n---\nkind: Job\nb: {{ $x }} # ";
    let mut cluster = ClusterConfiguration::new(text);
    cluster.networking.dns_domain = text.to_owned();
    let tree: serde_yaml::Value = serde_yaml::from_str(&cluster.to_yaml()).unwrap();
    assert_eq!(tree["kind"], "ClusterConfiguration");
    assert_eq!(tree["networking"]["dnsDomain"], text);
}
