//! What fleet tells machines apart by.

use std::borrow::Cow;
use std::fmt;

/// One `key=value`. fleet drops a requirement with another `=` or a blank in silence, and the unit
/// then runs anywhere (0.8.3 to 1.0.0, `RequiredTargetMetadata` in `job/job.go`); a comma parts
/// pairs in a machine's own metadata.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Metadata {
    key: Cow<'static, str>,
    value: Cow<'static, str>,
}

/// A key or value is empty, too long, or has other characters than letters, digits, `.`, `_`, `-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMetadata;

/// No program sets a limit; one line has to hold the pair.
const LONGEST: usize = 63;

impl Metadata {
    /// A pair of two words of 1 to 63 ASCII letters, digits, `.`, `_` and `-`.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Result<Self, NotMetadata> {
        let (key, value) = (key.into(), value.into());
        if is_word(key.as_bytes()) && is_word(value.as_bytes()) {
            Ok(Self { key: Cow::Owned(key), value: Cow::Owned(value) })
        } else {
            Err(NotMetadata)
        }
    }

    /// A pair of our own, for a `const`.
    ///
    /// # Panics
    /// If the pair is wrong; a `const` then does not compile.
    pub const fn known(key: &'static str, value: &'static str) -> Self {
        assert!(is_word(key.as_bytes()) && is_word(value.as_bytes()), "not fleet metadata");
        Self { key: Cow::Borrowed(key), value: Cow::Borrowed(value) }
    }

    /// Reads `key=value`.
    pub fn parse(text: &str) -> Result<Self, NotMetadata> {
        let (key, value) = text.split_once('=').ok_or(NotMetadata)?;
        Self::new(key, value)
    }

    /// Left of `=`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Right of `=`.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}

impl fmt::Display for NotMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "fleet metadata is KEY=VALUE, each of 1 to 63 letters, digits, `.`, `_` and `-`",
        )
    }
}

impl std::error::Error for NotMetadata {}

const fn is_word(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')) {
            return false;
        }
        rest = after;
    }
    !text.is_empty() && text.len() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fleet_drops_is_refused() {
        assert_eq!(Metadata::parse("role=leader"), Ok(Metadata::known("role", "leader")));
        for bad in [
            "",
            "=",
            "role",
            "role=",
            "=leader",
            "a=b=c",
            "a=b,c=d",
            "a=b c",
            "a=\"b\"",
            "a='b'",
            "a= b",
            "a =b",
            "a=b\n",
            "a=\u{fdd0}",
            "a=%n",
            "a=\\x",
            "a=é",
        ] {
            assert_eq!(Metadata::parse(bad), Err(NotMetadata), "{bad:?}");
        }
    }
}
