//! Reading back what another signed.

use super::adopt::Given;
use super::read::certificates;
use super::state::fit;
use super::{Entry, Files, Issued, Pki, Problem, State, chain, marker};
use crate::diagnostic::Code;
use crate::format::x509::{Certificate, Moment, PrivateKey};
use crate::plan::certificates::{Certificates, Item, Kind};

/// Takes certificates for the keys there are, out of any files in any order, and the authority's
/// own with those above it. What does not fit is a problem, and then nothing is taken.
pub fn import(
    list: &Certificates,
    pki: &Pki,
    files: &[Given<'_>],
    now: Moment,
) -> Result<Issued, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut found: Vec<(&str, Certificate)> = Vec::new();
    for (name, bytes) in files {
        match certificates(bytes, name) {
            Ok(all) => found.extend(all.into_iter().map(|certificate| (*name, certificate))),
            Err(problem) => problems.push(problem),
        }
    }
    let mut issued = Issued { pki: pki.clone(), changes: Files::new() };
    let (authorities, leaves): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, certificate)| certificate.is_authority());
    if let Err(problem) = take_authority(list, &authorities, &leaves, now, &mut issued) {
        problems.push(problem);
    }
    for (name, certificate) in leaves {
        match take(list, certificate, now, &mut issued) {
            Ok(()) => {}
            Err(problem) => problems.push(problem.file(name)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if !issued.changes.is_empty() {
        let text = marker::text(&list.cluster).into_bytes();
        issued.changes.insert(super::MARKER.into(), zeroize::Zeroizing::new(text));
    }
    Ok(issued)
}

/// The authority that signed the leaves, with those above it put in their order.
fn take_authority(
    list: &Certificates,
    given: &[(&str, Certificate)],
    leaves: &[(&str, Certificate)],
    now: Moment,
    issued: &mut Issued,
) -> Result<(), Problem> {
    let Some(item) = list.items.iter().find(|item| item.is_authority()) else { return Ok(()) };
    if given.is_empty() {
        return Ok(());
    }
    let signed = |(_, authority): &&(&str, Certificate)| {
        leaves.iter().any(|(_, leaf)| leaf.is_signed_by(authority))
    };
    let Some((file, first)) = given.iter().find(signed).or_else(|| given.first()) else {
        return Ok(());
    };
    let mut chain = vec![first.clone()];
    while let Some(top) = chain.last().filter(|top| !top.is_self_issued()) {
        let above = given.iter().find(|(_, other)| top.is_signed_by(other));
        let Some((_, above)) = above.filter(|(_, above)| !chain.contains(above)) else { break };
        chain.push(above.clone());
    }
    chain::check(&chain)
        .and_then(|()| chain::check_now(&chain, now))
        .map_err(|problem| problem.file(*file))?;
    let present = issued.pki.entries.get(&item.id);
    if let Some(present) = present.and_then(Entry::certificate)
        && present.public_key() != first.public_key()
    {
        return Err(Problem::new(
            Code::OtherSigner,
            format!("{} is another authority than {}", first.subject(), present.subject()),
            "begin a new PKI directory for another authority",
        )
        .file(*file));
    }
    let text: String = chain.iter().map(Certificate::to_pem).collect();
    issued.changes.insert(item.certificate_file(), zeroize::Zeroizing::new(text.into_bytes()));
    issued.pki.entries.entry(item.id.clone()).or_default().chain = chain;
    Ok(())
}

/// One certificate, known by its key.
fn take(
    list: &Certificates,
    certificate: Certificate,
    now: Moment,
    issued: &mut Issued,
) -> Result<(), Problem> {
    let is_its = |item: &&Item| {
        let key = issued.pki.entry(item).and_then(|entry| entry.key.as_ref());
        key.and_then(PrivateKey::public).as_ref() == Some(certificate.public_key())
    };
    let Some(item) = list.items.iter().find(is_its) else {
        return Err(Problem::new(
            Code::NoPlaceFor,
            format!("no key here belongs to the certificate of {}", certificate.subject()),
            "give the certificates that were made from this directory's .csr files",
        ));
    };
    let Kind::Certificate { authority, .. } = &item.kind else { return Ok(()) };
    let above = issued.pki.authority(authority).map(|entry| entry.chain.clone());
    let above = above.filter(|chain| !chain.is_empty()).ok_or_else(|| {
        Problem::new(
            Code::NoAuthorityKey,
            format!("the authority {} is not known yet", certificate.issuer()),
            "give its certificate, too, with those above it",
        )
    })?;
    let subject = certificate.subject();
    if !above.first().is_some_and(|signer| certificate.is_signed_by(signer)) {
        return Err(Problem::new(
            Code::OtherSigner,
            format!("{subject} was signed by {}, not by {authority}.pem", certificate.issuer()),
            "have it signed by the cluster's authority",
        ));
    }
    if certificate.not_after() < now {
        let until = certificate.not_after();
        return Err(Problem::new(
            Code::CertificateOutdated,
            format!("the certificate of {subject} expired on {until}"),
            "have it signed again",
        ));
    }
    let intermediates = above.split_last().map_or(&[][..], |(_, below)| below);
    let text: String =
        std::iter::once(&certificate).chain(intermediates).map(Certificate::to_pem).collect();
    let entry = issued.pki.entries.entry(item.id.clone()).or_default();
    entry.chain = vec![certificate];
    if let State::Outdated(why) = fit(item, &issued.pki) {
        return Err(Problem::new(
            Code::CertificateOutdated,
            format!("the certificate of {subject} does not fit: {why}"),
            format!("have {} signed with all that it asks for", item.request_file()),
        ));
    }
    issued.changes.insert(item.certificate_file(), zeroize::Zeroizing::new(text.into_bytes()));
    Ok(())
}
