//! The published edition is the document to the letter: what it did not have contradicts it.

use super::block;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::{Edition, Profile};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let mut refuse = |path: FieldPath, what: &str| {
        report.push(
            Diagnostic::new(Code::Conflict, format!("the published template {what}"))
                .path(path)
                .related_path(block("edition"), "the published edition is chosen here")
                .help("choose `edition: corrected`, or remove this option"),
        );
    };
    let root = FieldPath::root;
    if draft.version.is_some_and(|version| {
        let release = Release::new(version);
        release.is_offered(Profile::Corekube, Edition::Published)
            && !release.is_the_documents(Profile::Corekube)
    }) {
        refuse(root().key("kubernetes").key("version"), "is written for v0.7.1 only");
    }
    if draft.spec.addons.kube_dns.given() == Some(&true) {
        refuse(root().key("addons").key("kube_dns"), "has no DNS service");
    }
    let sums = &draft.spec.corekube.checksums;
    for (key, field) in [
        ("kube_apiserver", &sums.kube_apiserver),
        ("kube_controller_manager", &sums.kube_controller_manager),
        ("kube_scheduler", &sums.kube_scheduler),
        ("kubectl", &sums.kubectl),
        ("kubelet", &sums.kubelet),
        ("kube_proxy", &sums.kube_proxy),
    ] {
        if field.given().is_some() {
            refuse(block("checksums").key(key), "does not check what it downloads (C-17)");
        }
    }
    let program = &draft.spec.corekube.overlord;
    for (key, given) in
        [("url", program.url.given().is_some()), ("sha256", program.sha256.given().is_some())]
    {
        if given {
            refuse(block("overlord").key(key), "builds its Overlord from source (C-30)");
        }
    }
}
