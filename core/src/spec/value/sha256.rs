//! Checksums of downloads.

use std::fmt;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// SHA-256 in hexadecimal, as `sha256sum` prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sha256(String);

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromText for Sha256 {
    const SHAPE: TextShape = TextShape {
        form: "a SHA-256 checksum",
        pattern: "^[0-9a-f]{64}$",
        example: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        if text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Ok(Self(text.to_owned()));
        }
        Err(Problem::new(
            Code::NotAChecksum,
            format!("`{text}` is not a SHA-256 checksum"),
            match text.len() {
                64 => "write the digits 0-9 and a-f, in small letters",
                32 => "this has the length of an MD5: download the file, and run `sha256sum` on it",
                40 => {
                    "this has the length of a SHA-1: download the file, and run `sha256sum` on it"
                }
                _ => "write the 64 digits that `sha256sum FILE` prints",
            },
        ))
    }
}

text_leaf!(Sha256);
