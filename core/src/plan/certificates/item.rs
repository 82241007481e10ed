//! One key, and what certifies it.

use serde::{Deserialize, Serialize};

use crate::format::x509::{KeyForm, KeyKind, Names, Subject, Usages};
use crate::spec::value::Name;

/// One key, and what certifies it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its name, and the beginning of its files' names: `apiserver` has `apiserver.pem` and
    /// `apiserver-key.pem`. A slash makes a directory.
    pub id: String,
    /// Kind of its key.
    pub key: KeyKind,
    /// How its key is written.
    pub form: KeyForm,
    /// The key outlives its certificates, as what it signed would be worth nothing without it.
    pub lasting: bool,
    /// What certifies it.
    pub kind: Kind,
    /// Who has the key.
    pub scope: Scope,
}

/// What certifies a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// The authority certifies itself.
    Authority {
        /// Its name.
        subject: Subject,
        /// Days that it is valid.
        days: u32,
    },
    /// An authority's certificate.
    Certificate {
        /// The authority's [`Item::id`].
        authority: String,
        /// Who it is about.
        subject: Subject,
        /// Where it is asked for.
        names: Names,
        /// What it may be used for.
        usages: Usages,
        /// Days that it is valid.
        days: u32,
    },
    /// Nothing: programs are given the public half itself.
    KeyPair,
    /// Nothing: what API servers encrypt secrets with is made of the key's bytes.
    Encryption,
}

/// Who has a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// The administrator, and no machine.
    Administrator,
    /// One machine.
    Machine(Name),
    /// Every control plane: they must accept each other's tokens.
    ControlPlanes,
}

/// A file of a machine. Its mode is [`Part::mode`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Whose: an [`Item::id`].
    pub id: String,
    /// What of it.
    pub part: Part,
    /// Where it lies.
    pub path: String,
    /// Whom it belongs to: `user:group`.
    pub owner: &'static str,
    /// Another name for it beside it, which units know it by.
    pub link: Option<&'static str>,
}

/// How somebody reaches the API and proves who it is: a file that holds all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kubeconfig {
    /// Where it lies in the cluster's bundle, with mode 0600.
    pub path: String,
    /// The cluster's name, also the context's.
    pub cluster: String,
    /// URL of the API.
    pub server: String,
    /// What kubectl calls its user.
    pub user: String,
    /// The [`Item::id`] of the authority that the API's certificate is checked against.
    pub authority: String,
    /// The [`Item::id`] of the user's certificate and key.
    pub item: String,
}

/// What there is of an [`Item`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What an authority's clients trust: its own certificate, or that of the root above it.
    Trust,
    /// The certificate, followed by those between it and the root.
    Certificate,
    /// The private key.
    Key,
    /// The public key.
    Public,
    /// What API servers are told of encryption, with the key for it.
    Encryption,
}

impl Part {
    /// The mode of its file: keys are for their owner alone.
    pub fn mode(self) -> u32 {
        match self {
            Self::Key | Self::Encryption => 0o600,
            Self::Trust | Self::Certificate | Self::Public => 0o644,
        }
    }
}

impl Item {
    /// The file of its certificate.
    pub fn certificate_file(&self) -> String {
        format!("{}.pem", self.id)
    }

    /// The file of its key.
    pub fn key_file(&self) -> String {
        format!("{}-key.pem", self.id)
    }

    /// The file of its request, where another signs.
    pub fn request_file(&self) -> String {
        format!("{}.csr", self.id)
    }

    /// Who it is about, if a certificate says so.
    pub fn subject(&self) -> Option<&Subject> {
        match &self.kind {
            Kind::Authority { subject, .. } | Kind::Certificate { subject, .. } => Some(subject),
            Kind::KeyPair | Kind::Encryption => None,
        }
    }

    /// Whether it signs others.
    pub fn is_authority(&self) -> bool {
        matches!(self.kind, Kind::Authority { .. })
    }
}
