//! What is made, and what is left alone.

use std::collections::BTreeSet;

use super::*;
use crate::format::x509::{DAY, KeyKind};

#[test]
fn the_same_randomness_makes_the_same_files() {
    for version in ["v1.4.0", "v1.5.4"] {
        let list = Spec { version, ..PLAIN }.list();
        let (first, second) = (issue(&list, "one"), issue(&list, "one"));
        assert_eq!(first.changes, second.changes);
        assert_eq!(first.pki, second.pki);
        let other = issue(&list, "two");
        for (name, bytes) in other.changes.iter().filter(|(name, _)| *name != MARKER) {
            assert_ne!(first.changes.get(name), Some(bytes), "{name} does not hang on the seed");
        }
    }
}

#[test]
fn every_item_gets_its_files_and_no_other() {
    let list = Spec { workers: 3, ..PLAIN }.list();
    let mut wanted: BTreeSet<String> =
        list.items.iter().flat_map(|item| [item.key_file(), item.certificate_file()]).collect();
    wanted.insert(MARKER.to_owned());
    assert_eq!(issue(&list, "files").changes.into_keys().collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn each_key_is_another() {
    let list = Spec { workers: 5, ..PLAIN }.list();
    let pki = issue(&list, "keys").pki;
    let publics =
        list.items.iter().map(|item| pki.entry(item).unwrap().key.as_ref().unwrap().public());
    assert_eq!(publics.collect::<BTreeSet<_>>().len(), list.items.len());
}

#[test]
fn what_is_written_is_read_back() {
    for version in ["v1.4.0", "v1.5.4"] {
        let list = Spec { version, ..PLAIN }.list();
        let issued = issue(&list, "back");
        assert_eq!(Pki::read(&list, &issued.changes), Ok(issued.pki.clone()));
        assert!(issued.pki.ready(&list).is_ok());
        assert_eq!(Issuer::missing(&list, &issued.pki).unwrap().left(), 0);
    }
}

/// RFC 5280, 4.1.2.2: positive, at most 20 bytes, and none twice.
#[test]
fn serial_numbers_are_positive_and_differ() {
    let list = Spec { workers: 9, ..PLAIN }.list();
    let pki = issue(&list, "serials").pki;
    let serials: BTreeSet<String> =
        list.items.iter().map(|item| certificate(&pki, &list, &item.id).serial()).collect();
    assert_eq!(serials.len(), list.items.len());
    for serial in serials {
        let bytes: Vec<u8> =
            serial.split(':').map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
        assert!((0x40..0x80).contains(&bytes[0]) && bytes.len() == 16, "{serial}");
        let values: BTreeSet<u8> = bytes.into_iter().collect();
        assert!(values.len() > 8, "{serial} is not random");
    }
}

#[test]
fn another_worker_is_one_pair_and_changes_nothing_else() {
    let (list, more) = (PLAIN.list(), Spec { workers: 2, ..PLAIN }.list());
    let before = issue(&list, "grow").changes;
    let pki = Pki::read(&more, &before).unwrap();
    let issuer = Issuer::missing(&more, &pki).unwrap();
    assert_eq!(issuer.left(), 1);
    let made = issuer.run(&mut Seeded::new("later", NOW.plus(100 * DAY))).unwrap();
    let after = written(&before, &made.changes);
    assert_eq!(
        changed(&before, &after),
        ["nodes/worker-2/worker-2-worker-key.pem", "nodes/worker-2/worker-2-worker.pem"]
    );
    assert!(Pki::read(&more, &after).unwrap().ready(&more).is_ok());
}

#[test]
fn a_worker_that_is_gone_leaves_files_that_are_named() {
    let (list, fewer) = (Spec { workers: 2, ..PLAIN }.list(), PLAIN.list());
    let files = issue(&list, "shrink").changes;
    let pki = Pki::read(&fewer, &files).unwrap();
    assert_eq!(pki.others(), ["nodes/worker-2/worker-2-worker"]);
    assert_eq!(Issuer::missing(&fewer, &pki).unwrap().left(), 0);
}

#[test]
fn keys_are_of_the_kind_that_the_release_reads() {
    use KeyKind::{EcdsaP256, Rsa2048};
    for (version, pki, api, others) in [
        // Tokens are signed with it, and only RSA was read (kubernetes/kubernetes#33565).
        ("v1.3.6", "", Rsa2048, EcdsaP256),
        ("v1.4.0", "", Rsa2048, EcdsaP256),
        ("v1.5.4", "", EcdsaP256, EcdsaP256),
        ("v1.4.0", "key: rsa-2048", Rsa2048, Rsa2048),
        ("v1.5.4", "key: rsa-2048", Rsa2048, Rsa2048),
    ] {
        let list = Spec { version, pki, ..PLAIN }.list();
        let issuer = Issuer::missing(&list, &Pki::new()).unwrap();
        let rsa = list.items.iter().filter(|item| item.key == Rsa2048).count();
        assert_eq!(issuer.rsa_keys(), rsa, "{version} {pki}");
        let made = issuer.run(&mut Seeded::new("kinds", NOW)).unwrap().pki;
        for item in &list.items {
            let wanted = if item.id == API { api } else { others };
            let key = made.entry(item).unwrap().key.as_ref().unwrap();
            assert_eq!((item.key, key.kind()), (wanted, wanted), "{version} {pki}: {}", item.id);
        }
    }
}

#[test]
fn a_certificate_is_dated_back_and_lasts_its_days() {
    let list =
        Spec { pki: "ca_days: 100, certificate_days: 30, backdate_minutes: 7", ..PLAIN }.list();
    let pki = issue(&list, "dates").pki;
    for item in &list.items {
        let made = certificate(&pki, &list, &item.id);
        let days = if item.is_authority() { 100 } else { 30 };
        assert_eq!(made.not_before(), NOW.minus(7 * 60), "{}", item.id);
        assert_eq!(made.not_after(), NOW.plus(days * DAY), "{}", item.id);
    }
}

#[test]
fn nothing_outlives_or_precedes_its_authority() {
    let list =
        Spec { pki: "ca_days: 10, certificate_days: 365, backdate_minutes: 0", ..PLAIN }.list();
    let pki = issue(&list, "short").pki;
    let end = NOW.plus(10 * DAY);
    assert_eq!(certificate(&pki, &list, "ca").not_after(), end);
    assert_eq!(certificate(&pki, &list, API).not_after(), end);
    // Dated back to before the authority was there.
    let list = Certificates { backdate_minutes: 1_440, ..list };
    let again = Issuer::renewal(&list, &pki, |item| item.id == WORKER).unwrap();
    let pki = again.run(&mut Seeded::new("again", NOW.plus(60))).unwrap().pki;
    assert_eq!(certificate(&pki, &list, WORKER).not_before(), NOW);
    assert_eq!(certificate(&pki, &list, WORKER).not_after(), end);
    // On its last second it still signs, and then no more.
    for (now, may) in [(end, true), (end.plus(1), false)] {
        let again = Issuer::renewal(&list, &pki, |item| item.id == WORKER).unwrap();
        let said =
            again.run(&mut Seeded::new("late", now)).map_err(|problem| problem.code.as_str());
        assert_eq!(said.as_ref().err(), (!may).then_some(&"KC1010"));
    }
}

/// Past 2049 dates are written in another way (RFC 5280, 4.1.2.5).
#[test]
fn a_hundred_years_are_written_and_read() {
    let list = Spec { pki: "ca_days: 36500, certificate_days: 36500", ..PLAIN }.list();
    let made = issue(&list, "long").changes;
    let pki = Pki::read(&list, &made).unwrap();
    assert_eq!(certificate(&pki, &list, API).not_after(), NOW.plus(36_500 * DAY));
    assert_eq!(certificate(&pki, &list, API).not_after().to_string(), "2126-12-22");
}

#[test]
fn steps_say_how_far_it_is() {
    let list = PLAIN.list();
    let (mut env, mut seen) = (Seeded::new("steps", NOW), Vec::new());
    let mut issuer = Issuer::missing(&list, &Pki::new()).unwrap();
    while let Some(progress) = issuer.step(&mut env).unwrap() {
        assert_eq!((progress.done, progress.total), (seen.len() + 1, 4));
        assert_eq!(issuer.left(), progress.total - progress.done);
        seen.push(progress.id);
    }
    assert_eq!(seen, ["ca", API, WORKER, "admin"]);
    assert_eq!(issuer.step(&mut env), Ok(None));
    assert_eq!(issuer.finish().changes, issue(&list, "steps").changes);
}

#[test]
fn no_debug_shows_a_key() {
    let list = Spec { version: "v1.4.0", ..PLAIN }.list();
    let issued = issue(&list, "shown");
    let mut begun = Issuer::missing(&list, &Pki::new()).unwrap();
    begun.step(&mut Seeded::new("shown", NOW)).unwrap();
    let ready = issued.pki.ready(&list).unwrap();
    let shown = format!("{begun:?} {issued:?} {:?} {ready:?}", issued.pki);
    for (name, bytes) in issued.changes.iter().filter(|(name, _)| name.ends_with("-key.pem")) {
        let text = std::str::from_utf8(bytes).unwrap();
        for line in text.lines().filter(|line| !line.starts_with("-----")) {
            assert!(!shown.contains(line), "{name} is shown");
        }
        // As a list of numbers.
        let numbers: Vec<String> = bytes[..40].iter().map(u8::to_string).collect();
        assert!(!shown.contains(&numbers.join(", ")), "{name} is shown");
    }
}
