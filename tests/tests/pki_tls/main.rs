//! TLS as the machines speak it: rustls shakes hands in memory with every pair, in every role that it is made for.

use kubecore::format::x509::{DAY, KeyForm, KeyKind, Moment};
use kubecore::pki::{Pki, adopt};
use kubecore::plan::certificates::{Certificates, Item, Kind};
use kubecore_tests::pki::{Made, NOW, cases, files_of, issue, issue_into};
use kubecore_tests::{assert_none, home};

mod handshake;

use handshake::{Holder, Version, shake};

const API: &str = "apiserver";
const ADMIN: &str = "admin";
const VERSIONS: [Version; 2] = [Version::Tls12, Version::Tls13];

#[test]
fn the_api_server_and_its_clients_accept_each_other_in_every_case() {
    for (case, list) in cases() {
        let made = issue(&list, &case.name, NOW);
        assert_none(&case.name, &findings(&list, &made));
    }
}

/// As the guide writes keys, and as everybody does today.
#[test]
fn keys_of_both_kinds_in_both_forms_are_read() {
    for key in [KeyKind::EcdsaP256, KeyKind::Rsa2048] {
        for form in [KeyForm::Traditional, KeyForm::Pkcs8] {
            let mut list = ha();
            for item in &mut list.items {
                (item.key, item.form) = (key, form);
            }
            let made = issue(&list, "forms", NOW);
            assert_none(&format!("{key:?} in {form:?}"), &findings(&list, &made));
        }
    }
}

/// Under an authority of one's own, clients know the root alone: servers and clients send what stands between.
#[test]
fn under_an_intermediate_authority_the_root_alone_is_known() {
    let list = ha();
    let made = under("chain", &list, "chain");
    assert_none("chain", &findings(&list, &made));
    let entry = made.pki.entry(list.get("ca").unwrap()).unwrap();
    assert_eq!(entry.chain.len(), 3, "two intermediates, or this test shows nothing");
    // Without those between, nobody finds the way up.
    let (server, client) = (holder(&made, API), holder(&made, ADMIN));
    let alone = Holder { chain: first_of(&server.chain), ..server.clone() };
    assert!(shake(&alone, Some(&client), "kubernetes", NOW, Version::Tls13).is_err());
}

/// An authority with an RSA key signs for ECDSA keys, and the other way round.
#[test]
fn kinds_of_authority_and_leaf_may_differ() {
    for (authority, key) in [("rsa-ca", KeyKind::EcdsaP256), ("ca", KeyKind::Rsa2048)] {
        let mut list = ha();
        for item in &mut list.items {
            item.key = key;
        }
        assert_none(authority, &findings(&list, &under(authority, &list, "mixed")));
    }
}

#[test]
fn another_cluster_is_refused_both_ways() {
    for (case, list) in cases() {
        let (ours, theirs) = (issue(&list, "ours", NOW), issue(&list, "theirs", NOW));
        let name = names(&list, API).remove(0);
        for version in VERSIONS {
            for item in list.items.iter().filter(|item| is_client(item)) {
                // The stranger knows our authority, as anybody may, and has a pair of its own.
                let stranger =
                    Holder { trust: holder(&ours, &item.id).trust, ..holder(&theirs, &item.id) };
                let said = shake(&holder(&ours, API), Some(&stranger), &name, NOW, version);
                assert!(said.is_err(), "{}: {} of another cluster is let in", case.name, item.id);
                let own =
                    Holder { trust: holder(&theirs, &item.id).trust, ..holder(&ours, &item.id) };
                let said = shake(&holder(&theirs, API), Some(&own), &name, NOW, version);
                assert!(said.is_err(), "{}: {} comes in elsewhere", case.name, item.id);
                let own = holder(&ours, &item.id);
                let said = shake(&holder(&theirs, API), Some(&own), &name, NOW, version);
                assert!(said.is_err(), "{}: {} believes another cluster", case.name, item.id);
            }
        }
    }
}

#[test]
fn a_client_without_a_certificate_is_refused() {
    let made = issue(&ha(), "nobody", NOW);
    for version in VERSIONS {
        let nobody = Holder { chain: String::new(), ..holder(&made, ADMIN) };
        assert!(shake(&holder(&made, API), Some(&nobody), "kubernetes", NOW, version).is_err());
        let known = holder(&made, ADMIN);
        shake(&holder(&made, API), Some(&known), "kubernetes", NOW, version).unwrap();
    }
}

#[test]
fn what_is_over_or_has_not_begun_is_refused() {
    let list = ha();
    let made = issue(&list, "time", NOW);
    let (server, admin) = (holder(&made, API), holder(&made, ADMIN));
    let try_at = |now: Moment| shake(&server, Some(&admin), "kubernetes", now, Version::Tls13);
    assert!(try_at(NOW.minus(6 * 60)).is_err(), "it is dated back by five minutes only");
    assert_eq!(try_at(NOW.minus(4 * 60)), Ok(()));
    assert_eq!(try_at(NOW.plus(364 * DAY)), Ok(()));
    assert!(try_at(NOW.plus(366 * DAY)).is_err(), "it is valid for a year");
    // Only the client's is over: the server must be the one to say no.
    let later = NOW.plus(300 * DAY);
    let mut files = files_of(&made.files);
    for file in ["apiserver.pem", "apiserver-key.pem"] {
        files.remove(file);
    }
    let renewed = issue_into(&list, &Pki::read(&list, &files).unwrap(), "later", later);
    let server = Holder {
        chain: renewed.text("apiserver.pem").to_owned(),
        key: renewed.text("apiserver-key.pem").to_owned(),
        ..server
    };
    let try_at = |now: Moment| shake(&server, Some(&admin), "kubernetes", now, Version::Tls13);
    assert_eq!(try_at(later), Ok(()));
    assert!(try_at(later.plus(100 * DAY)).is_err(), "an expired client is let in");
}

/// The API server with each client by each name, each kubelet by its address; and what must not work.
fn findings(list: &Certificates, made: &Made) -> Vec<String> {
    let mut findings = Vec::new();
    let mut check = |what: String, said: Result<(), String>, may: bool| match said {
        Err(error) if may => findings.push(format!("{what}: refused: {error}")),
        Ok(()) if !may => findings.push(format!("{what}: accepted")),
        _ => {}
    };
    let api = holder(made, API);
    let all = names(list, API);
    assert!(all.len() >= 6, "the API server has its names: {all:?}");
    for version in VERSIONS {
        for item in list.items.iter().filter(|item| !item.is_authority()) {
            let own = holder(made, &item.id);
            for name in &all {
                let said = shake(&api, Some(&own), name, NOW, version);
                check(format!("{} asks {name}, {version:?}", item.id), said, is_client(item));
            }
            for name in names(list, &item.id) {
                let said = shake(&own, None, &name, NOW, version);
                check(format!("{} serves as {name}, {version:?}", item.id), said, true);
            }
            for name in ["foreign.example", "203.0.113.99"] {
                let said = shake(&own, None, name, NOW, version);
                check(format!("{} serves as {name}, {version:?}", item.id), said, false);
            }
        }
        // It has a key, but must not pass for a server.
        let said = shake(&holder(made, ADMIN), None, "kube-admin", NOW, version);
        check(format!("the administrator serves, {version:?}"), said, false);
    }
    findings
}

fn ha() -> Certificates {
    let (_, list) =
        cases().into_iter().find(|(case, _)| case.name == "ha-calico").expect("the case");
    list
}

/// A cluster under an authority of `pki/`.
fn under(authority: &str, list: &Certificates, seed: &str) -> Made {
    let file = |name: String| std::fs::read(home().join("pki").join(name)).unwrap();
    let (certificate, key) =
        (file(format!("{authority}.pem")), file(format!("{authority}-key.pem")));
    let adopted = adopt(list, ("certificate", &certificate), ("key", &key), NOW).unwrap();
    let mut made = issue_into(list, &adopted.pki, seed, NOW);
    for (path, bytes) in &adopted.changes {
        let file = kubecore_tests::tree::File { mode: 0o600, bytes: bytes.to_vec() };
        made.files.entry(path.clone()).or_insert(file);
    }
    made
}

fn is_client(item: &Item) -> bool {
    matches!(&item.kind, Kind::Certificate { usages, .. } if usages.client)
}

fn names(list: &Certificates, id: &str) -> Vec<String> {
    match &list.get(id).expect("it is listed").kind {
        Kind::Certificate { names, .. } => {
            let addresses = names.addresses.iter().map(ToString::to_string);
            names.dns.iter().cloned().chain(addresses).collect()
        }
        _ => Vec::new(),
    }
}

/// A pair, and the root that its holder knows.
fn holder(made: &Made, id: &str) -> Holder {
    let ca = made.text("ca.pem");
    let root = ca.rfind("-----BEGIN").expect("a certificate");
    Holder {
        trust: ca[root..].to_owned(),
        chain: made.text(&format!("{id}.pem")).to_owned(),
        key: made.text(&format!("{id}-key.pem")).to_owned(),
    }
}

fn first_of(chain: &str) -> String {
    let end = "-----END CERTIFICATE-----\n";
    let length = chain.find(end).expect("a certificate") + end.len();
    chain[..length].to_owned()
}
