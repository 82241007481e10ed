//! Certificates that a machine gets: each is the one that the plan has for its place, with the names and addresses
//! that it is asked for at, and the key beside it is its own.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;
use crate::format::x509::{Certificate, PrivateKey, PublicKey};
use crate::pki::misfit;
use crate::plan::certificates::{self, Certificates, Item, Part, Placed};

/// What each certificate must be, by its name. Made when the first is met: most bundles have none.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted(OnceLock<BTreeMap<String, Item>>);

impl Wanted {
    fn get(&self, subject: &Subject<'_>, id: &str) -> Option<&Item> {
        let items = || Certificates::of(subject.plan).items.into_iter();
        self.0.get_or_init(|| items().map(|item| (item.id.clone(), item)).collect()).get(id)
    }
}

pub(super) fn check(subject: &Subject<'_>, wanted: &Wanted, report: &mut Report) {
    let Some(node) = subject.node else { return };
    let mut public: BTreeMap<String, Vec<(String, PublicKey)>> = BTreeMap::new();
    for Placed { id, part, path, .. } in certificates::of_machine(subject.plan, node) {
        let path = ["rootfs", &*path].concat();
        let Some(file) = subject.bundle.get(&path) else { continue };
        let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
        let key = match part {
            Part::Certificate => {
                let Some(own) = Certificate::from_pem(text).ok().and_then(first) else {
                    found(report, subject.bundle, &path, "is no certificate");
                    continue;
                };
                let item = wanted.get(subject, &id);
                if let Some(why) = item.and_then(|item| misfit(item, &own.statement())) {
                    let what = format_args!("is not the plan's: {why}");
                    found(report, subject.bundle, &path, what);
                }
                own.public_key().clone()
            }
            Part::Key => {
                let Some(key) = PrivateKey::from_pem(text).ok().and_then(|key| key.public()) else {
                    found(report, subject.bundle, &path, "is no private key");
                    continue;
                };
                key
            }
            Part::Trust | Part::Public | Part::Encryption => continue,
        };
        public.entry(id).or_default().push((path, key));
    }
    for files in public.values() {
        let Some(((_, one), others)) = files.split_first() else { continue };
        for (path, _) in others.iter().filter(|(_, other)| other != one) {
            found(report, subject.bundle, path, "does not belong to the certificate beside it");
        }
    }
}

/// The certificate itself: what follows are those between it and the root.
fn first(chain: Vec<Certificate>) -> Option<Certificate> {
    chain.into_iter().next()
}
