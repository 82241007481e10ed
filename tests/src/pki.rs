//! Keys and certificates for tests, made of a seed, so that the same ones come again.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use kubecore::compile;
use kubecore::format::x509::{KeyForm, KeyKind, Moment, Names, Subject, Usages};
use kubecore::pki::{Env, Issuer, NoEntropy, Pki};
use kubecore::plan::Plan;
use kubecore::plan::certificates::{Certificates, Item, Kind, Scope};
use kubecore::profile::Renderer;
use kubecore::source::Source;
use sha2::{Digest as _, Sha256};

use crate::case::Case;
use crate::home;
use crate::tree::{File, Tree};

/// 2027-01-15, 08:00 in UTC: the time of tests that compare bytes.
pub const NOW: Moment = Moment(1_800_000_000);

/// The real time: the time of tests that ask other programs, which look at the clock.
pub fn today() -> Moment {
    Moment(SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs())
}

/// Time that stands still, and bytes that look random and come again.
///
/// Block n = SHA-256(seed ‖ n), where n has 8 bytes, the first of them the highest, and counts from 0. The bytes
/// given out are those of block 0, then block 1 and so on; a request goes on where the last one ended.
/// RSA keys are made by the core from these bytes. The page's tests have the same in `web/tests/`.
#[derive(Debug, Clone)]
pub struct Seeded {
    seed: String,
    given: u64,
    now: Moment,
}

impl Seeded {
    /// Another seed, another cluster's keys.
    pub fn new(seed: &str, now: Moment) -> Self {
        Self { seed: seed.to_owned(), given: 0, now }
    }
}

impl Env for Seeded {
    fn now(&self) -> Moment {
        self.now
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        const BLOCK: u64 = 32;
        for byte in bytes {
            let block = Sha256::new()
                .chain_update(&self.seed)
                .chain_update((self.given / BLOCK).to_be_bytes())
                .finalize();
            *byte = block[usize::try_from(self.given % BLOCK).expect("less than 32")];
            self.given += 1;
        }
        Ok(())
    }
}

/// What a spec means.
pub fn plan(case: &Case) -> Plan {
    let source = Source::new("cluster.yaml", case.text.clone());
    compile(&source).plan.unwrap_or_else(|| panic!("{}: not accepted", case.name))
}

/// The guide's cases, which have one authority.
pub fn cases() -> Vec<(Case, Certificates)> {
    with_certificates("coreos-guide")
}

/// The cases of today, which have three.
pub fn cases_of_today() -> Vec<(Case, Certificates)> {
    with_certificates("flatcar")
}

fn with_certificates(profile: &str) -> Vec<(Case, Certificates)> {
    let with = |case: Case| {
        let list = Certificates::of(&plan(&case));
        (case, list)
    };
    let found: Vec<_> = Case::of(profile).into_iter().map(with).collect();
    let has = |(_, list): &(Case, Certificates)| !list.items.is_empty();
    assert!(found.len() > 5 && found.iter().all(has), "each has certificates");
    found
}

/// A case with keys that are made for it: all that is rendered.
///
/// RSA keys become ECDSA, as these are made in no time; what is rendered does not depend on the kind.
pub fn with_keys(case: &Case) -> Tree {
    let text = case.text.replace("key: rsa-2048", "key: ecdsa-p256");
    let plan = plan(&Case { text, ..case.clone() });
    let list = Certificates::of(&plan);
    let ready = issue(&list, &case.name, NOW).pki.ready(&list);
    let ready = ready.unwrap_or_else(|problems| panic!("{}: {problems:?}", case.name));
    crate::case::tree_of(&Renderer::with_keys(&plan, &ready).bundles().collect::<Vec<_>>())
}

/// Everything of `list`, made at once.
pub fn issue(list: &Certificates, seed: &str, now: Moment) -> Made {
    issue_into(list, &Pki::new(), seed, now)
}

/// What `pki` lacks, beside what it has.
pub fn issue_into(list: &Certificates, pki: &Pki, seed: &str, now: Moment) -> Made {
    let issuer = Issuer::missing(list, pki).unwrap_or_else(|problem| panic!("{problem}"));
    let made =
        issuer.run(&mut Seeded::new(seed, now)).unwrap_or_else(|problem| panic!("{problem}"));
    Made { files: tree_of(&made.changes), pki: made.pki }
}

/// Keys and certificates, and their files as a PKI directory has them.
#[derive(Debug, Clone)]
pub struct Made {
    /// As the program has them.
    pub pki: Pki,
    /// As files.
    pub files: Tree,
}

impl Made {
    /// A file's text.
    pub fn text(&self, file: &str) -> &str {
        self.files.get(file).unwrap_or_else(|| panic!("{file} was not made")).text()
    }
}

/// As a tree, whose keys only their owner reads.
pub fn tree_of(files: &kubecore::pki::Files) -> Tree {
    let file = |(path, bytes): (&String, &zeroize::Zeroizing<Vec<u8>>)| {
        let mode = if path.ends_with("-key.pem") { 0o600 } else { 0o644 };
        (path.clone(), File { mode, bytes: bytes.to_vec() })
    };
    files.iter().map(file).collect()
}

/// As the program reads them.
pub fn files_of(tree: &Tree) -> kubecore::pki::Files {
    let file = |(path, file): (&String, &File)| (path.clone(), file.bytes.clone().into());
    tree.iter().map(file).collect()
}

/// The list `pki/kubeadm.tsv`: several authorities, a key pair without a certificate, clients of groups, and more
/// addresses than today's profiles have.
pub fn kubeadm(key: KeyKind) -> Certificates {
    let text = fs::read_to_string(home().join("pki/kubeadm.tsv")).expect("the list");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Certificates {
        cluster: "kubeadm".into(),
        items: lines.map(|line| item(line, key)).collect(),
        kubeconfigs: Vec::new(),
        backdate_minutes: 5,
    }
}

fn item(line: &str, key: KeyKind) -> Item {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, authority, common_name, organization, usages, names] = columns[..] else {
        panic!("six columns: {line}")
    };
    let given = |text: &str| if text == "-" { String::new() } else { text.to_owned() };
    let subject = Subject { common_name: given(common_name), organization: given(organization) };
    let kind = match authority {
        "self" => Kind::Authority { subject, days: 3_650 },
        "pair" => Kind::KeyPair,
        _ => Kind::Certificate {
            authority: authority.into(),
            subject,
            names: names_of(&given(names)),
            usages: Usages { server: usages.contains("server"), client: usages.contains("client") },
            days: 365,
        },
    };
    Item {
        id: id.into(),
        key,
        form: KeyForm::Pkcs8,
        lasting: matches!(authority, "self" | "pair"),
        kind,
        scope: Scope::Administrator,
    }
}

fn names_of(text: &str) -> Names {
    let mut names = Names::default();
    for name in text.split_ascii_whitespace() {
        match name.parse() {
            Ok(address) => names.addresses.push(address),
            Err(_) => names.dns.push(name.to_owned()),
        }
    }
    names
}
