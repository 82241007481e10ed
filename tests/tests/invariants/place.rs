//! A machine of a case, as the rules look at it.

use std::cell::RefCell;

use kubecore_tests::assert_none;
use kubecore_tests::case::{Case, Machine, rootfs};
use kubecore_tests::settings::{
    Command, Format, Setting, format_of, parse_yaml, settings, unit_entries,
};
use kubecore_tests::tree::Tree;

/// Where the kubelet finds static pods.
pub(crate) const MANIFESTS: &str = "/etc/kubernetes/manifests/";

/// A machine, its case, and its files by absolute path.
pub(crate) struct Place<'a> {
    /// The case.
    pub(crate) case: &'a Case,
    /// The machine.
    pub(crate) machine: &'a Machine,
    /// Its files.
    pub(crate) files: Tree,
}

/// How a rule reports what it finds.
pub(crate) type Say<'a> = &'a dyn Fn(String);

/// A rule: reports what it finds and gives back how many things it looked at.
pub(crate) type Rule = fn(&Place<'_>, Say<'_>) -> usize;

/// Holds `rule` against every machine of every case. A rule that never had anything to look at proves nothing.
pub(crate) fn hold(rule: Rule) {
    let mut findings = Vec::new();
    let mut seen = 0;
    for case in Case::all().into_iter().chain(Case::examples()) {
        let tree = case.tree();
        for machine in &case.machines() {
            let place = Place { case: &case, machine, files: rootfs(&tree, &machine.name) };
            let (found, looked_at) = ask(rule, &place);
            findings.extend(
                found
                    .into_iter()
                    .map(|finding| format!("{}: {}: {finding}", case.name, machine.name)),
            );
            seen += looked_at;
        }
    }
    assert_none("invariant", &findings);
    assert!(seen > 20, "the rule looked at {seen} things only");
}

/// What `rule` finds in one place, and how many things it looked at.
pub(crate) fn ask(rule: Rule, place: &Place<'_>) -> (Vec<String>, usize) {
    let findings = RefCell::new(Vec::new());
    let seen = rule(place, &|finding| findings.borrow_mut().push(finding));
    (findings.into_inner(), seen)
}

impl Place<'_> {
    /// Whether the machine has this role.
    pub(crate) fn is(&self, role: &str) -> bool {
        self.machine.role == role
    }

    /// Every setting of every file, with the file's path.
    pub(crate) fn settings(&self) -> Vec<(&str, Setting)> {
        self.files
            .iter()
            .filter_map(|(path, file)| Some((path.as_str(), settings(path, file.text())?)))
            .flat_map(|(path, all)| all.into_iter().map(move |setting| (path, setting)))
            .collect()
    }

    /// The values of settings whose address ends in `name`.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        let ends = |key: &str| {
            key.strip_suffix(name)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '.', '[']))
        };
        self.settings()
            .into_iter()
            .filter(|(_, (key, _))| ends(key))
            .map(|(_, (_, value))| value)
            .collect()
    }

    /// Every command line with flags of a Kubernetes program, and which program it is.
    pub(crate) fn kubernetes_commands(&self) -> Vec<(String, Command)> {
        let mut found = Vec::new();
        for (path, file) in &self.files {
            if format_of(path) == Some(Format::Unit) {
                let commands = unit_entries(file.text())
                    .into_iter()
                    .filter(|entry| entry.key.starts_with("Exec"));
                let commands = commands.map(|entry| Command::from_unit(&entry.value));
                found.extend(
                    commands
                        .filter(|c| c.program().ends_with("/kubelet-wrapper"))
                        .map(|c| ("kubelet".to_owned(), c)),
                );
            } else if path.starts_with(MANIFESTS) {
                for container in
                    parse_yaml(file.text())[0]["spec"]["containers"].as_sequence().unwrap()
                {
                    let Some(words) = container["command"].as_sequence() else { continue };
                    let words: Vec<String> =
                        words.iter().map(|word| word.as_str().unwrap().to_owned()).collect();
                    if words[0] == "/hyperkube" {
                        found.push((format!("kube-{}", words[1]), Command { words }));
                    }
                }
            }
        }
        found
    }
}
