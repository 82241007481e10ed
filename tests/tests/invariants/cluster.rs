//! A case's whole tree, as the rules of a profile look at it.

use std::cell::RefCell;

use kubecore_tests::assert_none;
use kubecore_tests::case::{Case, Machine};
use kubecore_tests::machines::{Described, described};
use kubecore_tests::settings::{Setting, settings};
use kubecore_tests::tree::Tree;

use crate::faults;
use crate::place::{Say, cases, tree_of};

/// A case, its tree, and every machine in it.
pub(crate) struct Cluster<'a> {
    /// The case.
    pub(crate) case: &'a Case,
    /// The tree.
    pub(crate) tree: &'a Tree,
    /// The machines.
    pub(crate) machines: Vec<Described>,
}

/// A rule: reports what it finds and gives back how many things it looked at.
pub(crate) type ClusterRule = fn(&Cluster<'_>, Say<'_>) -> usize;

impl<'a> Cluster<'a> {
    /// Reads `tree`.
    pub(crate) fn of(case: &'a Case, tree: &'a Tree) -> Self {
        Self { case, tree, machines: described(tree) }
    }

    /// The files of a node: its own, or those that all share.
    pub(crate) fn files(&self, node: &Machine) -> &Tree {
        let own = format!("nodes/{}", node.name);
        let shared = "cluster/cloud-config.yaml";
        let place = if self.tree.contains_key(shared) { shared } else { &own };
        let found = self.machines.iter().find(|machine| machine.place == *place);
        &found.unwrap_or_else(|| panic!("{own} is missing")).files
    }

    /// Whether the document's settings are rendered to the letter.
    pub(crate) fn published(&self) -> bool {
        self.case.published()
    }
}

/// Every setting of `files`, with the file's path.
pub(crate) fn all_settings(files: &Tree) -> Vec<(&str, Setting)> {
    let read = files.iter().filter_map(|(path, file)| Some((path, settings(path, file.text())?)));
    read.flat_map(|(path, all)| all.into_iter().map(move |setting| (path.as_str(), setting)))
        .collect()
}

/// The values of a setting of one file: `Service.ExecStart --master`, a variable of an environment file.
pub(crate) fn values(files: &Tree, path: &str, key: &str) -> Vec<String> {
    let all = files.get(path).and_then(|file| settings(path, file.text())).unwrap_or_default();
    let same = |found: &str| {
        found == key || found.strip_prefix(key).is_some_and(|rest| rest.starts_with('['))
    };
    all.into_iter().filter(|(found, _)| same(found)).map(|(_, value)| value).collect()
}

/// Holds `rules` against every case of a profile.
pub(crate) fn hold(profile: &str, rules: &[(&str, ClusterRule)]) {
    let cases = cases(profile);
    assert!(cases.len() > 1, "{profile} has too few cases");
    let mut findings = Vec::new();
    let mut seen = vec![0; rules.len()];
    for case in &cases {
        let tree = tree_of(case);
        let cluster = Cluster::of(case, &tree);
        for ((_, rule), seen) in rules.iter().zip(&mut seen) {
            let (found, looked_at) = ask(*rule, &cluster);
            findings.extend(found.into_iter().map(|finding| format!("{}: {finding}", case.name)));
            *seen += looked_at;
        }
    }
    assert_none(profile, &findings);
    for ((name, _), seen) in rules.iter().zip(seen) {
        assert!(seen > 1, "{profile}: {name} looked at {seen} things only");
    }
}

/// Each fault of the profile must be noticed by its rule.
pub(crate) fn notice(profile: &str, rules: &[(&str, ClusterRule)]) {
    faults::notice(profile, rules.iter().map(|(name, _)| *name), |name, case, tree| {
        let rule = rules.iter().find(|(known, _)| faults::last(known) == name);
        let (_, rule) = rule.unwrap_or_else(|| panic!("there is no rule {name}"));
        ask(*rule, &Cluster::of(case, tree)).0
    });
}

/// What `rule` finds in a cluster, and how many things it looked at.
pub(crate) fn ask(rule: ClusterRule, cluster: &Cluster<'_>) -> (Vec<String>, usize) {
    let findings = RefCell::new(Vec::new());
    let seen = rule(cluster, &|finding| findings.borrow_mut().push(finding));
    (findings.into_inner(), seen)
}
