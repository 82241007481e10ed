//! What systemd and fleet know a machine by.

pub use crate::format::systemd::MachineId;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

impl FromText for MachineId {
    const SHAPE: TextShape = TextShape {
        form: "a machine id",
        pattern: "^[0-9a-f]{32}$",
        example: "2ddf1e3bd6b0447a9c8b1b7f6e0a4c11",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        Self::new(text).map_err(|_| {
            Problem::new(
                Code::NotAMachineId,
                format!("`{text}` is not a machine id"),
                if text.len() == 8 {
                    "write all 32 digits: `fleetctl list-machines --full` shows them"
                } else {
                    "copy the 32 digits of /etc/machine-id on that machine"
                },
            )
        })
    }
}

text_leaf!(MachineId);
