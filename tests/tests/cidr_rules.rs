//! docs/cidr-rules.md: a row for each of the 44 rules, with codes that exist.

use std::collections::BTreeSet;
use std::fs;

use kubecore::diagnostic::Code;
use kubecore_tests::workspace;

/// Codes of the group "network" that are about no address.
const OTHERS: [&str; 2] = ["KC0223", "KC0224"];

#[test]
fn the_table_has_every_rule_and_every_code() {
    let text = fs::read_to_string(workspace().join("docs/cidr-rules.md")).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let numbers: BTreeSet<u32> = rows.iter().filter_map(|row| row[1].parse().ok()).collect();
    assert_eq!(numbers, (1..=44).collect());

    let named: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row[1].parse::<u32>().is_ok())
        .flat_map(|row| row[3].split(|c: char| !c.is_ascii_alphanumeric()))
        .filter(|word| word.starts_with("KC"))
        .collect();
    let known: BTreeSet<&str> = Code::all().iter().map(|code| code.as_str()).collect();
    assert_eq!(named.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "no such code");
    let of_networks: BTreeSet<&str> = known
        .into_iter()
        .filter(|code| code.starts_with("KC02") && !OTHERS.contains(code))
        // Said of what is written before anything is known of it.
        .filter(|code| *code != "KC0206")
        .collect();
    assert_eq!(of_networks.difference(&named).collect::<Vec<_>>(), Vec::<&&str>::new());
}
