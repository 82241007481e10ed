//! Files that are made to take long: as large as nobody's key or certificate is.

use kubecore::format::x509::{
    Authority, Certificate, DAY, Holder, KeyKind, Moment, Names, PrivateKey, PublicKey, Subject,
    Usages, Validity, authority, certificate,
};
use kubecore::pki::Files;
use kubecore_tests::pki::NOW;

use crate::mutate::{blocks, pem};

/// Bytes that a file has at most.
pub(crate) const MOST: usize = 64 * 1024;

/// Each with what it is.
pub(crate) fn files(right: &Files) -> Vec<(String, Vec<u8>)> {
    let (ca, key) = (text(right, "ca.pem"), text(right, "ca-key.pem"));
    let der = blocks(key.as_bytes()).remove(0).1;
    let mut files = vec![
        ("letters".to_owned(), vec![b'A'; MOST]),
        ("zeros".to_owned(), vec![0; MOST]),
        ("line ends".to_owned(), vec![b'\n'; MOST]),
        ("beginnings".to_owned(), filled("-----BEGIN CERTIFICATE-----\n", "")),
        ("beginnings and ends".to_owned(), filled("-----BEGIN A-----\n-----END A-----\n", "")),
        ("little blocks".to_owned(), filled("-----BEGIN A-----\nAAAA\n-----END A-----\n", "")),
        ("little certificates".to_owned(), filled(&pem("CERTIFICATE", &[0x30, 0]), "")),
        ("one certificate again and again".to_owned(), filled(&ca, "")),
        ("a key, and much after it".to_owned(), filled("# nothing\n", &key)),
        (
            "a key of one long line".to_owned(),
            pem("PRIVATE KEY", &vec![0x30; MOST / 4 * 3 - 90]).into_bytes(),
        ),
        ("sequences in sequences".to_owned(), pem("PRIVATE KEY", &nested(15_000)).into_bytes()),
        ("sequences in a certificate".to_owned(), pem("CERTIFICATE", &nested(15_000)).into_bytes()),
        (
            "a key with much behind it".to_owned(),
            pem("PRIVATE KEY", &[&der[..], &[0; 40_000]].concat()).into_bytes(),
        ),
    ];
    for bits in [2_048, 8_192, 16_384, 32_768, 65_536, 131_072] {
        for (of, exponent) in
            [("a small exponent", vec![3]), ("a huge exponent", vec![0x7f; bits / 8 - 1])]
        {
            let der = rsa(bits, &exponent);
            let what = format!("an RSA key of {bits} bits with {of}");
            files.push((what.clone(), pem("RSA PRIVATE KEY", &der).into_bytes()));
            let wrapped = sequence(&[
                number(&[0]),
                vec![0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0],
                tagged(4, &der),
            ]);
            files.push((format!("{what}, PKCS#8"), pem("PRIVATE KEY", &wrapped).into_bytes()));
            files.push((format!("{what}, DER"), wrapped));
        }
    }
    files.retain(|(_, bytes)| bytes.len() <= MOST);
    assert!(files.iter().any(|(what, _)| what.contains("65536 bits")), "large keys are among them");
    let admin = Certificate::from_pem(&text(right, "admin.pem")).expect("a certificate").remove(0);
    files.push((
        "authorities of one name, with what others signed".to_owned(),
        crowd(admin.public_key()),
    ));
    files.push(("a certificate with a thousand names".to_owned(), many_names()));
    files
}

fn text(files: &Files, file: &str) -> String {
    String::from_utf8(files[file].to_vec()).expect("PEM")
}

/// `begin`, and `piece` as often as there is room.
fn filled(piece: &str, begin: &str) -> Vec<u8> {
    let times = (MOST - begin.len()) / piece.len();
    format!("{begin}{}", piece.repeat(times)).into_bytes()
}

fn nested(depth: usize) -> Vec<u8> {
    let mut der = Vec::new();
    // Each says that all that follows is in it.
    for left in (0..depth).rev() {
        let length = u16::try_from(left * 4).unwrap_or(u16::MAX).to_be_bytes();
        der.extend([0x30, 0x82, length[0], length[1]]);
    }
    der.truncate(MOST / 4 * 3 - 90);
    der
}

/// Half of these signed what the other half seems to have signed: each signature must be tried with each key.
fn crowd(public: &PublicKey) -> Vec<u8> {
    let one = |n: u8| {
        let key = PrivateKey::generate(KeyKind::EcdsaP256, &[n; 32]).expect("a key");
        let certificate =
            authority(&Subject::named("kubernetes"), VALID, &key).expect("an authority");
        (key, certificate)
    };
    let mut text = String::new();
    for n in 1..=45 {
        text += &one(n).1.to_pem();
        let (key, by) = one(n + 100);
        text += &leaf(&Names::default(), public, &by, &key).to_pem();
    }
    text.into_bytes()
}

fn many_names() -> Vec<u8> {
    let key = PrivateKey::generate(KeyKind::EcdsaP256, &[1; 32]).expect("a key");
    let by = authority(&Subject::named("kubernetes"), VALID, &key).expect("an authority");
    let names = Names {
        dns: (0..1_000).map(|n| format!("name-{n}.example")).collect(),
        addresses: (0..2_000_u32).map(|n| std::net::Ipv4Addr::from(n).into()).collect(),
    };
    leaf(&names, &key.public().expect("a key"), &by, &key).to_pem().into_bytes()
}

const VALID: Validity = Validity { from: NOW, until: Moment(NOW.0 + DAY), serial: [1; 16] };

fn leaf(names: &Names, public: &PublicKey, by: &Certificate, key: &PrivateKey) -> Certificate {
    let subject = Subject::named("kubernetes-admin");
    let holder = Holder { subject: &subject, names, usages: Usages::BOTH, public };
    certificate(holder, VALID, Authority { certificate: by, key }).expect("a certificate")
}

/// A key whose numbers fit together, so that no reader can give up early: both primes are 2ᵐ + 1, which need not be
/// prime to be taken for it, and with λ = 2ᵐ the inverse of 3 is …AAAB.
fn rsa(bits: usize, exponent: &[u8]) -> Vec<u8> {
    let half = bits / 16;
    let mut prime = vec![0; half + 1];
    (prime[0], prime[half]) = (1, 1);
    // Its square: 2²ᵐ + 2ᵐ⁺¹ + 1.
    let mut modulus = vec![0; 2 * half + 1];
    (modulus[0], modulus[half], modulus[2 * half]) = (1, 2, 1);
    let mut inverse = vec![0xaa; half];
    inverse[half - 1] = 0xab;
    let numbers = [&[0][..], &modulus, exponent, &inverse, &prime, &prime, &[1], &[1], &[1]];
    sequence(&numbers.map(number))
}

fn number(bytes: &[u8]) -> Vec<u8> {
    // A first bit would make it negative.
    let sign: &[u8] = if bytes.first().is_some_and(|first| *first >= 0x80) { &[0] } else { &[] };
    tagged(2, &[sign, bytes].concat())
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tagged(0x30, &parts.concat())
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let bytes = length.to_be_bytes();
    let significant: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut der = vec![tag];
    if length < 0x80 {
        der.push(u8::try_from(length).expect("less than 128"));
    } else {
        der.push(0x80 + u8::try_from(significant.len()).expect("at most 8"));
        der.extend(significant);
    }
    der.extend_from_slice(content);
    der
}
