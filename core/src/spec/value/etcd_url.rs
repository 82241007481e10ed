//! Where an etcd member is reached.

use std::fmt;

use super::Host;
use crate::diagnostic::Code;
use crate::spec::decode::{FromText, Problem, text_leaf};
use crate::spec::shape::TextShape;

/// `http://HOST:PORT`, nothing after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EtcdUrl {
    /// The member's address or name.
    pub host: Host,
    /// Its client port.
    pub port: u16,
}

impl fmt::Display for EtcdUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Host::Address(std::net::IpAddr::V6(v6)) => write!(f, "http://[{v6}]:{}", self.port),
            host => write!(f, "http://{host}:{}", self.port),
        }
    }
}

impl FromText for EtcdUrl {
    const SHAPE: TextShape = TextShape {
        form: "an etcd URL",
        pattern: "^http://[^/\\s]+:[0-9]+$",
        example: "http://172.17.4.51:2379",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        let not = |help: String| {
            Problem::new(Code::NotAnEtcdUrl, format!("`{text}` is not an etcd URL"), help)
        };
        if text.starts_with("https://") {
            return Err(Problem::new(
                Code::EtcdTls,
                format!("`{text}` asks for TLS, which this profile has no certificates for"),
                format!("write {}", text.replacen("https://", "http://", 1)),
            ));
        }
        let Some(rest) = text.strip_prefix("http://") else {
            return Err(not(match text.split_once("://") {
                None if !text.contains(['/', ' ']) => {
                    format!("begin with the scheme: http://{text}")
                }
                _ => "write http://HOST:PORT".into(),
            }));
        };
        if rest.contains(',') {
            return Err(not("write one list element for each member".into()));
        }
        if let Some((authority, _)) = rest.split_once('/') {
            return Err(not(format!("write nothing after the port: http://{authority}")));
        }
        if rest.contains(['?', '#', '@']) || rest.chars().any(char::is_whitespace) {
            return Err(not("write http://HOST:PORT and nothing else".into()));
        }
        let Some((host, port)) = rest.rsplit_once(':').filter(|(host, _)| !host.is_empty()) else {
            return Err(not(format!("add the port: http://{rest}:2379")));
        };
        let host = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
        let host = Host::from_text(host).map_err(|problem| not(problem.help))?;
        let port = port
            .parse::<u16>()
            .ok()
            .filter(|p| *p > 0 && port.bytes().all(|b| b.is_ascii_digit()))
            .ok_or_else(|| not("the port is a number from 1 to 65535, usually 2379".into()))?;
        Ok(Self { host, port })
    }
}

text_leaf!(EtcdUrl);
