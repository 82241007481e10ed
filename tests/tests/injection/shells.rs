//! Scripts take nothing from a spec; what they read of it is in environment files, which a shell reads as data.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use kubecore::format::env_file::EnvFile;
use kubecore_tests::case::Case;
use kubecore_tests::judges::has;
use kubecore_tests::machines::described;
use kubecore_tests::tree::{self, Tree};
use kubecore_tests::{assert_none, change, note, workspace};
use tempfile::tempdir;

use super::hostile;

/// Every script of every case is one of `core/data`, to the byte.
#[test]
fn scripts_take_nothing_from_a_spec() {
    let known: BTreeSet<Vec<u8>> =
        tree::read(&workspace().join("core/data")).into_values().map(|file| file.bytes).collect();
    let mut seen = BTreeSet::new();
    for case in Case::all() {
        let tree = case.tree();
        let machines = described(&tree).into_iter().flat_map(|machine| machine.files);
        let all = machines.chain(tree.clone());
        for (path, file) in all.filter(|(_, file)| file.bytes.starts_with(b"#!")) {
            assert!(known.contains(&file.bytes), "{}: {path}", case.name);
            seen.insert(file.bytes.clone());
        }
    }
    let scripts = known.iter().filter(|bytes| bytes.starts_with(b"#!")).count();
    assert_eq!(seen.len(), scripts, "a script that no case has");
}

#[test]
fn shellcheck_has_nothing_to_say_of_any_script() {
    if !has("shellcheck") {
        note("shellcheck is missing: no script was looked at");
        return;
    }
    let folder = workspace().join("core/data");
    let scripts: Vec<PathBuf> = tree::read(&folder)
        .into_iter()
        .filter(|(_, file)| file.bytes.starts_with(b"#!"))
        .map(|(path, _)| folder.join(path))
        .collect();
    assert!(scripts.len() >= 17, "{scripts:?}");
    let output = Command::new("shellcheck").args(&scripts).output().expect("shellcheck runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// What the core writes for any text, a shell reads as that text, and nothing is run.
#[test]
fn a_shell_reads_any_text_as_data() {
    let scratch = tempdir().expect("a scratch folder");
    let texts: Vec<&str> = hostile::TEXTS.iter().chain(&hostile::WORDS).copied().collect();
    let mut file = EnvFile::new();
    for text in &texts {
        file = file.set("KUBECORE_VALUE", text);
    }
    let written = file.to_string();
    let wanted: Vec<String> = file.variables().map(|(_, value)| value.to_owned()).collect();
    assert_eq!(written.lines().count(), texts.len(), "a value of two lines");
    let mut findings = Vec::new();
    for (shell, line, wanted) in written
        .lines()
        .zip(&wanted)
        .flat_map(|(line, wanted)| ["bash", "sh"].map(|shell| (shell, line, wanted)))
    {
        let path = scratch.path().join("a.env");
        fs::write(&path, format!("{line}\n")).expect("a file");
        let output = Command::new(shell)
            .args(["-euc", ". ./a.env; printf %s \"$KUBECORE_VALUE\""])
            .current_dir(scratch.path())
            .output()
            .expect("a shell runs");
        let read = String::from_utf8_lossy(&output.stdout);
        if read != wanted.as_str() || !output.status.success() {
            findings.push(format!("{shell}: {line}: {read:?} instead of {wanted:?}"));
        }
    }
    assert_none("a shell", &findings);
    let left = tree::read(scratch.path());
    assert_eq!(left.keys().collect::<Vec<_>>(), ["a.env"], "something was run");
}

/// The environment files of a cluster with hostile values in each field that takes them.
#[test]
fn environment_files_of_hostile_specs_are_read_as_data() {
    let registry = "weave.registries[0]";
    let hostile = "x'y\"z $(touch canary) `touch canary` %H ${HOME} \\ ; # |&<>*~!";
    for (case, fields) in [
        ("weave-clouds", vec![format!("{registry}.user"), format!("{registry}.email")]),
        ("corekube-rackspace", vec!["corekube.image".to_owned(), "corekube.flavor".to_owned()]),
    ] {
        let mut case = Case::named(case);
        for field in fields {
            let value = serde_yaml::to_string(hostile).expect("YAML");
            case.text = change::set(&case.text, &field, Some(&value));
        }
        let tree = case.tree();
        let files: Tree =
            tree.into_iter().filter(|(path, _)| path.ends_with("/install.env")).collect();
        assert!(!files.is_empty());
        for (path, file) in files {
            let scratch = tempdir().expect("a scratch folder");
            fs::write(scratch.path().join("a.env"), &file.bytes).expect("a file");
            let output = Command::new("bash")
                .args(["-euc", "set -a; . ./a.env; env -0"])
                .env_clear()
                .env("PATH", std::env::var_os("PATH").unwrap_or_default())
                .current_dir(scratch.path())
                .output()
                .expect("bash runs");
            assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
            let read = String::from_utf8_lossy(&output.stdout).into_owned();
            let read: BTreeSet<&str> = read.split('\0').collect();
            let wanted = EnvFile::parse(file.text()).expect("an environment file");
            for (name, value) in wanted.variables() {
                assert!(read.contains(format!("{name}={value}").as_str()), "{path}: {name}");
            }
            assert_eq!(tree::read(scratch.path()).len(), 1, "{path}: something was run");
        }
    }
}
