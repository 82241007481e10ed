//! CoreDNS: names of services and pods. After Kubernetes' own `cluster/addons/dns/coredns`, v1.36.

use std::net::IpAddr;

use super::{APP, CONTROL_PLANE, Images, KUBE_SYSTEM, all_labels, linux, selector};
use crate::format::corefile::{Directive, Server};
use crate::format::kubernetes::{
    ConfigMap, Container, ContainerPort, Deployment, DeploymentSpec, DnsPolicy, HttpGet,
    IpFamilyPolicy, LabelSelector, Labels, Manifest, ObjectMeta, PodDisruptionBudget,
    PodSecurityContext, PodSpec, PodTemplate, PolicyRule, Probe, Protocol, PullPolicy, Resources,
    Role, RoleBinding, RollingUpdate, SeccompProfile, SecurityContext, Service, ServiceAccount,
    ServicePort, ServiceSpec, Subject, TaintEffect, Toleration, TopologySpreadConstraint, Volume,
    VolumeMount, WhenUnsatisfiable, documents, labels,
};

/// The file below the directory of manifests.
pub(crate) const FILE: &str = "core-dns.yaml";

const NAME: &str = "coredns";
const ROLE: &str = "system:coredns";

/// What CoreDNS' service and pods have always been called.
const DNS: &str = "kube-dns";

const HEALTH_PORT: u16 = 8080;
const READY_PORT: u16 = 8181;
const METRICS_PORT: u16 = 9153;

/// What the add-on has to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CoreDns<'a> {
    pub(crate) images: &'a Images,
    /// The cluster's domain.
    pub(crate) domain: &'a str,
    /// Addresses of its service, one of a family, as the kubelets have them.
    pub(crate) service_ips: &'a [IpAddr],
    /// How many pods; each machine that fails takes one with it.
    pub(crate) replicas: u32,
    /// Whether it may run on control planes: it has to where there is nothing else.
    pub(crate) on_control_planes: bool,
}

/// All its objects.
pub(crate) fn manifest(dns: CoreDns<'_>) -> String {
    documents(&[
        ServiceAccount::new(meta(NAME, KUBE_SYSTEM)).to_yaml(),
        role().to_yaml(),
        RoleBinding::cluster(
            meta(ROLE, ""),
            ROLE,
            vec![Subject::service_account(NAME, KUBE_SYSTEM)],
        )
        .to_yaml(),
        ConfigMap::new(meta(NAME, KUBE_SYSTEM), [("Corefile", corefile(dns.domain))]).to_yaml(),
        deployment(dns).to_yaml(),
        PodDisruptionBudget::new(meta(NAME, KUBE_SYSTEM), 1, selector(DNS).into()).to_yaml(),
        service(dns.service_ips).to_yaml(),
    ])
}

fn meta(name: &str, namespace: &str) -> ObjectMeta {
    ObjectMeta { labels: dns_labels(), ..ObjectMeta::named(name, namespace) }
}

fn dns_labels() -> Labels {
    let mut all = all_labels(NAME);
    all.extend(labels([(APP, DNS)]));
    all
}

fn role() -> Role {
    let watch = &["list", "watch"];
    Role::cluster(
        meta(ROLE, ""),
        vec![
            PolicyRule::new("", &["endpoints", "services", "pods", "namespaces"], watch),
            PolicyRule::new("discovery.k8s.io", &["endpointslices"], watch),
        ],
    )
}

fn corefile(domain: &str) -> String {
    let reverse = |directive: Directive| directive.arg("in-addr.arpa").arg("ip6.arpa");
    let server = Server {
        key: ".:53",
        plugins: vec![
            Directive::new("errors"),
            // Answers go on for a while, until no one sends questions any more.
            Directive::new("health").option(Directive::new("lameduck").arg("5s")),
            Directive::new("ready"),
            reverse(Directive::new("kubernetes").arg(domain))
                .option(Directive::new("pods").arg("insecure"))
                .option(reverse(Directive::new("fallthrough")))
                .option(Directive::new("ttl").arg(30)),
            Directive::new("prometheus").arg(format_args!(":{METRICS_PORT}")),
            Directive::new("forward")
                .arg(".")
                .arg("/etc/resolv.conf")
                .option(Directive::new("max_concurrent").arg(1000)),
            Directive::new("cache").arg(30),
            Directive::new("loop"),
            Directive::new("reload"),
            Directive::new("loadbalance"),
        ],
    };
    server.to_string()
}

fn deployment(dns: CoreDns<'_>) -> Deployment {
    let selector = LabelSelector::from(selector(DNS));
    let mut tolerations = vec![Toleration::of_key("CriticalAddonsOnly")];
    if dns.on_control_planes {
        tolerations.push(Toleration::of(CONTROL_PLANE, TaintEffect::NoSchedule));
    }
    let spec = PodSpec {
        // It is the cluster's DNS: it cannot ask itself.
        dns_policy: Some(DnsPolicy::Default),
        priority_class_name: "system-cluster-critical".into(),
        service_account_name: NAME.into(),
        node_selector: linux(),
        topology_spread_constraints: vec![TopologySpreadConstraint {
            max_skew: 1,
            topology_key: "kubernetes.io/hostname",
            // On one machine it still answers.
            when_unsatisfiable: WhenUnsatisfiable::ScheduleAnyway,
            label_selector: selector.clone(),
            // Pods of the release before are on their way out.
            match_label_keys: vec!["pod-template-hash"],
        }],
        tolerations,
        security_context: Some(PodSecurityContext {
            seccomp_profile: Some(SeccompProfile::RUNTIME_DEFAULT),
            ..PodSecurityContext::default()
        }),
        containers: vec![container(dns.images)],
        volumes: vec![Volume::config_map("config", NAME)],
        ..PodSpec::default()
    };
    Deployment::new(
        meta(NAME, KUBE_SYSTEM),
        DeploymentSpec {
            replicas: dns.replicas,
            strategy: Some(RollingUpdate::max_unavailable(1)),
            selector,
            template: PodTemplate {
                metadata: ObjectMeta { labels: dns_labels(), ..ObjectMeta::default() },
                spec,
            },
        },
    )
}

fn container(images: &Images) -> Container {
    let ask = |path: &str, port| HttpGet { path: path.into(), port, ..HttpGet::default() };
    Container {
        name: NAME.into(),
        image: images.core_dns.clone(),
        image_pull_policy: Some(PullPolicy::IfNotPresent),
        args: vec!["-conf".into(), "/etc/coredns/Corefile".into()],
        resources: Some(Resources {
            limits: labels([("memory", "170Mi")]),
            requests: labels([("cpu", "100m"), ("memory", "70Mi")]),
        }),
        liveness_probe: Some(Probe {
            http_get: ask("/health", HEALTH_PORT),
            initial_delay_seconds: Some(60),
            timeout_seconds: Some(5),
            failure_threshold: Some(5),
            ..Probe::default()
        }),
        readiness_probe: Some(Probe { http_get: ask("/ready", READY_PORT), ..Probe::default() }),
        ports: vec![
            ContainerPort::in_pod("dns", 53, Protocol::Udp),
            ContainerPort::in_pod("dns-tcp", 53, Protocol::Tcp),
            ContainerPort::in_pod("metrics", METRICS_PORT, Protocol::Tcp),
        ],
        security_context: Some(SecurityContext::only(&["NET_BIND_SERVICE"])),
        volume_mounts: vec![VolumeMount::read_only("config", "/etc/coredns")],
        ..Container::default()
    }
}

fn service(ips: &[IpAddr]) -> Service {
    let port = |name: &str, port, protocol| ServicePort {
        name: name.into(),
        port,
        protocol: Some(protocol),
        ..ServicePort::default()
    };
    let policy =
        if ips.len() > 1 { IpFamilyPolicy::RequireDualStack } else { IpFamilyPolicy::SingleStack };
    let mut metadata = meta(DNS, KUBE_SYSTEM);
    metadata.labels.extend(labels([
        ("kubernetes.io/cluster-service", "true"),
        ("kubernetes.io/name", "CoreDNS"),
    ]));
    metadata.annotations = labels([
        ("prometheus.io/port", METRICS_PORT.to_string()),
        ("prometheus.io/scrape", "true".into()),
    ]);
    Service::new(
        metadata,
        ServiceSpec {
            selector: selector(DNS),
            cluster_ip: ips.first().copied(),
            cluster_ips: ips.to_vec(),
            ip_family_policy: Some(policy),
            ip_families: ips.iter().map(|&ip| ip.into()).collect(),
            ports: vec![
                port("dns", 53, Protocol::Udp),
                port("dns-tcp", 53, Protocol::Tcp),
                port("metrics", METRICS_PORT, Protocol::Tcp),
            ],
        },
    )
}
