//! kube-dns: v19 in the published guide, v20 in the corrected edition (D-16).

use super::super::Guide;
use super::super::hyperkube::NAMESPACE;
use super::{CLUSTER_SERVICE, critical};
use crate::format::kubernetes::{
    Container, ContainerPort, DnsPolicy, HttpGet, Manifest, ObjectMeta, PodSpec, PodTemplate,
    Probe, Protocol, ReplicationController, ReplicationControllerSpec, Resources, Scheme, Service,
    ServicePort, ServiceSpec, labels,
};

const APP: (&str, &str) = ("k8s-app", "kube-dns");
const HEALTH_PORT: u16 = 8080;

pub(super) fn files(guide: Guide<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("kube-dns-svc.yaml", service(guide).to_yaml()),
        ("kube-dns-rc.yaml", controller(guide).to_yaml()),
    ]
}

fn service(guide: Guide<'_>) -> Service {
    let port = |name: &str, protocol| ServicePort {
        name: name.into(),
        port: 53,
        protocol: Some(protocol),
        ..ServicePort::default()
    };
    Service::new(
        ObjectMeta {
            labels: labels([APP, CLUSTER_SERVICE, ("kubernetes.io/name", "KubeDNS")]),
            ..ObjectMeta::named("kube-dns", NAMESPACE)
        },
        ServiceSpec {
            selector: labels([APP]),
            cluster_ip: Some(guide.plan.network.dns_service_ip),
            ports: vec![port("dns", Protocol::Udp), port("dns-tcp", Protocol::Tcp)],
        },
    )
}

fn controller(guide: Guide<'_>) -> ReplicationController {
    let corrected = guide.settings.corrected();
    let version = if corrected { "v20" } else { "v19" };
    let mut pod = labels([APP, ("version", version)]);
    if !corrected {
        pod.extend(labels([CLUSTER_SERVICE]));
    }
    let domain = guide.plan.network.domain.as_str();
    ReplicationController::new(
        ObjectMeta {
            labels: labels([APP, ("version", version), CLUSTER_SERVICE]),
            ..ObjectMeta::named(format!("kube-dns-{version}"), NAMESPACE)
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
                    containers: vec![
                        kubedns(domain, corrected),
                        dnsmasq(corrected),
                        health(domain, corrected),
                    ],
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
    }
}

fn kubedns(domain: &str, corrected: bool) -> Container {
    Container {
        name: "kubedns".into(),
        image: image("kubedns", if corrected { "1.8" } else { "1.7" }),
        resources: Some(memory("170Mi", "100m", "70Mi")),
        liveness_probe: Some(liveness(if corrected { "/healthz-kubedns" } else { "/healthz" })),
        readiness_probe: Some(Probe {
            http_get: HttpGet {
                path: "/readiness".into(),
                port: 8081,
                scheme: Some(Scheme::Http),
                ..HttpGet::default()
            },
            initial_delay_seconds: Some(if corrected { 3 } else { 30 }),
            timeout_seconds: Some(5),
            ..Probe::default()
        }),
        // The final dot keeps the resolver from appending search domains.
        args: vec![format!("--domain={domain}."), "--dns-port=10053".into()],
        ports: vec![
            ContainerPort::in_pod("dns-local", 10053, Protocol::Udp),
            ContainerPort::in_pod("dns-tcp-local", 10053, Protocol::Tcp),
        ],
        ..Container::default()
    }
}

fn dnsmasq(corrected: bool) -> Container {
    Container {
        name: "dnsmasq".into(),
        image: image("kube-dnsmasq", if corrected { "1.4" } else { "1.3" }),
        liveness_probe: corrected.then(|| liveness("/healthz-dnsmasq")),
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

fn health(domain: &str, corrected: bool) -> Container {
    let lookup =
        |server: &str| format!("nslookup kubernetes.default.svc.{domain} {server} >/dev/null");
    let (dnsmasq, kubedns) = (lookup("127.0.0.1"), lookup("127.0.0.1:10053"));
    let args = if corrected {
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
        image: image("exechealthz", if corrected { "1.2" } else { "1.1" }),
        resources: Some(memory("50Mi", "10m", "50Mi")),
        args,
        ports: vec![ContainerPort::in_pod("", HEALTH_PORT, Protocol::Tcp)],
        ..Container::default()
    }
}
