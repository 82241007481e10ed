//! A machine of a case, as the rules look at it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Mutex;

use kubecore_tests::assert_none;
use kubecore_tests::case::{Case, Machine, rootfs};
use kubecore_tests::machines::described;
use kubecore_tests::pki::with_keys;
use kubecore_tests::settings::{Setting, settings};
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

/// Holds `rule` against every machine of every case of coreos-guide.
pub(crate) fn hold(rule: Rule) {
    let mut seen = Seen::default();
    for case in cases("coreos-guide") {
        let tree = case.tree();
        for machine in &case.machines() {
            seen.ask(rule, &Place { case: &case, machine, files: rootfs(&tree, &machine.name) });
        }
    }
    seen.finish();
}

/// Holds `rule` against whatever is a machine in any tree of any profile: nodes, servers of a stack, machines that
/// share a cloud-config; with the units that fleet brings them.
pub(crate) fn hold_everywhere(rule: Rule) {
    let mut seen = Seen::default();
    for case in Case::all().into_iter().chain(Case::examples()) {
        for described in described(&case.tree()) {
            let machine = machine_of(&case, &described.place);
            seen.ask(
                rule,
                &Place { case: &case, machine: &machine, files: described.files.clone() },
            );
        }
    }
    seen.finish();
}

/// The node of that place (`nodes/worker-1`); for any other, a machine that has but a name.
pub(crate) fn machine_of(case: &Case, place: &str) -> Machine {
    let name = place.strip_prefix("nodes/");
    let known = case.machines().into_iter().find(|machine| Some(machine.name.as_str()) == name);
    known.unwrap_or_else(|| Machine { name: place.to_owned(), ..Machine::default() })
}

/// The cases and examples of a profile.
pub(crate) fn cases(profile: &str) -> Vec<Case> {
    let examples = Case::examples().into_iter().filter(|case| case.profile() == profile);
    Case::of(profile).into_iter().chain(examples).collect()
}

/// What is rendered of a case: with keys where each machine has its own, as rules ask where these are.
pub(crate) fn tree_of(case: &Case) -> Tree {
    static TREES: Mutex<BTreeMap<String, Tree>> = Mutex::new(BTreeMap::new());
    if case.profile() != "flatcar" {
        return case.tree();
    }
    let mut trees = TREES.lock().expect("no rule holds it");
    trees.entry(case.text.clone()).or_insert_with(|| with_keys(case)).clone()
}

/// What a rule found so far. A rule that never had anything to look at proves nothing.
#[derive(Default)]
struct Seen {
    findings: Vec<String>,
    things: usize,
}

impl Seen {
    fn ask(&mut self, rule: Rule, place: &Place<'_>) {
        let (found, looked_at) = ask(rule, place);
        let (case, machine) = (&place.case.name, &place.machine.name);
        self.findings
            .extend(found.into_iter().map(|finding| format!("{case}: {machine}: {finding}")));
        self.things += looked_at;
    }

    fn finish(self) {
        assert_none("invariant", &self.findings);
        assert!(self.things > 20, "the rule looked at {} things only", self.things);
    }
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
}
