//! Keys and certificates.

use kubecore::format::pem::{blocks, write};
use kubecore::format::x509::{Certificate, PrivateKey};

use super::{Target, as_it_is};
use crate::Shape;

pub(super) const TARGET: Target = Target {
    name: "pem",
    run,
    seeds: &[("tests/pki", ".pem")],
    form: as_it_is,
    lead: "",
    shapes: &[&[
        Shape::again("-----BEGIN A-----\n-----END A-----\n"),
        Shape::again("-----BEGIN A-----\n"),
        Shape::again("AAAA\n")
            .after("-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n"),
        Shape::again("A:\n").after("-----BEGIN PRIVATE KEY-----\n", "-----END PRIVATE KEY-----\n"),
        Shape::again("0\u{1}").after("0", ""),
        Shape::again("0\u{7f}"),
    ]],
};

/// Text as it stands; anything else is DER, and packed first: no fuzzer would find its way through base64.
fn run(input: &[u8]) {
    match std::str::from_utf8(input) {
        Ok(text) if text.contains("-----") => give(text),
        _ => {
            for label in ["CERTIFICATE", "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"] {
                give(&write(label, input));
            }
        }
    }
}

fn give(text: &str) {
    if let Ok(blocks) = blocks(text) {
        let again: String =
            blocks.iter().map(|block| write(&block.label, &block.bytes).to_string()).collect();
        assert_eq!(
            kubecore::format::pem::blocks(&again).map(|blocks| blocks.len()),
            Ok(blocks.len())
        );
    }
    if let Ok(key) = PrivateKey::from_pem(text) {
        drop(key.public());
    }
    for one in Certificate::from_pem(text).unwrap_or_default() {
        drop((
            one.subject(),
            one.issuer(),
            one.serial(),
            one.names(),
            one.usages(),
            one.statement(),
        ));
        let _ = (one.not_before(), one.not_after(), one.is_authority(), one.path_length());
        assert!(!one.is_signed_by(&one) || one.is_self_issued(), "who signs itself issues itself");
    }
}
