//! Making keys and certificates.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;

use zeroize::Zeroizing;

use super::state::fit;
use super::{Entry, Env, Files, Misfit, NoEntropy, Pki, Problem, State, chain, marker};
use crate::diagnostic::Code;
use crate::format::x509::{
    Authority, Certificate, DAY, Holder, KeyKind, Moment, PrivateKey, PublicKey, Validity,
    authority, certificate, request,
};
use crate::plan::certificates::{Certificates, Item, Kind};

/// Makes what was asked for, one [`Issuer::step`] after the other, so that whoever waits can show
/// how far it is or do something else in between. Nothing counts until [`Issuer::finish`].
pub struct Issuer<'a> {
    list: &'a Certificates,
    pki: Pki,
    changes: Files,
    queue: VecDeque<Task<'a>>,
    done: usize,
    /// What certificates are about: a key that comes again is no key.
    known: BTreeSet<PublicKey>,
}

/// How far an [`Issuer`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What was made last: an [`Item::id`].
    pub id: String,
    /// How many are made.
    pub done: usize,
    /// How many there are to make.
    pub total: usize,
}

/// What an [`Issuer`] made.
#[derive(Clone)]
pub struct Issued {
    /// Everything there is now.
    pub pki: Pki,
    /// The files that are new or changed, and no others.
    pub changes: Files,
}

#[derive(Debug, Clone, Copy)]
struct Task<'a> {
    item: &'a Item,
    makes: Makes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Makes {
    /// A key, and what certifies it.
    Pair,
    /// A certificate for the key there is.
    Certificate,
    /// A key, if there is none, and a request for another to sign.
    Request,
}

/// No certificate of this program is older: a clock before it is wrong. 2026-01-01.
const EARLIEST: Moment = Moment(1_767_225_600);
/// A certificate must end before the year 10 000, and may last a hundred years.
const LATEST: Moment = Moment(250_000_000_000);

impl<'a> Issuer<'a> {
    /// Makes what is missing, and keeps what is there.
    pub fn missing(list: &'a Certificates, pki: &Pki) -> Result<Self, Problem> {
        let missing = |item: &&Item| fit(item, pki) == State::Missing;
        let tasks = list.items.iter().filter(missing).map(|item| Task { item, makes: Makes::Pair });
        let issuer = Self::of(list, pki, tasks.collect());
        issuer.can_sign()?;
        Ok(issuer)
    }

    /// Makes anew what has one of these names: a new key, except where a key outlives its
    /// certificates. Authorities stay.
    pub fn renewal(
        list: &'a Certificates,
        pki: &Pki,
        wanted: impl Fn(&Item) -> bool,
    ) -> Result<Self, Problem> {
        let mut tasks = VecDeque::new();
        for item in list.items.iter().filter(|item| !item.is_authority() && wanted(item)) {
            let has_key = pki.entry(item).is_some_and(|entry| entry.key.is_some());
            let fits = fit(item, pki) != State::Outdated(Misfit::Key);
            let makes = match &item.kind {
                Kind::Certificate { .. } if item.lasting && has_key && fits => Makes::Certificate,
                Kind::KeyPair | Kind::Encryption if has_key && fits => continue,
                _ => Makes::Pair,
            };
            tasks.push_back(Task { item, makes });
        }
        let issuer = Self::of(list, pki, tasks);
        issuer.can_sign()?;
        Ok(issuer)
    }

    /// Makes keys and requests where another signs: for what is missing, waits or is outdated, with
    /// the key there is.
    pub fn requests(list: &'a Certificates, pki: &Pki) -> Self {
        let tasks = list.items.iter().filter_map(|item| {
            let makes = match (&item.kind, fit(item, pki)) {
                // A request that waits may be older than the spec.
                (
                    Kind::Certificate { .. },
                    State::Missing | State::Requested | State::Outdated(_),
                ) => Makes::Request,
                (Kind::KeyPair | Kind::Encryption, State::Missing) => Makes::Pair,
                _ => return None,
            };
            Some(Task { item, makes })
        });
        Self::of(list, pki, tasks.collect())
    }

    fn of(list: &'a Certificates, pki: &Pki, queue: VecDeque<Task<'a>>) -> Self {
        let certificates = pki.entries.values().filter_map(Entry::certificate);
        let known = certificates.map(|certificate| certificate.public_key().clone()).collect();
        Self { list, pki: pki.clone(), changes: Files::new(), queue, done: 0, known }
    }

    /// How many are still to be made.
    pub fn left(&self) -> usize {
        self.queue.len()
    }

    /// How many RSA keys [`Env::rsa_key`] may be asked for.
    pub fn rsa_keys(&self) -> usize {
        let makes_key = |task: &&Task<'_>| {
            task.item.key == KeyKind::Rsa2048
                && match task.makes {
                    Makes::Pair => true,
                    Makes::Certificate => false,
                    Makes::Request => self.pki.entry(task.item).is_none(),
                }
        };
        self.queue.iter().filter(makes_key).count()
    }

    /// Makes the next one; `None` once there is nothing left.
    pub fn step(&mut self, env: &mut dyn Env) -> Result<Option<Progress>, Problem> {
        let Some(task) = self.queue.front().copied() else { return Ok(None) };
        let now = env.now();
        if !(EARLIEST..=LATEST).contains(&now) {
            return Err(Problem::new(
                Code::ClockWrong,
                format!("this machine's clock says {now}"),
                "set it, then run this again",
            ));
        }
        let item = task.item;
        let present = self.pki.entry(item).and_then(|entry| entry.key.clone());
        let (key, is_new) = match (task.makes, present) {
            (Makes::Certificate | Makes::Request, Some(key)) => (key, false),
            _ => (make_key(item.key, env)?, true),
        };
        let entry = match &item.kind {
            Kind::KeyPair | Kind::Encryption => {
                Entry { key: Some(key.clone()), ..Entry::default() }
            }
            Kind::Authority { subject, days } => {
                let until = now.plus(u64::from(*days) * DAY);
                let validity = self.validity(now, until, env)?;
                let made = authority(subject, validity, &key);
                let made = made.ok_or_else(|| Problem::bug("the authority's certificate"))?;
                Entry { key: Some(key.clone()), chain: vec![made], requested: false }
            }
            Kind::Certificate { .. } if task.makes == Makes::Request => {
                self.request(item, &key)?;
                let chain = self.pki.entry(item).map(|entry| entry.chain.clone());
                Entry { key: Some(key.clone()), chain: chain.unwrap_or_default(), requested: true }
            }
            Kind::Certificate { authority, .. } => {
                let made = self.certificate(item, authority, &key, now, env)?;
                Entry { key: Some(key.clone()), chain: vec![made], requested: false }
            }
        };
        if is_new {
            let public = key.public().ok_or_else(|| Problem::bug("a public key"))?;
            if !self.known.insert(public) {
                return Err(no_entropy());
            }
            let text = key.to_pem(item.form).ok_or_else(|| Problem::bug("a key"))?;
            self.changes.insert(item.key_file(), Zeroizing::new(text.as_bytes().to_vec()));
        }
        if task.makes != Makes::Request && !entry.chain.is_empty() {
            let text = self.certificate_text(item, &entry);
            self.changes.insert(item.certificate_file(), Zeroizing::new(text.into_bytes()));
        }
        self.pki.entries.insert(item.id.clone(), entry);
        self.queue.pop_front();
        self.done += 1;
        let total = self.done + self.queue.len();
        Ok(Some(Progress { id: item.id.clone(), done: self.done, total }))
    }

    /// Makes all that is left.
    pub fn run(mut self, env: &mut dyn Env) -> Result<Issued, Problem> {
        while self.step(env)?.is_some() {}
        Ok(self.finish())
    }

    /// What was made. Where that is anything, the file that marks the directory is part of it.
    pub fn finish(mut self) -> Issued {
        if !self.changes.is_empty() {
            let text = marker::text(&self.list.cluster).into_bytes();
            self.changes.insert(super::MARKER.into(), Zeroizing::new(text));
        }
        Issued { pki: self.pki, changes: self.changes }
    }

    /// Whether every authority that is needed is here with its key, or is about to be made.
    fn can_sign(&self) -> Result<(), Problem> {
        for task in &self.queue {
            let Kind::Certificate { authority, .. } = &task.item.kind else { continue };
            let has_key = self.pki.authority(authority).is_some_and(|entry| entry.key.is_some());
            // It stands before what it signs.
            let is_made = || self.queue.iter().any(|other| other.item.id == *authority);
            if !has_key && !is_made() {
                return Err(Problem::new(
                    Code::NoAuthorityKey,
                    format!("{} cannot be signed without {authority}-key.pem", task.item.id),
                    format!(
                        "put {authority}-key.pem back for the time being, or have it signed elsewhere: `--requests`"
                    ),
                ));
            }
        }
        Ok(())
    }

    fn certificate(
        &self,
        item: &Item,
        signer: &str,
        key: &PrivateKey,
        now: Moment,
        env: &mut dyn Env,
    ) -> Result<Certificate, Problem> {
        let Kind::Certificate { subject, names, usages, days, .. } = &item.kind else {
            return Err(Problem::bug("a certificate"));
        };
        let above = self.pki.authority(signer).filter(|entry| entry.key.is_some());
        let Some((above, (Some(by), Some(by_key)))) =
            above.map(|entry| (entry, (entry.certificate(), &entry.key)))
        else {
            return Err(Problem::bug("a certificate without an authority"));
        };
        chain::check_now(&above.chain, now)
            .map_err(|problem| problem.file(format!("{signer}.pem")))?;
        let until = now.plus(u64::from(*days) * DAY);
        // Nothing outlives its authority.
        let until = chain::until(&above.chain).map_or(until, |end| end.min(until));
        let validity = self.validity(now, until, env)?;
        let validity = Validity { from: validity.from.max(by.not_before()), ..validity };
        let public = key.public().ok_or_else(|| Problem::bug("a public key"))?;
        let holder = Holder { subject, names, usages: *usages, public: &public };
        certificate(holder, validity, Authority { certificate: by, key: by_key })
            .ok_or_else(|| Problem::bug("a certificate"))
    }

    fn request(&mut self, item: &Item, key: &PrivateKey) -> Result<(), Problem> {
        let Kind::Certificate { subject, names, usages, .. } = &item.kind else { return Ok(()) };
        let text =
            request(subject, names, *usages, key).ok_or_else(|| Problem::bug("a request"))?;
        self.changes.insert(item.request_file(), Zeroizing::new(text.into_bytes()));
        Ok(())
    }

    fn validity(&self, now: Moment, until: Moment, env: &mut dyn Env) -> Result<Validity, Problem> {
        let mut serial = [0; 16];
        env.random(&mut serial).map_err(|NoEntropy| no_entropy())?;
        let from = now.minus(u64::from(self.list.backdate_minutes) * 60);
        Ok(Validity { from, until, serial })
    }

    /// A leaf's file holds what a server sends: its own and those between it and the root.
    fn certificate_text(&self, item: &Item, entry: &Entry) -> String {
        let above = match &item.kind {
            Kind::Certificate { authority, .. } => self.pki.authority(authority),
            Kind::Authority { .. } | Kind::KeyPair | Kind::Encryption => None,
        };
        let intermediates = above.map(Entry::intermediates).unwrap_or_default();
        entry.chain.iter().chain(intermediates).map(Certificate::to_pem).collect()
    }
}

/// Keys are among the changes.
impl fmt::Debug for Issuer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Issuer({} done, {} left)", self.done, self.queue.len())
    }
}

/// As above: names, and no content.
impl fmt::Debug for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Issued").field(&self.changes.keys()).finish()
    }
}

/// How often random bytes may be unfit for a key before something must be wrong with them.
const TRIES: usize = 8;

fn make_key(kind: KeyKind, env: &mut dyn Env) -> Result<PrivateKey, Problem> {
    if kind == KeyKind::Rsa2048
        && let Some(der) = env.rsa_key()
    {
        return PrivateKey::from_pkcs8(&der).map_err(|_| Problem::bug("a key of the browser"));
    }
    for _ in 0..TRIES {
        let mut seed = Zeroizing::new([0; 32]);
        env.random(&mut *seed).map_err(|NoEntropy| no_entropy())?;
        // A source that is broken tends to repeat itself.
        let (first, second) = seed.split_at(seed.len() / 2);
        if first == second {
            continue;
        }
        if let Some(key) = PrivateKey::generate(kind, &seed) {
            return Ok(key);
        }
    }
    Err(no_entropy())
}

fn no_entropy() -> Problem {
    Problem::new(
        Code::NoEntropy,
        "the system gives no random bytes, so no key was made",
        "run this on a machine, or in a browser, that has a source of randomness",
    )
}
