//! Names of clusters, machines and pools.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// An RFC 1123 label: 1 to 63 characters a-z, 0-9 and `-`, with no `-` at either end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Name(String);

impl Name {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A machine's name within a pool: `worker-001`. Longer than 63 characters is refused.
    pub(crate) fn numbered(&self, number: u32, digits: usize) -> Option<Self> {
        let name = format!("{self}-{number:0digits$}");
        is_label(&name).then_some(Self(name))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromText for Name {
    const SHAPE: TextShape = TextShape {
        form: "a name",
        pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        example: "worker-1",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        if is_label(text) {
            return Ok(Self(text.to_owned()));
        }
        let shown: String = text.chars().take(70).collect();
        Err(Problem::new(
            Code::NotALabel,
            format!("`{shown}` is not an RFC 1123 label"),
            match suggestion(text) {
                Some(better) => {
                    format!("write `{better}`: a-z, 0-9 and `-`, at most 63 characters")
                }
                None => "use a-z, 0-9 and `-`, at most 63 characters, no `-` at either end".into(),
            },
        ))
    }
}

/// From another program of ours; what users write is not read by serde.
impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        let text = String::deserialize(text)?;
        Self::from_text(&text).map_err(|problem| D::Error::custom(problem.message))
    }
}

text_leaf!(Name);

/// Whether `text` is an RFC 1123 label.
pub(crate) fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn suggestion(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(63)
        .collect();
    let plain = plain.trim_matches('-');
    is_label(plain).then(|| plain.to_owned())
}
