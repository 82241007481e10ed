//! What a fetched file must be: its sum, in Ignition's form.

use std::fmt;

use sha2::{Digest, Sha256, Sha512};

/// The sum of a resource, taken after unpacking. `Display` is Ignition's form: `sha512-` and hex digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// `sha256-` and 64 digits; since 3.1.0.
    Sha256([u8; 32]),
    /// `sha512-` and 128 digits.
    Sha512([u8; 64]),
}

/// Why a text is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAHash {
    why: &'static str,
}

impl Hash {
    /// Reads Ignition's form. Digits may be capital.
    pub fn new(text: &str) -> Result<Self, NotAHash> {
        let wrong = |why| Err(NotAHash { why });
        match text.split_once('-') {
            Some(("sha256", sum)) => match digits(sum) {
                Some(sum) => Ok(Self::Sha256(sum)),
                None => wrong("behind `sha256-` stand 64 hex digits"),
            },
            Some(("sha512", sum)) => match digits(sum) {
                Some(sum) => Ok(Self::Sha512(sum)),
                None => wrong("behind `sha512-` stand 128 hex digits"),
            },
            _ => wrong("a hash begins with `sha256-` or `sha512-`"),
        }
    }

    /// Reads the 64 hex digits that `sha256sum` prints.
    pub fn from_sha256_digits(sum: &str) -> Result<Self, NotAHash> {
        digits(sum).map(Self::Sha256).ok_or(NotAHash { why: "a SHA-256 sum has 64 hex digits" })
    }

    /// The SHA-256 sum of `bytes`, which Ignition takes since 3.1. The page has it in any case; the other
    /// would bring 10 KB.
    pub fn sha256(bytes: &[u8]) -> Self {
        Self::Sha256(Sha256::digest(bytes).into())
    }

    /// Whether it is the sum of `bytes`.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Sha256(sum) => *sum == <[u8; 32]>::from(Sha256::digest(bytes)),
            Self::Sha512(sum) => *sum == <[u8; 64]>::from(Sha512::digest(bytes)),
        }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, sum): (_, &[u8]) = match self {
            Self::Sha256(sum) => ("sha256-", sum),
            Self::Sha512(sum) => ("sha512-", sum),
        };
        f.write_str(name)?;
        sum.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for NotAHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)
    }
}

impl std::error::Error for NotAHash {}

/// Exactly `N` bytes in hex.
fn digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N {
        return None;
    }
    let mut digits =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()));
    let mut sum = [0; N];
    for byte in &mut sum {
        *byte = digits.next()?? << 4 | digits.next()??;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf abc | sha256sum`
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_hash_is_of_its_bytes_alone() {
        let hash = Hash::from_sha256_digits(ABC).unwrap();
        assert!(hash.is_of(b"abc") && !hash.is_of(b"abd"));
        assert_eq!(hash.to_string(), format!("sha256-{ABC}"));
        assert_eq!(Hash::new(&format!("sha256-{}", ABC.to_uppercase())), Ok(hash));
        let long = Hash::Sha512(Sha512::digest(b"abc").into());
        // `printf abc | sha512sum`
        assert!(long.to_string().starts_with("sha512-ddaf35a193617abacc417349ae204131"));
        assert!(long.is_of(b"abc") && !long.is_of(b""));
        assert_eq!(Hash::new(&long.to_string()), Ok(long));
    }

    #[test]
    fn wrong_forms_are_refused() {
        for bad in [
            ABC,
            "",
            "sha256-",
            "md5-00",
            "sha1-00",
            &format!("sha512-{ABC}"),
            &format!("sha256-{ABC}0"),
        ] {
            assert!(Hash::new(bad).is_err(), "{bad}");
        }
        assert!(Hash::new(&format!("sha256-{}g", &ABC[1..])).is_err());
        assert!(Hash::from_sha256_digits(&format!("+{}", &ABC[1..])).is_err());
    }
}
