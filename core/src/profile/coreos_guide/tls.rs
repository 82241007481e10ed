//! TLS assets: openssl.md. No key is ever rendered; a script makes them where the user runs it.

use std::fmt::Write as _;
use std::net::IpAddr;

use super::Guide;
use crate::bundle::{Artifact, PLAIN, PROGRAM};
use crate::format::openssl_cnf::{OpensslCnf, Section};
use crate::plan::Node;
use crate::profile::bundle::Assets;
use crate::spec::Role;
use crate::spec::value::Host;

pub(super) fn of(node: &Node) -> Assets {
    let name = &node.name;
    match node.role {
        Role::Etcd | Role::Overlord => Assets::default(),
        Role::ControlPlane => Assets {
            files: ["ca.pem", "apiserver.pem", "apiserver-key.pem"].map(String::from).into(),
            links: Vec::new(),
        },
        Role::Worker => {
            let (certificate, key) =
                (format!("{name}-worker.pem"), format!("{name}-worker-key.pem"));
            Assets {
                files: vec!["ca.pem".into(), certificate.clone(), key.clone()],
                links: vec![("worker.pem", certificate), ("worker-key.pem", key)],
            }
        }
    }
}

/// The script, its two configurations and the list of machines.
pub(super) fn artifacts(guide: Guide<'_>) -> Vec<Artifact> {
    let mut list = String::new();
    for node in guide.plan.nodes().iter().filter(|node| node.role != Role::Etcd) {
        let _ = writeln!(list, "{} {} {}", node.role, node.name, node.ip);
    }
    vec![
        Artifact::new(
            "generate-tls.sh",
            PROGRAM,
            include_str!("../../../data/coreos-guide/generate-tls.sh"),
        ),
        Artifact::new("tls.list", PLAIN, list),
        Artifact::new("openssl.cnf", PLAIN, api_server(guide).to_string()),
        Artifact::new("worker-openssl.cnf", PLAIN, worker().to_string()),
    ]
}

fn api_server(guide: Guide<'_>) -> OpensslCnf {
    let (names, addresses) = alternative_names(guide);
    request()
        .section("alt_names", |names_of| names_of.numbered("DNS", names).numbered("IP", addresses))
}

/// openssl takes the worker's address from its environment, once for each worker.
fn worker() -> OpensslCnf {
    request().section("alt_names", |names| names.from_environment("IP.1", "WORKER_IP"))
}

fn request() -> OpensslCnf {
    OpensslCnf::new()
        .section("req", |s: Section| {
            s.set("req_extensions", "v3_req").set("distinguished_name", "req_distinguished_name")
        })
        .section("req_distinguished_name", |s| s)
        .section("v3_req", |s| {
            s.set("basicConstraints", "CA:FALSE")
                .set("keyUsage", "nonRepudiation, digitalSignature, keyEncipherment")
                .set("subjectAltName", "@alt_names")
        })
}

/// Every name and address at which somebody asks for the API. Addresses and names are told apart
/// (D-15), and every control plane is listed (the guide's page on high availability).
fn alternative_names(guide: Guide<'_>) -> (Vec<String>, Vec<IpAddr>) {
    let plan = guide.plan;
    let mut names: Vec<String> =
        ["kubernetes", "kubernetes.default", "kubernetes.default.svc"].map(String::from).into();
    names.push(format!("kubernetes.default.svc.{}", plan.network.domain));
    let mut addresses = vec![plan.network.api_service_ip];
    match &plan.api.host {
        Host::Address(address) => addresses.push(*address),
        Host::Name(name) => names.push(name.clone()),
    }
    for address in &plan.api.control_planes {
        if !addresses.contains(address) {
            addresses.push(*address);
        }
    }
    (names, addresses)
}
