//! The guestbook, the first workload: `guestbook-example.sh`.

use super::{Stack, units};
use crate::bundle::{Artifact, PLAIN, PROGRAM};
use crate::format::env_file::EnvFile;

/// The example's files in Kubernetes v0.6.2, which the document's script takes.
const PUBLISHED: [&str; 5] = [
    "redis-master.json",
    "redis-master-service.json",
    "redis-slave-controller.json",
    "redis-slave-service.json",
    "frontend-controller.json",
];

/// The same in Kubernetes v1.4.0, with the service that the document's script forgets.
const CORRECTED: [&str; 6] = [
    "redis-master-deployment.yaml",
    "redis-master-service.yaml",
    "redis-slave-deployment.yaml",
    "redis-slave-service.yaml",
    "frontend-deployment.yaml",
    "frontend-service.yaml",
];

pub(super) fn artifacts(stack: Stack<'_>) -> Vec<Artifact> {
    let (release, files) = if stack.corrected() {
        (stack.plan.release.kubernetes(), CORRECTED.join(" "))
    } else {
        ("v0.6.2".to_owned(), PUBLISHED.join(" "))
    };
    let mut variables =
        EnvFile::new().set("KUBECORE_RELEASE", release).set("KUBECORE_MANIFESTS", files);
    if stack.corrected() {
        variables = variables.set("KUBECORE_API", units::api_on_master(stack));
    }
    vec![
        Artifact::new(
            "guestbook-example.sh",
            PROGRAM,
            include_str!("../../../data/corekube/guestbook-example.sh"),
        ),
        Artifact::new("guestbook-example.env", PLAIN, variables.to_string()),
    ]
}
