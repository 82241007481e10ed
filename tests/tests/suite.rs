//! The goldens: `suite/<case>/cluster.yaml` gives `suite/<case>/expected/**`, byte for byte and mode for mode.
//!
//! `cargo xtask bless` rewrites them, and with beginnings of names only the cases that begin so.

use kubecore::check::Checker;
use kubecore_tests::case::Case;
use kubecore_tests::{assert_none, blessing, chosen, tree};

#[test]
fn every_case_gives_its_golden() {
    let bless = blessing();
    if bless {
        let chosen = Case::all().into_iter().filter(|case| chosen(&case.name));
        return chosen.for_each(|case| tree::write_golden(&case.folder, &case.tree()));
    }
    let mut findings = Vec::new();
    for case in Case::all() {
        let rendered = case.tree();
        let golden = tree::read_golden(&case.folder);
        if golden.is_empty() {
            findings
                .push(format!("{}: expected/ is empty or missing: cargo xtask bless", case.name));
            continue;
        }
        let found = tree::compare(&golden, &rendered);
        findings.extend(found.into_iter().map(|finding| format!("{}/{finding}", case.name)));
    }
    assert_none("goldens", &findings);
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    for case in Case::all() {
        assert_none(&case.name, &tree::compare(&case.tree(), &case.tree()));
    }
}

#[test]
fn the_program_finds_nothing_wrong_with_its_own_output() {
    let mut findings = Vec::new();
    for case in Case::all().into_iter().chain(Case::examples()) {
        let plan = case.plan();
        let checker = Checker::new(&plan);
        let bundles = case.bundles().into_iter();
        let reports = bundles.map(|bundle| (bundle.name().to_owned(), checker.check(&bundle)));
        let found = reports.flat_map(|(name, report)| {
            report
                .diagnostics()
                .iter()
                .map(|d| format!("{}: {name}: {}", case.name, d.message))
                .collect::<Vec<_>>()
        });
        findings.extend(found);
    }
    assert_none("checks", &findings);
}

#[test]
fn a_case_holds_nothing_else() {
    let known = ["cluster.yaml", "expected", "expected.modes"];
    for case in Case::all() {
        for entry in std::fs::read_dir(&case.folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(known.contains(&name.as_str()), "{}: nothing reads {name}", case.name);
        }
    }
}
