//! Texts that stand for values: `https://«api.host»:443`.

use std::collections::BTreeSet;

use crate::ledger::Facts;
use crate::ledger::Pattern;

use super::writing::Instance;

/// A text as the table has it, and what it stands for.
pub(super) struct Known {
    pub(super) text: String,
    pub(super) pattern: Pattern,
}

/// Of how many different values the texts that could stand for them are looked at.
const SAMPLES: usize = 24;

/// How many texts are tried for one value.
const TRIES: usize = 400;

/// The fewest texts that explain every value.
pub(super) fn fewest(instances: &[Instance]) -> Vec<Known> {
    let mut left: Vec<&Instance> = instances.iter().filter(|one| one.value.is_some()).collect();
    let mut found = Vec::new();
    while !left.is_empty() {
        let mut tried = BTreeSet::new();
        let mut values = BTreeSet::new();
        // From both ends and the middle: neighbours are alike.
        let step = (left.len() / SAMPLES).max(1);
        for one in left.iter().step_by(step) {
            let value = one.value.as_deref().expect("values only are left");
            if values.len() < SAMPLES && values.insert(value) {
                tried.extend(texts(value, &one.facts));
            }
        }
        let best = tried
            .into_iter()
            .map(|text| {
                let pattern = Pattern::new(&text);
                let explained = left.iter().filter(|one| explains(&pattern, one)).count();
                let given = left.first().is_some_and(|one| is_given(&text, &one.facts));
                let names = names(&text) - if given { 3 } else { 0 };
                (explained, names, text, pattern)
            })
            .max_by(|a, b| {
                (a.0, std::cmp::Reverse((a.1, &a.2))).cmp(&(b.0, std::cmp::Reverse((b.1, &b.2))))
            });
        let (_, _, text, pattern) = best.expect("a value stands for itself");
        left.retain(|one| !explains(&pattern, one));
        found.push(Known { text, pattern });
    }
    found
}

pub(super) fn explains(pattern: &Pattern, one: &Instance) -> bool {
    one.value.as_deref().is_some_and(|value| pattern.matches(value, &one.facts))
}

/// How far from plain a text is: names of what changes with clusters count against it, others for it.
fn names(text: &str) -> isize {
    let signed = |count: usize| isize::try_from(count).expect("a small number");
    let known: usize = CATALOGUE.iter().map(|name| text.matches(name).count()).sum();
    signed(text.matches('«').count()) - 2 * signed(known)
}

/// What the catalogue says is the same in all clusters, and yet no constant.
const CATALOGUE: [&str; 9] = [
    "«etcd.image»",
    "«pause.image»",
    "«coredns»",
    "«flannel»",
    "«flannel.plugin»",
    "«calico.",
    "«kube-vip»",
    "«cni.",
    "«etcd.url»",
];

/// Whether it is one value, and that an address, a range or a URL: no constant, even where no cluster changes it.
fn is_given(text: &str, facts: &Facts) -> bool {
    let name = text.strip_prefix('«').and_then(|rest| rest.strip_suffix('»'));
    let value = name.and_then(|name| facts.value(name)).unwrap_or_default();
    value.len() > 6
        && value.contains(['.', ':'])
        && value.contains(|sign: char| sign.is_ascii_digit())
}

/// Every text that stands for `value` among these facts, the value itself first.
fn texts(value: &str, facts: &Facts) -> Vec<String> {
    let known: Vec<(&str, &str)> =
        facts.values().filter(|(_, fact)| fact.len() > 1 && value.contains(*fact)).collect();
    let whole = facts.values().filter(|(_, fact)| *fact == value);
    let whole = whole.map(|(name, _)| format!("«{name}»"));
    let mut found: Vec<String> = std::iter::once(value.to_owned()).chain(whole).collect();
    let mut begun = vec![(String::new(), 0)];
    while let Some((text, at)) = begun.pop() {
        if found.len() > TRIES || begun.len() > TRIES {
            break;
        }
        let rest = &value[at..];
        let Some(sign) = rest.chars().next() else {
            found.push(text);
            continue;
        };
        let before = value[..at].chars().next_back();
        let mut here: Vec<(&str, &str)> = known
            .iter()
            .copied()
            .filter(|(_, fact)| {
                rest.starts_with(fact) && is_apart(before, fact, &rest[fact.len()..])
            })
            .collect();
        here.sort_by_key(|(_, fact)| std::cmp::Reverse(fact.len()));
        let longest = here.first().map_or(0, |(_, fact)| fact.len());
        // What stands for a small number or a short word may also be chance.
        if here.is_empty() || longest < 6 {
            begun.push((format!("{text}{sign}"), at + sign.len_utf8()));
        }
        for (name, fact) in here {
            begun.push((format!("{text}«{name}»"), at + fact.len()));
        }
    }
    found
}

/// Whether a fact stands there as a word of its own.
fn is_apart(before: Option<char>, fact: &str, after: &str) -> bool {
    let inside = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    let starts = inside(fact.chars().next());
    let ends = inside(fact.chars().next_back());
    let joined = (starts && inside(before)) || (ends && inside(after.chars().next()));
    !joined
}
