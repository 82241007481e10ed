//! An address or name with a port, where the port has a usual value.

use std::fmt;
use std::net::IpAddr;

use super::Host;
use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// `quay.io`, `registry.example:5000` or `10.0.0.4`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostPort(String);

impl HostPort {
    /// The host alone.
    pub fn host(&self) -> &str {
        self.0.split_once(':').map_or(&self.0, |(host, _)| host)
    }
}

impl From<IpAddr> for HostPort {
    fn from(address: IpAddr) -> Self {
        Self(address.to_string())
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromText for HostPort {
    const SHAPE: TextShape = TextShape {
        form: "an IPv4 address or DNS name, with a port if need be",
        pattern: "^[0-9A-Za-z.-]+(:[0-9]{1,5})?$",
        example: "registry.example:5000",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let not = |help: &str| {
            let message = format!("`{text}` is not an address or DNS name");
            Err(Problem::new(Code::NotAHost, message, help))
        };
        if text.contains("://") {
            return not("write it without the scheme");
        }
        if text.contains('/') {
            return not("write it without a path or prefix");
        }
        let host = match text.split_once(':') {
            None => text,
            Some((host, port)) if port.parse::<u16>().is_ok_and(|port| port > 0) => host,
            Some((_, port)) if port.contains(':') => return not("write an IPv4 address"),
            Some(_) => return not("the port is a number from 1 to 65535"),
        };
        match Host::from_text(host) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(_) if host.bytes().any(|b| b.is_ascii_uppercase()) => {
                not("write DNS names in small letters")
            }
            Err(_) => not("write an address such as 10.0.0.4 or a name such as quay.io"),
        }
    }
}

text_leaf!(HostPort);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_with_and_without_a_port() {
        for good in ["quay.io", "10.0.0.4", "registry.example:5000", "azure-prd-01"] {
            assert!(HostPort::from_text(good).is_ok(), "{good}");
        }
        assert_eq!(
            HostPort::from_text("registry.example:5000").unwrap().host(),
            "registry.example"
        );
        for bad in ["", ":5000", "a:0", "a:70000", "a:", "https://quay.io", "a/b", "fd00::1", "A.b"]
        {
            assert!(HostPort::from_text(bad).is_err(), "{bad}");
        }
    }
}
