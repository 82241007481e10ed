//! What openssl and TLS think of all this is in the package kubecore-tests.

use super::*;
use crate::format::pem;

const NOW: Moment = Moment(1_800_000_000);
const VALID: Validity = Validity { from: NOW, until: Moment(NOW.0 + DAY), serial: [0; 16] };
const KINDS: [KeyKind; 2] = [KeyKind::EcdsaP256, KeyKind::Rsa2048];
const FORMS: [KeyForm; 2] = [KeyForm::Pkcs8, KeyForm::Traditional];

fn key(kind: KeyKind, n: u8) -> PrivateKey {
    PrivateKey::generate(kind, &[n; 32]).unwrap()
}

fn ca(name: &str, key: &PrivateKey) -> Certificate {
    authority(&Subject::named(name), VALID, key).unwrap()
}

fn signed(names: &Names, usages: Usages, by: &Certificate, by_key: &PrivateKey) -> Certificate {
    let public = key(KeyKind::EcdsaP256, 99).public().unwrap();
    let subject = Subject { common_name: "a".into(), organization: "system:nodes".into() };
    let holder = Holder { subject: &subject, names, usages, public: &public };
    certificate(holder, VALID, Authority { certificate: by, key: by_key }).unwrap()
}

#[test]
fn a_key_is_read_as_it_was_written_in_every_form() {
    for kind in KINDS {
        let key = key(kind, 1);
        assert_eq!(key.kind(), kind);
        for form in FORMS {
            let text = key.to_pem(form).unwrap();
            assert_eq!(PrivateKey::from_pem(&text), Ok(key.clone()), "{kind:?} {form:?}");
        }
        let pkcs8 = pem::blocks(&key.to_pem(KeyForm::Pkcs8).unwrap()).unwrap().remove(0);
        assert_eq!(PrivateKey::from_pkcs8(&pkcs8.bytes), Ok(key));
    }
}

#[test]
fn the_same_seed_makes_the_same_key_and_another_another() {
    for kind in KINDS {
        assert_eq!(key(kind, 1), key(kind, 1));
        assert_ne!(key(kind, 1), key(kind, 2));
    }
}

/// Not below the order of the curve, and not nothing.
#[test]
fn a_seed_that_is_no_key_makes_none() {
    for n in [0, 0xff] {
        assert_eq!(PrivateKey::generate(KeyKind::EcdsaP256, &[n; 32]), None);
    }
}

/// openssl writes the curve's name before the key, unless it is told not to.
#[test]
fn the_name_of_the_curve_may_stand_before_the_key() {
    let key = key(KeyKind::EcdsaP256, 1);
    let curve = pem::write("EC PARAMETERS", &[6, 8, 42, 134, 72, 206, 61, 3, 1, 7]);
    let text = format!("{}{}", *curve, *key.to_pem(KeyForm::Traditional).unwrap());
    assert_eq!(PrivateKey::from_pem(&text), Ok(key));
}

/// The public half that stands in the file is not the one that belongs to it.
#[test]
fn a_key_that_names_another_public_half_is_damaged() {
    let (one, two) = (key(KeyKind::EcdsaP256, 1), key(KeyKind::EcdsaP256, 2));
    let der = |key: &PrivateKey| {
        pem::blocks(&key.to_pem(KeyForm::Traditional).unwrap()).unwrap().remove(0).bytes.to_vec()
    };
    let (mut mixed, other) = (der(&one), der(&two));
    let public = mixed.len() - 64;
    mixed[public..].copy_from_slice(&other[public..]);
    let text = pem::write("EC PRIVATE KEY", &mixed);
    assert!(PrivateKey::from_pem(&text).is_err());
}

/// Checking one takes as long as the square of its length.
#[test]
fn a_key_of_a_megabyte_is_not_even_looked_at() {
    let der = vec![0x30; 1 << 20];
    assert_eq!(PrivateKey::from_pkcs8(&der), Err(NotAKey::Unsupported));
    let text = pem::write("RSA PRIVATE KEY", &der);
    assert_eq!(PrivateKey::from_pem(&text), Err(NotAKey::Unsupported));
}

#[test]
fn a_certificate_says_what_it_was_made_with() {
    let names = Names {
        dns: vec!["kubernetes".into(), "api.example".into()],
        addresses: vec!["10.3.0.1".parse().unwrap(), "fd00::1".parse().unwrap()],
    };
    for kind in KINDS {
        let by_key = key(kind, 1);
        let by = ca("kube-ca", &by_key);
        assert!(by.is_authority() && by.is_self_issued() && by.path_length() == Some(0));
        for usages in [Usages::SERVER, Usages::CLIENT, Usages::BOTH] {
            let made = signed(&names, usages, &by, &by_key);
            assert_eq!((made.names(), made.usages()), (names.clone(), usages));
            assert_eq!((made.not_before(), made.not_after()), (VALID.from, VALID.until));
            assert_eq!(
                (made.subject().as_str(), made.issuer().as_str()),
                ("CN=a,O=system:nodes", "CN=kube-ca")
            );
            assert!(!made.is_authority() && !made.is_self_issued());
            assert!(made.is_signed_by(&by) && !made.is_signed_by(&made));
            assert_eq!(Certificate::from_pem(&made.to_pem()), Ok(vec![made]));
        }
    }
}

/// Names decide nothing where a signature can be tried, or cannot have been made.
#[test]
fn a_signature_is_that_of_the_key_and_not_of_the_name() {
    for kind in KINDS {
        let by_key = key(kind, 1);
        let made = signed(&Names::default(), Usages::CLIENT, &ca("kube-ca", &by_key), &by_key);
        for other in KINDS {
            let stranger = ca("kube-ca", &key(other, 2));
            assert!(!made.is_signed_by(&stranger), "{kind:?} under {other:?}");
        }
        assert!(made.is_signed_by(&ca("kube-ca", &by_key)), "made anew with the same key");
        assert!(!made.is_signed_by(&ca("another", &by_key)), "under another name");
    }
}

/// ub-common-name of RFC 5280, appendix A.1, in characters.
#[test]
fn names_have_at_most_64_characters() {
    let key = key(KeyKind::EcdsaP256, 1);
    for (length, may) in [(0, false), (1, true), (64, true), (65, false)] {
        for letter in ["a", "ü"] {
            let subject = Subject::named(letter.repeat(length));
            assert_eq!(authority(&subject, VALID, &key).is_some(), may, "{length} {letter}");
        }
    }
    let group = Subject { common_name: "a".into(), organization: "a".repeat(65) };
    assert_eq!(authority(&group, VALID, &key), None);
    assert_eq!(request(&group, &Names::default(), Usages::CLIENT, &key), None);
}

#[test]
fn what_ascii_cannot_write_is_no_name_of_a_server() {
    let names = Names { dns: vec!["bücher.example".into()], ..Names::default() };
    assert_eq!(
        request(&Subject::named("a"), &names, Usages::SERVER, &key(KeyKind::EcdsaP256, 1)),
        None
    );
}

/// A message shows whom a certificate is about: it must not be able to command a terminal.
#[test]
fn a_subject_is_shown_without_control_characters() {
    let key = key(KeyKind::EcdsaP256, 1);
    assert_eq!(ca("Bücher, 1+1", &key).subject(), "CN=Bücher\\, 1\\+1");
    for name in ["\u{1b}[31mred", "two\nlines", "back\u{8}", "\u{9b}1m", "a\u{202e}b"] {
        let shown = ca(name, &key);
        for text in [shown.subject(), shown.issuer()] {
            let harmful = |c: char| c.is_control() || c == '\u{202e}';
            assert!(!text.contains(harmful), "{text:?}");
        }
    }
}
