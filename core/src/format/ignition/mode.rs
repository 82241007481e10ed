//! Who may read, write and run a file or enter a folder.

use std::fmt;

/// The nine permission bits, without set-user-ID, set-group-ID and sticky: Ignition leaves those
/// unset before 3.6.0, and warns.
///
/// `Display` is Butane's form, octal with a leading zero: `0644`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mode(u32);

/// A number with bits beyond the nine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAMode(u32);

impl Mode {
    /// `0644`: what a file has that says nothing.
    pub const FILE: Self = Self(0o644);
    /// `0755`: a program, and a folder that says nothing.
    pub const PROGRAM: Self = Self(0o755);
    /// `0600`: a file for root alone.
    pub const PRIVATE: Self = Self(0o600);

    /// From a number such as `0o644`.
    pub const fn new(bits: u32) -> Result<Self, NotAMode> {
        if bits & !0o777 == 0 { Ok(Self(bits)) } else { Err(NotAMode(bits)) }
    }

    /// The bits as a number.
    pub const fn bits(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04o}", self.0)
    }
}

impl fmt::Display for NotAMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mode {:04o} has bits beyond 0777", self.0)
    }
}

impl std::error::Error for NotAMode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_permission_bits_make_a_mode() {
        assert_eq!(Mode::new(0o640).unwrap().to_string(), "0640");
        assert_eq!(Mode::new(0).unwrap().to_string(), "0000");
        for bits in [0o1000, 0o2755, 0o4755, 0o10644, u32::MAX] {
            assert_eq!(Mode::new(bits), Err(NotAMode(bits)));
        }
        assert_eq!(NotAMode(0o4755).to_string(), "mode 4755 has bits beyond 0777");
    }
}
