//! What a certificate states, without what is needed to read it.

use super::{Names, Subject, Usages};

/// What a certificate states that decides whether it fits a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Who it is about, as RFC 4514 writes it.
    pub subject: String,
    /// Its common names; one, as a rule.
    pub common_names: Vec<String>,
    /// Its organizations.
    pub organizations: Vec<String>,
    /// Where its holder is asked for.
    pub names: Names,
    /// What it may be used for.
    pub usages: Usages,
}

impl Statement {
    /// Whether it names this common name and organization, which Kubernetes knows a user by; it may
    /// name more.
    pub fn is_about(&self, subject: &Subject) -> bool {
        let has = |all: &[String], wanted: &String| wanted.is_empty() || all.contains(wanted);
        has(&self.common_names, &subject.common_name)
            && has(&self.organizations, &subject.organization)
    }
}
