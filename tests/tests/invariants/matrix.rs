//! Every combination of the options that change what is rendered: each is refused, or keeps every rule.

use std::collections::BTreeSet;
use std::path::PathBuf;

use kubecore::check::Checker;
use kubecore_tests::assert_none;
use kubecore_tests::case::Case;
use kubecore_tests::change;
use kubecore_tests::judges::has;
use kubecore_tests::systemd::verify;

use crate::cluster::{Cluster, ClusterRule};
use crate::place::{Place, Rule, machine_of};

/// A profile's options, and what must hold for each combination of them.
pub(crate) struct Matrix {
    /// A cluster of few machines.
    pub(crate) base: &'static str,
    /// Fields and what they are set to; the empty word leaves the field out.
    pub(crate) options: &'static [(&'static str, &'static [&'static str])],
    /// How many combinations must be accepted at least.
    pub(crate) least: usize,
    /// Rules for each machine.
    pub(crate) rules: &'static [(&'static str, Rule)],
    /// Rules for the whole.
    pub(crate) whole: &'static [(&'static str, ClusterRule)],
}

/// Asks all rules about all combinations.
pub(crate) fn hold(matrix: &Matrix) {
    let mut findings = Vec::new();
    let mut accepted = 0;
    let mut verified = BTreeSet::new();
    for choice in combinations(matrix.options) {
        let named = matrix.options.iter().zip(&choice).filter(|(_, value)| !value.is_empty());
        let text = named.fold(matrix.base.to_owned(), |text, ((path, _), value)| {
            change::set(&text, path, Some(value))
        });
        let case = Case { name: choice.join(" "), folder: PathBuf::new(), text };
        let Ok(bundles) = case.compiled() else { continue };
        accepted += 1;
        let say = |place: &str, what: String| format!("{}: {place}: {what}", case.name);
        let plan = case.plan();
        let checker = Checker::new(&plan);
        for bundle in &bundles {
            let report = checker.check(bundle);
            let found = report.diagnostics().iter().map(|d| say(bundle.name(), d.message.clone()));
            findings.extend(found);
        }
        let tree = crate::place::tree_of(&case);
        let cluster = Cluster::of(&case, &tree);
        for (_, rule) in matrix.whole {
            let found = crate::cluster::ask(*rule, &cluster).0;
            findings.extend(found.into_iter().map(|finding| say("cluster", finding)));
        }
        for machine in &cluster.machines {
            let place = Place {
                case: &case,
                machine: &machine_of(&case, &machine.place),
                files: machine.files.clone(),
            };
            for (_, rule) in matrix.rules {
                let found = crate::place::ask(*rule, &place).0;
                findings.extend(found.into_iter().map(|finding| say(&machine.place, finding)));
            }
            let files = machine.files.iter().map(|(path, file)| format!("{path}\n{}", file.text()));
            // Many combinations have the same units: systemd is asked about each set once.
            if has("systemd-analyze") && verified.insert(files.collect::<String>()) {
                let found = verify(&machine.files).into_iter();
                findings.extend(found.map(|finding| say(&machine.place, finding)));
            }
        }
    }
    assert_none("combinations", &findings);
    assert!(accepted >= matrix.least, "{accepted} combinations only were accepted");
}

fn combinations(options: &[(&str, &[&'static str])]) -> Vec<Vec<&'static str>> {
    options.iter().fold(vec![Vec::new()], |all, (_, words)| {
        let longer = |begun: Vec<&'static str>| {
            words.iter().map(move |word| begun.iter().copied().chain([*word]).collect())
        };
        all.into_iter().flat_map(longer).collect()
    })
}
