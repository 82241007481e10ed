//! `kubecore-cli diff`: `diff/<case>/{old,new}.yaml` give `expected.txt` and `expected.json`, whichever form the two
//! sides come in.

use std::fs;
use std::path::{Path, PathBuf};

use kubecore_tests::cli::{Run, run, run_with_input};
use kubecore_tests::{assert_none, blessing, chosen, diff, home};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

#[test]
fn each_case_gives_its_answer() {
    let bless = blessing();
    let mut findings = Vec::new();
    for case in cases() {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let (old, new) = (path(&case, "old.yaml"), path(&case, "new.yaml"));
        let text = run(&["diff", &old, &new]);
        let json = run(&["diff", &old, &new, "--format", "json"]);
        assert_eq!(text.status, json.status, "{name}");
        assert_eq!(text.status, i32::from(name != "same"), "{name}: {}", text.stderr);
        for (file, run) in [("expected.txt", &text), ("expected.json", &json)] {
            let said = run.stdout.replace(&format!("{}/", case.display()), "");
            let golden = case.join(file);
            if bless && chosen(&name) {
                fs::write(&golden, &said).unwrap();
            }
            let wanted = fs::read_to_string(&golden).unwrap_or_default();
            if wanted != said {
                findings.push(format!("{name}/{file}\n{}", diff::lines(&wanted, &said)));
            }
        }
        let summary = text.stderr.lines().last().unwrap_or_default();
        let weight = serde_json::from_str::<Value>(&json.stdout).unwrap()["meaning"].to_string();
        assert!(name == "same" || summary.contains(weight.trim_matches('"')), "{name}: {summary}");
    }
    assert_none("diff", &findings);
}

#[test]
fn every_meaning_has_a_case() {
    let mut seen = Vec::new();
    for case in cases() {
        let text = fs::read_to_string(case.join("expected.json")).unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        seen.push(answer["meaning"].as_str().unwrap().to_owned());
        let bundles = answer["bundles"].as_array().unwrap().iter();
        seen.extend(bundles.map(|bundle| bundle["meaning"].as_str().unwrap().to_owned()));
        let about = answer["cluster"].as_array().unwrap().iter();
        seen.extend(about.map(|fact| fact["about"].as_str().unwrap().to_owned()));
    }
    for wanted in [
        "nothing",
        "install",
        "once",
        "restart",
        "reboot",
        "re-provision",
        "breaks",
        "profile",
        "kubernetes",
        "pods",
        "services",
        "domain",
        "pod-network",
        "etcd-member",
        "etcd-endpoints",
        "machine",
    ] {
        assert!(seen.iter().any(|word| word == wanted), "no case ends in {wanted}");
    }
}

#[test]
fn spec_directory_and_zip_give_the_same_answer() {
    for case in cases() {
        let scratch = tempdir().unwrap();
        let form = |side: &str| {
            let spec = path(&case, &format!("{side}.yaml"));
            let (out, zip) = (at(&scratch, side), at(&scratch, &format!("{side}.zip")));
            run(&["render", &spec, "-o", &out]).ends_with(0);
            run(&["render", &spec, "--zip", &zip]).ends_with(0);
            [spec, out, zip]
        };
        let (old, new) = (form("old"), form("new"));
        let wanted = run(&["diff", &old[0], &new[0]]);
        for (old, new) in [(1, 1), (2, 2), (0, 2), (1, 0)].map(|(o, n)| (&old[o], &new[n])) {
            let said = run(&["diff", old, new]);
            assert_eq!((said.status, &said.stdout), (wanted.status, &wanted.stdout), "{old} {new}");
        }
    }
}

const KEYED: &str = "kubecore: v1\nname: demo\nprofile: flatcar\nnodes:\n  \
    - { name: controller-1, role: control-plane, ip: 192.168.6.11, schedulable: true }\n";

/// Two renders of one spec with keys of two authorities.
fn with_two_keys() -> (TempDir, String, String) {
    let scratch = tempdir().unwrap();
    let spec = at(&scratch, "c.yaml");
    fs::write(&spec, KEYED).unwrap();
    let render = |name: &str| {
        let (pki, out) = (at(&scratch, &format!("pki-{name}")), at(&scratch, name));
        run(&["pki", "init", &spec, "-d", &pki]).ends_with(0);
        run(&["render", &spec, "--pki", &pki, "-o", &out]).ends_with(0);
        out
    };
    let (a, b) = (render("a"), render("b"));
    (scratch, a, b)
}

#[test]
fn a_key_that_changed_is_named_and_not_shown() {
    let (scratch, a, b) = with_two_keys();
    for format in ["human", "json"] {
        let said = run(&["diff", &a, &b, "--format", format]).ends_with(1);
        for named in
            ["kubelet-client.key", "encryption.yaml", "admin/ca-key.pem", "admin/kubeconfig"]
        {
            assert!(said.stdout.contains(named), "{named}");
        }
        let secrets = keys(Path::new(&a)).into_iter().chain(keys(Path::new(&b)));
        let shown: Vec<String> = secrets.filter(|key| said.stdout.contains(key)).collect();
        assert_none("keys that are shown", &shown);
        assert!(said.stdout.contains("authority") && said.stdout.contains("signer"));
        assert!(said.stdout.contains("kubelet-client.crt"));
    }
    // A spec with these keys is the same as what was rendered with them.
    let spec = at(&scratch, "c.yaml");
    run(&["diff", &spec, &a, "--pki", &at(&scratch, "pki-a")]).ends_with(0);
    let bare = run(&["diff", &spec, &a]).ends_with(1);
    assert!(bare.stderr.contains("--pki DIR"), "{}", bare.stderr);
    assert!(!bare.stdout.contains("authority"), "one side says nothing of keys");
}

/// Lost modes do not make a secret public.
#[test]
fn a_key_with_an_open_mode_is_not_shown_either() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_scratch, a, b) = with_two_keys();
    for side in [&a, &b] {
        for file in files(Path::new(side)) {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        }
    }
    let said = run(&["diff", &a, &b]).ends_with(1);
    let shown: Vec<String> =
        keys(Path::new(&a)).into_iter().filter(|key| said.stdout.contains(key)).collect();
    assert_none("keys that are shown", &shown);
}

/// Lines of base64 that only keys have, and what encrypts secrets.
fn keys(top: &Path) -> Vec<String> {
    let mut keys = Vec::new();
    for file in files(top) {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        if text.contains("PRIVATE KEY") {
            keys.extend(text.lines().filter(|line| !line.contains("-----")).map(str::to_owned));
        } else if name == "encryption.yaml" || name == "kubeconfig" {
            let secret = text.lines().filter_map(|line| {
                let line = line.trim_start().trim_start_matches("- ");
                line.strip_prefix("secret: ").or(line.strip_prefix("client-key-data: "))
            });
            keys.extend(secret.map(|value| value.trim().to_owned()));
        }
    }
    // A key's file ends with its public half, which the file of that ends with, too.
    let public: Vec<String> = files(top)
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "pub"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    keys.retain(|key| !key.is_empty() && !public.iter().any(|text| text.contains(key.as_str())));
    assert!(keys.len() > 10, "{keys:?}");
    keys
}

#[test]
fn what_cannot_be_compared_ends_with_2() {
    let scratch = tempdir().unwrap();
    let good = path(&home().join("diff/same"), "old.yaml");
    let faulty = write(&scratch, "faulty.yaml", "kubecore: v1\nname: Demo\n");
    let no_zip = write(&scratch, "no.zip", "PK\x03\x04 and nothing more");
    fs::create_dir(scratch.path().join("folder")).unwrap();
    let (folder, missing) = (at(&scratch, "folder"), at(&scratch, "missing"));
    for (bad, why) in [
        (&faulty, "nothing was compared"),
        (&no_zip, "no zip, or a damaged one"),
        (&folder, "has no kubecore.lock"),
        (&missing, "does not exist"),
    ] {
        for arguments in [["diff", &good, bad], ["diff", bad, &good]] {
            let said = run(&arguments).ends_with(2);
            assert!(said.stderr.contains(why) && said.stdout.is_empty(), "{}", said.stderr);
        }
    }
    let both = run(&["diff", "-", "-"]).ends_with(2);
    assert!(both.stderr.contains("one of the two"), "{}", both.stderr);
    let text = fs::read(&good).unwrap();
    run_with_input(&["diff", "-", &good], &text).ends_with(0);
}

#[test]
fn one_machine_alone_is_compared_alone() {
    let scratch = tempdir().unwrap();
    let (old, new) = (home().join("diff/restart-unit"), at(&scratch, "out"));
    let (old, spec) = (path(&old, "old.yaml"), path(&old, "new.yaml"));
    run(&["render", &spec, "-o", &new, "--node", "worker-1"]).ends_with(0);
    let said = run(&["diff", &old, &new]).ends_with(1);
    assert!(said.stderr.contains("--node") && said.stdout.contains("zone=b"), "{}", said.stderr);
    assert!(!said.stdout.contains("controller-1"), "{}", said.stdout);
}

/// What somebody wrote into a render can be anything.
#[test]
fn a_file_that_nobody_rendered_is_named_and_not_shown() {
    let scratch = tempdir().unwrap();
    let (spec, out) = (path(&home().join("diff/same"), "old.yaml"), at(&scratch, "out"));
    run(&["render", &spec, "-o", &out]).ends_with(0);
    fs::write(Path::new(&out).join("nodes/worker-1/notes\u{1b}"), "hunter2\n").unwrap();
    let said: Run = run(&["diff", &spec, &out]).ends_with(1);
    assert!(
        said.stdout.contains("notes\\u{1b}") && !said.stdout.contains("hunter2"),
        "{}",
        said.stdout
    );
    std::os::unix::fs::symlink("/etc/passwd", Path::new(&out).join("nodes/worker-1/link")).unwrap();
    let said = run(&["diff", &spec, &out]).ends_with(2);
    assert!(said.stderr.contains("nodes/worker-1/link is no plain file"), "{}", said.stderr);
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(home().join("diff")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 10, "the cases are gone");
    cases
}

fn files(top: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(top).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

fn at(scratch: &TempDir, name: &str) -> String {
    path(scratch.path(), name)
}

fn write(scratch: &TempDir, name: &str, text: &str) -> String {
    fs::write(scratch.path().join(name), text).unwrap();
    at(scratch, name)
}
