//! `cargo xtask bless-ledger [PROFILE]`: writes what every setting must be, from many clusters.
#![expect(clippy::print_stdout, reason = "people wait for it")]

use std::fs;

use kubecore::spec::Profile;
use kubecore_tests::home;
use kubecore_tests::ledger::{variants, written};

fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    for profile in Profile::ALL.iter().map(|profile| profile.as_str()) {
        if !only.is_empty() && !only.iter().any(|name| name == profile) {
            continue;
        }
        let cases = variants(profile);
        let text = written(&cases);
        println!("{profile}: {} clusters, {} lines", cases.len(), text.lines().count());
        let path = home().join("ledger").join(format!("{profile}.tsv"));
        fs::write(path, text).expect("the table can be written");
    }
}
