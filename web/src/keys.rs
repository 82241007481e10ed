//! The keys that this page made, or was given. They are in memory only, and go with it.

use std::fmt;
use std::rc::Rc;

use kubecore::pki::{Files, Papers, Ready};
use kubecore::plan::Plan;
use kubecore::profile::Bundles;

use crate::job;
use crate::worker::{Issued, Order};

/// What there is, of one cluster.
#[derive(Clone, Default, PartialEq)]
pub struct Keys {
    /// Whose: keys of one cluster are never another's.
    cluster: String,
    papers: Rc<Papers>,
    files: Rc<Files>,
    /// What is going on.
    pub work: Work,
    /// Whether everything there is lies in files of the person, too.
    pub saved: bool,
}

/// What is going on.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Work {
    /// Nothing.
    #[default]
    Idle,
    /// So many are made, of so many.
    Making(usize, usize),
    /// It could not be done, and why.
    Refused(String),
}

/// What the open cluster has of them.
#[derive(Debug, Clone, Default)]
pub enum Held {
    /// It needs none, or somebody else makes them.
    #[default]
    NotWanted,
    /// So many are missing, or do not fit any more.
    Missing(usize),
    /// All.
    Ready(Rc<Ready>),
}

impl Keys {
    /// What `plan` has of them.
    pub fn held(&self, plan: &Plan) -> Held {
        if job::certificates(plan).is_none() {
            return Held::NotWanted;
        }
        match job::ready(plan, &self.papers_of(plan)) {
            Ok(ready) => Held::Ready(ready.into()),
            Err(missing) => Held::Missing(missing),
        }
    }

    /// What to ask for, so that `plan` has all; nothing where it needs none.
    pub fn order(&self, plan: &Plan) -> Option<Order> {
        let files = if self.is_of(plan) { self.files.clone() } else { Rc::default() };
        Some(Order::new(job::certificates(plan)?, &files))
    }

    fn papers_of(&self, plan: &Plan) -> Rc<Papers> {
        if self.is_of(plan) { self.papers.clone() } else { Rc::default() }
    }

    fn is_of(&self, plan: &Plan) -> bool {
        self.cluster == plan.name.as_str()
    }

    /// The files of the PKI directory; none before keys were made.
    pub fn files(&self) -> &Rc<Files> {
        &self.files
    }

    /// Takes a directory of `cluster` that was made before, in place of what there was.
    pub fn bring(&mut self, cluster: String, files: Rc<Files>, issued: &Issued) {
        *self = Self { cluster: cluster.clone(), files, ..Self::default() };
        self.take(cluster, issued);
        self.saved = issued.changes().is_empty();
    }

    /// Takes what was made for `cluster`.
    pub fn take(&mut self, cluster: String, issued: &Issued) {
        if self.cluster != cluster {
            (self.files, self.papers) = Default::default();
        }
        let (mut files, mut papers) = ((*self.files).clone(), (*self.papers).clone());
        files.extend(issued.changes());
        papers.extend(issued.papers.clone());
        *self = Self {
            cluster,
            papers: papers.into(),
            files: files.into(),
            work: Work::Idle,
            saved: false,
        };
    }
}

impl Held {
    /// The keys, if all are there.
    pub fn ready(&self) -> Option<Rc<Ready>> {
        match self {
            Self::Ready(ready) => Some(ready.clone()),
            Self::NotWanted | Self::Missing(_) => None,
        }
    }

    /// What a render of now holds.
    pub fn bundles(&self) -> Bundles {
        match self {
            Self::Ready(_) => Bundles::WithKeys,
            Self::NotWanted | Self::Missing(_) => Bundles::WithoutKeys,
        }
    }
}

/// Names, and no key.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({}, {} files, {:?})", self.cluster, self.files.len(), self.work)
    }
}

/// Equal if there is the same to do: `Ready` is made anew from the same keys.
impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::NotWanted, Self::NotWanted) => true,
            (Self::Missing(a), Self::Missing(b)) => a == b,
            (Self::Ready(a), Self::Ready(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use kubecore::format::x509::Moment;
    use kubecore::pki::{Env, Issuer, NoEntropy, Pki};

    use super::*;

    pub(crate) const SPEC: &str = include_str!("../../examples/one-plus-two.yaml");

    /// Bytes that differ, and a time that stands still.
    pub(crate) struct Counting(pub(crate) u8);

    impl Env for Counting {
        fn now(&self) -> Moment {
            Moment(1_800_000_000)
        }

        fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
            for byte in bytes.iter_mut() {
                self.0 = self.0.wrapping_mul(5).wrapping_add(13);
                *byte = self.0;
            }
            self.0 ^= 0x41;
            Ok(())
        }
    }

    fn plan(text: &str) -> Plan {
        job::judge(text).plan.expect("the spec is good")
    }

    fn made(plan: &Plan, keys: &Keys) -> Keys {
        let list = job::certificates(plan).expect("it has certificates");
        let files = if keys.is_of(plan) { keys.files.clone() } else { Rc::default() };
        let pki = if files.is_empty() {
            Pki::new()
        } else {
            Pki::read(&list, &files).expect("good files")
        };
        let work = Issuer::missing(&list, &pki).unwrap();
        let issued = work.run(&mut Counting(u8::try_from(keys.files().len()).unwrap())).unwrap();
        let mut keys = keys.clone();
        keys.take(list.cluster.clone(), &Issued::new(&list, &issued));
        keys
    }

    #[test]
    fn keys_are_asked_for_made_and_then_held() {
        let plan = plan(SPEC);
        let none = Keys::default();
        assert_eq!(none.held(&plan), Held::Missing(5));
        let keys = made(&plan, &none);
        let Held::Ready(ready) = keys.held(&plan) else { panic!("all are there") };
        let zip =
            job::zip(SPEC, &plan, &job::Place::Node("worker-1".into()), Some(&ready)).unwrap();
        assert_ne!(zip, job::zip(SPEC, &plan, &job::Place::Node("worker-1".into()), None).unwrap());
        assert!(!format!("{keys:?}").contains("PRIVATE"));
    }

    /// What `openssl x509 -fingerprint -sha256` says of a certificate: the hash of its DER.
    #[test]
    fn an_authority_is_known_by_its_fingerprint() {
        let plan = plan(SPEC);
        let keys = made(&plan, &Keys::default());
        let authorities = job::authorities(&plan, keys.files());
        let [(name, fingerprint)] = &authorities[..] else { panic!("{authorities:?}") };
        assert_eq!(name, "ca.pem");
        assert_eq!(fingerprint.split(':').filter(|pair| pair.len() == 2).count(), 32);
    }

    #[test]
    fn a_machine_more_needs_one_more_and_another_cluster_all() {
        let keys = made(&plan(SPEC), &Keys::default());
        let more = SPEC.replacen(
            "nodes:\n",
            "nodes:\n  - { name: worker-9, role: worker, ip: 192.168.100.99 }\n",
            1,
        );
        assert_eq!(keys.held(&plan(&more)), Held::Missing(1));
        let keys = made(&plan(&more), &keys);
        assert!(matches!(keys.held(&plan(&more)), Held::Ready(_)));
        assert!(keys.files().contains_key("nodes/worker-9/worker-9-worker-key.pem"));
        assert!(keys.files().contains_key("ca-key.pem"), "what was there before, too");
        let other = SPEC.replace("name: small", "name: other");
        assert_eq!(keys.held(&plan(&other)), Held::Missing(5));
    }

    #[test]
    fn nobody_asks_for_keys_where_there_are_none() {
        let script = format!("{SPEC}\npki: {{ source: openssl-script }}\n");
        assert_eq!(Keys::default().held(&plan(&script)), Held::NotWanted);
        let weave = include_str!("../../examples/weave.yaml");
        assert_eq!(Keys::default().held(&plan(weave)), Held::NotWanted);
    }
}
