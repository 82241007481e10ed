//! Requests for a certificate (CSR), PKCS#10.

use der::Encode as _;
use der::asn1::{BitString, SetOfVec};
use p256::ecdsa::signature::Signer as _;
use spki::{DynSignatureAlgorithmIdentifier as _, SignatureBitStringEncoding as _};
use x509_cert::attr::Attribute;
use x509_cert::request::{CertReq, CertReqInfo, ExtensionReq, Version};

use super::key::Signer;
use super::sign::{RSA, general_names, leaf_extensions, name};
use super::{Names, PrivateKey, Subject, Usages};
use crate::format::pem;

/// A request for what [`super::certificate()`] would make, as PEM. `None` as there.
pub fn request(
    subject: &Subject,
    names: &Names,
    usages: Usages,
    key: &PrivateKey,
) -> Option<String> {
    let subject = name(subject)?;
    let public_key = key.public()?.spki()?;
    let rsa = public_key.algorithm.oid == RSA;
    let wanted = leaf_extensions(&general_names(names)?, usages, rsa, &subject).ok()?;
    let attribute = Attribute::try_from(ExtensionReq(wanted)).ok()?;
    let attributes = SetOfVec::try_from(vec![attribute]).ok()?;
    let info = CertReqInfo { version: Version::V1, subject, public_key, attributes };
    let text = info.to_der().ok()?;
    let (algorithm, signature): (_, BitString) = match Signer::from(key) {
        Signer::P256(signer) => {
            let signature: p256::ecdsa::DerSignature = signer.try_sign(&text).ok()?;
            (signer.signature_algorithm_identifier().ok()?, signature.to_bitstring().ok()?)
        }
        Signer::Rsa(signer) => {
            let signature = signer.try_sign(&text).ok()?;
            (signer.signature_algorithm_identifier().ok()?, signature.to_bitstring().ok()?)
        }
    };
    let whole = CertReq { info, algorithm, signature }.to_der().ok()?;
    Some(pem::write("CERTIFICATE REQUEST", &whole).to_string())
}
