//! A machine whose bundle is said not to change by an edit has the same bundle: the page does not render it anew.

use std::collections::BTreeSet;
use std::net::IpAddr;

use kubecore::bundle::Bundle;
use kubecore::document::{Document, Edit, Value};
use kubecore::plan::Plan;
use kubecore::profile::Renderer;
use kubecore::source::FieldPath;
use kubecore_tests::case::Case;
use kubecore_tests::dice::{Dice, in_full};
use kubecore_tests::{assert_none, note};

/// Of how many edits one is made, where not all are.
const EACH: usize = 4;

/// Of the bundles of machines that stayed as they were, after an edit of a worker: those that are kept, and those
/// that are the same.
#[derive(Debug, Default)]
struct Score {
    kept: usize,
    same: usize,
}

#[test]
fn a_bundle_that_is_kept_is_the_same() {
    let mut findings = Vec::new();
    let mut plans = 0;
    let mut dice = Dice(11);
    let mut score = Score::default();
    for case in Case::all().into_iter().chain(Case::examples()) {
        let document = Document::read(&case.text).expect("a case is YAML");
        let before = plan(&document).unwrap_or_else(|| panic!("{}: refused", case.name));
        let renderer = Renderer::new(&before);
        let bundles: Vec<Bundle> = before.nodes().iter().map(|node| renderer.node(node)).collect();
        for (of_worker, edit) in edits(&document) {
            if !in_full() && dice.below(EACH) > 0 {
                continue;
            }
            let Some(after) = document.edit(std::slice::from_ref(&edit)) else { continue };
            let Some(after) = plan(&after) else { continue };
            plans += 1;
            let mut own = Score::default();
            let found = wrong(&before, &bundles, &after, &mut own);
            if of_worker {
                score = Score { kept: score.kept + own.kept, same: score.same + own.same };
            }
            findings
                .extend(found.iter().map(|name| format!("{}: {name} after {edit:?}", case.name)));
        }
    }
    note(&format!("{plans} edits; {score:?}"));
    assert_none("are kept, and differ", &findings);
    assert!(plans > 200, "{plans} edits are accepted");
    // But for peers and one text for all, machines know nothing of a worker.
    assert!(score.kept * 10 > score.same * 7, "{score:?}");
}

#[test]
fn what_concerns_all_is_not_kept() {
    let case = Case::named("flatcar-ha-dual-stack");
    let document = Document::read(&case.text).unwrap();
    let before = plan(&document).unwrap();
    let set = |path: FieldPath, value: &str| {
        let edit = Edit::Set { path, value: Value::text(value) };
        plan(&document.edit(&[edit]).unwrap()).unwrap()
    };
    let name = FieldPath::root().key("name");
    assert!(!before.differs_in_machines_alone(&set(name, "other")));
    let controller = FieldPath::root().key("nodes").index(0).key("name");
    assert!(!before.differs_in_machines_alone(&set(controller, "other")));
    assert!(before.differs_in_machines_alone(&before));
}

/// The machines that are kept, and differ.
fn wrong(before: &Plan, bundles: &[Bundle], after: &Plan, score: &mut Score) -> Vec<String> {
    let keeps = before.differs_in_machines_alone(after);
    let renderer = Renderer::new(after);
    let mut found = Vec::new();
    for node in after.nodes() {
        let Some(was) = before.nodes().iter().position(|was| was == node) else { continue };
        let same = bundles[was] == renderer.node(node);
        score.same += usize::from(same);
        score.kept += usize::from(keeps);
        if keeps && !same {
            found.push(node.name.to_string());
        }
    }
    found
}

fn plan(document: &Document) -> Option<Plan> {
    kubecore::compile_document(document).plan
}

/// Edits of machines and pools, and whether they are of workers: each value is set to what any case has there, each
/// machine is taken away, moved and followed by another.
fn edits(document: &Document) -> Vec<(bool, Edit)> {
    let root = document.root();
    let mut all = Vec::new();
    for name in ["nodes", "pools"] {
        let Some(Value::List(items)) = root.get(name) else { continue };
        let list = FieldPath::root().key(name);
        let mut values = known(name);
        values.push(("name".to_owned(), Value::text("another")));
        for (index, item) in items.iter().enumerate() {
            let of_worker = item.get("role") == Some(&Value::text("worker"));
            let mut add = |edit| all.push((of_worker, edit));
            let path = list.clone().index(index);
            for (key, value) in values.iter().cloned().chain(addresses(item)) {
                if item.get(&key) != Some(&value) {
                    add(Edit::Set { path: path.clone().key(key), value });
                }
            }
            if let Value::Map(entries) = item {
                for (key, _) in entries {
                    add(Edit::Remove { path: path.clone().key(key.clone()) });
                }
            }
            for to in [0, items.len() - 1] {
                add(Edit::Move { list: list.clone(), from: index, to });
            }
            if let Some(value) = another(item) {
                add(Edit::Insert { list: list.clone(), index, value });
            }
            add(Edit::Remove { path });
        }
    }
    all
}

/// Every field of a machine or a pool with every value that some case has there, but addresses.
fn known(list: &str) -> Vec<(String, Value)> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for case in Case::all() {
        let root = Document::read(&case.text).unwrap().root();
        let Some(Value::List(items)) = root.get(list).cloned() else { continue };
        for entries in items.into_iter().filter_map(|item| match item {
            Value::Map(entries) => Some(entries),
            _ => None,
        }) {
            for (key, value) in entries {
                if key != "name" && !key.ends_with("ip") && seen.insert(format!("{key}: {value:?}"))
                {
                    all.push((key, value));
                }
            }
        }
    }
    all
}

/// Its addresses, a little further on.
fn addresses(item: &Value) -> Vec<(String, Value)> {
    let Value::Map(entries) = item else { return Vec::new() };
    let further = entries.iter().filter_map(|(key, value)| {
        let Value::Text(text) = value else { return None };
        let moved = match text.parse::<IpAddr>().ok()? {
            IpAddr::V4(ip) => IpAddr::from((u32::from(ip) + 9).to_be_bytes()),
            IpAddr::V6(ip) => IpAddr::from((u128::from(ip) + 9).to_be_bytes()),
        };
        Some((key.clone(), Value::text(moved.to_string())))
    });
    further.collect()
}

/// The same machine with another name and other addresses.
fn another(item: &Value) -> Option<Value> {
    let Value::Map(entries) = item else { return None };
    let moved = addresses(item);
    let entries = entries.iter().map(|(key, value)| {
        let other = moved.iter().find(|(name, _)| name == key);
        let value = match (key.as_str(), other) {
            ("name", _) => Value::text("another"),
            (_, Some((_, moved))) => moved.clone(),
            _ => value.clone(),
        };
        (key.clone(), value)
    });
    Some(Value::Map(entries.collect()))
}
