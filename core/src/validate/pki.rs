//! Certificates.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::{KeyChoice, PkiSource, Whole, defaults};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    if !draft.profile.is_some_and(|profile| profile.has("pki")) {
        return;
    }
    unused(draft, report);
    tokens(draft, report);
    lifetimes(draft, report);
}

/// The script has settings of its own.
fn unused(draft: &Draft<'_>, report: &mut Report) {
    if draft.keys_are_ours() {
        return;
    }
    let pki = &draft.spec.pki;
    for (key, given) in [
        ("key", !pki.key.is_absent()),
        ("ca_days", !pki.ca_days.is_absent()),
        ("certificate_days", !pki.certificate_days.is_absent()),
        ("backdate_minutes", !pki.backdate_minutes.is_absent()),
    ] {
        if given {
            report.push(
                Diagnostic::new(
                    Code::PkiUnused,
                    format!("`pki.{key}` changes nothing where a script makes the certificates"),
                )
                .path(field(key))
                .help("remove it, or write `source: generate`"),
            );
        }
    }
}

fn tokens(draft: &Draft<'_>, report: &mut Report) {
    let asked = draft.spec.pki.key.given() == Some(&KeyChoice::EcdsaP256);
    let Some(version) = draft.version.filter(|_| asked) else { return };
    let release = Release::new(version);
    if draft.pki_source == Some(PkiSource::Generate) && !release.signs_tokens_with_ecdsa() {
        report.push(
            Diagnostic::new(
                Code::TokensNeedRsa,
                format!(
                    "the API server's key stays RSA: Kubernetes {} signs service-account tokens with nothing else",
                    release.kubernetes()
                ),
            )
            .path(field("key"))
            .help("nothing is to be done; all other keys are ECDSA"),
        );
    }
}

fn lifetimes(draft: &Draft<'_>, report: &mut Report) {
    let pki = &draft.spec.pki;
    let (Some(Whole(ca)), Some(Whole(certificate))) = (
        pki.ca_days.or(Whole(defaults::CA_DAYS)),
        pki.certificate_days.or(Whole(defaults::CERTIFICATE_DAYS)),
    ) else {
        return;
    };
    if certificate > ca {
        let key = if pki.certificate_days.is_absent() { "ca_days" } else { "certificate_days" };
        report.push(
            Diagnostic::new(
                Code::OutlivesAuthority,
                format!(
                    "certificates of {certificate} days would outlive an authority of {ca} days"
                ),
            )
            .path(field(key))
            .help("they are made to end with it; give the authority more days, or them fewer"),
        );
    }
}

fn field(key: &'static str) -> FieldPath {
    FieldPath::root().key("pki").key(key)
}
