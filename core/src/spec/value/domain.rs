//! The cluster's DNS domain.

use std::fmt;

use super::is_label;
use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// A DNS name below which the cluster's services are found, without a final dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain(String);

impl Domain {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The default of every profile here.
    pub(crate) fn cluster_local() -> Self {
        Self("cluster.local".into())
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromText for Domain {
    const SHAPE: TextShape = TextShape {
        form: "a DNS domain",
        pattern: "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
        example: "cluster.local",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        if is_dns_name(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Problem::new(
            Code::ClusterDomain,
            format!("`{text}` is not a DNS domain"),
            "write labels of a-z, 0-9 and `-` joined by dots, such as cluster.local",
        ))
    }
}

text_leaf!(Domain);

/// Whether `text` is a DNS name of RFC 1123 labels, without a final dot.
pub(super) fn is_dns_name(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}
