//! Where files are downloaded from.

use std::fmt;

use super::Host;
use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// `http://` or `https://`, a host and perhaps a port and a path; no slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// A URL of our own.
    pub(crate) fn known(url: &'static str) -> Self {
        Self(url.to_owned())
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const MAX_BYTES: usize = 1024;

impl FromText for BaseUrl {
    const SHAPE: TextShape = TextShape {
        form: "a URL to download from",
        pattern: "^https?://[^/\\s]+(/[A-Za-z0-9._~-]+)*$",
        example: "https://mirror.example/kubernetes",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let not = |help: &str| {
            Err(Problem::new(
                Code::NotAUrl,
                format!("`{text}` is not a URL to download from"),
                help,
            ))
        };
        // Units of the time take lines of 2048 bytes, and more than the URL stands on one.
        if text.len() > MAX_BYTES {
            return not("write a URL of at most 1024 bytes");
        }
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let Some(rest) = rest else {
            return not("begin with https:// or http://");
        };
        if rest.ends_with('/') {
            return not("leave out the slash at the end");
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok_and(|port| port > 0) => host,
            Some(_) => return not("the port is a number from 1 to 65535"),
            None => authority,
        };
        if Host::from_text(host).is_err() {
            return not("write an address or DNS name after the scheme");
        }
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"._~-/".contains(&b);
        if path.contains("//") || !path.bytes().all(is_plain) {
            return not("a path here has letters, digits and `._~-`, parted by single slashes");
        }
        Ok(Self(text.to_owned()))
    }
}

text_leaf!(BaseUrl);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_or_refused() {
        for good in [
            "https://storage.googleapis.com/kubernetes-release/release",
            "http://10.0.0.5:8000",
            "http://mirror.example/~k8s/v1",
        ] {
            assert_eq!(BaseUrl::from_text(good).unwrap().to_string(), good);
        }
        for bad in [
            "",
            "mirror.example",
            "ftp://mirror.example",
            "https://",
            "https:///x",
            "https://mirror.example/",
            "https://mirror.example:0/x",
            "https://mirror.example:x/x",
            "https://user@mirror.example/x",
            "https://mirror.example/a//b",
            "https://mirror.example/a b",
            "https://mirror.example/a?b",
            "https://mirror.example/%41",
            "https://mirror.example/$HOME",
        ] {
            assert_eq!(BaseUrl::from_text(bad).unwrap_err().code, Code::NotAUrl, "{bad}");
        }
    }
}
