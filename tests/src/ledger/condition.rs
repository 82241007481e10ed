//! When a setting is there: the plan's choices that say so.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::{Known, explains};
use super::writing::Instance;

/// What may be seen: a pattern by its place, or nothing.
type Label = Option<usize>;

/// An instance, and all labels that would be right for it.
struct Seen<'i> {
    instance: &'i Instance,
    labels: BTreeSet<Label>,
}

/// Conditions and texts, as the table has them.
pub(super) fn rows(instances: &[Instance], patterns: &[Known]) -> Vec<(String, String)> {
    let seen: Vec<Seen<'_>> = instances
        .iter()
        .map(|instance| {
            let fits = |(at, known): (usize, &Known)| {
                explains(&known.pattern, instance).then_some(Some(at))
            };
            let labels = match instance.value {
                None => BTreeSet::from([None]),
                Some(_) => patterns.iter().enumerate().filter_map(fits).collect(),
            };
            Seen { instance, labels }
        })
        .collect();
    // Those alike say nothing more.
    let mut known = BTreeSet::new();
    let alike = |one: &&Seen<'_>| {
        let choices: Vec<(&str, String)> =
            one.instance.facts.choices().map(|(name, word)| (name, word.to_owned())).collect();
        known.insert((choices, one.labels.clone()))
    };
    let all: Vec<&Seen<'_>> = seen
        .iter()
        .filter({
            let mut alike = alike;
            move |one| alike(one)
        })
        .collect();
    let mut rows = Vec::new();
    grow(&all, &mut Vec::new(), 5, &mut rows);
    let text = |label: usize| escaped(&patterns[label].text);
    rows.into_iter().map(|(when, label)| (when, text(label))).collect()
}

fn grow(seen: &[&Seen<'_>], way: &mut Vec<String>, depth: usize, rows: &mut Vec<(String, usize)>) {
    if let Some(label) = common(seen) {
        if let Some(label) = label {
            rows.push((way.join(" "), label));
        }
        return;
    }
    let split = (depth > 0).then(|| best(seen)).flatten();
    let Some((name, groups)) = split else {
        // Nothing tells them apart: each may be there.
        let each: BTreeSet<Label> =
            seen.iter().filter_map(|one| one.labels.first().copied()).collect();
        let optional = each.contains(&None);
        for label in each.into_iter().flatten() {
            let when = if optional { [&["?".to_owned()], &way[..]].concat() } else { way.clone() };
            rows.push((when.join(" "), label));
        }
        return;
    };
    let largest = groups.iter().map(|(words, _)| words.len()).max().unwrap_or(0);
    let many = groups.iter().position(|(words, _)| words.len() == largest && largest > 1);
    for (at, (words, part)) in groups.iter().enumerate() {
        if many == Some(at) {
            let others = groups.iter().enumerate().filter(|(other, _)| *other != at);
            let others: Vec<&str> =
                others.flat_map(|(_, (words, _))| words.iter().map(String::as_str)).collect();
            way.push(format!("{name}!={}", others.join("|")));
        } else {
            way.push(format!("{name}={}", words.iter().cloned().collect::<Vec<_>>().join("|")));
        }
        grow(part, way, depth - 1, rows);
        way.pop();
    }
}

/// A label that is right for all.
fn common(seen: &[&Seen<'_>]) -> Option<Label> {
    let first = &seen.first()?.labels;
    first.iter().copied().find(|label| seen.iter().all(|one| one.labels.contains(label)))
}

type Groups<'s, 'i> = Vec<(BTreeSet<String>, Vec<&'s Seen<'i>>)>;

/// Choices that seldom are a reason, though they may be the sign of one: others come first.
const LAST: [&str; 16] = [
    "sum",
    "api.default-port",
    "api.is-first",
    "api.sans",
    "dashboard",
    "etcd.first",
    "etcd.one",
    "flavor",
    "ids",
    "key-name",
    "labels",
    "one-control-plane",
    "one-machine",
    "reboot",
    "ssh",
    "workers",
];

/// How far down the list of reasons a choice is.
fn far(name: &str) -> f64 {
    let late = LAST.contains(&name) || name.starts_with("sum.") || name.ends_with(".schedulable");
    let first = ["edition", "role", "platform", "provider", "layout"].contains(&name);
    if late {
        4.0
    } else if first {
        0.8
    } else {
        1.0
    }
}

/// The choice that tells most apart, by itself or with another; words after which the same follows are one group.
fn best<'s, 'i>(seen: &[&'s Seen<'i>]) -> Option<(&'static str, Groups<'s, 'i>)> {
    let names: BTreeSet<&'static str> =
        seen.iter().flat_map(|one| one.instance.facts.choices().map(|(name, _)| name)).collect();
    let now = cost(seen);
    let mut found: Vec<(f64, &'static str, Groups<'s, 'i>)> = Vec::new();
    for name in names {
        let Some(groups) = grouped(seen, name) else { continue };
        let after = groups.iter().map(|(_, part)| cost(part)).sum::<f64>() + far(name);
        found.push((after, name, groups));
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let alone = |groups: &Groups<'_, '_>| groups.iter().all(|(_, part)| common(part).is_some());
    let single = found.iter().filter(|(_, _, groups)| alone(groups)).map(|(_, name, _)| far(name));
    let single = single.fold(f64::MAX, f64::min);
    if single > 4.0 {
        // No choice by itself: two that together leave nothing open.
        let two = found.iter().enumerate().filter_map(|(at, (_, name, groups))| {
            let rest = groups.iter().map(|(_, part)| second(part)).sum::<Option<f64>>()?;
            Some((rest + far(name), at))
        });
        if let Some((_, at)) = two.min_by(|a, b| a.0.total_cmp(&b.0)) {
            let (_, name, groups) = found.swap_remove(at);
            return Some((name, groups));
        }
    }
    let (after, name, groups) = found.into_iter().next()?;
    (after < now + 4.0).then_some((name, groups))
}

/// What the best choice costs that leaves nothing open; `None` if there is none.
fn second(seen: &[&Seen<'_>]) -> Option<f64> {
    if common(seen).is_some() {
        return Some(0.0);
    }
    let names: BTreeSet<&'static str> =
        seen.iter().flat_map(|one| one.instance.facts.choices().map(|(name, _)| name)).collect();
    let whole = names.into_iter().filter(|name| {
        grouped(seen, name)
            .is_some_and(|groups| groups.iter().all(|(_, part)| common(part).is_some()))
    });
    whole.map(far).min_by(f64::total_cmp)
}

/// By the words of a choice; `None` if it tells nothing apart.
fn grouped<'s, 'i>(seen: &[&'s Seen<'i>], name: &str) -> Option<Groups<'s, 'i>> {
    let mut by_word: BTreeMap<&str, Vec<&Seen<'_>>> = BTreeMap::new();
    for one in seen {
        by_word.entry(one.instance.facts.choice(name).unwrap_or_default()).or_default().push(one);
    }
    if by_word.len() < 2 {
        return None;
    }
    let mut groups: Groups<'s, 'i> = Vec::new();
    for (word, part) in by_word {
        let label = common(&part);
        let same = groups.iter_mut().find(|(_, other)| {
            let both: Vec<&Seen<'_>> = other.iter().chain(&part).copied().collect();
            label.is_some() && common(&both).is_some()
        });
        match same {
            Some((words, other)) => {
                words.insert(word.to_owned());
                other.extend(part);
            }
            None => groups.push((BTreeSet::from([word.to_owned()]), part)),
        }
    }
    (groups.len() > 1).then_some(groups)
}

/// How far from one label they are: entropy by the first label of each.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn cost(seen: &[&Seen<'_>]) -> f64 {
    if common(seen).is_some() {
        return 0.0;
    }
    let mut counts: BTreeMap<Label, usize> = BTreeMap::new();
    for one in seen {
        if let Some(label) = one.labels.first() {
            *counts.entry(*label).or_default() += 1;
        }
    }
    let total = seen.len() as f64;
    let bits = |count: usize| -(count as f64) * (count as f64 / total).log2();
    counts.values().map(|count| bits(*count)).sum::<f64>() + 1.0
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}
