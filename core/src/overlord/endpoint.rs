//! Where a service is reached.

use std::fmt;
use std::net::IpAddr;

use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;
use crate::spec::value::Host;

/// The URL of a service: HTTP, HTTPS, or HTTP over a Unix socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Endpoint {
    /// `http://HOST[:PORT][/PATH]` or the same with `https`.
    Tcp {
        /// Whether it speaks TLS.
        tls: bool,
        /// A host, and perhaps a port.
        authority: String,
        /// What stands before each resource; empty, or begins with a slash and does not end in one.
        path: String,
    },
    /// `unix:///PATH`.
    Unix(String),
}

impl Endpoint {
    /// A server's plain port.
    pub fn plain(address: IpAddr, port: u16) -> Self {
        let authority = match address {
            IpAddr::V4(v4) => format!("{v4}:{port}"),
            IpAddr::V6(v6) => format!("[{v6}]:{port}"),
        };
        Self::Tcp { tls: false, authority, path: String::new() }
    }

    /// Whether it speaks TLS.
    pub fn is_tls(&self) -> bool {
        matches!(self, Self::Tcp { tls: true, .. })
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { tls: true, authority, path } => write!(f, "https://{authority}{path}"),
            Self::Tcp { tls: false, authority, path } => write!(f, "http://{authority}{path}"),
            Self::Unix(path) => write!(f, "unix://{path}"),
        }
    }
}

impl Endpoint {
    /// Reads a URL; `Err` says what is wrong with it, and what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::from_text(text).map_err(|problem| format!("{}: {}", problem.message, problem.help))
    }
}

impl FromText for Endpoint {
    const SHAPE: TextShape = TextShape {
        form: "the URL of a service",
        pattern: "^(https?://[^/\\s]+|unix:/)(/[A-Za-z0-9._~-]+)*$",
        example: "http://127.0.0.1:2379",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        // Whoever writes a password there finds it in no message.
        let shown = if text.contains('@') { "the text" } else { text };
        let not = |help: &str| {
            Err(Problem::new(
                Code::NotAService,
                format!("`{shown}` is not the URL of a service"),
                help,
            ))
        };
        if let Some(path) = text.strip_prefix("unix://") {
            let absolute = path.starts_with('/') && path.len() > 1;
            // As long as a socket's address may be (unix(7)).
            if !absolute || path.len() > 107 || path.chars().any(char::is_control) {
                return not("write unix:// and an absolute path of up to 107 bytes");
            }
            return Ok(Self::Unix(path.to_owned()));
        }
        let (tls, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return not("begin with http://, https:// or unix://"),
        };
        if rest.contains('@') {
            return not("leave user name and password out: certificates are given as files");
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = match authority.rsplit_once(':').filter(|_| !authority.ends_with(']')) {
            Some((host, port)) if port.parse::<u16>().is_ok_and(|port| port > 0) => host,
            Some(_) => return not("the port is a number from 1 to 65535"),
            None => authority,
        };
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let sound = match bare {
            Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
            None => !host.contains(':') && Host::from_text(host).is_ok(),
        };
        if !sound {
            return not("write an address or DNS name after the scheme, IPv6 in brackets");
        }
        let path = path.trim_end_matches('/');
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"._~-/".contains(&b);
        if path.starts_with('/') || path.contains("//") || !path.bytes().all(is_plain) {
            return not("a path here has letters, digits and `._~-`, parted by single slashes");
        }
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        Ok(Self::Tcp { tls, authority: authority.to_owned(), path })
    }
}

text_leaf!(Endpoint);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            "http://127.0.0.1:2379",
            "https://etcd.example",
            "http://[fd00::1]:4001",
            "https://[fd00::1]",
            "http://10.0.0.1:10001/v1-alpha",
            "unix:///var/run/fleet.sock",
        ] {
            assert_eq!(Endpoint::parse(text).map(|read| read.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(Endpoint::parse("http://a/").unwrap().to_string(), "http://a");
    }

    #[test]
    fn what_is_no_service_is_refused_without_its_password() {
        for bad in [
            "",
            "10.0.0.1",
            "ftp://a",
            "http://",
            "http://a:0",
            "http://a:x",
            "http://a:70000",
            "http://fd00::1:2379",
            "http://[fd00::1",
            "http://a b",
            "http://a/b?c",
            "http://a//b",
            "unix://",
            "unix://run/fleet.sock",
            "unix:///",
            "http://me:secret@a",
        ] {
            let why = Endpoint::parse(bad).unwrap_err();
            assert!(!why.contains("secret"), "{why}");
        }
    }

    #[test]
    fn an_address_of_either_family_is_a_server() {
        let of = |ip: &str| Endpoint::plain(ip.parse().unwrap(), 8080).to_string();
        assert_eq!(of("10.0.0.1"), "http://10.0.0.1:8080");
        assert_eq!(of("fd00::1"), "http://[fd00::1]:8080");
    }
}
