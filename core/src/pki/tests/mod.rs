//! Keys are made, renewed and read back as the list says. What openssl and TLS think of them is in the package
//! kubecore-tests, and so are wrong files.

mod elsewhere;
mod env;
mod issue;
mod renew;
mod trouble;

use env::Seeded;

use super::*;
use crate::format::x509::{Certificate, Moment};
use crate::plan::certificates::{Certificates, Item};
use crate::source::Source;

const NOW: Moment = Moment(1_800_000_000);

/// A cluster with an authority, an API server, workers and an administrator.
struct Spec {
    version: &'static str,
    workers: u8,
    pki: &'static str,
}

const PLAIN: Spec = Spec { version: "v1.5.4", workers: 1, pki: "" };

impl Spec {
    fn list(&self) -> Certificates {
        let worker = |n| format!("  - {{ name: worker-{n}, role: worker, ip: 192.168.4.20{n} }}\n");
        let workers = (1..=self.workers).map(worker).collect::<Vec<_>>().concat();
        let text = format!(
            "kubecore: v1\nname: demo\nprofile: coreos-guide\nkubernetes: {{ version: {} }}\npki: {{ {} }}\nnodes:\n  \
             - {{ name: etcd-1, role: etcd, ip: 192.168.4.51 }}\n  \
             - {{ name: controller-1, role: control-plane, ip: 192.168.4.101 }}\n{workers}",
            self.version, self.pki
        );
        let compiled = crate::compile(&Source::new("cluster.yaml", text));
        Certificates::of(&compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.report)))
    }
}

fn issue(list: &Certificates, seed: &str) -> Issued {
    Issuer::missing(list, &Pki::new()).unwrap().run(&mut Seeded::new(seed, NOW)).unwrap()
}

/// What a directory holds once `changes` are written into it.
fn written(before: &Files, changes: &Files) -> Files {
    before.iter().chain(changes).map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
}

/// Names of files that `after` has in another way than `before`, or more.
fn changed<'f>(before: &Files, after: &'f Files) -> Vec<&'f str> {
    assert!(before.keys().all(|name| after.contains_key(name)), "nothing is ever removed");
    let names = after.keys().filter(|name| before.get(*name) != after.get(*name));
    names.map(String::as_str).collect()
}

fn item<'a>(list: &'a Certificates, id: &str) -> &'a Item {
    list.get(id).unwrap_or_else(|| panic!("{id} is not listed"))
}

fn certificate<'a>(pki: &'a Pki, list: &Certificates, id: &str) -> &'a Certificate {
    pki.entry(item(list, id))
        .and_then(Entry::certificate)
        .unwrap_or_else(|| panic!("{id} has none"))
}

fn state(pki: &Pki, list: &Certificates, id: &str, now: Moment) -> State {
    let found = status(list, pki, now).into_iter().find(|status| status.item.id == id);
    found.unwrap_or_else(|| panic!("{id} is not listed")).state
}

const API: &str = "apiserver";
const WORKER: &str = "nodes/worker-1/worker-1-worker";
