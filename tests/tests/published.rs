//! The edition `published` is the document: every setting of its files, and no other.

use std::collections::{BTreeMap, BTreeSet};

use kubecore_tests::case::{Case, below, rootfs};
use kubecore_tests::cloud_config::{self, HEADER};
use kubecore_tests::facts::{self, Fact, Kind};
use kubecore_tests::glob::Globs;
use kubecore_tests::settings::{Setting, settings};
use kubecore_tests::tree::{File, Tree};
use kubecore_tests::{assert_none, heat, home};

/// The file of a machine that holds all others.
const CONFIG: &str = "cloud-config.yaml";

#[test]
fn coreos_guide() {
    hold("coreos-guide", &[("published", "calico"), ("published-flannel", "no-calico")]);
}

#[test]
fn fleet_units() {
    hold("fleet-units", &[("fleet-units-published", "")]);
}

#[test]
fn weave() {
    hold("weave", &[("weave-published", "kubelet"), ("weave-published-script", "script")]);
}

#[test]
fn corekube() {
    let rackconnect = ("corekube-published-rackconnect", "rackconnect-v3");
    hold("corekube", &[("corekube-published", "rackspace"), rackconnect]);
}

/// A table that lost its rows would agree with anything it still has.
#[test]
fn the_tables_are_whole() {
    for (document, who) in [
        ("coreos-guide", &[("etcd", 1), ("control-plane", 11), ("worker", 8), ("cluster", 7)][..]),
        ("fleet-units", &[("cluster", 5), ("control-plane", 1), ("worker", 1)]),
        ("weave", &[("shared", 15)]),
        (
            "corekube",
            &[
                ("cluster", 12),
                ("stack.discovery", 2),
                ("stack.overlord", 4),
                ("stack.master_machines", 5),
            ],
        ),
    ] {
        let table = table(document);
        let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for fact in table.iter().filter(|fact| fact.kind() != Kind::Needed) {
            for who in &fact.who {
                files.entry(who).or_default().insert(&fact.file);
            }
        }
        let found = |who: &str| files.get(who).map_or(0, BTreeSet::len);
        for (who, wanted) in who {
            assert_eq!(found(who), *wanted, "{document}: {who}: {files:#?}");
        }
        let shown = |f: &Fact| format!("{:?} {} {} {:?}", f.who, f.when, f.file, f.setting);
        let unique: BTreeSet<String> = table.iter().map(shown).collect();
        assert_eq!(unique.len(), table.len(), "{document}: a row is in the table twice");
    }
}

/// What even `published` cannot keep is on the list of corrections that people read.
#[test]
fn exceptions_are_listed_corrections() {
    for document in ["coreos-guide", "fleet-units", "weave", "corekube"] {
        let table = table(document);
        let numbers: BTreeSet<&str> = table.iter().filter_map(Fact::correction).collect();
        assert!(numbers.len() <= 6, "{document}: exceptions are to be few: {numbers:?}");
        let corrected = Case::of(document).into_iter().filter(|case| !case.published());
        let readmes: Vec<String> = corrected
            .flat_map(|case| case.tree())
            .filter(|(path, _)| path.ends_with("/README.md"))
            .map(|(_, file)| file.text().to_owned())
            .collect();
        for number in numbers {
            let listed = readmes.iter().any(|text| text.contains(&format!("| {number} |")));
            assert!(listed, "{document}: no README lists {number}");
        }
    }
}

/// Each kind of difference is noticed.
#[test]
fn differences_are_noticed() {
    let fact = |when: &str, file: &str, key: &str, value: &str| Fact {
        who: vec!["worker".to_owned()],
        when: when.to_owned(),
        file: file.to_owned(),
        setting: (key.to_owned(), value.to_owned()),
    };
    let ask = |facts: &[Fact], text: &str| {
        let file = |text: &str| File { mode: 0o644, bytes: text.as_bytes().to_vec() };
        let files = [("/a.env", text), ("/b", "#!/bin/sh\nexit 1\n")];
        let files = files.map(|(path, text)| (path.to_owned(), file(text))).into();
        let place = Place { who: "worker".to_owned(), name: String::new(), files };
        compare(&facts.iter().collect::<Vec<_>>(), &place)
    };
    let (b, a) = (fact("always", "/b", "says", "exit 1"), fact("always", "/a.env", "A", "1"));
    assert_none(
        "good",
        &ask(&[b.clone(), a.clone(), fact("always", "/a.env", "B", "*")], "A=1\nB=2\n"),
    );
    let other = fact("corrected:X-1", "/a.env", "A", "2");
    assert_none("corrected", &ask(&[b.clone(), a.clone(), other.clone()], "A=1\n"));
    assert_none("needed", &ask(&[b.clone(), fact("always", "/*.env", "*", "by a")], "A=1\n"));
    for (facts, text, said) in [
        (vec![b.clone(), a.clone()], "A=2\n", "missing: A = 1"),
        (vec![b.clone(), a.clone()], "A=2\n", "not in the document: A = 2"),
        (vec![b.clone(), a.clone()], "A=1\nB=2\n", "not in the document: B = 2"),
        (vec![b.clone(), other], "A=2\n", "is kept"),
        (vec![b.clone()], "", "/a.env: the document has no such file"),
        (
            vec![a.clone(), fact("always", "/b", "says", "exit 2")],
            "A=1\n",
            "missing: says = exit 2",
        ),
        (
            vec![a.clone(), b.clone(), fact("always", "/c", "A", "1")],
            "A=1\n",
            "/c: the document's file is not",
        ),
        (vec![a, b, fact("always", "/c*", "*", "")], "A=1\n", "/c*: is needed"),
    ] {
        let found = ask(&facts, text);
        assert!(found.iter().any(|finding| finding.contains(said)), "{said}: {found:?}");
    }
}

/// Files of one machine, or of the cluster, and who they belong to.
struct Place {
    who: String,
    name: String,
    files: Tree,
}

fn table(document: &str) -> Vec<Fact> {
    let path = home().join("facts").join(format!("{document}.tsv"));
    facts::read(&std::fs::read_to_string(path).unwrap())
}

fn hold(document: &str, runs: &[(&str, &str)]) {
    let table = table(document);
    let variants: Vec<&str> = runs.iter().map(|(_, variant)| *variant).collect();
    let known = |when: &str| when == "always" || variants.contains(&when);
    let strange = table.iter().find(|fact| fact.correction().is_none() && !known(&fact.when));
    assert!(strange.is_none(), "{document}: an unknown variant: {strange:?}");
    let mut asked = BTreeSet::new();
    let mut findings = Vec::new();
    for (name, variant) in runs {
        let facts = table.iter().filter(|fact| {
            fact.when == "always" || fact.when == *variant || fact.correction().is_some()
        });
        let facts: Vec<&Fact> = facts.collect();
        for place in places(&Case::named(name)) {
            let own: Vec<&Fact> =
                facts.iter().copied().filter(|f| f.who.contains(&place.who)).collect();
            let found = compare(&own, &place).into_iter();
            findings.extend(found.map(|finding| format!("{name}: {}: {finding}", place.name)));
            asked.insert(place.who);
        }
    }
    let nobody = table.iter().flat_map(|fact| &fact.who).find(|who| !asked.contains(*who));
    assert!(nobody.is_none(), "{document}: nobody is {nobody:?}");
    assert_none(document, &findings);
}

/// Every place that a document may show.
fn places(case: &Case) -> Vec<Place> {
    let tree = case.tree();
    let mut found = Vec::new();
    for machine in case.machines() {
        // Where all machines share one, they have none of their own.
        let path = format!("nodes/{}/{CONFIG}", machine.name);
        let Some(config) = tree.get(&path) else { continue };
        let mut files = rootfs(&tree, &machine.name);
        files.insert(CONFIG.to_owned(), config.clone());
        files.retain(|path, _| !is_of_block(path));
        found.push(Place { who: machine.role, name: machine.name, files });
    }
    for (path, file) in tree.iter().filter(|(path, _)| path.starts_with("cluster/")) {
        let text = file.text();
        if text.starts_with(HEADER) {
            let files = files(text);
            found.push(Place { who: "shared".to_owned(), name: path.clone(), files });
        } else if heat::is_template(text) {
            found.extend(heat::user_data(text).into_iter().map(|(server, text)| Place {
                name: format!("{path}: {server}"),
                files: files(&text),
                who: format!("stack.{server}"),
            }));
        }
    }
    let files = below(&tree, "cluster").into_iter();
    let files = files.map(|(path, file)| (path[1..].to_owned(), file)).collect();
    found.push(Place { who: "cluster".to_owned(), name: "cluster".to_owned(), files });
    found
}

/// A cloud-config's files, and itself for the keys around them.
fn files(text: &str) -> Tree {
    let mut files = cloud_config::files(text);
    files.retain(|path, _| !is_of_block(path));
    let own = File { mode: 0o644, bytes: text.as_bytes().to_vec() };
    files.insert(CONFIG.to_owned(), own);
    files
}

/// Drop-ins that coreos-cloudinit makes of keys like `coreos.etcd2`: the keys are compared.
fn is_of_block(path: &str) -> bool {
    path.ends_with("/20-cloudinit.conf")
}

fn compare(facts: &[&Fact], place: &Place) -> Vec<String> {
    if facts.is_empty() {
        return Vec::new();
    }
    let (needed, shown): (Vec<&Fact>, Vec<&Fact>) =
        facts.iter().copied().partition(|fact| fact.kind() == Kind::Needed);
    let files: BTreeSet<&str> = shown.iter().map(|fact| fact.file.as_str()).collect();
    let mut findings = Vec::new();
    // What is rendered and not in the document, by path; keys of a cloud-config as if they were paths, too.
    let mut extra: BTreeMap<String, String> = BTreeMap::new();
    for file in &files {
        let own: Vec<&Fact> = shown.iter().copied().filter(|f| f.file == **file).collect();
        if let Some(rendered) = place.files.get(*file) {
            findings.extend(missing(&own, file, rendered.text()));
            extra.extend(surplus(&own, file, rendered.text()).into_iter().map(|(key, value)| {
                (format!("{file}/{key}"), format!("{file}: not in the document: {key} = {value}"))
            }));
        } else if own.iter().any(|fact| fact.correction().is_none()) {
            findings.push(format!("{file}: the document's file is not rendered"));
        }
    }
    // A cluster has folders of ours beside the document's.
    let others = place.files.keys().filter(|path| place.who != "cluster" && *path != CONFIG);
    extra.extend(
        others
            .filter(|path| !files.contains(path.as_str()))
            .map(|path| (path.clone(), format!("{path}: the document has no such file"))),
    );
    let paths: Vec<&str> = extra.keys().map(String::as_str).collect();
    for fact in &needed {
        if !Globs::read(&fact.file).idle(&paths).is_empty() {
            findings.push(format!("{}: is needed, and not rendered", fact.file));
        }
    }
    let needed: Vec<Globs> = needed.iter().map(|fact| Globs::read(&fact.file)).collect();
    extra.retain(|path, _| !needed.iter().any(|globs| globs.matches(path)));
    findings.extend(extra.into_values());
    findings
}

/// Facts that the file lacks, and exceptions that are none.
fn missing(facts: &[&Fact], file: &str, text: &str) -> Vec<String> {
    let rendered = settings_of(file, text);
    let mut findings = Vec::new();
    for fact in facts {
        let there = match fact.kind() {
            Kind::Says => text.contains(&fact.setting.1),
            _ => rendered.iter().any(|setting| fact.is(setting)),
        };
        let what = match (fact.correction(), there) {
            (None, false) => "missing",
            (Some(_), true) => "is kept, and so is no exception",
            _ => continue,
        };
        findings.push(format!("{file}: {what}: {} = {}", fact.setting.0, fact.setting.1));
    }
    findings
}

/// Settings of the file that no fact asks for; of a script, only parts are known.
fn surplus(facts: &[&Fact], file: &str, text: &str) -> Vec<Setting> {
    let asked: Vec<&&Fact> = facts.iter().filter(|fact| fact.correction().is_none()).collect();
    let mut rendered = settings_of(file, text);
    rendered.retain(|setting| !asked.iter().any(|fact| fact.is(setting)));
    rendered
}

/// Nothing for a script, which has no settings.
fn settings_of(file: &str, text: &str) -> Vec<Setting> {
    if file == CONFIG {
        cloud_config::keys(text)
    } else if heat::is_template(text) {
        heat::settings(text)
    } else {
        settings(file, text).unwrap_or_default()
    }
}
