//! How a unit gets its program: the document's `ExecStartPre=` lines.

use super::Document;
use super::unit::Program;
use crate::format::systemd::{Command, Section};
use crate::profile::fetch;
use crate::profile::machine::Machine;
use crate::spec::value::Sha256;

/// What the corrected steps call.
pub(super) fn set_up(machine: &mut Machine, document: Document<'_>) {
    if document.settings.corrected() {
        fetch::set_up(machine);
    }
}

/// Adds the steps to `[Service]`.
pub(super) fn steps(document: Document<'_>, program: Program, service: Section) -> Section {
    if document.settings.corrected() {
        corrected(document, program, service)
    } else {
        published(document, program, service)
    }
}

/// D-1 to D-5: a file for each release, complete or not there at all, and a link to it under the
/// program's own name. Only a new release is downloaded.
fn corrected(document: Document<'_>, program: Program, service: Section) -> Section {
    let file = format!("{}-{}", program.path(), document.plan.release.kubernetes());
    let url = url(document, program.name());
    let fetch = fetch::program(url, checksum(document, program), &file);
    service
        // Tens of megabytes in the usual 90 seconds are more than many links can do (D-4).
        .set("TimeoutStartSec", "20min")
        .exec_start_pre(fetch)
        .exec_start_pre(Command::new("/usr/bin/ln").arg("-sfn").arg(file).arg(program.path()))
}

/// The document's steps. The units for workers leave out the first (D-5).
fn published(document: Document<'_>, program: Program, service: Section) -> Section {
    let path = program.path();
    let service = match program {
        Program::Kubelet | Program::Proxy => service,
        Program::ApiServer | Program::ControllerManager | Program::Scheduler => service
            .exec_start_pre(Command::from(["/usr/bin/mkdir", "-p", "/opt/bin"]).ignore_failure()),
    };
    service
        .exec_start_pre(Command::from(["/usr/bin/rm", path]).ignore_failure())
        .exec_start_pre(
            Command::from(["/usr/bin/curl", "-L", "-o", path, "-z", path])
                .arg(url(document, program.name())),
        )
        .exec_start_pre(["/usr/bin/chmod", "+x", path])
}

/// Where a program of the release is downloaded from.
pub(super) fn url(document: Document<'_>, program: &str) -> String {
    let Document { plan, settings } = document;
    format!("{}/{}/bin/linux/amd64/{program}", settings.download_url, plan.release.kubernetes())
}

fn checksum(document: Document<'_>, program: Program) -> Option<&Sha256> {
    let known = &document.settings.checksums;
    let checksum = match program {
        Program::ApiServer => &known.kube_apiserver,
        Program::ControllerManager => &known.kube_controller_manager,
        Program::Scheduler => &known.kube_scheduler,
        Program::Kubelet => &known.kubelet,
        Program::Proxy => &known.kube_proxy,
    };
    checksum.as_ref()
}
