//! Keys and certificates in writing.

mod crossing;

use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

use super::encryption;
use super::state::Found;
use super::{Entry, Pki};
use crate::format::x509::{Certificate, PrivateKey};
use crate::plan::certificates::{Certificates, Item, Kind};

/// Keys and certificates as text, with what they state. Enough to tell whether they fit a cluster,
/// and to render: a program that has them written by another needs nothing that reads them. Private
/// keys are in it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Papers {
    papers: BTreeMap<String, Paper>,
}

/// What there is of one [`Item`].
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Paper {
    pub(super) found: Found,
    /// Another is asked to sign it.
    pub(super) requested: bool,
    /// Nothing if something cannot be written, which happens to nothing that was read or made.
    pub(super) texts: Option<Texts>,
}

#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub(super) trust: String,
    pub(super) certificate: String,
    pub(super) key: Option<Zeroizing<String>>,
    pub(super) public: String,
    pub(super) encryption: Option<Zeroizing<String>>,
    pub(super) about: Option<About>,
}

/// What a list says of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Who it is about.
    pub subject: String,
    /// Names and addresses, with commas between.
    pub names: String,
    /// The last day it is valid.
    pub until: String,
    /// Its serial number, in hexadecimal.
    pub serial: String,
}

/// A key is in it.
impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Texts(…)")
    }
}

/// Names, and no key.
impl fmt::Debug for Papers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Papers").field(&self.papers.keys()).finish()
    }
}

impl Pki {
    /// Writes what there is of everything in `list`.
    pub fn papers(&self, list: &Certificates) -> Papers {
        let paper = |item: &Item| {
            let entry = self.entry(item)?;
            let paper = Paper {
                found: Found::of(entry),
                requested: entry.requested,
                texts: self.texts(item, entry),
            };
            Some((item.id.clone(), paper))
        };
        Papers { papers: list.items.iter().filter_map(paper).collect() }
    }

    fn texts(&self, item: &Item, entry: &Entry) -> Option<Texts> {
        let key = entry.key.as_ref();
        let mut texts = Texts {
            key: match key {
                Some(key) => Some(key.to_pem(item.form)?),
                None => None,
            },
            about: entry.certificate().map(about),
            ..Texts::default()
        };
        match &item.kind {
            Kind::Authority { .. } => {
                texts.trust = entry.chain.last()?.to_pem();
                texts.certificate = entry.chain.iter().map(Certificate::to_pem).collect();
            }
            Kind::Certificate { authority, .. } => {
                let above = self.authority(authority).map(Entry::intermediates).unwrap_or_default();
                texts.certificate =
                    entry.chain.iter().chain(above).map(Certificate::to_pem).collect();
            }
            Kind::KeyPair => texts.public = key.and_then(PrivateKey::public)?.to_pem(),
            Kind::Encryption => texts.encryption = encryption::configuration(key?),
        }
        Some(texts)
    }
}

impl Papers {
    /// What there is of `item`.
    pub(super) fn get(&self, item: &Item) -> Option<&Paper> {
        self.papers.get(&item.id)
    }

    /// Takes what is newer, and keeps the rest.
    pub fn extend(&mut self, newer: Self) {
        self.papers.extend(newer.papers);
    }
}

fn about(certificate: &Certificate) -> About {
    About {
        subject: certificate.subject(),
        names: certificate.names().to_string(),
        until: certificate.not_after().to_string(),
        serial: certificate.serial(),
    }
}
