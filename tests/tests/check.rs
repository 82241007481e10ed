//! Faults that the check notices by itself, without the ledger: one at least of each rule.

use std::fs;

use kubecore::bundle::{Artifact, Bundle, SUMS};
use kubecore::check::Checker;
use kubecore::profile::Renderer;
use kubecore_tests::case::Case;
use kubecore_tests::{assert_none, home};

/// Other forms of the same files.
const COPIES: [&str; 3] = ["cloud-config.yaml", "config.bu", "config.ign"];

#[test]
fn each_rule_notices_its_faults() {
    let table = fs::read_to_string(home().join("faults/check.tsv")).expect("a table of faults");
    let cases = Case::all();
    let mut findings = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<String> = line.split('\t').map(|cell| cell.replace("\\n", "\n")).collect();
        let [said, name, path, from, to] = &cells[..] else { panic!("not five cells: {line:?}") };
        let case = cases.iter().find(|case| case.name == *name).expect("a case");
        let plan = case.plan();
        let bundle = Renderer::new(&plan).bundles().find(|bundle| path.starts_with(bundle.name()));
        let bundle = bundle.unwrap_or_else(|| panic!("{name} has no {path}"));
        let file = path.strip_prefix(bundle.name()).unwrap_or_default().trim_start_matches('/');
        let artifact = bundle.get(file).unwrap_or_else(|| panic!("{name} has no {path}"));
        let text = std::str::from_utf8(&artifact.bytes).expect("a rendered file is UTF-8");
        assert!(text.contains(from.as_str()), "{name}: {path} does not have {from:?}");
        let changed = Artifact::new(file, artifact.mode, text.replacen(from, to, 1));
        let checker = Checker::new(&plan);
        let report = checker.check(&with(&bundle, &changed));
        if !report.diagnostics().iter().any(|found| found.message.contains(said)) {
            let messages = report.diagnostics().iter().map(|found| found.message.as_str());
            let messages = messages.collect::<Vec<_>>().join("; ");
            findings.push(format!("{name}: {path}: not `{said}`, but: {messages}"));
        }
    }
    assert_none("faults", &findings);
}

/// What looks like one of cloud-config's variables is guarded there, and stands in the root file system as it is.
#[test]
fn a_value_that_looks_like_a_variable_is_none() {
    let case = Case::named("weave-clouds");
    let text = case.text.replace("ops@example.com", "$private_ipv4");
    assert_ne!(text, case.text);
    let plan = Case { text, ..case }.plan();
    let checker = Checker::new(&plan);
    for bundle in Renderer::new(&plan).bundles() {
        let report = checker.check(&bundle);
        assert!(report.is_empty(), "{:?}", report.diagnostics());
    }
}

/// The bundle with a file changed, and without what else tells of it.
fn with(bundle: &Bundle, changed: &Artifact) -> Bundle {
    let node = bundle.name() != "cluster";
    let kept = bundle.artifacts().iter().filter(|artifact| {
        let path = artifact.path.as_str();
        path != SUMS && path != changed.path && !(node && COPIES.contains(&path))
    });
    Bundle::new(bundle.name(), kept.cloned().chain([changed.clone()]).collect())
}
