//! systemd and the shells judge what we render for them.

use std::io::Write as _;
use std::process::{Command, Stdio};

use kubecore_tests::case::Case;
use kubecore_tests::judges::has;
use kubecore_tests::machines::described;
use kubecore_tests::systemd::verify;
use kubecore_tests::{assert_none, note};

#[test]
fn every_unit_passes_systemd_analyze() {
    if !has("systemd-analyze") {
        note("systemd-analyze is missing: no unit was verified");
        return;
    }
    for case in Case::all().into_iter().chain(Case::examples()) {
        for machine in described(&case.tree()) {
            assert_none(&format!("{}: {}", case.name, machine.place), &verify(&machine.files));
        }
    }
}

#[test]
fn every_script_parses() {
    let mut seen = std::collections::BTreeSet::new();
    for case in Case::all() {
        for (path, file) in case.tree() {
            let text = file.text();
            if !text.starts_with("#!") {
                assert_eq!(file.mode & 0o111, 0, "{path} is executable, but no script");
                continue;
            }
            assert_eq!(file.mode & 0o111, 0o111, "{path} is a script, but not executable");
            if !seen.insert(text.to_owned()) {
                continue;
            }
            let shell = if text.starts_with("#!/bin/sh\n") { "sh" } else { "bash" };
            for shell in [shell, "bash"] {
                assert_none(&format!("{}: {path}: {shell} -n", case.name), &parse(shell, text));
            }
        }
    }
    assert!(seen.len() >= 2, "install.sh and generate-tls.sh are scripts");
}

fn parse(shell: &str, script: &str) -> Vec<String> {
    let mut child = Command::new(shell)
        .arg("-n")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{shell}: {error}"));
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() && said.is_empty() { Vec::new() } else { vec![said] }
}

#[test]
fn a_broken_script_is_noticed() {
    assert!(!parse("sh", "#!/bin/sh\nif true; then\n").is_empty());
}
