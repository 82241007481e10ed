//! Files → keys and certificates. Every problem is reported, not only the first.

use std::collections::BTreeSet;

use super::{Entry, Files, Pki, Problem, chain, marker};
use crate::diagnostic::Code;
use crate::format::x509::{Certificate, NotACertificate, NotAKey, PrivateKey};
use crate::plan::certificates::{Certificates, Item, Kind};

impl Pki {
    /// Reads the files of a PKI directory. A key that is there is never made anew, so what cannot be
    /// read, or is only half there, is a problem and not a gap.
    pub fn read(list: &Certificates, files: &Files) -> Result<Self, Vec<Problem>> {
        marker::check(files, &list.cluster).map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let mut pki = Self::new();
        for item in &list.items {
            match entry(item, files, &pki) {
                Ok(Some(entry)) => drop(pki.entries.insert(item.id.clone(), entry)),
                Ok(None) => problems.extend(lost(item, list, files)),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let wanted: BTreeSet<&str> = list.items.iter().map(|item| item.id.as_str()).collect();
        let ids = files.keys().filter_map(|file| file.strip_suffix("-key.pem"));
        pki.others = ids.filter(|id| !wanted.contains(id)).map(str::to_owned).collect();
        Ok(pki)
    }
}

/// An authority that is gone while what it signed is here. Another in its place would be no help: nobody
/// would know what the first one signed.
fn lost(item: &Item, list: &Certificates, files: &Files) -> Option<Problem> {
    let is_its = |other: &&Item| {
        matches!(&other.kind, Kind::Certificate { authority, .. } if *authority == item.id)
            && files.contains_key(&other.certificate_file())
    };
    let left = list.items.iter().find(is_its)?.certificate_file();
    let problem = Problem::new(
        Code::HalfAPair,
        format!("it is missing, and it signed {left}"),
        "bring it back from a copy, or begin a new PKI directory",
    );
    Some(problem.file(item.certificate_file()))
}

fn entry(item: &Item, files: &Files, pki: &Pki) -> Result<Option<Entry>, Problem> {
    let (key_file, certificate_file) = (item.key_file(), item.certificate_file());
    let key = files.get(&key_file).map(|bytes| key(bytes, &key_file)).transpose()?;
    let found = files.get(&certificate_file);
    let chain = match found {
        Some(bytes) => certificates(bytes, &certificate_file)?,
        None => Vec::new(),
    };
    let requested = files.contains_key(&item.request_file());
    if let (Some(key), Some(certificate)) = (&key, chain.first()) {
        belongs(key, certificate).map_err(|problem| problem.file(&key_file))?;
    }
    let half = |missing: &str| {
        Problem::new(
            Code::HalfAPair,
            format!("it is there without {missing}"),
            format!("bring {missing} back, or remove this file to have both made anew"),
        )
    };
    match &item.kind {
        Kind::Authority { .. } => match (&key, chain.is_empty()) {
            (None, true) => return Ok(None),
            (Some(_), true) => return Err(half(&certificate_file).file(key_file)),
            // Its key may well be kept elsewhere.
            (_, false) => {
                chain::check(&chain).map_err(|problem| problem.file(certificate_file))?;
            }
        },
        Kind::Certificate { authority, .. } => match (&key, chain.first()) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(half(&key_file).file(certificate_file)),
            (Some(_), None) if !requested => return Err(half(&certificate_file).file(key_file)),
            (Some(_), None) => {}
            (Some(_), Some(certificate)) => {
                let signer = pki.authority(authority).and_then(Entry::certificate);
                if signer.is_some_and(|signer| !certificate.is_signed_by(signer)) {
                    return Err(Problem::new(
                        Code::OtherSigner,
                        format!(
                            "the certificate was signed by {}, not by {authority}.pem",
                            certificate.issuer()
                        ),
                        "bring back the file that belongs to this authority",
                    )
                    .file(certificate_file));
                }
            }
        },
        Kind::KeyPair | Kind::Encryption => {}
    }
    // What stands behind a leaf is the authority's business.
    let chain = if item.is_authority() { chain } else { chain.into_iter().take(1).collect() };
    Ok((key.is_some() || !chain.is_empty()).then_some(Entry { key, chain, requested }))
}

/// Reads one private key.
pub(super) fn key(bytes: &[u8], file: &str) -> Result<PrivateKey, Problem> {
    let problem =
        |message: &str, help: String| Problem::new(Code::NotAPrivateKey, message, help).file(file);
    let text = std::str::from_utf8(bytes).map_err(|_| {
        problem("the file is not text", "give the key as PEM, not as DER or PKCS#12".into())
    })?;
    PrivateKey::from_pem(text).map_err(|error| match error {
        NotAKey::Damaged => {
            problem("the key is cut off or damaged", "bring it back from a copy".into())
        }
        NotAKey::Other(None) => {
            problem("the file holds no key", "give a PEM file with a private key".into())
        }
        NotAKey::Other(Some(label)) => problem(
            &format!("the file holds a {}, not a private key", label.escape_debug()),
            "give the file that begins with `-----BEGIN PRIVATE KEY-----` or the like".into(),
        ),
        NotAKey::Several => {
            problem("the file holds several objects", "leave only the key in it".into())
        }
        NotAKey::Encrypted => problem(
            "the key is protected by a password",
            format!(
                "write it without: `openssl pkey -in {file} -out PLAIN`, where only you can read it"
            ),
        ),
        NotAKey::Unsupported => problem(
            "the key is of a kind that is not used here",
            "use an ECDSA key on the curve P-256, or an RSA key of 2048 to 8192 bits".into(),
        ),
    })
}

/// Reads certificates, at least one.
pub(super) fn certificates(bytes: &[u8], file: &str) -> Result<Vec<Certificate>, Problem> {
    let problem =
        |message: &str, help: &str| Problem::new(Code::NotACertificate, message, help).file(file);
    let text = std::str::from_utf8(bytes).map_err(|_| {
        problem("the file is not text", "turn DER into PEM: `openssl x509 -inform der -in FILE`")
    })?;
    Certificate::from_pem(text).map_err(|error| match error {
        NotACertificate::Damaged => {
            problem("the certificate is cut off or damaged", "bring it back from a copy")
        }
        NotACertificate::Other(None) => {
            problem("the file holds no certificate", "give a PEM file with a certificate")
        }
        NotACertificate::Other(Some(label)) => problem(
            &format!("the file holds a {} besides certificates", label.escape_debug()),
            "leave only certificates in it",
        ),
    })
}

/// Whether the certificate is about this key.
pub(super) fn belongs(key: &PrivateKey, certificate: &Certificate) -> Result<(), Problem> {
    if key.public().as_ref() == Some(certificate.public_key()) {
        return Ok(());
    }
    Err(Problem::new(
        Code::KeyMismatch,
        format!("the key does not belong to the certificate of {}", certificate.subject()),
        "give the key that the certificate was made for",
    ))
}
