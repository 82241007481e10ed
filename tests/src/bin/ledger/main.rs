//! `cargo xtask bless-ledger [--check] [PROFILE]`: writes what every setting must be, from many clusters, in none of which
//! the check may find anything. With `--check`, that alone is asked.
#![expect(clippy::print_stdout, reason = "people wait for it")]

use std::fs;
use std::process::ExitCode;

use kubecore::check::Checker;
use kubecore::profile::Renderer;
use kubecore::spec::Profile;
use kubecore_tests::case::Case;
use kubecore_tests::home;
use kubecore_tests::ledger::{variants, written};

fn main() -> ExitCode {
    let mut only: Vec<String> = std::env::args().skip(1).collect();
    let check = only.iter().any(|word| word == "--check");
    only.retain(|word| word != "--check");
    let mut wrong = 0;
    for profile in Profile::ALL.iter().map(|profile| profile.as_str()) {
        if !only.is_empty() && !only.iter().any(|name| name == profile) {
            continue;
        }
        let cases = variants(profile);
        let found = cases.iter().map(findings).sum::<usize>();
        println!("{profile}: {} clusters, {found} findings", cases.len());
        wrong += found;
        if check || found > 0 {
            continue;
        }
        let text = written(&cases);
        println!("{profile}: {} lines", text.lines().count());
        let path = home().join("ledger").join(format!("{profile}.tsv"));
        fs::write(path, text).expect("the table can be written");
    }
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the check finds in a cluster, if it can be rendered at all.
fn findings(case: &Case) -> usize {
    if case.compiled().is_err() {
        return 0;
    }
    let plan = case.plan();
    let checker = Checker::new(&plan);
    let mut count = 0;
    for bundle in Renderer::new(&plan).bundles() {
        for found in checker.check(&bundle).diagnostics() {
            println!("{}: {}", case.name, found.message);
            count += 1;
        }
    }
    count
}
