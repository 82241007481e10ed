//! The units, and the script that hands them to fleet in the right order: fleet starts a unit once,
//! and does not look whether it came up or what it needed (agent of 0.8.3 to 1.0.0).

use super::{Document, units};
use crate::bundle::{Artifact, PLAIN, PROGRAM};
use crate::format::env_file::EnvFile;
use crate::spec::Role;

pub(super) fn artifacts(document: Document<'_>) -> Vec<Artifact> {
    let mut artifacts: Vec<Artifact> = units(document)
        .into_iter()
        .map(|(program, unit)| {
            Artifact::new(format!("units/{}", program.unit()), PLAIN, unit.to_string())
        })
        .collect();
    artifacts.extend([
        Artifact::new("fleet.sh", PROGRAM, include_str!("../../../data/fleet-units/fleet.sh")),
        Artifact::new("fleet.env", PLAIN, variables(document).to_string()),
    ]);
    artifacts
}

/// What the script has to know: where the API will answer, and which machines get what.
fn variables(document: Document<'_>) -> EnvFile {
    let with_pods = if document.runs_pods(Role::ControlPlane) {
        String::new()
    } else {
        document.settings.worker_metadata.to_string()
    };
    EnvFile::new()
        .set("KUBECORE_API", document.api_url())
        .set("KUBECORE_LEADERS", &document.settings.leader_metadata)
        .set("KUBECORE_WORKERS", with_pods)
}
