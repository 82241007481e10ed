//! `.dockercfg`: what docker and the kubelet of 2015 log in to registries with.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::json;

/// A whole file: registries by their addresses. `Display` writes it.
///
/// The kubelet drops the file without a word if a single entry cannot be decoded
/// (Kubernetes v1.0.1, `pkg/credentialprovider/config.go`), so entries are made here and nowhere
/// else.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
pub struct DockerCfg(BTreeMap<String, Entry>);

#[derive(Clone, PartialEq, Eq, Serialize)]
struct Entry {
    auth: String,
    email: String,
}

impl DockerCfg {
    /// Adds a registry; a later one of the same address replaces it.
    pub fn registry(
        mut self,
        host: impl fmt::Display,
        auth: impl Into<String>,
        email: impl Into<String>,
    ) -> Self {
        self.0.insert(host.to_string(), Entry { auth: auth.into(), email: email.into() });
        self
    }
}

/// The value of `auth`: base64 of `user:token`. As secret as the token.
pub fn auth(user: &str, token: &str) -> String {
    STANDARD.encode(format!("{user}:{token}"))
}

impl fmt::Display for DockerCfg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json::pretty(&self.0))
    }
}

/// Shows how many registries there are, and nothing of them.
impl fmt::Debug for DockerCfg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DockerCfg({} registries)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry() {
        let file = DockerCfg::default().registry("quay.io", auth("org+robot", "token"), "");
        let expected = r#"{
  "quay.io": {
    "auth": "b3JnK3JvYm90OnRva2Vu",
    "email": ""
  }
}
"#;
        assert_eq!(file.to_string(), expected);
        assert!(!format!("{file:?}").contains("b3Jn"));
    }
}
