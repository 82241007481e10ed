//! What systemd and fleet know a machine by.

use std::fmt;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// A machine id, machine-id(5): 32 hexadecimal digits in small letters, not all of them zero.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MachineId(String);

impl MachineId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MachineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromText for MachineId {
    const SHAPE: TextShape = TextShape {
        form: "a machine id",
        pattern: "^[0-9a-f]{32}$",
        example: "2ddf1e3bd6b0447a9c8b1b7f6e0a4c11",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let digits = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == 32 && text.bytes().all(digits) && text.bytes().any(|b| b != b'0') {
            return Ok(Self(text.to_owned()));
        }
        Err(Problem::new(
            Code::NotAMachineId,
            format!("`{text}` is not a machine id"),
            if text.len() == 8 {
                "write all 32 digits: `fleetctl list-machines --full` shows them"
            } else {
                "copy the 32 digits of /etc/machine-id on that machine"
            },
        ))
    }
}

text_leaf!(MachineId);
