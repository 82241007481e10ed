//! Keys: making them from random bytes, reading and writing them.

use std::fmt;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng as _;
use p256::ecdsa::SigningKey;
use p256::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _};
use rsa::RsaPrivateKey;
use rsa::pkcs1::{DecodeRsaPrivateKey as _, EncodeRsaPrivateKey as _};
use rsa::traits::PublicKeyParts as _;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use spki::SubjectPublicKeyInfo;
use zeroize::Zeroizing;

use crate::format::pem::{self, Block};

/// What kind of key to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyKind {
    /// ECDSA on the curve P-256.
    EcdsaP256,
    /// RSA with a modulus of 2048 bits.
    Rsa2048,
}

/// How a private key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyForm {
    /// `PRIVATE KEY`, RFC 5958.
    Pkcs8,
    /// `RSA PRIVATE KEY` (RFC 8017) or `EC PRIVATE KEY` (RFC 5915), which programs of 2016 read.
    Traditional,
}

/// A private key. Its memory is overwritten when it is dropped, and `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKey(pub(super) Inner);

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Inner {
    P256(p256::SecretKey),
    // Boxed: it is ten times as large as the other.
    Rsa(Box<RsaPrivateKey>),
}

/// A public key, as DER (`SubjectPublicKeyInfo`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey(pub(super) Vec<u8>);

/// Why a text is not a key that can be used here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAKey {
    /// It is not PEM, or what is in it is damaged.
    Damaged,
    /// It holds no private key, but perhaps this.
    Other(Option<String>),
    /// It holds several keys.
    Several,
    /// A password protects it.
    Encrypted,
    /// It is of a kind or length that is not used here.
    Unsupported,
}

impl PrivateKey {
    /// Makes a key of 32 random bytes: the same bytes, the same key, on every platform. `None` if
    /// no key can be made of them, which random bytes do once in 2³² times.
    pub fn generate(kind: KeyKind, seed: &[u8; 32]) -> Option<Self> {
        match kind {
            KeyKind::EcdsaP256 => p256::SecretKey::from_slice(seed).ok().map(Inner::P256),
            KeyKind::Rsa2048 => {
                let mut random = ChaCha20Rng::from_seed(*seed);
                RsaPrivateKey::new(&mut random, 2048).ok().map(|key| Inner::Rsa(Box::new(key)))
            }
        }
        .map(Self)
    }

    /// Reads a key of PKCS#8 in DER, as browsers make them.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, NotAKey> {
        short_enough(der)?;
        if let Ok(key) = p256::SecretKey::from_pkcs8_der(der) {
            return Ok(Self(Inner::P256(key)));
        }
        match RsaPrivateKey::from_pkcs8_der(der) {
            Ok(key) => rsa(key),
            // Whole, and of another kind.
            Err(_) if pkcs8::PrivateKeyInfoRef::try_from(der).is_ok() => Err(NotAKey::Unsupported),
            Err(_) => Err(NotAKey::Damaged),
        }
    }

    /// Reads a PEM file with one key in any of the usual forms.
    pub fn from_pem(text: &str) -> Result<Self, NotAKey> {
        let blocks = pem::blocks(text).map_err(|_| NotAKey::Damaged)?;
        // openssl writes the curve's name in a block of its own, which the key repeats.
        let mut blocks = blocks.iter().filter(|block| block.label != "EC PARAMETERS");
        match (blocks.next(), blocks.next()) {
            (Some(block), None) => Self::from_block(block),
            (Some(_), Some(_)) => Err(NotAKey::Several),
            (None, _) => Err(NotAKey::Other(None)),
        }
    }

    fn from_block(block: &Block) -> Result<Self, NotAKey> {
        if block.encrypted || block.label == "ENCRYPTED PRIVATE KEY" {
            return Err(NotAKey::Encrypted);
        }
        match block.label.as_str() {
            "PRIVATE KEY" => Self::from_pkcs8(&block.bytes),
            "RSA PRIVATE KEY" => {
                short_enough(&block.bytes)?;
                let key = RsaPrivateKey::from_pkcs1_der(&block.bytes);
                key.map_err(|_| NotAKey::Damaged).and_then(rsa)
            }
            "EC PRIVATE KEY" => match p256::SecretKey::from_sec1_der(&block.bytes) {
                Ok(key) => Ok(Self(Inner::P256(key))),
                Err(_) if sec1::EcPrivateKey::try_from(block.bytes.as_slice()).is_ok() => {
                    Err(NotAKey::Unsupported)
                }
                Err(_) => Err(NotAKey::Damaged),
            },
            // OpenSSH's own form, DSA and the like.
            label if label.ends_with("PRIVATE KEY") => Err(NotAKey::Unsupported),
            label => Err(NotAKey::Other(Some(label.to_owned()))),
        }
    }

    /// Writes it as PEM; `None` if it cannot be encoded, which no key that was read or made does.
    pub fn to_pem(&self, form: KeyForm) -> Option<Zeroizing<String>> {
        let (label, der) = match (&self.0, form) {
            (Inner::P256(key), KeyForm::Traditional) => ("EC PRIVATE KEY", key.to_sec1_der().ok()?),
            (Inner::Rsa(key), KeyForm::Traditional) => {
                ("RSA PRIVATE KEY", key.to_pkcs1_der().ok()?.to_bytes())
            }
            (Inner::P256(key), KeyForm::Pkcs8) => {
                ("PRIVATE KEY", key.to_pkcs8_der().ok()?.to_bytes())
            }
            (Inner::Rsa(key), KeyForm::Pkcs8) => {
                ("PRIVATE KEY", key.to_pkcs8_der().ok()?.to_bytes())
            }
        };
        Some(pem::write(label, &der))
    }

    /// The other half.
    pub fn public(&self) -> Option<PublicKey> {
        let der = match &self.0 {
            Inner::P256(key) => key.public_key().to_public_key_der(),
            Inner::Rsa(key) => key.to_public_key().to_public_key_der(),
        };
        der.ok().map(|document| PublicKey(document.into_vec()))
    }

    /// Its kind; RSA of another length than 2048 bits counts as RSA.
    pub fn kind(&self) -> KeyKind {
        match self.0 {
            Inner::P256(_) => KeyKind::EcdsaP256,
            Inner::Rsa(_) => KeyKind::Rsa2048,
        }
    }
}

/// One of 8192 bits has 4.7 KB. Reading takes as long as the square of the length, and an hour for what a file may hold.
fn short_enough(der: &[u8]) -> Result<(), NotAKey> {
    const LONGEST: usize = 8 * 1024;
    if der.len() > LONGEST { Err(NotAKey::Unsupported) } else { Ok(()) }
}

/// Longer ones sign slowly, shorter ones are refused by today's programs.
fn rsa(key: RsaPrivateKey) -> Result<PrivateKey, NotAKey> {
    match key.n().bits_vartime() {
        2048..=8192 => Ok(PrivateKey(Inner::Rsa(Box::new(key)))),
        _ => Err(NotAKey::Unsupported),
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({:?}, …)", self.kind())
    }
}

impl PublicKey {
    /// `PUBLIC KEY` in PEM.
    pub fn to_pem(&self) -> String {
        pem::write("PUBLIC KEY", &self.0).to_string()
    }

    pub(super) fn spki(&self) -> Option<SubjectPublicKeyInfo<der::Any, der::asn1::BitString>> {
        SubjectPublicKeyInfo::try_from(self.0.as_slice()).ok()
    }
}

/// Both kinds sign a SHA-256 digest, without randomness: the same text, the same signature.
pub(super) enum Signer {
    P256(SigningKey),
    Rsa(Box<rsa::pkcs1v15::SigningKey<Sha256>>),
}

impl From<&PrivateKey> for Signer {
    fn from(key: &PrivateKey) -> Self {
        match &key.0 {
            Inner::P256(key) => Self::P256(key.into()),
            Inner::Rsa(key) => Self::Rsa(Box::new(rsa::pkcs1v15::SigningKey::new((**key).clone()))),
        }
    }
}
