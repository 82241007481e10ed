//! What systemd and fleet know a machine by.

use std::fmt;

use crate::format::hole::Hole;

/// A machine id, machine-id(5): 32 hexadecimal digits in small letters, not all of them zero. Or
/// the hole where a later program writes one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MachineId(String);

/// The text is no machine id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAMachineId;

impl MachineId {
    /// Takes the 32 digits, as in `/etc/machine-id`.
    pub fn new(text: impl Into<String>) -> Result<Self, NotAMachineId> {
        let text = text.into();
        let digits = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let sound = text.len() == 32 && text.bytes().all(digits) && text.bytes().any(|b| b != b'0');
        if sound { Ok(Self(text)) } else { Err(NotAMachineId) }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Hole> for MachineId {
    fn from(hole: Hole) -> Self {
        Self(hole.to_string())
    }
}

impl fmt::Display for MachineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotAMachineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a machine id is 32 hexadecimal digits in small letters, not all zero")
    }
}

impl std::error::Error for NotAMachineId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_are_taken() {
        let id = "2ddf1e3bd6b0447a9c8b1b7f6e0a4c11";
        assert_eq!(MachineId::new(id).unwrap().as_str(), id);
        for bad in ["", "2ddf1e3b", &id.to_uppercase(), &"0".repeat(32), &id.replace('2', "-")] {
            assert_eq!(MachineId::new(bad), Err(NotAMachineId), "{bad}");
        }
    }
}
