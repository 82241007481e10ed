//! How the API server encrypts what it keeps in etcd, `apiserver.config.k8s.io/v1`.

use serde::Serialize;

use super::SecretText;

/// `kind: EncryptionConfiguration`. As secret as the keys in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EncryptionConfiguration {
    api_version: &'static str,
    kind: &'static str,
    resources: Vec<ResourceConfiguration>,
}

/// How some kinds of objects are encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResourceConfiguration {
    /// The kinds, such as `secrets`.
    pub resources: Vec<&'static str>,
    /// Ways to read; the first is the way to write.
    pub providers: Vec<Provider>,
}

/// A way to encrypt, made by one of its functions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Provider {
    #[serde(skip_serializing_if = "Option::is_none")]
    secretbox: Option<Keys>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Nothing>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Keys {
    keys: Vec<EncryptionKey>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Nothing {}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EncryptionKey {
    /// Its name, which stands with everything that it encrypts.
    pub name: String,
    /// Its bytes in base64.
    pub secret: SecretText,
}

impl EncryptionConfiguration {
    /// Each kind of objects its own way.
    pub fn new(resources: Vec<ResourceConfiguration>) -> Self {
        let api_version = "apiserver.config.k8s.io/v1";
        Self { api_version, kind: "EncryptionConfiguration", resources }
    }
}

impl Provider {
    /// `XSalsa20` with Poly1305; a key has 32 bytes. The first key is the one to write with.
    pub fn secretbox(keys: Vec<EncryptionKey>) -> Self {
        Self { secretbox: Some(Keys { keys }), ..Self::default() }
    }

    /// As it is: to read what was written before there were keys.
    pub fn identity() -> Self {
        Self { identity: Some(Nothing {}), ..Self::default() }
    }
}
