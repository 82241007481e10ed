//! The keys and certificates there are.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::format::x509::{Certificate, PrivateKey};
use crate::plan::certificates::{Certificates, Item};

/// Files by their names in the PKI directory, such as `nodes/worker-1/worker-1-worker-key.pem`.
pub type Files = BTreeMap<String, Zeroizing<Vec<u8>>>;

/// The keys and certificates of one cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pki {
    pub(super) entries: BTreeMap<String, Entry>,
    /// Names of keys that the spec has no machine for any more.
    pub(super) others: Vec<String>,
}

/// What there is of one [`Item`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: Option<PrivateKey>,
    /// Its certificate, and for an authority those above it, up to the root.
    pub chain: Vec<Certificate>,
    /// There is a request for another to sign.
    pub requested: bool,
}

impl Pki {
    /// A cluster without any key.
    pub fn new() -> Self {
        Self::default()
    }

    /// What there is of `item`.
    pub fn entry(&self, item: &Item) -> Option<&Entry> {
        self.entries.get(&item.id)
    }

    /// Names of keys that the spec has no use for, such as those of machines that are gone.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// The first authority's items and keys are what everything else hangs on.
    pub(super) fn authority(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// Whether the key of any authority is here.
    pub fn can_sign(&self, list: &Certificates) -> bool {
        let mut authorities = list.items.iter().filter(|item| item.is_authority());
        authorities.any(|item| self.entry(item).is_some_and(|entry| entry.key.is_some()))
    }
}

impl Entry {
    /// Its own certificate.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.chain.first()
    }

    /// Those that a server sends along with its own: the authority's, without the root, which
    /// everybody has.
    pub(super) fn intermediates(&self) -> &[Certificate] {
        self.chain.split_last().map_or(&[], |(_, below)| below)
    }
}
