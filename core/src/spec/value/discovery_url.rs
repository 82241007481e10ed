//! Where etcd members find each other.

use std::fmt;

use super::Host;
use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// `https://discovery.etcd.io/TOKEN`, or the address of a discovery etcd of one's own with
/// `/v2/keys/…` (etcd 2, `Documentation/discovery_protocol.md`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscoveryUrl(String);

impl fmt::Display for DiscoveryUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const MAX_BYTES: usize = 1024;

impl FromText for DiscoveryUrl {
    const SHAPE: TextShape = TextShape {
        form: "a discovery URL",
        pattern: "^https?://[^/\\s]+/[A-Za-z0-9/._-]+$",
        example: "https://discovery.etcd.io/3e86b59982e49066c5d813af1c2e2579",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let not = |help: &str| {
            let message = format!("`{text}` is not a discovery URL");
            Err(Problem::new(Code::NotADiscoveryUrl, message, help))
        };
        if text.len() > MAX_BYTES {
            return not("write a URL of at most 1024 bytes");
        }
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let Some((authority, path)) = rest.and_then(|rest| rest.split_once('/')) else {
            return not("write the whole URL: https://discovery.etcd.io/TOKEN");
        };
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok_and(|port| port > 0) => host,
            Some(_) => return not("the port is a number from 1 to 65535"),
            None => authority,
        };
        if Host::from_text(host).is_err() {
            return not("write an address or DNS name after the scheme");
        }
        if path.starts_with("new") {
            return not("open that address once, and write what it answers: it makes a new token");
        }
        if path.ends_with('/') || path.split('/').any(str::is_empty) {
            return not("write the token behind the last slash");
        }
        if !path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b)) {
            return not("a token has letters, digits, `.`, `_` and `-`");
        }
        Ok(Self(text.to_owned()))
    }
}

text_leaf!(DiscoveryUrl);
