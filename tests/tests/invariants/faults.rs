//! Faults that are put into files, and the rules that must notice them: `faults/<profile>.tsv`.

use std::collections::BTreeSet;
use std::fs;

use kubecore_tests::case::Case;
use kubecore_tests::home;
use kubecore_tests::tree::Tree;

/// Rules with the names that the tables use.
macro_rules! named {
    ($($rule:path),* $(,)?) => { [$((stringify!($rule), $rule)),*] };
}
pub(crate) use named;

/// Puts each fault of a profile in, one by one; `ask` is what the rule of that name then finds. Each rule of
/// `names` needs a fault: one that never finds anything proves nothing.
pub(crate) fn notice<'n>(
    profile: &str,
    names: impl Iterator<Item = &'n str>,
    ask: impl Fn(&str, &Case, &Tree) -> Vec<String>,
) {
    let path = home().join("faults").join(format!("{profile}.tsv"));
    let table = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut tried = BTreeSet::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<String> = line.split('\t').map(|cell| cell.replace("\\n", "\n")).collect();
        let [rule, case, path, from, to] = &cells[..] else { panic!("not five cells: {line:?}") };
        let case = Case::named(case);
        let mut tree = crate::place::tree_of(&case);
        let found = ask(rule, &case, &tree);
        assert!(found.is_empty(), "{rule} finds something where nothing is wrong: {found:?}");
        let file = tree.get_mut(path).unwrap_or_else(|| panic!("{path} is missing"));
        let before = file.text().to_owned();
        assert!(before.contains(from.as_str()), "{path} has no {from:?}");
        file.bytes = before.replace(from.as_str(), to).into_bytes();
        if from.is_empty() {
            tree.remove(path);
        }
        let noticed = !ask(rule, &case, &tree).is_empty();
        assert!(noticed, "{rule}: {}: {path}: {from:?} -> {to:?} goes unnoticed", case.name);
        tried.insert(rule.clone());
    }
    let known: BTreeSet<String> = names.map(|name| last(name).to_owned()).collect();
    assert_eq!(tried, known, "{profile}: rules with faults, and rules");
}

/// `programs::flags_exist` goes by `flags_exist`.
pub(crate) fn last(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}
