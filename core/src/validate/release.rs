//! What the chosen release of Kubernetes and of the operating system can do.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::value::{KubernetesVersion, OsVersion};
use crate::spec::{ApiAdvertise, Edition, PodNetworking, Policy, Provider, Runtime};

/// First release with /usr/lib/coreos/kubelet-wrapper (the guide, deploy-master.md).
const FIRST_OS: OsVersion = OsVersion(962, 0, 0);
/// First release whose rkt has the API service the kubelet needs (the guide's Vagrant files).
const FIRST_OS_WITH_RKT: OsVersion = OsVersion(1151, 0, 0);

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    if let Some(version) = draft.version {
        kubernetes(draft, version, report);
    }
    os(draft, report);
    if draft.guide.edition == Some(Edition::Published) {
        published(draft, report);
    }
    if draft.guide.runtime == Some(Runtime::Rkt) && !uses_cni(draft) {
        report.push(
            conflict(guide("kubelet").key("runtime"), "rkt networks pods by CNI only")
                .help("add `pod_networking: cni`, or keep `runtime: docker`"),
        );
    }
}

fn guide(key: &'static str) -> FieldPath {
    FieldPath::root().key("coreos_guide").key(key)
}

fn conflict(path: FieldPath, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Conflict, message).path(path)
}

fn uses_cni(draft: &Draft<'_>) -> bool {
    match (draft.provider, draft.policy) {
        (Some(Provider::Calico), _) | (_, Some(Policy::Calico)) => true,
        (Some(Provider::Flannel), _) => draft.guide.pod_networking == Some(PodNetworking::Cni),
        _ => false,
    }
}

fn kubernetes(draft: &Draft<'_>, version: KubernetesVersion, report: &mut Report) {
    let path = FieldPath::root().key("kubernetes").key("version");
    let release = Release::new(version);
    if !release.is_offered() {
        report.push(
            Diagnostic::new(
                Code::ReleaseNotOffered,
                format!("this profile renders Kubernetes {}, not {version}", Release::offered()),
            )
            .path(path)
            .help("write v1.4.0, the guide's own release"),
        );
        return;
    }
    if !release.has_flag_list() {
        report.push(
            Diagnostic::new(Code::NoFlagList, format!("the flags of {version} are not known here, so the rendered ones could not be checked"))
                .path(path.clone())
                .help("use v1.4.0, or accept it: add KC0503 to `allow`"),
        );
    }
    let needs = |what: &str, first: &str, at: FieldPath| {
        Diagnostic::new(
            Code::NeedsRelease,
            format!("{what} needs Kubernetes {first}, and {version} is chosen"),
        )
        .path(at)
        .related_path(path.clone(), "the release is chosen here")
        .help(format!("choose {first} or later, or remove the option"))
    };
    if draft.policy == Some(Policy::Calico) && !release.has_network_policy() {
        let key = if draft.spec.network.policy.is_absent() { "provider" } else { "policy" };
        report.push(needs("Calico", "v1.3.0", FieldPath::root().key("network").key(key)));
    }
    if draft.spec.coreos_guide.kubelet.rbd.given() == Some(&true) && !release.mounts_rbd() {
        report.push(needs("the option rbd", "v1.3.6", guide("kubelet").key("rbd")));
    }
}

fn os(draft: &Draft<'_>, report: &mut Report) {
    let Some(os) = draft.guide.os_version else { return };
    if os < FIRST_OS {
        report.push(
            Diagnostic::new(
                Code::OsVersion,
                format!("Container Linux {os} has no kubelet-wrapper"),
            )
            .path(guide("os_version"))
            .help(format!("update the machines to {FIRST_OS} or later")),
        );
    } else if draft.guide.runtime == Some(Runtime::Rkt) && os < FIRST_OS_WITH_RKT {
        report.push(
            Diagnostic::new(
                Code::OsVersion,
                format!(
                    "the runtime rkt needs Container Linux {FIRST_OS_WITH_RKT}, and {os} is given"
                ),
            )
            .path(guide("os_version"))
            .help("update the machines, or keep `runtime: docker`"),
        );
    }
}

/// The published edition is the guide to the letter: options that the guide did not have then
/// contradict it.
fn published(draft: &Draft<'_>, report: &mut Report) {
    let mut refuse = |path: FieldPath, what: &str| {
        report.push(
            conflict(path, format!("the published guide {what}"))
                .related_path(guide("edition"), "the published edition is chosen here")
                .help("choose `edition: corrected`, or remove this option"),
        );
    };
    if draft.version.is_some_and(|version| !Release::new(version).is_the_guides()) {
        refuse(
            FieldPath::root().key("kubernetes").key("version"),
            "is written for v1.4.0_coreos.0 only",
        );
    }
    if draft.provider == Some(Provider::Calico) {
        refuse(
            FieldPath::root().key("network").key("provider"),
            "has no working Calico without flannel: its CNI file still delegates to flannel (D-28)",
        );
    }
    if draft.guide.pod_networking == Some(PodNetworking::Cni) {
        refuse(guide("pod_networking"), "has no CNI file for flannel alone (D-1)");
    }
    if draft.guide.api_advertise.is_some_and(|advertise| advertise != ApiAdvertise::Node) {
        refuse(guide("api_advertise"), "lets each API server announce itself alone (D-25)");
    }
    if draft.guide.runtime == Some(Runtime::Rkt) {
        refuse(guide("kubelet").key("runtime"), "runs containers with docker");
    }
}
