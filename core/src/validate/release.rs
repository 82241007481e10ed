//! Which releases of Kubernetes the profile renders.

use crate::catalogue;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::value::KubernetesVersion;
use crate::spec::{Install, Profile};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let (Some(version), Some(profile), Some(edition)) =
        (draft.version, draft.profile, draft.edition)
    else {
        return;
    };
    let path = FieldPath::root().key("kubernetes").key("version");
    let release = Release::new(version);
    let Some(offer) = Release::offered(profile, edition) else {
        return of_today(draft, version, report);
    };
    if !release.is_offered(profile, edition) {
        report.push(
            Diagnostic::new(
                Code::ReleaseNotOffered,
                format!("this profile renders Kubernetes {}, not {version}", offer.span),
            )
            .path(path)
            .help(format!("write {}, {}", offer.own, offer.whose)),
        );
        return;
    }
    if !release.has_flag_list() {
        report.push(
            Diagnostic::new(
                Code::NoFlagList,
                format!(
                    "the flags of {version} are not known here, so the rendered ones could not be checked"
                ),
            )
            .path(path.clone())
            .help(format!(
                "use {}, or accept it: add KC0503 to `allow`",
                offer.own
            )),
        );
    }
    if version.image.is_some() && profile != Profile::CoreosGuide {
        report.push(
            Diagnostic::new(
                Code::NotInProfile,
                format!("{version} names an image, and this profile downloads programs"),
            )
            .path(path)
            .help(format!("write {}", version.release())),
        );
    }
}

/// What the catalogue knows of today's releases.
fn of_today(draft: &Draft<'_>, version: KubernetesVersion, report: &mut Report) {
    let path = FieldPath::root().key("kubernetes").key("version");
    if let Some(found) = catalogue::outside(version) {
        return report.push(found.path(path));
    }
    let by_image = draft.spec.flatcar.install.given() == Some(&Install::Sysext);
    let findings =
        [catalogue::end_of_life(version, catalogue::LOOKED_OVER), catalogue::not_newest(version)];
    let no_image = by_image.then(|| catalogue::no_image(version)).flatten();
    let install = FieldPath::root().key("flatcar").key("install");
    if let Some(found) = no_image {
        report.push(found.path(install));
    }
    for found in findings.into_iter().flatten() {
        report.push(found.path(path.clone()));
    }
}
