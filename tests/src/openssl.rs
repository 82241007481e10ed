//! The real openssl as a judge of keys, certificates and requests: it was not written by us.

use std::collections::BTreeMap;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use kubecore::format::x509::{
    Authority, Holder, KeyForm, KeyKind, Names, PrivateKey, Subject, Usages, Validity, certificate,
};
use kubecore::plan::certificates::{Certificates, Item, Kind};
use tempfile::TempDir;

use crate::judges::has;
use crate::pki::Made;
use crate::tree;

/// A name and an address that no certificate of a test is for.
const FOREIGN_NAME: &str = "foreign.example";
const FOREIGN_ADDRESS: &str = "203.0.113.99";
const DAY: u64 = 24 * 60 * 60;

/// Whether openssl can be run here; says so where not.
pub fn is_here() -> bool {
    let here = has("openssl");
    if !here {
        crate::note("openssl is missing: no certificate was judged by it");
    }
    here
}

/// Runs openssl; what it said, as an error where it failed.
pub fn run(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("openssl").args(arguments).output().expect("openssl runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    Err(format!("openssl {}: {}", arguments.join(" "), text(&output.stderr).trim()))
}

/// A PKI directory that openssl judges.
#[derive(Debug)]
pub struct Judge<'a> {
    list: &'a Certificates,
    made: &'a Made,
    scratch: TempDir,
    findings: Vec<String>,
    asked: usize,
}

/// What openssl is to check a certificate for.
#[derive(Debug, Clone, Copy)]
enum For<'n> {
    Name(&'n str),
    Address(IpAddr),
    Anybody,
}

impl<'a> Judge<'a> {
    /// Of everything in `made`, against what `list` says of it.
    pub fn of(list: &'a Certificates, made: &'a Made) -> Self {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        tree::write(scratch.path(), &made.files);
        Self { list, made, scratch, findings: Vec::new(), asked: 0 }
    }

    /// Everything that openssl or this judge has against it.
    pub fn findings(mut self) -> Vec<String> {
        for item in &self.list.items {
            self.key(item);
            self.extensions(item);
            if let Kind::Certificate { authority, names, usages, days, .. } = &item.kind {
                self.uses(item, authority, names, *usages);
                self.time(item, authority, *days);
                self.signs_nobody(item, authority);
            }
        }
        self.strangers();
        assert!(self.asked > self.list.items.len(), "openssl was asked {} times only", self.asked);
        self.findings
    }

    /// As [`Self::findings`], of keys and uses alone: of certificates whose times others chose, and whose
    /// authority's key is elsewhere.
    pub fn findings_of_pairs(mut self) -> Vec<String> {
        for item in &self.list.items {
            if let Kind::Certificate { authority, names, usages, .. } = &item.kind {
                self.key(item);
                self.uses(item, authority, names, *usages);
            }
        }
        self.findings
    }

    fn path(&self, file: &str) -> PathBuf {
        self.scratch.path().join(file)
    }

    fn text(&self, file: &str) -> String {
        self.path(file).to_str().expect("a path in UTF-8").to_owned()
    }

    /// The key is sound, in the right form, and the one that the certificate names.
    fn key(&mut self, item: &Item) {
        let path = self.text(&item.key_file());
        let text = fs::read_to_string(&path).expect("every item has a key");
        let (program, label) = match (item.key, item.form) {
            (KeyKind::Rsa2048, KeyForm::Traditional) => ("rsa", "RSA PRIVATE KEY"),
            (KeyKind::EcdsaP256, KeyForm::Traditional) => ("ec", "EC PRIVATE KEY"),
            (KeyKind::Rsa2048, KeyForm::Pkcs8) => ("rsa", "PRIVATE KEY"),
            (KeyKind::EcdsaP256, KeyForm::Pkcs8) => ("ec", "PRIVATE KEY"),
        };
        if !text.starts_with(&format!("-----BEGIN {label}-----\n")) {
            self.findings.push(format!("{}: not a {label}", item.key_file()));
        }
        self.wants(run(&[program, "-check", "-noout", "-in", &path]));
        let Some(public) = self.wants(run(&["pkey", "-pubout", "-in", &path])) else { return };
        if matches!(item.kind, Kind::KeyPair | Kind::Encryption) {
            return;
        }
        let certificate = self.text(&item.certificate_file());
        let about = self.wants(run(&["x509", "-noout", "-pubkey", "-in", &certificate]));
        if about.is_some_and(|about| about != public) {
            self.findings.push(format!("{}: about another key", item.certificate_file()));
        }
    }

    /// What it may do stands in it, so that no program has to guess: whether it signs others, and what its key does.
    fn extensions(&mut self, item: &Item) {
        let rsa = if item.key == KeyKind::Rsa2048 { ", Key Encipherment" } else { "" };
        let (constraints, usage) = match &item.kind {
            Kind::Authority { .. } => {
                ("CA:TRUE, pathlen:0", "Digital Signature, Certificate Sign, CRL Sign".to_owned())
            }
            Kind::Certificate { .. } => ("CA:FALSE", format!("Digital Signature{rsa}")),
            Kind::KeyPair | Kind::Encryption => return,
        };
        let path = self.text(&item.certificate_file());
        let asked = "basicConstraints,keyUsage";
        let Some(shown) = self.wants(run(&["x509", "-noout", "-ext", asked, "-in", &path])) else {
            return;
        };
        let lines: Vec<&str> = shown.lines().map(str::trim).collect();
        let wanted = [
            "X509v3 Basic Constraints: critical",
            constraints,
            "X509v3 Key Usage: critical",
            &usage,
        ];
        if lines != wanted {
            self.findings.push(format!("{}: {lines:?}, not {wanted:?}", item.certificate_file()));
        }
    }

    /// It is accepted for every use, name and address that it is listed with, and for no other.
    fn uses(&mut self, item: &Item, authority: &str, names: &Names, usages: Usages) {
        for (purpose, may) in [("sslserver", usages.server), ("sslclient", usages.client)] {
            self.verify(item, authority, purpose, For::Anybody, may);
            let wanted = names.dns.iter().map(|name| For::Name(name));
            let wanted = wanted.chain(names.addresses.iter().copied().map(For::Address));
            for name in wanted.filter(|_| may) {
                self.verify(item, authority, purpose, name, true);
            }
        }
        let purpose = if usages.server { "sslserver" } else { "sslclient" };
        let foreign = FOREIGN_ADDRESS.parse().expect("an address");
        for name in [For::Name(FOREIGN_NAME), For::Address(foreign)] {
            self.verify(item, authority, purpose, name, false);
        }
    }

    fn verify(&mut self, item: &Item, authority: &str, purpose: &str, of: For<'_>, may: bool) {
        let (ca, leaf) =
            (self.text(&format!("{authority}.pem")), self.text(&item.certificate_file()));
        let address = match of {
            For::Address(address) => address.to_string(),
            For::Name(name) => name.to_owned(),
            For::Anybody => String::new(),
        };
        let mut arguments = vec!["verify", "-x509_strict", "-CAfile", &ca, "-purpose", purpose];
        match of {
            For::Name(_) => arguments.extend(["-verify_hostname", &address]),
            For::Address(_) => arguments.extend(["-verify_ip", &address]),
            For::Anybody => {}
        }
        arguments.extend(["-untrusted", &leaf, &leaf]);
        self.says(run(&arguments), may, &format!("{} as {purpose} {of:?}", item.id));
    }

    /// It is valid now, to the end of its days and no longer, and not before it was made.
    fn time(&mut self, item: &Item, authority: &str, days: u32) {
        let path = self.text(&item.certificate_file());
        let all = u64::from(days) * DAY;
        for (seconds, may) in [(0, true), (all - DAY, true), (all + DAY, false)] {
            let end = seconds.to_string();
            let said = run(&["x509", "-noout", "-checkend", &end, "-in", &path]);
            self.says(said, may, &format!("{} in {seconds} s", item.id));
        }
        let entry = self.made.pki.entry(item).and_then(|entry| entry.certificate());
        let from = entry.expect("it was made").not_before().0;
        let ca = self.text(&format!("{authority}.pem"));
        for (time, may) in [(from + 1, true), (from - 1, false)] {
            let time = time.to_string();
            let said = run(&["verify", "-attime", &time, "-CAfile", &ca, &path]);
            self.says(said, may, &format!("{} at {time}", item.id));
        }
    }

    /// What its key signs is refused: it is no authority.
    fn signs_nobody(&mut self, item: &Item, authority: &str) {
        let entry = self.made.pki.entry(item).expect("it was made");
        let (Some(by), Some(key)) = (entry.certificate(), &entry.key) else {
            panic!("{} was made", item.id)
        };
        let public = PrivateKey::generate(KeyKind::EcdsaP256, &[7; 32]).unwrap().public().unwrap();
        let holder = Holder {
            subject: &Subject::named("forged"),
            names: &Names::default(),
            usages: Usages::BOTH,
            public: &public,
        };
        let validity = Validity { from: by.not_before(), until: by.not_after(), serial: [9; 16] };
        let forged = certificate(holder, validity, Authority { certificate: by, key });
        let path = self.text("forged.pem");
        fs::write(&path, forged.expect("it can be made").to_pem()).unwrap();
        let (ca, own) =
            (self.text(&format!("{authority}.pem")), self.text(&item.certificate_file()));
        let said = run(&["verify", "-CAfile", &ca, "-untrusted", &own, &path]);
        self.says(said, false, &format!("what {} signs", item.id));
    }

    /// No authority's clients accept what another authority signed.
    fn strangers(&mut self) {
        let authorities = self.list.items.iter().filter(|item| item.is_authority());
        let files: BTreeMap<&str, String> = authorities
            .map(|item| (item.id.as_str(), self.text(&item.certificate_file())))
            .collect();
        for item in &self.list.items {
            let Kind::Certificate { authority, .. } = &item.kind else { continue };
            let leaf = self.text(&item.certificate_file());
            for (_, other) in files.iter().filter(|(id, _)| *id != authority) {
                let said = run(&["verify", "-CAfile", other, &leaf]);
                self.says(said, false, &format!("{} under {other}", item.id));
            }
        }
    }

    fn wants(&mut self, said: Result<String, String>) -> Option<String> {
        self.asked += 1;
        said.map_err(|error| self.findings.push(error)).ok()
    }

    fn says(&mut self, said: Result<String, String>, may: bool, what: &str) {
        self.asked += 1;
        match (said, may) {
            (Err(error), true) => self.findings.push(format!("{what}: refused\n{error}")),
            (Ok(_), false) => self.findings.push(format!("{what}: accepted, and must not be")),
            _ => {}
        }
    }
}

/// Judges a request: signed by its own key, and asking for these names. What it says against it.
pub fn request(path: &Path, names: &Names) -> Vec<String> {
    let path = path.to_str().expect("a path in UTF-8");
    let shown = match run(&["req", "-verify", "-noout", "-text", "-in", path]) {
        Ok(shown) => shown,
        Err(error) => return vec![error],
    };
    let dns = names.dns.iter().map(|name| format!("DNS:{name}"));
    let addresses = names.addresses.iter().map(|address| match address {
        IpAddr::V4(address) => format!("IP Address:{address}"),
        // openssl writes every group.
        IpAddr::V6(address) => {
            let groups = address.segments().map(|group| format!("{group:X}"));
            format!("IP Address:{}", groups.join(":"))
        }
    });
    let line = shown.lines().skip_while(|line| !line.contains("Alternative Name")).nth(1);
    let has: Vec<&str> = line.unwrap_or_default().split(',').map(str::trim).collect();
    let missing = dns.chain(addresses).filter(|name| !has.contains(&name.as_str()));
    missing.map(|name| format!("{path}: {name} is not asked for\n{shown}")).collect()
}
