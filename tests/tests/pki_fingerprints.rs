//! The same seed makes the same keys and certificates on every platform: `pki/fingerprints.tsv` has them for the case
//! ha-calico, whose API server has an RSA key. The page's tests compare what the browser makes with the same file.
//!
//! Seed and time are [`SEED`] and [`NOW`]; how bytes come from a seed is told at [`Seeded`].
//! `KUBECORE_BLESS=1` writes the file anew.

use std::fmt::Write as _;
use std::fs;

use kubecore::format::x509::KeyKind;
use kubecore::pki::Env as _;
use kubecore_tests::pki::{NOW, Seeded, cases, issue};
use kubecore_tests::tree::{hex, sha256};
use kubecore_tests::{blessing, home};

const SEED: &str = "kubecore fingerprints";

#[test]
fn the_same_seed_makes_the_same_certificates_everywhere() {
    let (_, list) =
        cases().into_iter().find(|(case, _)| case.name == "ha-calico").expect("the case");
    let made = issue(&list, SEED, NOW);
    let mut text = format!(
        "# What the case ha-calico has, made of the seed `{SEED}`, {} seconds after 1970 began.\n\
         # name; kind of key; SHA-256 of the certificate in DER; SHA-256 of its public key in PEM\n",
        NOW.0
    );
    for item in &list.items {
        let entry = made.pki.entry(item).expect("it was made");
        let certificate = entry.certificate().expect("it was made");
        let kind = entry.key.as_ref().map(|key| match key.kind() {
            KeyKind::EcdsaP256 => "ecdsa-p256",
            KeyKind::Rsa2048 => "rsa-2048",
        });
        let (kind, public) = (kind.expect("a key"), certificate.public_key().to_pem());
        let (der, public) = (sha256(certificate.der()), sha256(public.as_bytes()));
        writeln!(text, "{}\t{kind}\t{der}\t{public}", item.id).unwrap();
    }
    let path = home().join("pki/fingerprints.tsv");
    if blessing() {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        text.contains("rsa-2048") && text.contains("ecdsa-p256"),
        "both kinds are among them\n{text}"
    );
    let golden = fs::read_to_string(&path).expect("the fingerprints");
    assert_eq!(text, golden, "keys made of the same seed are others than before");
}

/// The bytes themselves, so that another platform's `Seeded` can be told apart from other keys.
#[test]
fn seeded_bytes_are_those_of_counted_blocks() {
    let mut all = [0; 80];
    Seeded::new(SEED, NOW).random(&mut all).unwrap();
    let block = |n: u64| sha256(&[SEED.as_bytes(), &n.to_be_bytes()].concat());
    assert_eq!(hex(&all), [block(0), block(1), block(2)].concat()[..160]);
    let mut parts = [0; 80];
    let mut seeded = Seeded::new(SEED, NOW);
    for part in parts.chunks_mut(7) {
        seeded.random(part).unwrap();
    }
    assert_eq!(parts, all, "a request goes on where the last one ended");
}
