//! TLS assets by a script: openssl.md. It makes them where the user runs it.

use std::fmt::Write as _;

use super::Guide;
use crate::bundle::{Artifact, PLAIN, PROGRAM};
use crate::format::openssl_cnf::{OpensslCnf, Section};
use crate::format::x509::Names;
use crate::plan::certificates::coreos_guide::api_names;
use crate::spec::Role;

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
    let Names { dns, addresses } = api_names(guide.plan);
    request().section("alt_names", |names| names.numbered("DNS", dns).numbered("IP", addresses))
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
