//! `kubecore-cli pki`: keys are made once, kept, and rendered to their machines.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use kubecore_tests::assert_none;
use kubecore_tests::cli::{Run, killed_after, run};
use kubecore_tests::settings::extension;
use kubecore_tests::tree::{self, Tree, changed, compare};
use tempfile::TempDir;

const SPEC: &str = "kubecore: v1\nname: keys\nprofile: coreos-guide\nkubernetes: { version: v1.5.4 }\n\
    api: { host: api.keys.example }\nallow: [KC0503]\nnodes:\n  \
    - { name: controller-1, role: control-plane, ip: 192.168.4.101 }\n  \
    - { name: controller-2, role: control-plane, ip: 192.168.4.102 }\n  \
    - { name: worker-1, role: worker, ip: 192.168.4.201 }\n  \
    - { name: worker-2, role: worker, ip: 192.168.4.202 }\n";

/// A folder with a spec, and perhaps its keys.
struct Scene {
    scratch: TempDir,
}

impl Scene {
    fn bare() -> Self {
        let scene = Self { scratch: tempfile::tempdir().unwrap() };
        scene.write("cluster.yaml", SPEC);
        scene
    }

    fn with_keys() -> Self {
        let scene = Self::bare();
        scene.pki("init", &[]).ends_with(0);
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text).unwrap();
        self.text(name)
    }

    /// `pki VERB cluster.yaml -d pki …`
    fn pki(&self, verb: &str, more: &[&str]) -> Run {
        let (spec, dir) = (self.text("cluster.yaml"), self.text("pki"));
        run(&[&["pki", verb, &spec, "-d", &dir], more].concat())
    }

    fn render(&self, more: &[&str]) -> Run {
        let (spec, dir) = (self.text("cluster.yaml"), self.text("pki"));
        run(&[&["render", &spec, "--pki", &dir], more].concat())
    }

    fn keys(&self) -> Tree {
        tree::read(&self.path("pki"))
    }

    /// What a run says that it wrote.
    fn written(&self, run: &Run) -> BTreeSet<String> {
        let dir = format!("{}/", self.text("pki"));
        let lines = run.stdout.lines().map(|line| line.strip_prefix(&dir).expect("below it"));
        lines.map(str::to_owned).collect()
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn owned(changed: BTreeSet<&str>) -> BTreeSet<String> {
    changed.into_iter().map(str::to_owned).collect()
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn keys_are_closed_and_out_of_git() {
    let scene = Scene::with_keys();
    assert_eq!(mode(&scene.path("pki")), 0o700);
    let keys = scene.keys();
    assert_eq!(keys[".gitignore"].text(), "*\n");
    for (path, file) in &keys {
        let is_key = file.text().contains("PRIVATE KEY");
        assert_eq!(is_key, path.ends_with("-key.pem"), "{path}");
        assert_eq!(file.mode, if is_key { 0o600 } else { 0o644 }, "{path}");
    }
    let count = keys.keys().filter(|path| path.ends_with("-key.pem")).count();
    assert_eq!(count, 5, "ca, apiserver, admin, two workers");
}

#[test]
fn a_second_init_makes_nothing_and_one_more_machine_one_pair() {
    let scene = Scene::with_keys();
    let before = scene.keys();
    let again = scene.pki("init", &[]).ends_with(0);
    assert!(again.stdout.is_empty() && again.stderr.contains("nothing is missing"), "{again:?}");
    assert_none("a second init", &compare(&before, &scene.keys()));
    let more = format!("{SPEC}  - {{ name: worker-3, role: worker, ip: 192.168.4.203 }}\n");
    scene.write("cluster.yaml", &more);
    let refused = scene.render(&["-o", &scene.text("out")]).ends_with(1);
    assert!(refused.stderr.contains("KC1014"), "{}", refused.stderr);
    assert!(!scene.path("out").exists());
    let added = scene.pki("init", &[]).ends_with(0);
    let pair =
        set(&["nodes/worker-3/worker-3-worker-key.pem", "nodes/worker-3/worker-3-worker.pem"]);
    assert_eq!(scene.written(&added), pair);
    assert_eq!(owned(changed(&before, &scene.keys())), pair);
    scene.render(&["-o", &scene.text("out")]).ends_with(0);
}

#[test]
fn a_render_reads_the_keys_and_leaves_them_as_they_are() {
    let scene = Scene::with_keys();
    let before = scene.keys();
    let out = scene.text("out");
    let said = scene.render(&["-o", &out]).ends_with(0);
    scene.render(&["-o", &out, "--force"]).ends_with(0);
    scene.render(&["--zip", &scene.text("out.zip")]).ends_with(0);
    assert_none("after rendering", &compare(&before, &scene.keys()));
    assert_eq!(mode(&scene.path("out")), 0o700);
    assert_eq!(mode(&scene.path("out.zip")), 0o600);
    for worker in ["worker-1", "worker-2"] {
        let name = format!("{worker}-worker-key.pem");
        let kept = &before[&format!("nodes/{worker}/{name}")];
        let placed = format!("out/nodes/{worker}/rootfs/etc/kubernetes/ssl/{name}");
        assert_eq!(fs::read(scene.path(&placed)).unwrap(), kept.bytes);
        assert_eq!(mode(&scene.path(&placed)), 0o600);
    }
    // Not a line of a key is said.
    for (path, file) in before.iter().filter(|(path, _)| path.ends_with("-key.pem")) {
        let body = file.text().lines().nth(1).unwrap();
        assert!(!format!("{said:?}").contains(body), "{path} is shown");
    }
    let plain = scene.text("plain");
    run(&["render", &scene.text("cluster.yaml"), "-o", &plain]).ends_with(0);
    assert!(
        tree::read(Path::new(&plain)).values().all(|file| !file.text().contains("PRIVATE KEY"))
    );
    assert_eq!(mode(Path::new(&plain)), 0o755);
}

#[test]
fn a_machine_alone_gets_its_own_keys_only() {
    let scene = Scene::with_keys();
    scene.render(&["-o", &scene.text("out"), "--node", "worker-2"]).ends_with(0);
    let keys: Vec<String> = tree::read(&scene.path("out"))
        .into_keys()
        .filter(|path| path.ends_with("-key.pem"))
        .collect();
    assert_eq!(keys, ["nodes/worker-2/rootfs/etc/kubernetes/ssl/worker-2-worker-key.pem"]);
}

#[test]
fn renewal_changes_what_it_prints_and_nothing_else() {
    let scene = Scene::with_keys();
    let before = scene.keys();
    let idle = scene.pki("renew", &[]).ends_with(0);
    assert!(idle.stdout.is_empty() && idle.stderr.contains("nothing is due"), "{idle:?}");
    let one = scene.pki("renew", &["--node", "worker-1"]).ends_with(0);
    let pair =
        set(&["nodes/worker-1/worker-1-worker-key.pem", "nodes/worker-1/worker-1-worker.pem"]);
    assert_eq!(scene.written(&one), pair);
    assert_eq!(owned(changed(&before, &scene.keys())), pair);
    let before = scene.keys();
    let all = scene.pki("renew", &["--all"]).ends_with(0);
    assert_eq!(scene.written(&all), owned(changed(&before, &scene.keys())));
    for kept in ["ca.pem", "ca-key.pem", "apiserver-key.pem"] {
        assert_eq!(before[kept], scene.keys()[kept], "{kept} stays");
    }
    assert_ne!(before["apiserver.pem"], scene.keys()["apiserver.pem"]);
    let misspelt = scene.pki("renew", &["--node", "worker-l"]).ends_with(2);
    assert!(misspelt.stderr.contains("did you mean worker-1"), "{}", misspelt.stderr);
}

#[test]
fn what_no_longer_fits_is_said_refused_and_renewed() {
    let scene = Scene::with_keys();
    scene.write("cluster.yaml", &SPEC.replace("api.keys.example", "api.other.example"));
    let said = scene.pki("init", &[]).ends_with(0);
    assert!(
        said.stderr.contains("apiserver.pem is outdated: it lacks api.other.example"),
        "{said:?}"
    );
    let refused = scene.render(&["-o", &scene.text("out")]).ends_with(1);
    assert!(refused.stderr.contains("KC1015"), "{}", refused.stderr);
    let status = scene.pki("status", &[]).ends_with(1);
    assert!(status.stdout.contains("outdated: it lacks api.other.example"), "{}", status.stdout);
    let renewed = scene.pki("renew", &[]).ends_with(0);
    assert_eq!(scene.written(&renewed), set(&["apiserver.pem"]));
    scene.pki("status", &[]).ends_with(0);
    scene.render(&["-o", &scene.text("out")]).ends_with(0);
}

#[test]
fn status_counts_days_and_ends_with_one_when_something_is_due() {
    let scene = Scene::with_keys();
    let fine = scene.pki("status", &[]).ends_with(0);
    for shown in ["CN=kube-ca", "CN=worker-2", "api.keys.example", "192.168.4.202"] {
        assert!(fine.stdout.contains(shown), "{}", fine.stdout);
    }
    // A moment after they were made, the last day has begun.
    assert!(["364", "365"].iter().any(|days| fine.stdout.contains(days)), "{}", fine.stdout);
    scene.pki("status", &["--warn-days", "366"]).ends_with(1);
    let json = scene.pki("status", &["--format", "json"]).ends_with(0);
    let rows: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let worker = rows.as_array().unwrap().iter().find(|row| row["holder"] == "worker-1").unwrap();
    assert_eq!(worker["sans"], serde_json::json!(["192.168.4.201"]));
    assert_eq!(worker["usages"], serde_json::json!(["server", "client"]));
    assert!([364, 365].iter().any(|days| worker["days_left"] == *days), "{worker}");
    assert_eq!(worker["state"], "good");
    assert_eq!(worker["due"], false);
    // A machine that is gone is named, and its keys stay.
    scene.write(
        "cluster.yaml",
        &SPEC.replace("  - { name: worker-2, role: worker, ip: 192.168.4.202 }\n", ""),
    );
    let gone = scene.pki("status", &[]).ends_with(0);
    assert!(gone.stderr.contains("not in the spec: nodes/worker-2/worker-2-worker"), "{gone:?}");
}

/// Each refusal says why in a line or a frame, and changes no file.
#[test]
fn what_cannot_be_trusted_is_refused_and_left_alone() {
    type Change = fn(&Scene);
    let cases: [(&str, Change, i32, &str); 9] = [
        (
            "another cluster's",
            |s| drop(s.write("cluster.yaml", &SPEC.replace("name: keys", "name: other"))),
            1,
            "KC1001",
        ),
        ("readable by others", |s| chmod(&s.path("pki"), 0o755), 2, "chmod 700"),
        ("a key readable by others", |s| chmod(&s.path("pki/ca-key.pem"), 0o644), 2, "chmod 600"),
        ("a key lost", |s| fs::remove_file(s.path("pki/admin-key.pem")).unwrap(), 1, "KC1006"),
        ("a certificate lost", |s| fs::remove_file(s.path("pki/admin.pem")).unwrap(), 1, "KC1006"),
        ("a key cut off", |s| cut(&s.path("pki/apiserver-key.pem")), 1, "KC1003"),
        ("a certificate cut off", |s| cut(&s.path("pki/apiserver.pem")), 1, "KC1004"),
        (
            "no marker",
            |s| fs::remove_file(s.path("pki/kubecore-pki")).unwrap(),
            2,
            "not a directory of ours",
        ),
        (
            "a key exchanged",
            |s| assert!(fs::copy(s.path("pki/admin-key.pem"), s.path("pki/ca-key.pem")).is_ok()),
            1,
            "KC1005",
        ),
    ];
    for (name, change, status, says) in cases {
        let scene = Scene::with_keys();
        change(&scene);
        let before = scene.keys();
        for run in [
            scene.pki("init", &[]),
            scene.pki("renew", &["--all"]),
            scene.pki("status", &[]),
            scene.render(&["-o", &scene.text("out")]),
        ] {
            let run = run.ends_with(status);
            assert!(run.stderr.contains(says), "{name}: {}", run.stderr);
            assert!(run.stdout.is_empty() && !run.stderr.contains("PRIVATE"), "{name}: {run:?}");
        }
        assert_none(name, &compare(&before, &scene.keys()));
        assert!(!scene.path("out").exists(), "{name}");
    }
}

#[test]
fn there_is_nothing_to_make_where_nothing_is_wanted() {
    let scene = Scene::bare();
    let profile = "kubecore: v1\nname: keys\nprofile: fleet-units\nnodes:\n  \
        - { name: leader-1, role: control-plane, ip: 192.168.4.101 }\n  \
        - { name: worker-1, role: worker, ip: 192.168.4.201 }\n";
    let script = SPEC.replace("allow:", "pki: { source: openssl-script }\nallow:");
    for (spec, says) in [(profile, "knows no certificates"), (&script, "openssl-script")] {
        scene.write("cluster.yaml", spec);
        let refused = scene.pki("init", &[]).ends_with(2);
        assert!(refused.stderr.contains(says), "{}", refused.stderr);
        assert!(!scene.path("pki").exists());
    }
    scene.write("cluster.yaml", &SPEC.replace("role: worker, ip: 192.168.4.201", "role: wrker"));
    scene.pki("init", &[]).ends_with(1);
    assert!(!scene.path("pki").exists());
    let missing = scene.pki("status", &[]).ends_with(1);
    assert!(missing.stderr.contains("KC"), "{}", missing.stderr);
}

#[test]
fn an_authority_of_ones_own_is_taken_once() {
    let (ours, theirs) = (Scene::bare(), Scene::with_keys());
    let (certificate, key) = (theirs.text("pki/ca.pem"), theirs.text("pki/ca-key.pem"));
    let wrong = theirs.text("pki/admin-key.pem");
    let adopt = |key: &str| ours.pki("init", &["--ca-cert", &certificate, "--ca-key", key]);
    let refused = adopt(&wrong).ends_with(1);
    assert!(refused.stderr.contains("KC1005") && !ours.path("pki").exists(), "{}", refused.stderr);
    adopt(&key).ends_with(0);
    assert_eq!(ours.keys()["ca.pem"], theirs.keys()["ca.pem"]);
    ours.render(&["-o", &ours.text("out")]).ends_with(0);
    let again = adopt(&key).ends_with(2);
    assert!(again.stderr.contains("has an authority already"), "{}", again.stderr);
}

/// Requests, signed with another cluster's authority by openssl, and read back.
#[test]
fn what_another_signed_is_read_back() {
    if !kubecore_tests::openssl::is_here() {
        return;
    }
    let (ours, theirs) = (Scene::bare(), Scene::with_keys());
    ours.pki("init", &["--requests"]).ends_with(0);
    let refused = ours.render(&["-o", &ours.text("out")]).ends_with(1);
    assert!(refused.stderr.contains("KC1014"), "{}", refused.stderr);
    let requests: Vec<String> =
        ours.keys().into_keys().filter(|path| extension(path) == "csr").collect();
    assert_eq!(requests.len(), 4);
    let mut signed = Vec::new();
    for (number, request) in requests.iter().enumerate() {
        let out = ours.text(&format!("signed-{number}.pem"));
        let (csr, ca, key) = (
            ours.text(&format!("pki/{request}")),
            theirs.text("pki/ca.pem"),
            theirs.text("pki/ca-key.pem"),
        );
        kubecore_tests::openssl::run(&[
            "x509",
            "-req",
            "-in",
            &csr,
            "-CA",
            &ca,
            "-CAkey",
            &key,
            "-days",
            "90",
            "-copy_extensions",
            "copyall",
            "-out",
            &out,
        ])
        .unwrap();
        signed.push(out);
    }
    let first: Vec<&str> = signed.iter().map(String::as_str).collect();
    let unknown = ours.pki("import", &first).ends_with(1);
    assert!(unknown.stderr.contains("KC1013"), "{}", unknown.stderr);
    let ca = theirs.text("pki/ca.pem");
    ours.pki("import", &[&first[..], &[&ca]].concat()).ends_with(0);
    ours.pki("status", &[]).ends_with(0);
    ours.render(&["-o", &ours.text("out")]).ends_with(0);
    assert!(!ours.path("out/cluster/admin/ca-key.pem").exists(), "it was never here");
}

/// Killed after ever longer times, from before anything is done until all of it is: what is there then is nothing
/// or whole, and the next run makes it whole without a second key for anybody.
#[test]
fn a_run_that_is_killed_loses_nothing() {
    let machine = |n| format!("  - {{ name: more-{n}, role: worker, ip: 192.168.5.{n} }}\n");
    let machines: Vec<String> = (1..=60).map(machine).collect();
    let scene = Scene::with_keys();
    let begin = scene.keys();
    scene.write("cluster.yaml", &format!("{SPEC}{}", machines.concat()));
    let (spec, dir) = (scene.text("cluster.yaml"), scene.text("pki"));
    let mut ends = BTreeSet::new();
    for micros in (0..60_000).step_by(1_500) {
        let ended = killed_after(&["pki", "init", &spec, "-d", &dir], micros);
        // Reading sees all or nothing, whatever lies about.
        let status = scene.pki("status", &["--format", "json"]);
        let rows: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
        let missing =
            rows.as_array().unwrap().iter().filter(|row| row["state"] == "missing").count();
        assert!(missing == 0 || missing == 60, "{missing} are missing after {micros} µs");
        ends.insert(missing);
        if ended {
            break;
        }
    }
    assert!(ends.contains(&60), "no run was killed before its end");
    scene.pki("init", &[]).ends_with(0);
    scene.pki("status", &[]).ends_with(0);
    let end = scene.keys();
    for (path, file) in &begin {
        assert_eq!(Some(file), end.get(path), "{path} was made a second time");
    }
    assert_eq!(end.len(), begin.len() + 2 * 60, "nothing is left about");
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn cut(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    fs::write(path, &text[..text.len() / 2]).unwrap();
}
