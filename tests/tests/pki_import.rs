//! Authorities of one's own: openssl signs what kubecore asks for, and kubecore signs under chains that openssl made.

use std::fs;
use std::path::{Path, PathBuf};

use kubecore::format::x509::{DAY, KeyKind};
use kubecore::pki::{Issued, Issuer, Pki, Problem, State, adopt, import, status};
use kubecore::plan::certificates::{Certificates, Kind};
use kubecore_tests::openssl::{self, Judge};
use kubecore_tests::pki::{Made, Seeded, cases, files_of, issue_into, kubeadm, today, tree_of};
use kubecore_tests::tree::{self, Tree};
use kubecore_tests::{assert_none, home};
use tempfile::TempDir;

/// A folder in which openssl makes authorities and signs.
struct Office(TempDir);

impl Office {
    fn new() -> Option<Self> {
        openssl::is_here().then(|| Self(tempfile::tempdir().unwrap()))
    }

    fn path(&self, file: &str) -> String {
        self.0.path().join(file).to_str().unwrap().to_owned()
    }

    fn says(&self, file: &str, text: &str) -> String {
        fs::write(self.path(file), text).unwrap();
        self.path(file)
    }

    /// An authority that ends after `days`; signed by another, where one is named.
    fn authority(&self, name: &str, by: Option<&str>, days: u32) {
        let (key, days) = (self.path(&format!("{name}.key")), days.to_string());
        let (request, certificate) = (self.path("csr"), self.path(&format!("{name}.pem")));
        let subject = format!("/CN={name}");
        let config = self.says("config", "[req]\ndistinguished_name=dn\n[dn]\n");
        let extensions = self.says(
            "extensions",
            "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n",
        );
        run(&["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", &key]);
        run(&[
            "req", "-new", "-config", &config, "-key", &key, "-subj", &subject, "-out", &request,
        ]);
        let above = by.map(|by| (self.path(&format!("{by}.pem")), self.path(&format!("{by}.key"))));
        let mut arguments =
            vec!["x509", "-req", "-in", &request, "-days", &days, "-extfile", &extensions];
        match &above {
            Some((by, by_key)) => {
                arguments.extend(["-CA", by, "-CAkey", by_key, "-CAcreateserial"]);
            }
            None => arguments.extend(["-signkey", &key]),
        }
        arguments.extend(["-out", &certificate]);
        run(&arguments);
    }

    /// What a request asks for, all of it.
    fn sign(&self, request: &Path, by: &str) -> Vec<u8> {
        let (ca, key) = (self.path(&format!("{by}.pem")), self.path(&format!("{by}.key")));
        let out = self.path("signed.pem");
        run(&[
            "x509",
            "-req",
            "-in",
            request.to_str().unwrap(),
            "-days",
            "30",
            "-copy_extensions",
            "copyall",
            "-CA",
            &ca,
            "-CAkey",
            &key,
            "-CAcreateserial",
            "-out",
            &out,
        ]);
        fs::read(out).unwrap()
    }

    fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }
}

#[test]
fn what_openssl_signed_is_taken_and_fits() {
    let Some(office) = Office::new() else { return };
    office.authority("root", None, 400);
    office.authority("between", Some("root"), 300);
    let (_, list) =
        cases().into_iter().find(|(case, _)| case.name == "ha-calico").expect("the case");
    let (before, folder) = requested(&list);
    let mut given = vec![office.file("root.pem"), office.file("between.pem")];
    given.extend(
        requests(&list, folder.path()).iter().map(|(_, path)| office.sign(path, "between")),
    );
    // The order is nobody's business.
    given.reverse();
    let issued = taken(&list, &before, &given).unwrap_or_else(|problems| panic!("{problems:?}"));
    let made = all(&before, &issued);
    let whole = Made { pki: issued.pki.clone(), files: made.clone() };
    assert_none("import", &Judge::of(&list, &whole).findings_of_pairs());
    assert_good(&list, &made);
    let api = made["apiserver.pem"].text();
    assert_eq!(api.matches("BEGIN CERTIFICATE").count(), 2, "a server sends what stands between");
    // Another authority signs one of them.
    office.authority("other", None, 400);
    let (_, request) = requests(&list, folder.path()).remove(0);
    let problems = taken(&list, &issued, &[office.sign(&request, "other")]).unwrap_err();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["KC1009"]);
}

/// Each leaf is looked up under its own authority.
#[test]
fn several_authorities_are_told_apart() {
    let Some(office) = Office::new() else { return };
    let list = kubeadm(KeyKind::EcdsaP256);
    for name in ["one", "two", "three"] {
        office.authority(name, None, 400);
    }
    let by = |authority: &str| match authority {
        "ca" => "one",
        "etcd/ca" => "two",
        "front-proxy-ca" => "three",
        other => panic!("{other} is no authority"),
    };
    let (before, folder) = requested(&list);
    let asked = requests(&list, folder.path());
    let mut given: Vec<Vec<u8>> =
        asked.iter().map(|(authority, path)| office.sign(path, by(authority))).collect();
    given.extend(["three.pem", "one.pem", "two.pem"].map(|file| office.file(file)));
    let issued = taken(&list, &before, &given).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_good(&list, &all(&before, &issued));
    for id in ["ca", "etcd/ca", "front-proxy-ca"] {
        let found = issued.pki.entry(list.get(id).unwrap()).unwrap().certificate().unwrap();
        assert_eq!(found.subject(), format!("CN={}", by(id)));
    }
    // Exchanged, one authority's leaf does not pass for another's.
    let (_, path) = asked.iter().find(|(authority, _)| *authority == "etcd/ca").unwrap();
    let problems = taken(&list, &issued, &[office.sign(path, "one")]).unwrap_err();
    assert_eq!(problems[0].code.as_str(), "KC1009");
}

/// The authority itself is valid for longer than the root above it: what it signs is worth nothing after that.
#[test]
fn a_certificate_ends_with_the_root_at_the_latest() {
    let Some(office) = Office::new() else { return };
    office.authority("root", None, 20);
    office.authority("between", Some("root"), 300);
    let (_, list) = cases().remove(0);
    let chain = [office.file("between.pem"), office.file("root.pem")].concat();
    let key = office.file("between.key");
    let adopted = adopt(&list, ("chain.pem", &chain), ("key.pem", &key), today()).unwrap();
    let made = issue_into(&list, &adopted.pki, "root", today());
    for item in list.items.iter().filter(|item| !item.is_authority()) {
        let entry = made.pki.entry(item).unwrap();
        let end = entry.certificate().unwrap().not_after();
        assert!(
            end <= today().plus(20 * DAY) && end >= today().plus(19 * DAY),
            "{}: {end}",
            item.id
        );
    }
    let late = Issuer::renewal(&list, &made.pki, |_| true).unwrap();
    let problem = late.run(&mut Seeded::new("late", today().plus(21 * DAY))).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.file.as_str()), ("KC1010", "ca.pem"));
}

/// `chain.pem` has a root on P-384 and an authority with RSA between; `openssl verify` knows the root alone.
#[test]
fn openssl_follows_the_chain_of_an_adopted_authority() {
    let Some(office) = Office::new() else { return };
    let file = |name: &str| fs::read(home().join("pki").join(name)).unwrap();
    let (chain, key) = (file("chain.pem"), file("chain-key.pem"));
    let (_, list) = cases().remove(0);
    let adopted = adopt(&list, ("chain.pem", &chain), ("key.pem", &key), today()).unwrap();
    let made = issue_into(&list, &adopted.pki, "chain", today());
    let text = String::from_utf8(chain).unwrap();
    let root = office.says("root", &text[text.rfind("-----BEGIN").unwrap()..]);
    for item in list.items.iter().filter(|item| !item.is_authority()) {
        let own = office.says("leaf", made.text(&item.certificate_file()));
        run(&["verify", "-x509_strict", "-CAfile", &root, "-untrusted", &own, &own]);
        assert!(openssl::run(&["verify", "-CAfile", &root, &own]).is_err(), "the chain is needed");
    }
}

fn run(arguments: &[&str]) {
    openssl::run(arguments).unwrap_or_else(|error| panic!("{error}"));
}

fn requested(list: &Certificates) -> (Issued, TempDir) {
    let before =
        Issuer::requests(list, &Pki::new()).run(&mut Seeded::new("import", today())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    tree::write(folder.path(), &tree_of(&before.changes));
    (before, folder)
}

/// Which authority is to sign which file.
fn requests<'a>(list: &'a Certificates, folder: &Path) -> Vec<(&'a str, PathBuf)> {
    let one = |item: &'a kubecore::plan::certificates::Item| match &item.kind {
        Kind::Certificate { authority, .. } => {
            Some((authority.as_str(), folder.join(item.request_file())))
        }
        _ => None,
    };
    list.items.iter().filter_map(one).collect()
}

fn taken(list: &Certificates, before: &Issued, given: &[Vec<u8>]) -> Result<Issued, Vec<Problem>> {
    let files: Vec<(&str, &[u8])> =
        given.iter().map(|bytes| ("signed", bytes.as_slice())).collect();
    import(list, &before.pki, &files, today())
}

fn all(before: &Issued, issued: &Issued) -> Tree {
    let mut files = tree_of(&before.changes);
    files.extend(tree_of(&issued.changes));
    files
}

fn assert_good(list: &Certificates, files: &Tree) {
    let pki = Pki::read(list, &files_of(files)).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(pki.ready(list).is_ok());
    let not_good =
        status(list, &pki, today()).into_iter().filter(|status| status.state != State::Good);
    let not_good: Vec<String> = not_good.map(|s| format!("{}: {}", s.item.id, s.state)).collect();
    assert_none("status", &not_good);
}
