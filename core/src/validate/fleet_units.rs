//! What only the profile `fleet-units` asks for.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::{Edition, Profile, Whole, defaults};

/// Ports that other programs of a leader listen at. In the published edition kubelet and proxy run
/// there, too; a port that only they have is refused in both, so that the edition can be changed.
const TAKEN: [(u32, &str); 13] = [
    (22, "SSH"),
    (2379, "etcd, for clients"),
    (2380, "etcd's members among themselves"),
    (4001, "etcd, for clients of old"),
    (4194, "cAdvisor in the kubelet"),
    (6443, "the API server itself, with TLS"),
    (7001, "etcd's members of old"),
    (10248, "the kubelet's health"),
    (10249, "kube-proxy's health"),
    (10250, "the kubelet"),
    (10251, "kube-scheduler"),
    (10252, "kube-controller-manager"),
    (10255, "the kubelet, for reading"),
];

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    api_port(draft, report);
    metadata(draft, report);
    if draft.edition == Some(Edition::Published) {
        published(draft, report);
    }
}

fn block(key: &'static str) -> FieldPath {
    FieldPath::root().key("fleet_units").key(key)
}

fn api_port(draft: &Draft<'_>, report: &mut Report) {
    let Some(Whole(port)) = draft.spec.fleet_units.api_port.given() else { return };
    if let Some((_, whose)) = TAKEN.iter().find(|(taken, _)| taken == port) {
        report.push(
            Diagnostic::new(Code::PortTaken, format!("port {port} belongs to {whose}"))
                .path(block("api_port"))
                .help(format!("choose another, such as {}", defaults::FLEET_API_PORT)),
        );
    }
}

fn metadata(draft: &Draft<'_>, report: &mut Report) {
    let spec = &draft.spec.fleet_units;
    let (leaders, workers) = (
        spec.leader_metadata.or(defaults::leader_metadata()),
        spec.worker_metadata.or(defaults::worker_metadata()),
    );
    let Some(both) = leaders.filter(|leaders| Some(leaders) == workers.as_ref()) else { return };
    let key = if spec.worker_metadata.is_absent() { "leader_metadata" } else { "worker_metadata" };
    report.push(
        Diagnostic::new(Code::SameMetadata, format!("leaders and workers are both {both}"))
            .path(block(key))
            .help("choose two different pairs, such as role=leader and role=worker"),
    );
}

/// The published edition is the document to the letter: what it did not have contradicts it.
fn published(draft: &Draft<'_>, report: &mut Report) {
    let mut refuse = |path: FieldPath, what: &str| {
        report.push(
            Diagnostic::new(Code::Conflict, format!("the published units {what}"))
                .path(path)
                .related_path(block("edition"), "the published edition is chosen here")
                .help("choose `edition: corrected`, or remove this option"),
        );
    };
    let root = FieldPath::root;
    if draft.version.is_some_and(|v| !Release::new(v).is_the_documents(Profile::FleetUnits)) {
        refuse(root().key("kubernetes").key("version"), "are written for v0.19.3 only");
    }
    if draft.spec.addons.kube_dns.given() == Some(&true) {
        refuse(root().key("addons").key("kube_dns"), "do not tell pods of a DNS service (D-10)");
    }
    let checksums = &draft.spec.fleet_units.checksums;
    for (key, field) in [
        ("kube_apiserver", &checksums.kube_apiserver),
        ("kube_controller_manager", &checksums.kube_controller_manager),
        ("kube_scheduler", &checksums.kube_scheduler),
        ("kubelet", &checksums.kubelet),
        ("kube_proxy", &checksums.kube_proxy),
    ] {
        if field.given().is_some() {
            refuse(block("checksums").key(key), "do not check what they download (D-3)");
        }
    }
}
