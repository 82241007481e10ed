//! What the lock file says of the cluster, before the files.

use crate::bundle::{Lock, sha256, spec};
use crate::catalogue::LOOKED_OVER;
use crate::pki::Ready;
use crate::plan::certificates::{Certificates, Kind, Part};
use crate::plan::{Fact, Facts, Plan};

/// The lock file, to which the files are yet to be added. `text` is what the plan was made of.
pub fn lock(plan: &Plan, keys: Option<&Ready>, text: &str) -> Lock {
    let lock = Lock::new(&spec(text)).note("catalogue", LOOKED_OVER);
    let facts =
        plan.facts().into_iter().chain(keys.map(|keys| of_keys(plan, keys)).into_iter().flatten());
    facts.fold(lock, |lock, (fact, value)| lock.note(fact.as_str(), value))
}

/// What others of the cluster must have the same of.
fn of_keys(plan: &Plan, keys: &Ready) -> Facts {
    let mut facts = Facts::new();
    for item in Certificates::of(plan).items {
        let (fact, part) = match item.kind {
            Kind::Authority { .. } => (Fact::Authority, Part::Certificate),
            Kind::KeyPair => (Fact::Signer, Part::Public),
            Kind::Encryption => (Fact::Encryption, Part::Encryption),
            Kind::Certificate { .. } => continue,
        };
        if let Some(text) = keys.text(&item.id, part) {
            facts.push((fact, [&item.id, " ", &sha256(text.as_bytes())].concat()));
        }
    }
    facts
}
