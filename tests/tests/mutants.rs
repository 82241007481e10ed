//! A sample of mutants: wrong values in rendered files, which the check must notice. `cargo xtask mutants` makes all.

use std::collections::BTreeMap;

use kubecore::profile::Renderer;
use kubecore_tests::assert_none;
use kubecore_tests::case::Case;
use kubecore_tests::mutants::{Score, Survivor, mutants, reason_for, reasons, score};

/// Of how many mutants one is made: no factor of any count of lines or values.
const EACH: usize = 499;

/// The share that must be noticed, in hundredths.
const LEAST: usize = 99;

/// The same of the check without the ledger.
const LEAST_ALONE: usize = 75;

#[test]
fn the_check_notices_wrong_values() {
    let mut profiles: BTreeMap<String, Score> = BTreeMap::new();
    for case in Case::all() {
        let plan = case.plan();
        for bundle in Renderer::new(&plan).bundles() {
            profiles.entry(case.profile()).or_default().add(score(
                &plan,
                &case.profile(),
                &bundle,
                EACH,
            ));
        }
    }
    let mut findings = Vec::new();
    for (profile, score) in &profiles {
        let (made, seen) = score.total();
        let alone = score.by_check;
        kubecore_tests::note(&format!(
            "{profile}: {seen} of {made} mutants are noticed, {alone} by the check alone"
        ));
        assert!(made > 50, "{profile}: {made} mutants only");
        if alone * 100 < made * LEAST_ALONE {
            findings.push(format!("{profile}: the check alone notices {alone} of {made}"));
        }
        if seen * 100 < made * LEAST {
            findings.push(format!("{profile}: {seen} of {made} are noticed"));
        }
        let reasons = reasons(profile);
        let open = score.survivors.iter().filter(|one| reason_for(&reasons, one).is_none());
        findings.extend(open.map(|one| {
            let Survivor { path, line, kind, what, was } = one;
            format!("{path}:{line}: {what} ({}) goes unnoticed in {was}", kind.as_str())
        }));
    }
    assert_none("mutants", &findings);
}

/// What mutants are made of a text, so that the score counts what it says.
#[test]
fn every_value_gives_a_mutant_and_prose_gives_none() {
    let of = |path: &str, text: &str| -> Vec<String> {
        let found = mutants(path, text, || true).into_iter();
        found.map(|one| format!("{} {}", one.kind.as_str(), one.what)).collect()
    };
    assert_eq!(of("README.md", "ask 10.0.0.1\n"), Vec::<String>::new());
    assert_eq!(of("a.service", "# note 1\n\n"), Vec::<String>::new());
    let unit = of("a.service", "[Service]\nRestart=on\nPort=09\n");
    for wanted in ["boolean on -> off", "number 09 -> 10", "word Port -> Post", "removed Port=09"] {
        assert!(unit.iter().any(|one| one == wanted), "{wanted}: {unit:?}");
    }
    // Keys of a mapping have no order, items of a list do.
    assert!(!of("a.yaml", "a: x\nb: y\n").iter().any(|one| one.starts_with("swapped")));
    assert!(of("a.yaml", "- x\n- y\n").iter().any(|one| one.starts_with("swapped")));
    let sum = of("a.env", "A=0123456789abcdef0123456789abcdef\n");
    assert!(sum.iter().any(|one| one.ends_with(" -> 0123456789abcdef1123456789abcdef")), "{sum:?}");
}
