//! The package that fuzzes knows every target, and is built of what is shipped.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kubecore_fuzz_targets::TARGETS;

/// What libFuzzer needs, and nothing else has.
const OF_LIBFUZZER: [&str; 4] = ["arbitrary", "jobserver", "kubecore-fuzz", "libfuzzer-sys"];

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_target_has_its_program() {
    let manifest = fs::read_to_string(top().join("fuzz/Cargo.toml")).unwrap();
    let mut names = BTreeSet::new();
    for target in TARGETS {
        let name = target.name;
        let program =
            fs::read_to_string(top().join(format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(program.contains(&format!("target(\"{name}\")")), "{name}");
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
        names.insert(format!("{name}.rs"));
    }
    let programs = fs::read_dir(top().join("fuzz/fuzz_targets")).unwrap();
    let programs =
        programs.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, programs);
}

#[test]
fn what_is_kept_is_a_target_s() {
    for directory in ["corpus", "regressions"] {
        for entry in fs::read_dir(top().join("fuzz").join(directory)).into_iter().flatten() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(TARGETS.iter().any(|target| target.name == name), "{directory}/{name}");
        }
    }
}

#[test]
fn what_is_fuzzed_is_what_is_shipped() {
    let ours = packages("Cargo.lock");
    let theirs = packages("fuzz/Cargo.lock");
    let differ: Vec<_> = theirs
        .difference(&ours)
        .filter(|(name, _)| !OF_LIBFUZZER.contains(&name.as_str()))
        .collect();
    assert!(differ.is_empty(), "`cargo update -p NAME --precise VERSION` in fuzz/: {differ:?}");
}

/// Names and versions of a lock file.
fn packages(lock: &str) -> BTreeSet<(String, String)> {
    let text = fs::read_to_string(top().join(lock)).unwrap();
    let value =
        |line: Option<&str>, key: &str| Some(line?.strip_prefix(key)?.trim_matches('"').to_owned());
    let mut packages = BTreeSet::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = value(Some(line), "name = ") {
            packages.insert((name, value(lines.next(), "version = ").unwrap()));
        }
    }
    assert!(packages.len() > 100, "{lock}");
    packages
}
