//! SHA-256 checksums that the catalogue holds.

use std::fmt;

/// A SHA-256 checksum; displayed as `sha256sum` prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checksum([u8; 32]);

impl Checksum {
    /// The checksum that 64 hexadecimal digits in small letters stand for.
    ///
    /// Anything else does not compile: this is called for constants only.
    pub(super) const fn of(text: &str) -> Self {
        let mut sum = [0; 32];
        let mut bytes: &mut [u8] = &mut sum;
        let mut digits = text.as_bytes();
        while let ([high, low, more @ ..], [byte, rest @ ..]) = (digits, bytes) {
            *byte = digit(*high) * 16 + digit(*low);
            digits = more;
            bytes = rest;
        }
        assert!(text.len() == 64, "a checksum has 64 digits");
        Self(sum)
    }
}

const fn digit(byte: u8) -> u8 {
    assert!(matches!(byte, b'0'..=b'9' | b'a'..=b'f'), "a checksum has digits 0-9 and a-f");
    if byte <= b'9' { byte - b'0' } else { byte - b'a' + 10 }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Checksum;

    #[test]
    fn a_checksum_is_displayed_as_it_was_written() {
        let text = "0123456789abcdef00ff0a0b0c0d0e0ffedcba9876543210a0b0c0d0e0f0090a";
        assert_eq!(Checksum::of(text).to_string(), text);
    }

    #[test]
    #[should_panic(expected = "64 digits")]
    fn one_that_is_too_short_is_refused() {
        Checksum::of(&"0".repeat(63));
    }

    #[test]
    #[should_panic(expected = "64 digits")]
    fn one_that_is_too_long_is_refused() {
        Checksum::of(&"0".repeat(65));
    }

    #[test]
    #[should_panic(expected = "digits 0-9 and a-f")]
    fn capitals_are_refused() {
        Checksum::of(&"A".repeat(64));
    }
}
