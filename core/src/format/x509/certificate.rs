//! Reading certificates.

use std::net::IpAddr;

use der::asn1::ObjectIdentifier;
use der::{Decode as _, Encode as _};
use p256::ecdsa::signature::Verifier as _;
use p256::pkcs8::DecodePublicKey as _;
use sha2::Sha256;
use x509_cert::certificate::CertificateInner;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAltName, SubjectKeyIdentifier,
};

use super::name::{COMMON_NAME, ORGANIZATION, parts, shown};
use super::sign::{CLIENT, SERVER};
use super::{Moment, Names, PublicKey, Statement, Usages};
use crate::format::pem;

/// A certificate that can be read, by whomever it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    inner: CertificateInner,
    der: Vec<u8>,
    public: PublicKey,
}

/// Why a text holds no certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotACertificate {
    /// It is not PEM, or what is in it is damaged.
    Damaged,
    /// It holds something else, and perhaps this.
    Other(Option<String>),
}

impl Certificate {
    /// Reads a PEM file: one certificate or several, in order, and nothing else.
    pub fn from_pem(text: &str) -> Result<Vec<Self>, NotACertificate> {
        let blocks = pem::blocks(text).map_err(|_| NotACertificate::Damaged)?;
        if blocks.is_empty() {
            return Err(NotACertificate::Other(None));
        }
        blocks
            .iter()
            .map(|block| match block.label.as_str() {
                // The second is OpenSSL's for one with settings of trust.
                "CERTIFICATE" | "X509 CERTIFICATE" => CertificateInner::from_der(&block.bytes)
                    .ok()
                    .and_then(Self::of)
                    .ok_or(NotACertificate::Damaged),
                label => Err(NotACertificate::Other(Some(label.to_owned()))),
            })
            .collect()
    }

    pub(super) fn of(inner: CertificateInner) -> Option<Self> {
        let der = inner.to_der().ok()?;
        let public = inner.tbs_certificate().subject_public_key_info().to_der().ok()?;
        Some(Self { inner, der, public: PublicKey(public) })
    }

    pub(super) fn inner(&self) -> &CertificateInner {
        &self.inner
    }

    /// As PEM.
    pub fn to_pem(&self) -> String {
        pem::write("CERTIFICATE", &self.der).to_string()
    }

    /// As DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Who it is about, as RFC 4514 writes it.
    pub fn subject(&self) -> String {
        shown(self.inner.tbs_certificate().subject())
    }

    /// Who signed it, written in the same way.
    pub fn issuer(&self) -> String {
        shown(self.inner.tbs_certificate().issuer())
    }

    /// What it states.
    pub fn statement(&self) -> Statement {
        let subject = self.inner.tbs_certificate().subject();
        Statement {
            subject: shown(subject),
            common_names: parts(subject, COMMON_NAME),
            organizations: parts(subject, ORGANIZATION),
            names: self.names(),
            usages: self.usages(),
        }
    }

    /// The key it is about.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The first second it is valid.
    pub fn not_before(&self) -> Moment {
        Moment::of(&self.inner.tbs_certificate().validity().not_before)
    }

    /// The last second it is valid.
    pub fn not_after(&self) -> Moment {
        Moment::of(&self.inner.tbs_certificate().validity().not_after)
    }

    /// Its serial number, in hexadecimal.
    pub fn serial(&self) -> String {
        self.inner.tbs_certificate().serial_number().to_string()
    }

    /// Where its holder is asked for.
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        for name in self.extension::<SubjectAltName>().map(|found| found.0).unwrap_or_default() {
            match name {
                GeneralName::DnsName(name) => names.dns.push(name.to_string()),
                GeneralName::IpAddress(bytes) => {
                    let bytes = bytes.as_bytes();
                    let v4 = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
                    let address = v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from));
                    names.addresses.extend(address);
                }
                _ => {}
            }
        }
        names
    }

    /// What it may be used for; everything where it does not say.
    pub fn usages(&self) -> Usages {
        const ANY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");
        let Some(ExtendedKeyUsage(usages)) = self.extension() else { return Usages::BOTH };
        let has = |oid| usages.contains(&oid) || usages.contains(&ANY);
        Usages { server: has(SERVER), client: has(CLIENT) }
    }

    /// Whether it may sign certificates.
    pub fn is_authority(&self) -> bool {
        let constraints: Option<BasicConstraints> = self.extension();
        let usage: Option<KeyUsage> = self.extension();
        constraints.is_some_and(|constraints| constraints.ca)
            && usage.is_none_or(|usage| usage.key_cert_sign())
    }

    /// How many further authorities may stand below it; any number where it does not say.
    pub fn path_length(&self) -> Option<u8> {
        self.extension::<BasicConstraints>()?.path_len_constraint
    }

    /// Whether it names itself as its signer.
    pub fn is_self_issued(&self) -> bool {
        let tbs = self.inner.tbs_certificate();
        tbs.subject() == tbs.issuer()
    }

    /// Whether `authority` signed it. Signatures of kinds that are not made here (other curves and
    /// digests) are not worked out: there the names decide.
    pub fn is_signed_by(&self, authority: &Self) -> bool {
        let (own, theirs) = (self.inner.tbs_certificate(), authority.inner.tbs_certificate());
        if own.issuer() != theirs.subject() {
            return false;
        }
        let Some(signature) = self.inner.signature().as_bytes() else { return false };
        let Ok(text) = own.to_der() else { return false };
        let algorithm = self.inner.signature_algorithm().oid;
        // A key of one kind makes no signature of another.
        if family(algorithm) != family(theirs.subject_public_key_info().algorithm.oid) {
            return false;
        }
        let key = authority.public.0.as_slice();
        match algorithm {
            ECDSA_SHA256 => match p256::ecdsa::VerifyingKey::from_public_key_der(key) {
                Ok(key) => p256::ecdsa::DerSignature::try_from(signature)
                    .is_ok_and(|signature| key.verify(&text, &signature).is_ok()),
                Err(_) => true,
            },
            RSA_SHA256 => match rsa::RsaPublicKey::from_public_key_der(key) {
                Ok(key) => rsa::pkcs1v15::Signature::try_from(signature).is_ok_and(|signature| {
                    let key = rsa::pkcs1v15::VerifyingKey::<Sha256>::new(key);
                    key.verify(&text, &signature).is_ok()
                }),
                Err(_) => true,
            },
            _ => true,
        }
    }

    /// How others name its key, if it says.
    pub(super) fn key_identifier(&self) -> Option<Vec<u8>> {
        self.extension::<SubjectKeyIdentifier>().map(|found| found.0.into_bytes().into_vec())
    }

    fn extension<'a, T: der::Decode<'a> + const_oid::AssociatedOid>(&'a self) -> Option<T> {
        self.inner.tbs_certificate().get_extension().ok().flatten().map(|(_, found)| found)
    }
}

/// ecdsa-with-SHA256, RFC 5758; sha256WithRSAEncryption, RFC 8017.
const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");

/// What signatures and keys that go together begin with: ansi-X9-62 and pkcs-1.
const FAMILIES: [ObjectIdentifier; 2] = [
    ObjectIdentifier::new_unwrap("1.2.840.10045"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1"),
];

fn family(algorithm: ObjectIdentifier) -> Option<ObjectIdentifier> {
    FAMILIES.into_iter().find(|family| algorithm.as_bytes().starts_with(family.as_bytes()))
}
