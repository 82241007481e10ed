//! The address or name at which the API is reached.

use std::fmt;
use std::net::IpAddr;

use super::domain::is_dns_name;
use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// An address or a DNS name: certificates name the two in different fields (D-15 of the guide).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// An IP address.
    Address(IpAddr),
    /// A DNS name.
    Name(String),
}

impl Host {
    /// The address, if it is one.
    pub fn address(&self) -> Option<IpAddr> {
        match self {
            Self::Address(address) => Some(*address),
            Self::Name(_) => None,
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl FromText for Host {
    const SHAPE: TextShape = TextShape {
        form: "an IP address or DNS name",
        pattern: "^[0-9A-Za-z.:-]+$",
        example: "api.demo.example",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let not = |help: &str| {
            Problem::new(Code::NotAHost, format!("`{text}` is not an IP address or DNS name"), help)
        };
        if let Ok(address) = IpAddr::from_text(text) {
            return Ok(Self::Address(address));
        }
        // 299.1.1.1 is a valid DNS name by its letters, and never one by intent.
        let numeric =
            text.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
        if is_dns_name(text) && !numeric {
            return Ok(Self::Name(text.to_owned()));
        }
        Err(if text.contains("://") {
            not("write the host alone, without the scheme")
        } else if text.rsplit_once(':').is_some_and(|(host, _)| !host.contains(':')) {
            not("write the host alone, without a port: each profile knows its own")
        } else if text.contains('/') {
            not("write the host alone, without a path or prefix")
        } else if text.bytes().any(|b| b.is_ascii_uppercase()) {
            not("write DNS names in small letters")
        } else {
            not("write an address such as 172.17.4.100 or a name such as api.demo.example")
        })
    }
}

text_leaf!(Host);
