//! Files that are not what they should be: each is refused with its code, its file and what to do, and nothing changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kubecore::format::x509::KeyKind;
use kubecore::pki::{Files, Issuer, MARKER, Pki, Problem, adopt};
use kubecore::plan::certificates::Certificates;
use kubecore_tests::pki::{NOW, Seeded, files_of, issue, kubeadm};
use kubecore_tests::{assert_none, home};

/// Two files, and what is said about them: code, `certificate` or `key`, words.
type Said = BTreeMap<(String, String), Vec<[String; 3]>>;

#[test]
fn wrong_files_of_an_authority_are_refused_when_it_is_taken_over() {
    let list = kubeadm(KeyKind::EcdsaP256);
    let mut findings = Vec::new();
    for ((certificate, key), wanted) in inputs() {
        let (certificate_bytes, key_bytes) = (file(&certificate), file(&key));
        let said = adopt(&list, ("certificate", &certificate_bytes), ("key", &key_bytes), NOW);
        match said {
            Ok(_) => findings.push(format!("{certificate} with {key} was taken")),
            Err(problems) => findings.extend(
                differences(&wanted, &problems)
                    .map(|what| format!("{certificate} with {key}: {what}")),
            ),
        }
    }
    assert_none("adopt", &findings);
}

/// In a directory that was right before: what is wrong there is never taken for something that is missing.
#[test]
fn wrong_files_of_an_authority_are_refused_in_a_directory() {
    let list = kubeadm(KeyKind::EcdsaP256);
    let mut findings = Vec::new();
    for ((certificate, key), mut wanted) in inputs() {
        let files = Files::from([
            (MARKER.to_owned(), b"kubecore-pki v1\ncluster kubeadm\n".to_vec().into()),
            ("ca.pem".to_owned(), file(&certificate).into()),
            ("ca-key.pem".to_owned(), file(&key).into()),
        ]);
        let before = files.clone();
        let read = Pki::read(&list, &files);
        assert_eq!(files, before, "reading changes nothing");
        // A directory is read at any time: the clock counts once something is to be signed.
        wanted.retain(|[code, ..]| code != "KC1010");
        // What does not belong together is seen before what the chain is worth.
        if wanted.len() > 1 && wanted.iter().any(|[code, ..]| code == "KC1005") {
            wanted.retain(|[code, ..]| code == "KC1005");
        }
        let wanted: Vec<[String; 3]> = wanted
            .into_iter()
            .map(|[code, file, words]| {
                let file = if file == "key" { "ca-key.pem" } else { "ca.pem" };
                [code, file.to_owned(), words]
            })
            .collect();
        let what = format!("{certificate} with {key}");
        match read {
            Ok(pki) if wanted.is_empty() => {
                let done = Issuer::missing(&list, &pki).unwrap().run(&mut Seeded::new("late", NOW));
                let problem = done.expect_err("nothing is signed");
                let code = (problem.code.as_str(), problem.file.as_str());
                assert_eq!(code, ("KC1010", "ca.pem"), "{what}: {problem}");
            }
            Ok(_) => findings.push(format!("{what} was read")),
            Err(problems) => {
                // One item has one problem: its key is looked at first.
                let wanted: Vec<_> = match wanted.iter().find(|[_, file, _]| file == "ca-key.pem") {
                    Some(first) => vec![first.clone()],
                    None => wanted,
                };
                findings
                    .extend(differences(&wanted, &problems).map(|said| format!("{what}: {said}")));
            }
        }
    }
    assert_none("read", &findings);
}

/// What a power cut, a full disk or a careless copy leaves of a directory.
#[test]
fn half_a_directory_is_a_problem_and_not_a_gap() {
    let list = kubeadm(KeyKind::EcdsaP256);
    let whole = files_of(&issue(&list, "half", NOW).files);
    let others = files_of(&issue(&list, "other", NOW).files);
    let cut = |file: &str| whole[file][..whole[file].len() / 2].to_vec();
    let foreign = |file: &str| others[file].to_vec();
    let without = |file: &'static str| (file, None);
    let with = |file: &'static str, bytes: Vec<u8>| (file, Some(bytes));
    for (change, code, file, words) in [
        (without(MARKER), "KC1002", MARKER, "no such file"),
        (with(MARKER, Vec::new()), "KC1002", MARKER, "does not begin"),
        (
            with(MARKER, b"kubecore-pki v2\ncluster kubeadm\n".to_vec()),
            "KC1002",
            MARKER,
            "does not begin",
        ),
        (with(MARKER, b"kubecore-pki v1\n".to_vec()), "KC1002", MARKER, "names no cluster"),
        (with(MARKER, b"kubecore-pki v1\nclus".to_vec()), "KC1002", MARKER, "names no cluster"),
        (with(MARKER, vec![0xff, 0xfe, 0]), "KC1002", MARKER, "does not begin"),
        (
            with(MARKER, b"kubecore-pki v1\ncluster other\n".to_vec()),
            "KC1001",
            MARKER,
            "cluster other, not of kubeadm",
        ),
        (without("ca.pem"), "KC1006", "ca-key.pem", "without ca.pem"),
        (without("apiserver.pem"), "KC1006", "apiserver-key.pem", "without apiserver.pem"),
        (without("apiserver-key.pem"), "KC1006", "apiserver.pem", "without apiserver-key.pem"),
        (with("ca.pem", cut("ca.pem")), "KC1004", "ca.pem", "cut off or damaged"),
        (with("ca-key.pem", cut("ca-key.pem")), "KC1003", "ca-key.pem", "cut off or damaged"),
        (with("admin.pem", cut("admin.pem")), "KC1004", "admin.pem", "cut off or damaged"),
        (with("admin.pem", Vec::new()), "KC1004", "admin.pem", "holds no certificate"),
        (with("admin-key.pem", Vec::new()), "KC1003", "admin-key.pem", "holds no key"),
        (with("sa-key.pem", cut("sa-key.pem")), "KC1003", "sa-key.pem", "cut off or damaged"),
        (
            with("admin-key.pem", foreign("admin-key.pem")),
            "KC1005",
            "admin-key.pem",
            "does not belong",
        ),
        (with("ca-key.pem", foreign("ca-key.pem")), "KC1005", "ca-key.pem", "does not belong"),
    ] {
        let mut files = whole.clone();
        let name = change.0;
        match change.1 {
            Some(bytes) => drop(files.insert(name.to_owned(), bytes.into())),
            None => drop(files.remove(name)),
        }
        let problems = Pki::read(&list, &files).expect_err(name);
        let wanted = [[code, file, words].map(str::to_owned)];
        assert_none(name, &differences(&wanted, &problems).collect::<Vec<_>>());
    }
}

/// Every certificate of another cluster's directory names an authority of the same name.
#[test]
fn a_pair_of_another_cluster_is_refused() {
    let list = kubeadm(KeyKind::EcdsaP256);
    let whole = files_of(&issue(&list, "half", NOW).files);
    // Of the same kind, and of another, whose signature cannot even be tried with this authority's key.
    for kind in [KeyKind::EcdsaP256, KeyKind::Rsa2048] {
        let others = files_of(&issue(&kubeadm(kind), "other", NOW).files);
        let mut files = whole.clone();
        for file in ["admin.pem", "admin-key.pem"] {
            files.insert(file.to_owned(), others[file].clone());
        }
        assert_refused(&list, &files, "KC1009", "admin.pem", "not by ca.pem");
        let mut files = others;
        for file in ["admin.pem", "admin-key.pem"] {
            files.insert(file.to_owned(), whole[file].clone());
        }
        assert_refused(&list, &files, "KC1009", "admin.pem", "not by ca.pem");
    }
}

/// A new authority would be made, and what the lost one signed would stay: a cluster that does not know itself.
#[test]
fn certificates_whose_authority_is_lost_are_a_problem() {
    let list = kubeadm(KeyKind::EcdsaP256);
    let mut files = files_of(&issue(&list, "lost", NOW).files);
    files.remove("front-proxy-ca.pem");
    files.remove("front-proxy-ca-key.pem");
    assert_refused(&list, &files, "KC1006", "front-proxy-ca.pem", "signed front-proxy-client.pem");
}

#[test]
fn every_problem_is_said_at_once() {
    let list = kubeadm(KeyKind::EcdsaP256);
    let mut files = files_of(&issue(&list, "all", NOW).files);
    for file in ["admin.pem", "scheduler-key.pem", "sa-key.pem"] {
        files.insert(file.to_owned(), Vec::new().into());
    }
    files.remove("apiserver.pem");
    let problems = Pki::read(&list, &files).expect_err("four problems");
    let found: BTreeSet<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(
        found,
        BTreeSet::from(["admin.pem", "apiserver-key.pem", "sa-key.pem", "scheduler-key.pem"])
    );
}

/// Where the authority's key is kept offline, all else is read, and only signing needs it.
#[test]
fn an_authority_without_its_key_is_no_problem_until_it_must_sign() {
    let list = kubeadm(KeyKind::EcdsaP256);
    let mut files = files_of(&issue(&list, "offline", NOW).files);
    for authority in ["ca", "etcd/ca", "front-proxy-ca"] {
        files.remove(&format!("{authority}-key.pem")).expect("it was made");
    }
    let pki = Pki::read(&list, &files).unwrap();
    assert!(!pki.can_sign(&list) && pki.ready(&list).is_ok());
    assert_eq!(Issuer::missing(&list, &pki).unwrap().left(), 0);
    let problem = Issuer::renewal(&list, &pki, |item| item.id == "etcd/peer").expect_err("no key");
    assert_eq!(problem.code.as_str(), "KC1013");
    assert!(problem.message.contains("etcd/ca-key.pem") && !problem.help.is_empty(), "{problem}");
}

/// Nobody needs to know a key to say what is wrong with it.
#[test]
fn no_problem_shows_a_key() {
    let list = kubeadm(KeyKind::EcdsaP256);
    for ((certificate, key), _) in inputs() {
        let (certificate_bytes, key_bytes) = (file(&certificate), file(&key));
        let problems = adopt(&list, ("a", &certificate_bytes), ("b", &key_bytes), NOW).unwrap_err();
        let said = format!("{problems:?}");
        for line in String::from_utf8_lossy(&key_bytes).lines().filter(|line| line.len() > 30) {
            assert!(!said.contains(line) || line.starts_with("-----"), "{key}: {said}");
        }
    }
}

#[test]
fn every_file_of_others_is_in_use() {
    let named: BTreeSet<String> = inputs().into_keys().flat_map(|(a, b)| [a, b]).collect();
    let rest = ["README.md", "make.sh", "inputs.tsv", "kubeadm.tsv", "fingerprints.tsv"];
    for entry in fs::read_dir(home().join("pki")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(named.contains(&name) || rest.contains(&name.as_str()), "{name} is in no test");
    }
}

fn assert_refused(list: &Certificates, files: &Files, code: &str, file: &str, words: &str) {
    let problems = Pki::read(list, files).expect_err(words);
    let wanted = [[code, file, words].map(str::to_owned)];
    assert_none(file, &differences(&wanted, &problems).collect::<Vec<_>>());
}

/// What is said and not wanted, and the other way round.
fn differences<'a>(
    wanted: &'a [[String; 3]],
    said: &'a [Problem],
) -> impl Iterator<Item = String> + 'a {
    let fits = |[code, file, words]: &[String; 3], problem: &Problem| {
        problem.code.as_str() == code
            && problem.file == *file
            && problem.message.contains(words.as_str())
            && !problem.help.is_empty()
    };
    let missing =
        wanted.iter().filter(move |wanted| !said.iter().any(|problem| fits(wanted, problem)));
    let extra =
        said.iter().filter(move |problem| !wanted.iter().any(|wanted| fits(wanted, problem)));
    let missing = missing.map(|wanted| format!("not said: {}", wanted.join(" ")));
    missing.chain(extra.map(|problem| format!("said: {} {problem}", problem.code.as_str())))
}

fn inputs() -> Said {
    let text = fs::read_to_string(home().join("pki/inputs.tsv")).expect("the list");
    let mut inputs = Said::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [certificate, key, code, file, words] = columns[..] else {
            panic!("five columns: {line}")
        };
        let said = [code, file, words].map(str::to_owned);
        inputs.entry((certificate.to_owned(), key.to_owned())).or_default().push(said);
    }
    inputs
}

fn file(name: &str) -> Vec<u8> {
    fs::read(home().join("pki").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
