//! X.509 certificates, requests and their keys: RFC 5280, RFC 2986, RFC 5958.

mod certificate;
mod key;
mod moment;
mod name;
mod request;
mod sign;
mod statement;

pub use certificate::{Certificate, NotACertificate};
pub use key::{KeyForm, KeyKind, NotAKey, PrivateKey, PublicKey};
pub use moment::{DAY, Moment};
pub use request::request;
pub use sign::{Authority, Holder, Validity, authority, certificate};
pub use statement::Statement;

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// Who a certificate is about: a common name, and the organization that Kubernetes takes for a
/// group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Subject {
    /// `CN`, at most 64 characters.
    pub common_name: String,
    /// `O`; none when empty.
    pub organization: String,
}

impl Subject {
    /// A common name alone.
    pub fn named(common_name: impl Into<String>) -> Self {
        Self { common_name: common_name.into(), organization: String::new() }
    }
}

/// `CN=kube-admin` or `O=system:masters, CN=kube-admin`.
impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.organization.is_empty() {
            write!(f, "O={}, ", self.organization)?;
        }
        write!(f, "CN={}", self.common_name)
    }
}

/// Subject alternative names (SANs): where a server is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Names {
    /// DNS names.
    pub dns: Vec<String>,
    /// Addresses.
    pub addresses: Vec<IpAddr>,
}

impl Names {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.dns.is_empty() && self.addresses.is_empty()
    }

    /// Those of `self` that `other` has not.
    pub fn missing_in(&self, other: &Self) -> Vec<String> {
        let dns = self.dns.iter().filter(|name| !other.dns.contains(name)).cloned();
        let addresses = self.addresses.iter().filter(|ip| !other.addresses.contains(ip));
        dns.chain(addresses.map(ToString::to_string)).collect()
    }
}

/// Names, then addresses, with commas between.
impl std::fmt::Display for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let addresses = self.addresses.iter().map(ToString::to_string);
        let all: Vec<String> = self.dns.iter().cloned().chain(addresses).collect();
        f.write_str(&all.join(", "))
    }
}

/// What a certificate may be used for (extended key usage).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Usages {
    /// To serve TLS.
    pub server: bool,
    /// To be known to a server.
    pub client: bool,
}

impl Usages {
    /// To serve, and nothing else.
    pub const SERVER: Self = Self { server: true, client: false };
    /// To be known, and nothing else.
    pub const CLIENT: Self = Self { server: false, client: true };
    /// Both.
    pub const BOTH: Self = Self { server: true, client: true };
}

/// `server`, `client` or `server, client`.
impl std::fmt::Display for Usages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match (self.server, self.client) {
            (true, true) => "server, client",
            (true, false) => "server",
            (false, true) => "client",
            (false, false) => "none",
        })
    }
}

#[cfg(test)]
mod tests;
