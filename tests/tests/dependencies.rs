//! One change of a value in the spec changes every file that depends on it, and no other:
//! `dependencies/<profile>.tsv` say which files depend on which field.

use std::collections::{BTreeMap, BTreeSet};

use kubecore::spec::shape::Shape;
use kubecore::spec::{Profile, shape};
use kubecore_tests::case::{Case, tree_of};
use kubecore_tests::dependencies::{Row, field, leaves, rows};
use kubecore_tests::glob::Globs;
use kubecore_tests::tree::{Tree, changed};
use kubecore_tests::words::has_word;
use kubecore_tests::{assert_none, change};
use serde_yaml::Value;

#[test]
fn a_change_reaches_what_depends_on_it_and_nothing_else() {
    let mut findings = Vec::new();
    for profile in Profile::ALL {
        let mut cases: BTreeMap<String, (Case, Tree)> = BTreeMap::new();
        for row in rows(*profile).iter().filter(|row| row.case != "-") {
            let (case, before) = cases.entry(row.case.clone()).or_insert_with(|| {
                let case = Case::named(&row.case);
                let tree = case.tree();
                (case, tree)
            });
            let of = case.spec("profile").unwrap_or_else(|| Profile::CoreosGuide.to_string());
            assert_eq!(of, profile.as_str(), "{}: a case of another profile", row.case);
            let found = differences(row, case, before);
            if !found.is_empty() {
                let change = format!("{}: {} = {}", row.case, row.path, shown(row));
                findings.push(format!("{change}\n  {}", found.join("\n  ")));
            }
        }
    }
    assert_none("dependencies", &findings);
}

#[test]
fn every_field_has_a_row() {
    let mut findings = Vec::new();
    for profile in Profile::ALL {
        let leaves = leaves(*profile);
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows(*profile) {
            *found.entry(change::field(&row.path)).or_default() += 1;
        }
        let missing = leaves.iter().filter(|leaf| !found.contains_key(*leaf));
        findings.extend(missing.map(|leaf| format!("{profile}: {leaf} has no row")));
        let unknown = found.keys().filter(|path| !leaves.contains(*path));
        findings.extend(unknown.map(|path| format!("{profile}: there is no field {path}")));
    }
    assert_none("dependencies", &findings);
}

/// Where a row says that there is one choice, every other is refused.
#[test]
fn a_field_without_a_row_has_no_other_choice() {
    let mut findings = Vec::new();
    for profile in Profile::ALL {
        let is_one = |row: &&Row| {
            let is_listed = ["nodes.", "pools."].iter().any(|list| row.path.starts_with(list));
            row.case == "-" && row.path != "profile" && !is_listed
        };
        for row in rows(*profile).iter().filter(is_one) {
            let Some(Shape::Choice(choices)) = field(&shape(), &row.path) else { continue };
            for case in Case::of(profile.as_str()) {
                let now = case.spec(&row.path);
                let text = |word: &str| change::set(&case.text, &row.path, Some(word));
                let others = choices.iter().filter(|choice| now.as_deref() != Some(choice.word));
                let plain = tree_of(&case.bundles());
                findings.extend(others.filter_map(|choice| {
                    let changed = Case { text: text(choice.word), ..case.clone() };
                    let accepted = changed.compiled().ok()?;
                    let same = tree_of(&accepted) == plain;
                    (!same).then(|| format!("{}: {} = {}", case.name, row.path, choice.word))
                }));
            }
        }
    }
    assert_none("are accepted, and change something", &findings);
}

/// Each kind of wrong expectation is noticed.
#[test]
fn a_wrong_row_is_noticed() {
    let case = Case::named("ha-calico");
    let before = case.tree();
    let ask = |files: &str| {
        let row = Row {
            case: case.name.clone(),
            path: "network.hosts".to_owned(),
            value: Some("[192.168.4.0/23]".to_owned()),
            files: files.to_owned(),
        };
        differences(&row, &case, &before)
    };
    assert_eq!(ask("-"), Vec::<String>::new());
    assert!(ask("cluster/README.md")[0].contains("does not change"));
    assert!(ask("cluster/nonesuch")[0].contains("matches no file"));
    let row = Row {
        case: case.name.clone(),
        path: "nodes[worker-1].ip".to_owned(),
        value: Some("192.168.4.222".to_owned()),
        files: "-".to_owned(),
    };
    let found = differences(&row, &case, &before);
    assert!(found.iter().any(|f| f.contains("nodes/worker-1/rootfs/") && f.contains("changes")));
    let refused = Row { value: Some("192.168.4.52".to_owned()), ..row };
    assert!(differences(&refused, &case, &before)[0].contains("refused"));
}

/// What is wrong with a row: files that change unasked, files that do not, values that are left behind.
fn differences(row: &Row, case: &Case, before: &Tree) -> Vec<String> {
    let text = change::set(&case.text, &row.path, row.value.as_deref());
    let changed_case = Case { text, ..case.clone() };
    let after = match changed_case.compiled() {
        Ok(bundles) => tree_of(&bundles),
        Err(frames) => return vec![format!("is refused\n{frames}")],
    };
    let actual = changed(before, &after);
    let paths: BTreeSet<&str> = before.keys().chain(after.keys()).map(String::as_str).collect();
    let globs = Globs::read(&row.files);
    let mut findings: Vec<String> = globs
        .idle(&paths.iter().copied().collect::<Vec<_>>())
        .iter()
        .map(|glob| format!("{glob} matches no file"))
        .collect();
    for path in &paths {
        let wanted = follows(path, &actual, before, &after).unwrap_or(globs.matches(path));
        // User-data follows its machine's files, and may hold more.
        let wanted = wanted || (is_user_data(path) && globs.matches(path));
        match (wanted, actual.contains(path)) {
            (true, false) => findings.push(format!("{path} does not change")),
            (false, true) => findings.push(format!("{path} changes")),
            _ => {}
        }
    }
    let old = change::get(&case.text, &row.path).filter(|_| row.path != "kubernetes.version");
    for word in old.iter().flat_map(distinctive) {
        let left = after.iter().filter(|(_, file)| has_word(file.text(), &word));
        findings.extend(left.map(|(path, _)| format!("{path} still holds {word}")));
    }
    findings
}

/// Whether a file that is made from its neighbours must change; `None` for all others.
fn follows(path: &str, changed: &BTreeSet<&str>, before: &Tree, after: &Tree) -> Option<bool> {
    let (bundle, name) = path.rsplit_once('/')?;
    let root = format!("{bundle}/rootfs/");
    match name {
        "SHA256SUMS" => {
            let below = format!("{bundle}/");
            let mut others = changed.iter().filter(|p| p.starts_with(&below) && **p != path);
            Some(others.next().is_some())
        }
        "files.list" => {
            let modes = |tree: &Tree| -> Vec<(String, u32)> {
                let files = tree.iter().filter(|(p, _)| p.starts_with(&root));
                files.map(|(p, file)| (p.clone(), file.mode)).collect()
            };
            Some(modes(before) != modes(after))
        }
        _ if is_user_data(path) => {
            let mut own = changed.iter().filter(|p| p.starts_with(&root));
            own.any(|p| !p.ends_with(WITH_TOKEN)).then_some(true)
        }
        _ => None,
    }
}

/// What a token is in comes to machines as keys do, and not as user-data.
const WITH_TOKEN: &str = "/etc/kubernetes/kubeadm.yaml";

/// What a machine boots from.
fn is_user_data(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    ["cloud-config.yaml", "config.bu", "config.ign"].contains(&name)
}

/// Addresses, ranges and URLs of a value: words that mean one thing wherever they stand.
fn distinctive(value: &Value) -> Vec<String> {
    match value {
        // One of each family stands in one text.
        Value::String(text) => {
            let is_distinctive = |word: &&str| {
                let dotted =
                    word.split('.').count() > 2 && word.contains(|c: char| c.is_ascii_digit());
                dotted || word.contains("::") || word.contains("://")
            };
            text.split(',').filter(is_distinctive).map(str::to_owned).collect()
        }
        Value::Sequence(items) => items.iter().flat_map(distinctive).collect(),
        _ => Vec::new(),
    }
}

fn shown(row: &Row) -> &str {
    row.value.as_deref().unwrap_or("(taken away)")
}
