//! Names that others gave: of key pairs, images, users.

use std::fmt;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// A name from another system, kept as it is: 1 to 255 printable characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word(String);

impl Word {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromText for Word {
    const SHAPE: TextShape =
        TextShape { form: "a name", pattern: "^.{1,255}$", example: "my-name" };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let length = text.chars().count();
        if (1..=255).contains(&length) && text.trim() == text {
            return Ok(Self(text.to_owned()));
        }
        Err(Problem::new(
            Code::NotAWord,
            "the name is empty, too long, or has spaces at its ends",
            "write 1 to 255 characters",
        ))
    }
}

text_leaf!(Word);
