//! What API servers encrypt secrets with, made of a key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::format::x509::{KeyForm, PrivateKey};
use crate::format::yaml;

/// `kind: EncryptionConfiguration` with a symmetric key of 32 bytes: the SHA-256 of the key's PKCS#8
/// file, so that one kind of file holds everything secret that a cluster has, and
/// `sha256sum encryption-key.pem` says which it is.
///
/// Secretbox (XSalsa20 and Poly1305) is what Kubernetes names strong and fast (kubernetes/website,
/// "Encrypting Confidential Data at Rest"); secrets that were written before are still read.
pub(super) fn configuration(key: &PrivateKey) -> Option<Zeroizing<String>> {
    let text = key.to_pem(KeyForm::Pkcs8)?;
    let mut digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let secret = Zeroizing::new(STANDARD.encode(digest));
    zeroize::Zeroize::zeroize(&mut digest);
    let keys = [Key { name: "key1", secret: &secret }];
    let file = Configuration {
        api_version: "apiserver.config.k8s.io/v1",
        kind: "EncryptionConfiguration",
        resources: [Resource {
            resources: ["secrets"],
            providers: [
                Provider { secretbox: Some(Secretbox { keys }), identity: None },
                Provider { secretbox: None, identity: Some(Identity {}) },
            ],
        }],
    };
    Some(Zeroizing::new(yaml::write(&file, yaml::Style::default())))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Configuration<'k> {
    api_version: &'static str,
    kind: &'static str,
    resources: [Resource<'k>; 1],
}

#[derive(Serialize)]
struct Resource<'k> {
    resources: [&'static str; 1],
    /// The first writes, all of them read.
    providers: [Provider<'k>; 2],
}

#[derive(Serialize)]
struct Provider<'k> {
    #[serde(skip_serializing_if = "Option::is_none")]
    secretbox: Option<Secretbox<'k>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
}

#[derive(Serialize)]
struct Secretbox<'k> {
    keys: [Key<'k>; 1],
}

#[derive(Serialize)]
struct Key<'k> {
    name: &'static str,
    secret: &'k str,
}

/// As it is: not encrypted.
#[derive(Serialize)]
struct Identity {}
