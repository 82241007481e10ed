//! fleet's metadata of machines.

use std::fmt;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// One `key=value` of fleet's metadata. fleet drops a requirement with another `=`, a comma or a
/// blank in silence, and the unit then runs anywhere (fleet 0.10 `job/job.go`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Metadata {
    key: String,
    value: String,
}

impl Metadata {
    /// A pair that is known to be right.
    pub(crate) fn known(key: &'static str, value: &'static str) -> Self {
        Self { key: key.to_owned(), value: value.to_owned() }
    }

    /// Left of `=`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Right of `=`.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}

impl FromText for Metadata {
    const SHAPE: TextShape = TextShape {
        form: "fleet metadata",
        pattern: "^[A-Za-z0-9._-]+=[A-Za-z0-9._-]+$",
        example: "role=worker",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let plain = |part: &str| {
            (1..=63).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        match text.split_once('=') {
            Some((key, value)) if plain(key) && plain(value) => {
                Ok(Self { key: key.to_owned(), value: value.to_owned() })
            }
            _ => Err(Problem::new(
                Code::NotMetadata,
                format!("`{text}` is not one `key=value` of fleet metadata"),
                "write one pair of letters, digits, `.`, `_` and `-`, such as role=worker",
            )),
        }
    }
}

text_leaf!(Metadata);
