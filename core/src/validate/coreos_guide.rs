//! What only the profile `coreos-guide` asks for.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::value::{Host, KubernetesVersion, OsVersion};
use crate::spec::{ApiAdvertise, Edition, PodNetworking, Policy, Profile, Provider, Runtime};

/// First release with /usr/lib/coreos/kubelet-wrapper (the guide, deploy-master.md).
const FIRST_OS: OsVersion = OsVersion(962, 0, 0);
/// First release whose rkt has the API service the kubelet needs (the guide's Vagrant files).
const FIRST_OS_WITH_RKT: OsVersion = OsVersion(1151, 0, 0);

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    if let Some(version) = draft.version.filter(|version| offered(*version)) {
        options(draft, version, report);
    }
    os(draft, report);
    api_advertise(draft, report);
    if draft.edition == Some(Edition::Published) {
        published(draft, report);
    }
    if draft.guide.runtime == Some(Runtime::Rkt) && !uses_cni(draft) {
        report.push(
            conflict(guide("kubelet").key("runtime"), "rkt networks pods by CNI only")
                .help("add `pod_networking: cni`, or keep `runtime: docker`"),
        );
    }
}

fn offered(version: KubernetesVersion) -> bool {
    Release::new(version).is_offered(Profile::CoreosGuide, Edition::Corrected)
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
        _ if draft.chooses_pod_networking() => {
            draft.guide.pod_networking == Some(PodNetworking::Cni)
        }
        _ => false,
    }
}

/// Options that a release may be too old for.
fn options(draft: &Draft<'_>, version: KubernetesVersion, report: &mut Report) {
    let release = Release::new(version);
    let needs = |what: &str, first: &str, at: FieldPath| {
        Diagnostic::new(
            Code::NeedsRelease,
            format!("{what} needs Kubernetes {first}, and {version} is chosen"),
        )
        .path(at)
        .related_path(
            FieldPath::root().key("kubernetes").key("version"),
            "the release is chosen here",
        )
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

/// The address that all API servers announce has to be one.
fn api_advertise(draft: &Draft<'_>, report: &mut Report) {
    if draft.guide.api_advertise != Some(ApiAdvertise::ApiHost) {
        return;
    }
    let Some(host @ Host::Name(_)) = draft.spec.api.host.given() else { return };
    report.push(
        conflict(
            guide("api_advertise"),
            format!(
                "`api_advertise: api-host` needs an address, and `api.host` is the name {host}"
            ),
        )
        .related_path(FieldPath::root().key("api").key("host"), "the name stands here")
        .help("set `api.host` to the load balancer's address, or choose `counted`"),
    );
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
    if draft
        .version
        .is_some_and(|version| !Release::new(version).is_the_documents(Profile::CoreosGuide))
    {
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
