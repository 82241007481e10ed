//! Making certificates.

use der::asn1::{Ia5String, ObjectIdentifier, OctetString, Utf8StringRef};
use der::{Any, Decode as _, Encode as _};
use spki::SubjectPublicKeyInfoRef;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder as _, CertificateBuilder, Result as Built};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages,
    SubjectAltName, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, ToExtension as _};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;

use super::key::Signer;
use super::name::{COMMON_NAME, ORGANIZATION};
use super::{Certificate, Moment, Names, PrivateKey, PublicKey, Subject, Usages};

/// When a certificate is valid, and the number that its authority knows it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// First second.
    pub from: Moment,
    /// Last second.
    pub until: Moment,
    /// Random bytes that make the serial number.
    pub serial: [u8; 16],
}

/// Who gets a certificate, and for what.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    /// Its name.
    pub subject: &'a Subject,
    /// Where it is asked for.
    pub names: &'a Names,
    /// What it may do.
    pub usages: Usages,
    /// Its key.
    pub public: &'a PublicKey,
}

/// Who signs.
#[derive(Debug, Clone, Copy)]
pub struct Authority<'a> {
    /// Its certificate.
    pub certificate: &'a Certificate,
    /// Its key.
    pub key: &'a PrivateKey,
}

/// A certificate of an authority that signs itself. It signs leaves and no further authorities.
/// `None` if something cannot be encoded: a common name of more than 64 characters, or a date after
/// 9999.
pub fn authority(subject: &Subject, validity: Validity, key: &PrivateKey) -> Option<Certificate> {
    let own = name(subject)?;
    let profile = Profile { subject: own.clone(), issuer: own, kind: Kind::Authority };
    built(profile, validity, &key.public()?, key)
}

/// A certificate signed by `by`. `None` as with [`authority`].
pub fn certificate(
    holder: Holder<'_>,
    validity: Validity,
    by: Authority<'_>,
) -> Option<Certificate> {
    let profile = Profile {
        subject: name(holder.subject)?,
        issuer: by.certificate.inner().tbs_certificate().subject().clone(),
        kind: Kind::Leaf {
            names: general_names(holder.names)?,
            usages: holder.usages,
            rsa: holder.public.spki()?.algorithm.oid == RSA,
            authority: by.certificate.key_identifier(),
        },
    };
    built(profile, validity, holder.public, by.key)
}

/// rsaEncryption, RFC 8017.
pub(super) const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// id-kp-serverAuth and id-kp-clientAuth, RFC 5280, 4.2.1.12.
pub(super) const SERVER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
pub(super) const CLIENT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
/// ub-common-name and ub-organization-name, RFC 5280, appendix A.1.
const LONGEST_NAME: usize = 64;

fn built(
    profile: Profile,
    validity: Validity,
    public: &PublicKey,
    key: &PrivateKey,
) -> Option<Certificate> {
    let dates = x509_cert::time::Validity::new(validity.from.to_x509()?, validity.until.to_x509()?);
    let builder =
        CertificateBuilder::new(profile, serial(validity.serial)?, dates, public.spki()?).ok()?;
    let inner = match Signer::from(key) {
        Signer::P256(signer) => builder.build::<_, p256::ecdsa::DerSignature>(&signer),
        Signer::Rsa(signer) => builder.build::<_, rsa::pkcs1v15::Signature>(&*signer),
    };
    Certificate::of(inner.ok()?)
}

/// A serial number is positive and has at most 20 bytes; an equal one must not come twice.
fn serial(mut bytes: [u8; 16]) -> Option<SerialNumber> {
    if let Some(first) = bytes.first_mut() {
        *first = (*first & 0x7f) | 0x40;
    }
    SerialNumber::new(&bytes).ok()
}

pub(super) fn name(subject: &Subject) -> Option<Name> {
    let part = |oid, text: &str| -> Option<RelativeDistinguishedName> {
        if text.is_empty() || text.chars().count() > LONGEST_NAME {
            return None;
        }
        let value = Any::from(Utf8StringRef::new(text).ok()?);
        RelativeDistinguishedName::try_from(vec![AttributeTypeAndValue { oid, value }]).ok()
    };
    let mut parts = Vec::new();
    if !subject.organization.is_empty() {
        parts.push(part(ORGANIZATION, &subject.organization)?);
    }
    parts.push(part(COMMON_NAME, &subject.common_name)?);
    Name::from_der(&RdnSequence::from(parts).to_der().ok()?).ok()
}

pub(super) fn general_names(names: &Names) -> Option<Vec<GeneralName>> {
    let dns = names.dns.iter().map(|name| Ia5String::new(name).ok().map(GeneralName::DnsName));
    let addresses = names.addresses.iter().map(|ip| Some(GeneralName::from(*ip)));
    dns.chain(addresses).collect()
}

/// The extensions that do not depend on who signs: also part of a request.
pub(super) fn leaf_extensions(
    names: &[GeneralName],
    usages: Usages,
    rsa: bool,
    subject: &Name,
) -> der::Result<Vec<Extension>> {
    let mut all: Vec<Extension> = Vec::new();
    all.push(
        BasicConstraints { ca: false, path_len_constraint: None }.to_extension(subject, &all)?,
    );
    let mut key_usage = KeyUsages::DigitalSignature.into();
    // Only RSA has the old key exchange that enciphers a key.
    if rsa {
        key_usage |= KeyUsages::KeyEncipherment;
    }
    all.push(KeyUsage(key_usage).to_extension(subject, &all)?);
    let wanted = [(usages.server, SERVER), (usages.client, CLIENT)];
    let extended: Vec<ObjectIdentifier> =
        wanted.into_iter().filter_map(|(is, oid)| is.then_some(oid)).collect();
    if !extended.is_empty() {
        all.push(ExtendedKeyUsage(extended).to_extension(subject, &all)?);
    }
    if !names.is_empty() {
        all.push(SubjectAltName(names.to_vec()).to_extension(subject, &all)?);
    }
    Ok(all)
}

struct Profile {
    subject: Name,
    issuer: Name,
    kind: Kind,
}

enum Kind {
    Authority,
    Leaf { names: Vec<GeneralName>, usages: Usages, rsa: bool, authority: Option<Vec<u8>> },
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        own: SubjectPublicKeyInfoRef<'_>,
        issuer: SubjectPublicKeyInfoRef<'_>,
        _: &TbsCertificate,
    ) -> Built<Vec<Extension>> {
        let identifier = SubjectKeyIdentifier::try_from(own)?;
        let subject = &self.subject;
        let mut all = match &self.kind {
            Kind::Authority => {
                let constraints = BasicConstraints { ca: true, path_len_constraint: Some(0) };
                let mut all = vec![constraints.to_extension(subject, &[])?];
                let signs =
                    KeyUsages::DigitalSignature | KeyUsages::KeyCertSign | KeyUsages::CRLSign;
                all.push(KeyUsage(signs).to_extension(subject, &all)?);
                all
            }
            Kind::Leaf { names, usages, rsa, authority } => {
                let mut all = leaf_extensions(names, *usages, *rsa, subject)?;
                // An authority that others made may count its key's identifier in its own way.
                let theirs = match authority {
                    Some(identifier) => AuthorityKeyIdentifier {
                        key_identifier: Some(OctetString::new(identifier.as_slice())?),
                        ..AuthorityKeyIdentifier::default()
                    },
                    None => AuthorityKeyIdentifier::try_from(issuer)?,
                };
                all.push(theirs.to_extension(subject, &all)?);
                all
            }
        };
        all.push(identifier.to_extension(subject, &all)?);
        Ok(all)
    }
}
