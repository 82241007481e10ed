//! `cargo xtask bless [CASE…]`: the goldens become what is rendered now.

use std::fs;

use crate::process::{cargo, in_ci, root, run as run_program};

/// Cases with goldens, a folder each.
struct Set {
    /// Where they are.
    folder: &'static str,
    /// The test that compares them, or writes them.
    target: &'static str,
    test: &'static str,
}

const SETS: [Set; 3] = [
    Set { folder: "tests/suite", target: "suite", test: "every_case_gives_its_golden" },
    Set {
        folder: "tests/convert",
        target: "convert",
        test: "each_case_gives_its_findings_and_its_butane",
    },
    Set { folder: "tests/diff", target: "diff_cli", test: "each_case_gives_its_answer" },
];

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    if let Some(option) = args.iter().find(|arg| arg.starts_with('-')) {
        return Err(format!("takes names of cases, or how they begin, and got `{option}`"));
    }
    if in_ci() {
        return Err(
            "refused where CI is set: goldens are looked at before they are committed".into()
        );
    }
    let sets: Vec<(Set, Vec<String>)> = SETS
        .into_iter()
        .map(|set| names(set.folder).map(|names| (set, names)))
        .collect::<Result<_, _>>()?;
    let all: Vec<&str> = sets.iter().flat_map(|(_, names)| names).map(String::as_str).collect();
    if let Some(unknown) = args.iter().find(|arg| !any_begins(&all, arg)) {
        return Err(format!("no case begins with `{unknown}`: there are {}", all.join(", ")));
    }
    let asked = |names: &[String]| args.is_empty() || args.iter().any(|arg| any_begins(names, arg));
    let mut folders = Vec::new();
    for (set, _) in sets.iter().filter(|(_, names)| asked(names)) {
        let mut bless = cargo(["test", "-p", "kubecore-tests", "--test", set.target]);
        bless.args(["--", set.test]);
        run_program(bless.env("KUBECORE_BLESS", "1").env("KUBECORE_CASES", args.join(" ")))?;
        folders.push(set.folder);
    }
    println!("read the change before you commit it: git diff --stat {}", folders.join(" "));
    Ok(())
}

/// The cases of a folder, by name.
fn names(folder: &str) -> Result<Vec<String>, String> {
    let failed = |error| format!("{folder}: {error}");
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join(folder)).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_dir() {
            names.extend(entry.file_name().into_string());
        }
    }
    names.sort();
    Ok(names)
}

fn any_begins(names: &[impl AsRef<str>], beginning: &str) -> bool {
    names.iter().any(|name| name.as_ref().starts_with(beginning))
}
