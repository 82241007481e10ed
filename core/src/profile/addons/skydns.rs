//! Cluster DNS before kube-dns: SkyDNS, with an etcd of its own that kube2sky fills from the API.
//!
//! `cluster/addons/dns` of Kubernetes v1.0.1 (v8) and v1.1.7 (v9). Upstream's finds the API by a
//! service account, which none of these systems has; here kube2sky is told where the API is.

use super::dns_service::{APP, service};
use super::{CLUSTER_SERVICE, KUBE_SYSTEM};
use crate::format::kubernetes::{
    Container, ContainerPort, DnsPolicy, HttpGet, Manifest, Namespace, ObjectMeta, PodSpec,
    PodTemplate, Probe, Protocol, ReplicationController, ReplicationControllerSpec, Resources,
    Scheme, Volume, VolumeMount, labels,
};
use crate::plan::{Network, Release};

const HEALTH_PORT: u16 = 8080;
const STORAGE: &str = "etcd-storage";

/// What the add-on has to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SkyDns<'a> {
    pub(crate) network: &'a Network,
    pub(crate) release: Release,
    /// Where the API answers without authentication.
    pub(crate) api_url: &'a str,
}

/// The files, in the order in which they are created.
pub(crate) fn files(dns: SkyDns<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("kube-system.yaml", Namespace::new(KUBE_SYSTEM).to_yaml()),
        ("skydns-svc.yaml", service(dns.network.dns_service_ip.first()).to_yaml()),
        ("skydns-rc.yaml", controller(dns).to_yaml()),
    ]
}

fn controller(dns: SkyDns<'_>) -> ReplicationController {
    let version = if dns.release.has_skydns_v9() { "v9" } else { "v8" };
    let domain = dns.network.domain.as_str();
    let all = || labels([APP, ("version", version), CLUSTER_SERVICE]);
    ReplicationController::new(
        ObjectMeta {
            labels: all(),
            ..ObjectMeta::named(format!("kube-dns-{version}"), KUBE_SYSTEM)
        },
        ReplicationControllerSpec {
            replicas: 1,
            selector: labels([APP, ("version", version)]),
            template: PodTemplate {
                metadata: ObjectMeta { labels: all(), ..ObjectMeta::default() },
                spec: PodSpec {
                    containers: vec![
                        etcd(),
                        kube2sky(domain, dns.api_url),
                        skydns(domain, dns.release),
                        health(domain),
                    ],
                    volumes: vec![Volume::empty_dir(STORAGE)],
                    // It is the cluster's DNS: it cannot ask itself.
                    dns_policy: Some(DnsPolicy::Default),
                    ..PodSpec::default()
                },
            },
        },
    )
}

fn image(name_and_tag: &str) -> String {
    format!("gcr.io/google_containers/{name_and_tag}")
}

fn limits(cpu: &str, memory: &str) -> Resources {
    let limits = labels([("cpu", cpu), ("memory", memory)]);
    Resources { limits, ..Resources::default() }
}

fn etcd() -> Container {
    const URLS: &str = "http://127.0.0.1:2379,http://127.0.0.1:4001";
    Container {
        name: "etcd".into(),
        image: image("etcd:2.0.9"),
        resources: Some(limits("100m", "50Mi")),
        command: [
            "/usr/local/bin/etcd",
            "-data-dir",
            "/var/etcd/data",
            "-listen-client-urls",
            URLS,
            "-advertise-client-urls",
            URLS,
            "-initial-cluster-token",
            "skydns-etcd",
        ]
        .map(String::from)
        .into(),
        volume_mounts: vec![VolumeMount::writable(STORAGE, "/var/etcd/data")],
        ..Container::default()
    }
}

fn kube2sky(domain: &str, api_url: &str) -> Container {
    Container {
        name: "kube2sky".into(),
        image: image("kube2sky:1.11"),
        resources: Some(limits("100m", "50Mi")),
        args: vec![format!("-domain={domain}"), format!("-kube_master_url={api_url}")],
        ..Container::default()
    }
}

fn skydns(domain: &str, release: Release) -> Container {
    let mut args = vec!["-machines=http://127.0.0.1:4001".into(), "-addr=0.0.0.0:53".into()];
    if release.has_skydns_v9() {
        // Kubernetes issue 12534: rotated answers confuse resolvers.
        args.push("-ns-rotate=false".into());
    }
    // The final dot keeps SkyDNS from appending its own domain.
    args.push(format!("-domain={domain}."));
    let tag = if release.has_skydns_v9() { "2015-10-13-8c72f8c" } else { "2015-03-11-001" };
    Container {
        name: "skydns".into(),
        image: image(&format!("skydns:{tag}")),
        resources: Some(limits("100m", "50Mi")),
        args,
        ports: vec![
            ContainerPort::in_pod("dns", 53, Protocol::Udp),
            ContainerPort::in_pod("dns-tcp", 53, Protocol::Tcp),
        ],
        // Answered by the container below, which asks for a name.
        liveness_probe: Some(Probe {
            http_get: HttpGet {
                path: "/healthz".into(),
                port: HEALTH_PORT,
                scheme: Some(Scheme::Http),
                ..HttpGet::default()
            },
            initial_delay_seconds: Some(30),
            timeout_seconds: Some(5),
            ..Probe::default()
        }),
        ..Container::default()
    }
}

fn health(domain: &str) -> Container {
    Container {
        name: "healthz".into(),
        image: image("exechealthz:1.0"),
        resources: Some(limits("10m", "20Mi")),
        args: vec![
            format!("-cmd=nslookup kubernetes.default.svc.{domain} 127.0.0.1 >/dev/null"),
            format!("-port={HEALTH_PORT}"),
        ],
        ports: vec![ContainerPort::in_pod("", HEALTH_PORT, Protocol::Tcp)],
        ..Container::default()
    }
}
