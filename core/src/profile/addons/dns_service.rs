//! The service of cluster DNS, whoever answers behind it.

use std::net::IpAddr;

use super::{CLUSTER_SERVICE, KUBE_SYSTEM};
use crate::format::kubernetes::{ObjectMeta, Protocol, Service, ServicePort, ServiceSpec, labels};

/// The label by which the service finds its pods.
pub(super) const APP: (&str, &str) = ("k8s-app", "kube-dns");

pub(super) fn service(ip: IpAddr) -> Service {
    let port = |name: &str, protocol| ServicePort {
        name: name.into(),
        port: 53,
        protocol: Some(protocol),
        ..ServicePort::default()
    };
    Service::new(
        ObjectMeta {
            labels: labels([APP, CLUSTER_SERVICE, ("kubernetes.io/name", "KubeDNS")]),
            ..ObjectMeta::named("kube-dns", KUBE_SYSTEM)
        },
        ServiceSpec {
            selector: labels([APP]),
            cluster_ip: Some(ip),
            ports: vec![port("dns", Protocol::Udp), port("dns-tcp", Protocol::Tcp)],
            ..ServiceSpec::default()
        },
    )
}
