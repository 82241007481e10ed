//! Changes of what a cluster is: most of them break one that runs.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::{Meaning, Weight};
use crate::catalogue::{skew, step};
use crate::plan::{Fact, Facts};
use crate::spec::decode::FromText as _;
use crate::spec::value::KubernetesVersion;

/// A change of what the cluster is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// What it is about.
    pub fact: Fact,
    /// Which machine, member or key; empty where there is one alone.
    pub name: String,
    /// What it was; `None` for what was not there.
    pub before: Option<String>,
    /// What it is; `None` for what is gone.
    pub after: Option<String>,
    /// What it means for the cluster that runs.
    pub meaning: Meaning,
}

/// What differs of a cluster as a whole.
pub fn facts(before: &Facts, after: &Facts) -> Vec<FactChange> {
    let (before, after) = (by_name(before), by_name(after));
    // A render without keys says nothing of them.
    let has_keys = |side: &Named<'_>| side.keys().any(|(fact, _)| is_of_keys(*fact));
    let both_have_keys = has_keys(&before) && has_keys(&after);
    let all: BTreeSet<&(Fact, &str)> = before.keys().chain(after.keys()).collect();
    let mut changes = Vec::new();
    for key in all {
        let (fact, name) = *key;
        let (was, is) = (before.get(key).copied(), after.get(key).copied());
        if was == is || is_of_keys(fact) && !both_have_keys {
            continue;
        }
        let (weight, why) = meaning(fact, was, is);
        changes.push(FactChange {
            fact,
            name: name.to_owned(),
            before: was.map(str::to_owned),
            after: is.map(str::to_owned),
            meaning: Meaning::new(weight, why),
        });
    }
    // In another system, all else is another, too.
    if changes.iter().any(|change| change.fact == Fact::Profile) {
        changes.retain(|change| matches!(change.fact, Fact::Profile | Fact::Machine));
    }
    changes
}

type Named<'f> = BTreeMap<(Fact, &'f str), &'f str>;

fn by_name(facts: &Facts) -> Named<'_> {
    let named = facts.iter().map(|(fact, value)| match value.split_once(' ') {
        Some((name, rest)) if fact.is_named() => ((*fact, name), rest),
        _ => ((*fact, ""), value.as_str()),
    });
    named.collect()
}

fn is_of_keys(fact: Fact) -> bool {
    matches!(fact, Fact::Authority | Fact::Signer | Fact::Encryption)
}

fn meaning(fact: Fact, before: Option<&str>, after: Option<&str>) -> (Weight, String) {
    let breaks = |why: &str| (Weight::Breaks, why.to_owned());
    match fact {
        Fact::Profile => breaks(
            "it is another system: build a new cluster, move the workloads, then give up the old machines",
        ),
        Fact::Kubernetes => release(before.unwrap_or_default(), after.unwrap_or_default()),
        Fact::Pods => range(before, after).unwrap_or_else(|| {
            breaks(
                "nodes keep the part of the former range that they were given, and pods their addresses: both ranges \
                 are in use at once, and nothing leads from one to the other",
            )
        }),
        Fact::Services => range(before, after).unwrap_or_else(|| {
            breaks(
                "every service keeps its address in the former range, those of cluster DNS and the API among them; \
                 certificates, where there are any, name the API's in the new one",
            )
        }),
        Fact::Domain => breaks(
            "pods that run look names up in the former domain; certificates, where there are any, name services of the new one",
        ),
        Fact::PodNetwork => breaks(
            "pods of machines that have changed cannot reach those of machines that have not, and what the former \
             network left on a machine stays in the new one's way",
        ),
        Fact::Member => breaks(match (before, after) {
            (None, _) => {
                "a new member must be made known to those that run (`etcdctl member add`) before it starts; files \
                 alone make it a cluster of its own"
            }
            (_, None) => {
                "the others wait for it until it is taken out (`etcdctl member remove`), and count it for their majority"
            }
            _ => {
                "a member keeps its address in etcd's data, and the files are read only when there is none: take it \
                 out and add it again, one member at a time"
            }
        }),
        Fact::Endpoints => breaks("the API servers would read another etcd, in which the cluster's objects are not"),
        Fact::Machine => match (before, after) {
            (None, _) => (Weight::Reprovision, "it is new: provision it".into()),
            (_, None) => (
                Weight::Reprovision,
                "it is gone: drain it, delete its node, and turn it off".into(),
            ),
            _ => (
                Weight::Reprovision,
                "another role or address makes it another machine: drain it, delete its node, and provision it anew"
                    .into(),
            ),
        },
        Fact::Authority => breaks(
            "who trusts the former authority trusts no certificate of this one, and the other way round: all machines \
             would have to change in the same moment",
        ),
        Fact::Signer => breaks(
            "every service account's token was signed with the former key, and is refused until its pod starts anew",
        ),
        Fact::Encryption => breaks(
            "secrets in etcd were encrypted with the former key, and cannot be read without it",
        ),
    }
}

/// A second IP family beside the range that was there.
fn range(before: Option<&str>, after: Option<&str>) -> Option<(Weight, String)> {
    let rest = after?.strip_prefix(before?)?;
    rest.starts_with(',').then(|| {
        let why = "the range of the other IP family is new: nodes that have joined get none of it until they are \
                   deleted and join anew";
        (Weight::Reprovision, why.to_owned())
    })
}

fn release(before: &str, after: &str) -> (Weight, String) {
    let version = |text: &str| KubernetesVersion::from_text(text).ok();
    let (Some(old), Some(new)) = (version(before), version(after)) else {
        return (Weight::Breaks, "one of the two is no release that can be compared".into());
    };
    // The control planes come first, and meet kubelets that are as they were.
    match step(old, new).or_else(|| skew(new, old)) {
        Some(found) => (Weight::Breaks, [&found.message, ": ", &found.help].concat()),
        None => (
            Weight::Restart,
            "control planes first, one after the other, then the workers: a kubelet is never newer than the API \
             server it talks to"
                .into(),
        ),
    }
}
