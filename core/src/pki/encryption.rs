//! What API servers encrypt secrets with, made of a key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::format::kubernetes::Manifest as _;
use crate::format::kubernetes::config::{
    EncryptionConfiguration, EncryptionKey, Provider, ResourceConfiguration, SecretText,
};
use crate::format::x509::{KeyForm, PrivateKey};

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
    let key = EncryptionKey { name: "key1".into(), secret: SecretText::new(secret) };
    let file = EncryptionConfiguration::new(vec![ResourceConfiguration {
        resources: vec!["secrets"],
        providers: vec![Provider::secretbox(vec![key]), Provider::identity()],
    }]);
    Some(Zeroizing::new(file.to_yaml()))
}
