//! Without randomness or a clock, nothing is made.

use super::env::{Broken, Fill};
use super::*;

const ALWAYS: &[(&str, Fill)] = &[
    ("it says that it has none", |_| Err(NoEntropy)),
    ("zeros", |bytes| {
        bytes.fill(0);
        Ok(())
    }),
    ("ones", |bytes| {
        bytes.fill(0xff);
        Ok(())
    }),
    ("a short pattern", |bytes| {
        for (byte, value) in bytes.iter_mut().zip([0xde, 0xad, 0xbe, 0xef].into_iter().cycle()) {
            *byte = value;
        }
        Ok(())
    }),
    // As good as random, but the same at each call: a machine that was cloned, a fork.
    ("the same bytes each time", |bytes| Seeded::new("same", NOW).random(bytes)),
];

#[test]
fn without_randomness_nothing_is_made() {
    for (what, fill) in ALWAYS {
        // From the start, and once some are made.
        for good in [0, 1, 2, 3, 5] {
            let list = Spec { workers: 3, ..PLAIN }.list();
            let while_good = Seeded::new("good", NOW);
            let mut env = Broken { good, fill: *fill, while_good };
            let said = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut env);
            assert_eq!(
                said.map_err(|problem| problem.code.as_str()).err(),
                Some("KC1011"),
                "{what}, {good}"
            );
        }
    }
}

/// Where there is nothing yet to compare it with: the first key of all.
#[test]
fn bytes_with_a_pattern_make_no_key() {
    let list = PLAIN.list();
    // All but the last look wrong by themselves.
    for (what, fill) in &ALWAYS[..ALWAYS.len() - 1] {
        let mut env = Broken { good: 0, fill: *fill, while_good: Seeded::new("good", NOW) };
        let said = Issuer::missing(&list, &Pki::new()).unwrap().step(&mut env);
        assert_eq!(said.map_err(|problem| problem.code.as_str()).err(), Some("KC1011"), "{what}");
    }
}

/// One more key, equal to one that is there.
#[test]
fn a_key_that_comes_again_is_refused() {
    let (list, more) = (PLAIN.list(), Spec { workers: 2, ..PLAIN }.list());
    let pki = issue(&list, "again").pki;
    let said = Issuer::missing(&more, &pki).unwrap().run(&mut Seeded::new("again", NOW));
    let problem = said.expect_err("the authority's key comes again");
    assert_eq!(problem.code.as_str(), "KC1011");
    assert!(!problem.help.is_empty());
}

/// A browser's own keys as well.
#[test]
fn a_foreign_rsa_key_that_comes_again_is_refused() {
    struct Browser(Seeded, zeroize::Zeroizing<Vec<u8>>);
    impl Env for Browser {
        fn now(&self) -> Moment {
            self.0.now()
        }
        fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
            self.0.random(bytes)
        }
        fn rsa_key(&mut self) -> Option<zeroize::Zeroizing<Vec<u8>>> {
            Some(self.1.clone())
        }
    }
    use crate::format::x509::{KeyForm, KeyKind, PrivateKey};
    let key = PrivateKey::generate(KeyKind::Rsa2048, &[3; 32]).unwrap();
    let pem = key.to_pem(KeyForm::Pkcs8).unwrap();
    let der = crate::format::pem::blocks(&pem).unwrap().remove(0).bytes;
    let list = Spec { version: "v1.4.0", ..PLAIN }.list();
    let mut env = Browser(Seeded::new("browser", NOW), der.clone());
    let pki = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut env).unwrap().pki;
    assert_eq!(pki.entry(item(&list, API)).unwrap().key, Some(key));
    let list = Spec { pki: "key: rsa-2048", ..PLAIN }.list();
    let said = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut env);
    assert_eq!(said.map_err(|problem| problem.code.as_str()).err(), Some("KC1011"));
    // What is no key at all is our bug, and not a key.
    let mut env =
        Browser(Seeded::new("browser", NOW), zeroize::Zeroizing::new(der[..100].to_vec()));
    let said = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut env);
    assert_eq!(said.map_err(|problem| problem.code.as_str()).err(), Some("KC0901"));
}

#[test]
fn a_clock_that_is_years_late_makes_nothing() {
    let list = PLAIN.list();
    for (now, wanted) in [
        (Moment(0), Some("KC1012")),
        (Moment(1_767_225_599), Some("KC1012")),
        (Moment(1_767_225_600), None),
    ] {
        let said = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut Seeded::new("clock", now));
        assert_eq!(said.map_err(|problem| problem.code.as_str()).err(), wanted, "{now}");
    }
    let said =
        Issuer::missing(&list, &Pki::new()).unwrap().run(&mut Seeded::new("clock", Moment(0)));
    assert!(said.unwrap_err().message.contains("1970-01-01"));
}

/// Past what certificates can say.
#[test]
fn a_clock_at_the_end_of_time_makes_nothing() {
    for now in [Moment(253_402_300_799), Moment(u64::MAX)] {
        let list = PLAIN.list();
        let said = Issuer::missing(&list, &Pki::new()).unwrap().run(&mut Seeded::new("clock", now));
        assert!(said.is_err(), "{now}");
    }
}
