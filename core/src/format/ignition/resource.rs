//! What a file holds: bytes that stand in the config, or something fetched.

use std::fmt;

use super::hash::Hash;

/// What is put into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    /// Any bytes; they need not be text, and may be none.
    Inline(Vec<u8>),
    /// Fetched at first boot.
    Remote(Resource),
}

/// Something that is fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// From where.
    pub url: Url,
    /// What it must be, after unpacking. A machine does not start with anything else.
    pub hash: Option<Hash>,
    /// Whether it is unpacked with gzip on the way.
    pub gzip: bool,
}

/// A URL that Ignition fetches: `http`, `https`, `tftp`, `s3`, `gs` or `arn`, in visible ASCII.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Url(String);

/// Why a text is no [`Url`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAUrl {
    why: &'static str,
}

impl Contents {
    /// The bytes of a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Inline(text.into().into_bytes())
    }
}

impl Url {
    /// Takes a URL. Whether anything answers there is not looked at.
    pub fn new(url: impl Into<String>) -> Result<Self, NotAUrl> {
        let url = url.into();
        let (scheme, rest) = url.split_once(':').unwrap_or_default();
        let why = if !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            "a URL has visible ASCII characters; write others as `%20`"
        } else if !["http", "https", "tftp", "s3", "gs", "arn"].contains(&scheme) {
            "a URL begins with http:, https:, tftp:, s3:, gs: or arn:"
        } else if scheme == "arn" {
            return Ok(Self(url));
        } else if rest
            .strip_prefix("//")
            .is_none_or(|rest| rest.is_empty() || rest.starts_with('/'))
        {
            "behind the scheme of a URL stand `//` and a host"
        } else {
            return Ok(Self(url));
        };
        Err(NotAUrl { why })
    }

    /// The whole URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotAUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)
    }
}

impl std::error::Error for NotAUrl {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_or_refused() {
        for good in [
            "https://dl.k8s.io/v1.36.2/bin/linux/amd64/kubelet",
            "http://[fd00::1]:8080/a%20b",
            "tftp://10.0.0.1/a",
            "s3://bucket/key?versionId=1",
            "gs://bucket/key",
            "arn:aws:s3:::bucket/key",
        ] {
            assert_eq!(Url::new(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "a",
            "ftp://a",
            "data:,a",
            "https:a",
            "https://",
            "https:///a",
            "https://a b",
            "file:///a",
            "https://é",
        ] {
            assert!(Url::new(bad).is_err(), "{bad}");
        }
    }
}
