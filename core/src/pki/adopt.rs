//! Taking over an authority that exists.

use super::read::{belongs, certificates, key};
use super::{Entry, Files, Issued, Pki, Problem, chain, marker};
use crate::diagnostic::Code;
use crate::format::x509::{Certificate, KeyForm, Moment};
use crate::plan::certificates::Certificates;

/// A file that somebody gives, with the name that messages call it by.
pub(super) type Given<'a> = (&'a str, &'a [u8]);

/// Begins a PKI under an authority of one's own: the file of its certificate, followed by those
/// above it up to the root, and the file of its key.
pub fn adopt(
    list: &Certificates,
    certificate: Given<'_>,
    key_file: Given<'_>,
    now: Moment,
) -> Result<Issued, Vec<Problem>> {
    let Some(item) = list.items.iter().find(|item| item.is_authority()) else {
        return Err(vec![Problem::new(
            Code::NoCertificates,
            "the cluster has no authority",
            "choose a profile with certificates",
        )]);
    };
    let (found_chain, found_key) =
        (certificates(certificate.1, certificate.0), key(key_file.1, key_file.0));
    let (found_chain, found_key) = match (found_chain, found_key) {
        (Ok(chain), Ok(key)) => (chain, key),
        (chain, key) => return Err(chain.err().into_iter().chain(key.err()).collect()),
    };
    let mut problems = Vec::new();
    let whole = chain::check(&found_chain).and_then(|()| chain::check_now(&found_chain, now));
    problems.extend(whole.err().map(|problem| problem.file(certificate.0)));
    if let Some(first) = found_chain.first() {
        problems.extend(belongs(&found_key, first).err().map(|problem| problem.file(key_file.0)));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let Some(text) = found_key.to_pem(KeyForm::Pkcs8) else {
        return Err(vec![Problem::bug("the authority's key")]);
    };
    let chain_text: String = found_chain.iter().map(Certificate::to_pem).collect();
    let bytes = |text: &str| zeroize::Zeroizing::new(text.as_bytes().to_vec());
    let changes = Files::from([
        (super::MARKER.to_owned(), bytes(&marker::text(&list.cluster))),
        (item.key_file(), bytes(&text)),
        (item.certificate_file(), bytes(&chain_text)),
    ]);
    let entry = Entry { key: Some(found_key), chain: found_chain, requested: false };
    let mut pki = Pki::new();
    pki.entries.insert(item.id.clone(), entry);
    Ok(Issued { pki, changes })
}
