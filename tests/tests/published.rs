//! The edition `published` is the guide: every setting of its files, and no other.

use std::collections::{BTreeMap, BTreeSet};

use kubecore_tests::case::{Case, below, rootfs};
use kubecore_tests::facts::{self, Fact};
use kubecore_tests::settings::{Setting, settings};
use kubecore_tests::{assert_none, home};

#[test]
fn with_calico() {
    compare("published", "calico");
}

#[test]
fn with_flannel_alone() {
    compare("published-flannel", "no-calico");
}

/// A table that lost its rows would agree with anything it still has.
#[test]
fn the_table_is_whole() {
    let table = table();
    let mut rows: BTreeMap<(String, String), usize> = BTreeMap::new();
    for fact in &table {
        for role in &fact.roles {
            *rows.entry((role.clone(), fact.file.clone())).or_default() += 1;
        }
    }
    let of = |role: &str| rows.keys().filter(|(r, _)| r == role).count();
    assert_eq!(
        (of("etcd"), of("control-plane"), of("worker"), of("cluster")),
        (1, 11, 8, 7),
        "{rows:#?}"
    );
    let unique: BTreeSet<_> =
        table.iter().map(|f| (&f.roles, &f.when, &f.file, &f.setting.0)).collect();
    assert_eq!(unique.len(), table.len(), "a setting is in the table twice");
}

fn table() -> Vec<Fact> {
    facts::read(&std::fs::read_to_string(home().join("facts/coreos-guide.tsv")).unwrap())
}

fn compare(case: &str, when: &str) {
    let case = Case::named(case);
    let tree = case.tree();
    let mut findings = Vec::new();
    for machine in case.machines() {
        let facts = of_role(&machine.role, when);
        let files = rootfs(&tree, &machine.name);
        let paths: BTreeSet<&String> = files.keys().chain(facts.keys()).collect();
        for path in paths {
            let rendered =
                files.get(path).map(|file| settings(path, file.text()).unwrap_or_default());
            let wanted = facts.get(path);
            findings.extend(differences(&format!("{}: {path}", machine.name), wanted, rendered));
        }
    }
    let cluster = below(&tree, "cluster");
    for (path, wanted) in of_role("cluster", when) {
        let rendered =
            cluster.get(&format!("/{path}")).map(|file| settings(&path, file.text()).unwrap());
        findings.extend(differences(&format!("cluster: {path}"), Some(&wanted), rendered));
    }
    assert_none(&case.name, &findings);
}

/// The facts for machines of `role`, by file.
fn of_role(role: &str, when: &str) -> BTreeMap<String, Vec<Setting>> {
    let mut files: BTreeMap<String, Vec<Setting>> = BTreeMap::new();
    let facts = table().into_iter().filter(|fact| fact.when == "always" || fact.when == when);
    for fact in facts.filter(|fact| fact.roles.iter().any(|r| r == role)) {
        files.entry(fact.file).or_default().push(fact.setting);
    }
    files
}

fn differences(
    file: &str,
    wanted: Option<&Vec<Setting>>,
    rendered: Option<Vec<Setting>>,
) -> Vec<String> {
    let (wanted, rendered) = match (wanted, rendered) {
        (Some(wanted), Some(rendered)) => (wanted, rendered),
        (None, _) => return vec![format!("{file}: the guide has no such file")],
        (_, None) => return vec![format!("{file}: the guide's file is not rendered")],
    };
    let show = |what: &str, (key, value): &Setting| format!("{file}: {what}: {key} = {value}");
    let missing = wanted.iter().filter(|s| !rendered.contains(s)).map(|s| show("missing", s));
    let extra =
        rendered.iter().filter(|s| !wanted.contains(s)).map(|s| show("not in the guide", s));
    missing.chain(extra).collect()
}
