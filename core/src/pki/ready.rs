//! Everything that a render needs.

use std::collections::BTreeMap;

use super::papers::{Paper, Texts};
use super::state::fits;
use super::{About, Papers, Pki, Problem, State};
use crate::diagnostic::Code;
use crate::plan::certificates::{Certificates, Item, Part};

/// Keys and certificates as files, complete and fit for the cluster they were checked against. Only
/// text, so that whoever renders needs nothing that reads certificates.
#[derive(Debug, Clone)]
pub struct Ready {
    texts: BTreeMap<String, Texts>,
}

impl Pki {
    /// Checks that everything in `list` is here and fits. Time has no say: an expired certificate is
    /// rendered as it is.
    pub fn ready(&self, list: &Certificates) -> Result<Ready, Vec<Problem>> {
        self.papers(list).ready(list)
    }
}

impl Papers {
    /// As [`Pki::ready`].
    pub fn ready(&self, list: &Certificates) -> Result<Ready, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut texts = BTreeMap::new();
        for item in &list.items {
            let paper = self.get(item);
            match fits(item, paper.map(|paper| &paper.found)) {
                State::Missing | State::Requested => problems.push(
                    Problem::new(
                        Code::CertificateMissing,
                        missing(item),
                        missing_help(item, paper),
                    )
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
                State::Good | State::NotYet | State::Expired => {
                    match paper.and_then(|paper| paper.texts.clone()) {
                        Some(found) => drop(texts.insert(item.id.clone(), found)),
                        None => problems.push(Problem::bug("a key")),
                    }
                }
            }
        }
        if problems.is_empty() { Ok(Ready { texts }) } else { Err(problems) }
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
            Part::Encryption => texts.encryption.as_ref()?.as_str(),
        };
        (!text.is_empty()).then_some(text)
    }

    /// What a list says of the certificate.
    pub fn about(&self, id: &str) -> Option<&About> {
        self.texts.get(id)?.about.as_ref()
    }
}

fn missing(item: &Item) -> String {
    match item.subject() {
        Some(subject) => format!("the certificate of {subject} is missing"),
        None => "the key is missing".into(),
    }
}

fn missing_help(item: &Item, paper: Option<&Paper>) -> String {
    if paper.is_some_and(|paper| paper.requested) {
        return format!(
            "have {} signed, and read it back with `kubecore-cli pki import`",
            item.request_file()
        );
    }
    "`kubecore-cli pki init` makes what is missing and keeps what is there".into()
}
