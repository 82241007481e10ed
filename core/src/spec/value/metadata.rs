//! fleet's metadata of machines.

pub use crate::format::fleet::Metadata;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

impl FromText for Metadata {
    const SHAPE: TextShape = TextShape {
        form: "fleet metadata",
        pattern: "^[A-Za-z0-9._-]+=[A-Za-z0-9._-]+$",
        example: "role=worker",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        Self::parse(text).map_err(|_| {
            Problem::new(
                Code::NotMetadata,
                format!("`{text}` is not one `key=value` of fleet metadata"),
                "write one pair of letters, digits, `.`, `_` and `-`, such as role=worker",
            )
        })
    }
}

text_leaf!(Metadata);
