//! Cluster DNS of Kubernetes 1.2 to 1.5: kube-dns, `cluster/addons/dns` of Kubernetes v1.4.

use super::dns_service::{APP, service};
use super::{CLUSTER_SERVICE, KUBE_SYSTEM, critical};
use crate::format::kubernetes::{
    Container, ContainerPort, DnsPolicy, HttpGet, Manifest, ObjectMeta, PodSpec, PodTemplate,
    Probe, Protocol, ReplicationController, ReplicationControllerSpec, Resources, Scheme, labels,
};

use crate::plan::Network;

const HEALTH_PORT: u16 = 8080;

/// What the add-on has to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KubeDns<'a> {
    pub(crate) network: &'a Network,
    pub(crate) version: Version,
    /// Where the API answers without authentication; else a service account finds it.
    pub(crate) api_url: Option<&'a str>,
}

/// Which of upstream's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// One health check for both parts.
    V19,
    /// One for each.
    V20,
}

/// The files, in the order in which they are created.
pub(crate) fn files(dns: KubeDns<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("kube-dns-svc.yaml", service(dns.network.dns_service_ip.first()).to_yaml()),
        ("kube-dns-rc.yaml", controller(dns).to_yaml()),
    ]
}

fn controller(dns: KubeDns<'_>) -> ReplicationController {
    let latest = dns.version == Version::V20;
    let version = if latest { "v20" } else { "v19" };
    let mut pod = labels([APP, ("version", version)]);
    if !latest {
        pod.extend(labels([CLUSTER_SERVICE]));
    }
    let domain = dns.network.domain.as_str();
    ReplicationController::new(
        ObjectMeta {
            labels: labels([APP, ("version", version), CLUSTER_SERVICE]),
            ..ObjectMeta::named(format!("kube-dns-{version}"), KUBE_SYSTEM)
        },
        ReplicationControllerSpec {
            replicas: 1,
            selector: labels([APP, ("version", version)]),
            template: PodTemplate {
                metadata: ObjectMeta {
                    labels: pod,
                    annotations: critical(),
                    ..ObjectMeta::default()
                },
                spec: PodSpec {
                    containers: vec![kubedns(dns), dnsmasq(latest), health(domain, latest)],
                    // It is the cluster's DNS: it cannot ask itself.
                    dns_policy: Some(DnsPolicy::Default),
                    ..PodSpec::default()
                },
            },
        },
    )
}

fn image(name: &str, version: &str) -> String {
    format!("gcr.io/google_containers/{name}-amd64:{version}")
}

fn memory(amount: &str, cpu: &str, requested: &str) -> Resources {
    Resources {
        limits: labels([("memory", amount)]),
        requests: labels([("cpu", cpu), ("memory", requested)]),
    }
}

fn liveness(path: &str) -> Probe {
    Probe {
        http_get: HttpGet {
            path: path.into(),
            port: HEALTH_PORT,
            scheme: Some(Scheme::Http),
            ..HttpGet::default()
        },
        initial_delay_seconds: Some(60),
        timeout_seconds: Some(5),
        success_threshold: Some(1),
        failure_threshold: Some(5),
        ..Probe::default()
    }
}

fn kubedns(dns: KubeDns<'_>) -> Container {
    let latest = dns.version == Version::V20;
    // The final dot keeps the resolver from appending search domains.
    let mut args = vec![format!("--domain={}.", dns.network.domain), "--dns-port=10053".into()];
    args.extend(dns.api_url.map(|url| format!("--kube-master-url={url}")));
    Container {
        name: "kubedns".into(),
        image: image("kubedns", if latest { "1.8" } else { "1.7" }),
        resources: Some(memory("170Mi", "100m", "70Mi")),
        liveness_probe: Some(liveness(if latest { "/healthz-kubedns" } else { "/healthz" })),
        readiness_probe: Some(Probe {
            http_get: HttpGet {
                path: "/readiness".into(),
                port: 8081,
                scheme: Some(Scheme::Http),
                ..HttpGet::default()
            },
            initial_delay_seconds: Some(if latest { 3 } else { 30 }),
            timeout_seconds: Some(5),
            ..Probe::default()
        }),
        args,
        ports: vec![
            ContainerPort::in_pod("dns-local", 10053, Protocol::Udp),
            ContainerPort::in_pod("dns-tcp-local", 10053, Protocol::Tcp),
        ],
        ..Container::default()
    }
}

fn dnsmasq(latest: bool) -> Container {
    Container {
        name: "dnsmasq".into(),
        image: image("kube-dnsmasq", if latest { "1.4" } else { "1.3" }),
        liveness_probe: latest.then(|| liveness("/healthz-dnsmasq")),
        args: ["--cache-size=1000", "--no-resolv", "--server=127.0.0.1#10053", "--log-facility=-"]
            .map(String::from)
            .into(),
        ports: vec![
            ContainerPort::in_pod("dns", 53, Protocol::Udp),
            ContainerPort::in_pod("dns-tcp", 53, Protocol::Tcp),
        ],
        ..Container::default()
    }
}

fn health(domain: &str, latest: bool) -> Container {
    let lookup =
        |server: &str| format!("nslookup kubernetes.default.svc.{domain} {server} >/dev/null");
    let (dnsmasq, kubedns) = (lookup("127.0.0.1"), lookup("127.0.0.1:10053"));
    let args = if latest {
        vec![
            format!("--cmd={dnsmasq}"),
            "--url=/healthz-dnsmasq".into(),
            format!("--cmd={kubedns}"),
            "--url=/healthz-kubedns".into(),
            format!("--port={HEALTH_PORT}"),
            "--quiet".into(),
        ]
    } else {
        vec![
            format!("-cmd={dnsmasq} && {kubedns}"),
            format!("-port={HEALTH_PORT}"),
            "-quiet".into(),
        ]
    };
    Container {
        name: "healthz".into(),
        image: image("exechealthz", if latest { "1.2" } else { "1.1" }),
        resources: Some(memory("50Mi", "10m", "50Mi")),
        args,
        ports: vec![ContainerPort::in_pod("", HEALTH_PORT, Protocol::Tcp)],
        ..Container::default()
    }
}
