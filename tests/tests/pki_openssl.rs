//! openssl accepts every certificate for everything it is listed with, and for nothing else.

use kubecore::format::x509::KeyKind;
use kubecore::pki::{Issuer, Pki};
use kubecore::plan::certificates::{Certificates, Kind};
use kubecore_tests::openssl::{self, Judge};
use kubecore_tests::pki::{Seeded, cases, cases_of_today, issue, kubeadm, today, tree_of};
use kubecore_tests::{assert_none, tree};

#[test]
fn openssl_accepts_every_certificate_of_every_case_for_its_uses_alone() {
    if !openssl::is_here() {
        return;
    }
    for (case, list) in cases().into_iter().chain(cases_of_today()) {
        let made = issue(&list, &case.name, today());
        assert_none(&case.name, &Judge::of(&list, &made).findings());
    }
}

/// What profiles to come will list is made as well: several authorities, usages apart and together, IPv6.
#[test]
fn openssl_accepts_a_list_like_kubeadms() {
    if !openssl::is_here() {
        return;
    }
    for kind in [KeyKind::EcdsaP256, KeyKind::Rsa2048] {
        let list = kubeadm(kind);
        let made = issue(&list, "kubeadm", today());
        assert_none(&format!("{kind:?}"), &Judge::of(&list, &made).findings());
    }
}

/// The same seed makes another authority of the same name for another cluster: names alone must not do.
#[test]
fn openssl_refuses_another_clusters_certificates() {
    if !openssl::is_here() {
        return;
    }
    let (case, list) = cases().remove(0);
    let scratch = tempfile::tempdir().unwrap();
    for seed in ["one", "two"] {
        tree::write(&scratch.path().join(seed), &issue(&list, seed, today()).files);
    }
    let path = |file: &str| scratch.path().join(file).to_str().unwrap().to_owned();
    for item in list.items.iter().filter(|item| !item.is_authority()) {
        let own = path(&format!("one/{}", item.certificate_file()));
        assert!(openssl::run(&["verify", "-CAfile", &path("one/ca.pem"), &own]).is_ok(), "{own}");
        let said = openssl::run(&["verify", "-CAfile", &path("two/ca.pem"), &own]);
        assert!(said.is_err(), "{}: {} is known to another cluster", case.name, item.id);
    }
}

#[test]
fn openssl_reads_every_request_with_its_names() {
    if !openssl::is_here() {
        return;
    }
    let lists = cases().into_iter().chain(cases_of_today()).map(|(case, list)| (case.name, list));
    let kubeadm =
        [KeyKind::EcdsaP256, KeyKind::Rsa2048].map(|kind| ("kubeadm".into(), kubeadm(kind)));
    for (name, list) in lists.chain(kubeadm) {
        assert_none(&name, &requests(&list));
    }
}

fn requests(list: &Certificates) -> Vec<String> {
    let issued =
        Issuer::requests(list, &Pki::new()).run(&mut Seeded::new("requests", today())).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    tree::write(scratch.path(), &tree_of(&issued.changes));
    let mut findings = Vec::new();
    for item in &list.items {
        let Kind::Certificate { names, .. } = &item.kind else { continue };
        let path = scratch.path().join(item.request_file());
        findings.extend(openssl::request(&path, names));
        let (path, key) = (path.to_str().unwrap(), scratch.path().join(item.key_file()));
        let asked = openssl::run(&["req", "-noout", "-pubkey", "-in", path]);
        let public = openssl::run(&["pkey", "-pubout", "-in", key.to_str().unwrap()]);
        if asked.is_err() || asked != public {
            findings.push(format!("{path}: about another key\n{asked:?}\n{public:?}"));
        }
    }
    findings
}
