//! From the certificate that signs up to the root.

use super::Problem;
use crate::diagnostic::Code;
use crate::format::x509::{Certificate, Moment};

/// Whether `chain` is that of an authority: each signed by the next, the last by itself, all
/// allowed to sign.
pub(super) fn check(chain: &[Certificate]) -> Result<(), Problem> {
    if let Some(other) = chain.iter().find(|certificate| !certificate.is_authority()) {
        return Err(Problem::new(
            Code::NotAnAuthority,
            format!("the certificate of {} may not sign others (no CA:TRUE)", other.subject()),
            "give the certificate of an authority (CA)",
        ));
    }
    for pair in chain.windows(2) {
        let [lower, upper] = pair else { continue };
        if !lower.is_signed_by(upper) {
            let (lower, upper) = (lower.subject(), upper.subject());
            return Err(Problem::new(
                Code::BrokenChain,
                format!("{lower} is followed by {upper}, which did not sign it"),
                "put the certificate that signs first, then the one that signed that, the root last",
            ));
        }
    }
    // After the order, which it hangs on: how many stand between each and the leaves.
    for (below, certificate) in chain.iter().enumerate() {
        if certificate.path_length().is_some_and(|most| usize::from(most) < below) {
            let subject = certificate.subject();
            return Err(Problem::new(
                Code::NotAnAuthority,
                format!(
                    "the certificate of {subject} allows fewer authorities below it than there are"
                ),
                "have an authority signed that may stand at this place, or use a shorter chain",
            ));
        }
    }
    match chain.last() {
        Some(root) if root.is_self_issued() && root.is_signed_by(root) => Ok(()),
        Some(top) => Err(Problem::new(
            Code::BrokenChain,
            format!("the chain ends with {}, which {} signed", top.subject(), top.issuer()),
            format!("append the certificate of {}", top.issuer()),
        )),
        None => Err(Problem::new(
            Code::NotACertificate,
            "there is no certificate",
            "give a PEM file with the authority's certificate",
        )),
    }
}

/// Whether the whole chain is valid at `now`.
pub(super) fn check_now(chain: &[Certificate], now: Moment) -> Result<(), Problem> {
    let ended = chain.iter().find(|certificate| certificate.not_after() < now);
    if let Some(ended) = ended {
        let (subject, until) = (ended.subject(), ended.not_after());
        return Err(Problem::new(
            Code::AuthorityEnds,
            format!("the certificate of {subject} expired on {until}"),
            "use an authority that is valid",
        ));
    }
    let ahead = chain.iter().find(|certificate| certificate.not_before() > now);
    if let Some(ahead) = ahead {
        let (subject, from) = (ahead.subject(), ahead.not_before());
        return Err(Problem::new(
            Code::AuthorityEnds,
            format!("the certificate of {subject} is not valid before {from}"),
            "check this machine's clock, or use an authority that is valid",
        ));
    }
    Ok(())
}

/// The last moment that the whole chain is valid.
pub(super) fn until(chain: &[Certificate]) -> Option<Moment> {
    chain.iter().map(Certificate::not_after).min()
}
