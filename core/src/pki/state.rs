//! How each certificate stands.

use std::fmt;

use super::{Entry, Pki};
use crate::format::x509::{Certificate, KeyKind, Moment, PrivateKey, Statement, Subject, Usages};
use crate::plan::certificates::{Certificates, Item, Kind};

/// How one key and its certificate stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status<'a> {
    /// Which.
    pub item: &'a Item,
    /// Its certificate, if there is one.
    pub certificate: Option<&'a Certificate>,
    /// Whole days that are left; negative once it has expired.
    pub days: Option<i64>,
    /// What is to be said of it.
    pub state: State,
}

/// What is to be said of a key and its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// As the cluster needs it.
    Good,
    /// There is none.
    Missing,
    /// There is a key, and a request for another to sign.
    Requested,
    /// It does not fit the cluster any more.
    Outdated(Misfit),
    /// Its time has not come.
    NotYet,
    /// Its time is over.
    Expired,
}

/// Why a certificate does not fit the cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// Its key is of a kind that the release does not read.
    Key,
    /// It lacks names or addresses.
    Names(Vec<String>),
    /// It may not be used as it is.
    Usages(Usages),
    /// It is about somebody else.
    Subject {
        /// Whom it is about.
        found: String,
        /// Whom it should be about.
        wanted: Subject,
    },
}

/// How everything in `list` stands at `now`.
pub fn status<'a>(list: &'a Certificates, pki: &'a Pki, now: Moment) -> Vec<Status<'a>> {
    let one = |item: &'a Item| {
        let certificate = pki.entry(item).and_then(Entry::certificate);
        let state = match (fit(item, pki), certificate) {
            (State::Good, Some(certificate)) if certificate.not_after() < now => State::Expired,
            (State::Good, Some(certificate)) if certificate.not_before() > now => State::NotYet,
            (state, _) => state,
        };
        let days = certificate.map(|certificate| now.days_until(certificate.not_after()));
        Status { item, certificate, days, state }
    };
    list.items.iter().map(one).collect()
}

/// What there is of one [`Item`], as far as it decides how that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) key: Option<KeyKind>,
    pub(super) certificate: Option<Statement>,
}

impl Found {
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            key: entry.key.as_ref().map(PrivateKey::kind),
            certificate: entry.certificate().map(Certificate::statement),
        }
    }
}

/// How it stands apart from time.
pub(super) fn fit(item: &Item, pki: &Pki) -> State {
    fits(item, pki.entry(item).map(Found::of).as_ref())
}

/// As [`fit`], without anything that reads keys and certificates.
pub(super) fn fits(item: &Item, found: Option<&Found>) -> State {
    let Some(found) = found else { return State::Missing };
    if (item.key, found.key) == (KeyKind::Rsa2048, Some(KeyKind::EcdsaP256)) {
        return State::Outdated(Misfit::Key);
    }
    match (&item.kind, &found.certificate) {
        (Kind::Certificate { .. }, None) => State::Requested,
        (Kind::Certificate { .. }, Some(certificate)) => {
            misfit(item, certificate).map_or(State::Good, State::Outdated)
        }
        _ => State::Good,
    }
}

/// Why a certificate is not the one that `item` asks for.
pub(crate) fn misfit(item: &Item, certificate: &Statement) -> Option<Misfit> {
    let Kind::Certificate { subject, names, usages, .. } = &item.kind else { return None };
    let missing = names.missing_in(&certificate.names);
    let has = certificate.usages;
    if !missing.is_empty() {
        Some(Misfit::Names(missing))
    } else if (usages.server && !has.server) || (usages.client && !has.client) {
        Some(Misfit::Usages(*usages))
    } else if certificate.is_about(subject) {
        None
    } else {
        let found = certificate.subject.clone();
        Some(Misfit::Subject { found, wanted: subject.clone() })
    }
}

/// In words, for people.
impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good => f.write_str("good"),
            Self::Missing => f.write_str("missing"),
            Self::Requested => f.write_str("waits for a signature"),
            Self::Outdated(why) => write!(f, "outdated: {why}"),
            Self::NotYet => f.write_str("not valid yet"),
            Self::Expired => f.write_str("expired"),
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("its key is not RSA"),
            Self::Names(missing) => write!(f, "it lacks {}", missing.join(", ")),
            Self::Usages(wanted) => write!(f, "it may not be used as {wanted}"),
            Self::Subject { found, wanted } => write!(f, "it is about {found}, not {wanted}"),
        }
    }
}
