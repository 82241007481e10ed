//! Everything that a render needs.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::state::fit;
use super::{Entry, Pki, Problem, State};
use crate::diagnostic::Code;
use crate::format::x509::Certificate;
use crate::plan::certificates::{Certificates, Item, Kind, Part};

/// Keys and certificates as files, complete and fit for the cluster they were checked against. Only
/// text, so that whoever renders needs nothing that reads certificates.
#[derive(Debug, Clone)]
pub struct Ready {
    texts: BTreeMap<String, Texts>,
}

#[derive(Clone, Default)]
struct Texts {
    trust: String,
    certificate: String,
    key: Option<Zeroizing<String>>,
    public: String,
    about: Option<About>,
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
impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Texts(…)")
    }
}

impl Pki {
    /// Checks that everything in `list` is here and fits. Time has no say: an expired certificate is
    /// rendered as it is.
    pub fn ready(&self, list: &Certificates) -> Result<Ready, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut texts = BTreeMap::new();
        for item in &list.items {
            match fit(item, self) {
                State::Missing | State::Requested => problems.push(
                    Problem::new(Code::CertificateMissing, missing(item), missing_help(item, self))
                        .file(item.certificate_file()),
                ),
                State::Outdated(why) => problems.push(
                    Problem::new(
                        Code::CertificateOutdated,
                        format!("the certificate no longer fits: {why}"),
                        "`kubecore-cli pki renew` makes it anew",
                    )
                    .file(item.certificate_file()),
                ),
                // These two need a clock to be told from the first.
                State::Good | State::NotYet | State::Expired => match self.texts(item) {
                    Some(found) => drop(texts.insert(item.id.clone(), found)),
                    None => problems.push(Problem::bug("a key")),
                },
            }
        }
        if problems.is_empty() { Ok(Ready { texts }) } else { Err(problems) }
    }

    fn texts(&self, item: &Item) -> Option<Texts> {
        let entry = self.entry(item)?;
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
            Kind::KeyPair => texts.public = key?.public()?.to_pem(),
        }
        Some(texts)
    }
}

impl Ready {
    /// The text of one part; `None` where there is none: an authority's key may be kept elsewhere.
    pub fn text(&self, id: &str, part: Part) -> Option<&str> {
        let texts = self.texts.get(id)?;
        let text = match part {
            Part::Trust => &texts.trust,
            Part::Certificate => &texts.certificate,
            Part::Key => texts.key.as_ref()?.as_str(),
            Part::Public => &texts.public,
        };
        (!text.is_empty()).then_some(text)
    }

    /// What a list says of the certificate.
    pub fn about(&self, id: &str) -> Option<&About> {
        self.texts.get(id)?.about.as_ref()
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

fn missing(item: &Item) -> String {
    match item.subject() {
        Some(subject) => format!("the certificate of {subject} is missing"),
        None => "the key is missing".into(),
    }
}

fn missing_help(item: &Item, pki: &Pki) -> String {
    if pki.entry(item).is_some_and(|entry| entry.requested) {
        return format!(
            "have {} signed, and read it back with `kubecore-cli pki import`",
            item.request_file()
        );
    }
    "`kubecore-cli pki init` makes what is missing and keeps what is there".into()
}
