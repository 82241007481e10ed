//! `kubecore-cli convert`, run as people run it.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use kubecore_tests::cli::{run, run_with_input};
use kubecore_tests::{home, workspace};
use tempfile::tempdir;

/// What has notes alone.
const FINE: &str = "#cloud-config\nhostname: a\n";
/// One error, and something that can be translated.
const HALF: &str = "#cloud-config\nhostname: a\ncoreos:\n  fleet:\n    metadata: a=b\n";

const BUTANE: &str = "variant: flatcar\nversion: \"1.1.0\"\nstorage:\n  files:\n    - path: /etc/hostname\n      \
                      mode: 0644\n      overwrite: true\n      contents:\n        inline: |\n          a\n";

fn convert(input: &[u8], more: &[&str]) -> kubecore_tests::cli::Run {
    let mut arguments = vec!["convert", "-"];
    arguments.extend(more);
    run_with_input(&arguments, input)
}

#[test]
fn butane_is_printed_and_findings_are_told_apart() {
    let done = convert(FINE.as_bytes(), &["--to", "flatcar"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, BUTANE));
    assert!(done.stderr.contains("note[KC1220]") && done.stderr.contains("<stdin>:1:1"));
    let done = convert(FINE.as_bytes(), &["--to", "fcos"]);
    assert!(done.stdout.starts_with("variant: fcos\nversion: \"1.5.0\"\n"), "{}", done.stdout);
}

#[test]
fn ignition_is_written_at_once() {
    let done = convert(FINE.as_bytes(), &["--to", "flatcar", "--emit", "ignition"]);
    let tree: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(tree["ignition"]["version"], "3.4.0");
    assert_eq!(tree["storage"]["files"][0]["path"], "/etc/hostname");
}

#[test]
fn nothing_is_written_with_errors_unless_asked_for() {
    let scratch = tempdir().unwrap();
    let out = scratch.path().join("config.bu");
    let out = out.to_str().unwrap();
    let done = convert(HALF.as_bytes(), &["--to", "flatcar", "-o", out]);
    assert_eq!((done.status, done.stdout.as_str()), (1, ""));
    assert!(
        done.stderr.ends_with("error: 1 error, 1 note: nothing was written\n"),
        "{}",
        done.stderr
    );
    assert!(!Path::new(out).exists());

    let done = convert(HALF.as_bytes(), &["--to", "flatcar", "-o", out, "--partial"]);
    assert_eq!(done.status, 1);
    assert!(done.stderr.contains("error: 1 error, 1 note: only a part is written\n"));
    assert_eq!(fs::read_to_string(out).unwrap(), BUTANE);
}

#[test]
fn nothing_is_replaced() {
    let scratch = tempdir().unwrap();
    let out = scratch.path().join("config.bu");
    fs::write(&out, "mine").unwrap();
    let done = convert(FINE.as_bytes(), &["--to", "flatcar", "-o", out.to_str().unwrap()]);
    assert_eq!(done.status, 2);
    assert!(done.stderr.contains("exists, and is left as it is"), "{}", done.stderr);
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
}

#[test]
fn strict_refuses_warnings() {
    let text = "#cloud-config\nhostname: a\nruncmd: [ls]\n";
    assert_eq!(convert(text.as_bytes(), &["--to", "flatcar"]).status, 0);
    let done = convert(text.as_bytes(), &["--to", "flatcar", "--strict"]);
    assert_eq!((done.status, done.stdout.as_str()), (1, ""));
    assert!(done.stderr.contains("(--strict refuses warnings)"));
}

#[test]
fn json_is_one_document_on_standard_error() {
    let done = convert(HALF.as_bytes(), &["--to", "flatcar", "--format", "json"]);
    let tree: serde_json::Value = serde_json::from_str(&done.stderr).unwrap();
    assert_eq!(tree["errors"], 1);
    assert_eq!(tree["diagnostics"][1]["code"], "KC1206");
    assert_eq!(tree["diagnostics"][1]["start"]["line"], 4);
}

#[test]
fn packed_user_data_is_unpacked() {
    let mut gzip = Command::new("gzip")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("gzip is there");
    gzip.stdin.take().unwrap().write_all(FINE.as_bytes()).unwrap();
    let packed = gzip.wait_with_output().unwrap().stdout;
    let done = convert(&packed, &["--to", "flatcar"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, BUTANE));
    let done = convert(&packed[..packed.len() - 9], &["--to", "flatcar"]);
    assert_eq!(done.status, 1);
    assert!(done.stderr.contains("KC1202"), "{}", done.stderr);
}

#[test]
fn what_is_no_cloud_config_is_said() {
    for (input, code) in
        [(&b"#!/bin/sh\n"[..], "KC1201"), (b"", "KC1201"), (b"#cloud-config\n\xff", "KC0001")]
    {
        let done = convert(input, &["--to", "flatcar"]);
        assert_eq!((done.status, done.stdout.as_str()), (1, ""), "{code}");
        assert!(done.stderr.contains(code), "{}", done.stderr);
    }
    let missing = run(&["convert", "/no/such/file", "--to", "flatcar"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("/no/such/file does not exist: check the name\n"));
    assert_eq!(run(&["convert", "-"]).status, 2, "--to is needed");
}

#[test]
fn the_corpus_is_what_the_program_prints() {
    let case = home().join("convert/everyday");
    let old = case.join("cloud-config.yaml");
    let done = run(&["convert", old.to_str().unwrap(), "--to", "flatcar"]);
    assert_eq!(done.status, 0);
    assert_eq!(done.stdout, fs::read_to_string(case.join("expected.bu")).unwrap());
}

/// The example of the documentation is what the program does.
#[test]
fn the_page_shows_what_is() {
    let page = fs::read_to_string(workspace().join("docs/convert.md")).unwrap();
    let (_, example) = page.split_once("## Example\n").unwrap();
    let (_, old) = example.split_once("```yaml\n").unwrap();
    let (old, _) = old.split_once("```\n").unwrap();
    let done = convert(old.as_bytes(), &["--to", "flatcar", "--partial"]);
    assert_eq!(done.status, 1);
    assert!(example.contains(&done.stdout), "{}", done.stdout);
    for frame in done.stderr.replace("<stdin>", "old.yaml").split("\n\n") {
        let first = frame.lines().next().unwrap_or_default();
        assert!(example.contains(first), "{first}");
    }
}
