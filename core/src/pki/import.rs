//! Reading back what another signed.

use std::collections::BTreeMap;

use super::adopt::Given;
use super::read::certificates;
use super::state::fit;
use super::{Entry, Files, Issued, Pki, Problem, State, chain, marker};
use crate::diagnostic::Code;
use crate::format::x509::{Certificate, Moment, PublicKey};
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
    let owners = owners(list, pki);
    for item in list.items.iter().filter(|item| item.is_authority()) {
        let is_its = |(_, leaf): &&(&str, Certificate)| {
            owners.get(leaf.public_key()).is_some_and(|owner| authority_of(owner) == Some(&item.id))
        };
        let its = leaves.iter().filter(is_its).map(|(_, leaf)| leaf).collect::<Vec<_>>();
        let signer = signer(list, item, &authorities, &its, pki);
        let taken =
            signer.map(|signer| take_authority(item, &authorities, signer, now, &mut issued));
        problems.extend(taken.and_then(Result::err));
    }
    for (name, certificate) in leaves {
        match take(&owners, certificate, now, &mut issued) {
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

/// Whose key a certificate may be about.
fn owners<'a>(list: &'a Certificates, pki: &Pki) -> BTreeMap<PublicKey, &'a Item> {
    let owner = |item: &'a Item| {
        let key = pki.entry(item)?.key.as_ref()?;
        Some((key.public()?, item))
    };
    list.items.iter().filter_map(owner).collect()
}

fn authority_of(item: &Item) -> Option<&String> {
    match &item.kind {
        Kind::Certificate { authority, .. } => Some(authority),
        Kind::Authority { .. } | Kind::KeyPair | Kind::Encryption => None,
    }
}

/// Which of those given is the authority `item`: the one that signed its leaves, or has its key, or its name. Where
/// there is no other authority, whichever comes first.
fn signer<'g, 'n>(
    list: &Certificates,
    item: &Item,
    given: &'g [(&'n str, Certificate)],
    leaves: &[&Certificate],
    pki: &Pki,
) -> Option<&'g (&'n str, Certificate)> {
    let present = pki.entry(item).and_then(Entry::certificate).map(Certificate::public_key);
    let name = item.subject().map(|subject| format!("CN={}", subject.common_name));
    let is_only = list.items.iter().filter(|item| item.is_authority()).count() == 1;
    let signed = |(_, one): &&(&str, Certificate)| leaves.iter().any(|leaf| leaf.is_signed_by(one));
    let is_same = |(_, one): &&(&str, Certificate)| Some(one.public_key()) == present;
    let is_called = |(_, one): &&(&str, Certificate)| {
        one.subject().split(',').any(|part| Some(part) == name.as_deref())
    };
    let mut all = given.iter();
    all.clone()
        .find(signed)
        .or_else(|| all.clone().find(is_same))
        .or_else(|| all.clone().find(is_called))
        .or_else(|| all.next().filter(|_| is_only))
}

/// An authority, with those above it put in their order.
fn take_authority(
    item: &Item,
    given: &[(&str, Certificate)],
    (file, first): &(&str, Certificate),
    now: Moment,
    issued: &mut Issued,
) -> Result<(), Problem> {
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
    owners: &BTreeMap<PublicKey, &Item>,
    certificate: Certificate,
    now: Moment,
    issued: &mut Issued,
) -> Result<(), Problem> {
    let Some(item) = owners.get(certificate.public_key()).copied() else {
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
