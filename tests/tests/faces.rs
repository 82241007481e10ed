//! The program's directory, the program's zip and the core's bundles are one and the same.

use std::collections::BTreeSet;
use std::fs::{self, File as StdFile};
use std::io::Read as _;
use std::path::Path;

use kubecore::bundle::{Archive, Lock, PLAIN, spec};
use kubecore::compile;
use kubecore::document::left_out;
use kubecore::profile::lock;
use kubecore::source::Source;
use kubecore::spec::{Profile, topologies};
use kubecore_tests::annotation::Expected;
use kubecore_tests::case::{Case, tree_of};
use kubecore_tests::cli::{bytes_of, run, run_on_full_disk, run_with_input};
use kubecore_tests::tree::{self, File, Tree, compare};
use kubecore_tests::{assert_none, home};
use tempfile::{TempDir, tempdir};

#[test]
fn directory_zip_and_core_agree() {
    for case in Case::all() {
        let scratch = tempdir().unwrap();
        let (spec, out, zip) = (
            path(&case.folder, "cluster.yaml"),
            path(scratch.path(), "out"),
            path(scratch.path(), "out.zip"),
        );
        run(&["render", &spec, "-o", &out]).ends_with(0);
        run(&["render", &spec, "--zip", &zip]).ends_with(0);
        let core = with_lock(&case);
        assert_none(
            &format!("{}: directory", case.name),
            &compare(&core, &tree::read(Path::new(&out))),
        );
        assert_none(&format!("{}: zip", case.name), &compare(&core, &unzip(Path::new(&zip))));
        assert_eq!(fs::read(&zip).unwrap(), archive(&case), "{}: the zip itself", case.name);
        let printed = bytes_of(&["render", &spec, "--zip", "-"]);
        assert_eq!(printed, archive(&case), "{}: the zip on standard output", case.name);
    }
}

/// What is handed on with the files can be changed and rendered again.
#[test]
fn the_spec_beside_the_files_gives_them_again() {
    for case in Case::all() {
        let copy = spec(&case.text);
        let copy = std::str::from_utf8(&copy.bytes).unwrap();
        let (what, text) = left_out(copy);
        if let Some(what) = what {
            let is_secret =
                ["$.weave.", "$.flatcar.kubeadm_token"].iter().any(|path| what.starts_with(path));
            assert!(is_secret, "{}: {what}", case.name);
            continue;
        }
        assert_eq!(text, case.text, "{}", case.name);
    }
    let case = Case::named("one-machine");
    let scratch = tempdir().unwrap();
    let (out, again) = (path(scratch.path(), "out"), path(scratch.path(), "again"));
    run(&["render", &path(&case.folder, "cluster.yaml"), "-o", &out]).ends_with(0);
    run(&["render", &path(Path::new(&out), "cluster.yaml"), "-o", &again]).ends_with(0);
    assert_none("again", &compare(&tree::read(Path::new(&out)), &tree::read(Path::new(&again))));
}

#[test]
fn one_machine_can_be_rendered_alone() {
    let case = Case::named("ha-calico");
    let scratch = tempdir().unwrap();
    let (spec, out) = (path(&case.folder, "cluster.yaml"), path(scratch.path(), "out"));
    run(&["render", &spec, "-o", &out, "--node", "worker-2", "--node", "etcd-1"]).ends_with(0);
    let tops: BTreeSet<String> = tree::read(Path::new(&out))
        .keys()
        .filter_map(|p| p.strip_prefix("nodes/")?.split('/').next().map(str::to_owned))
        .collect();
    assert!(!Path::new(&out).join("cluster.yaml").exists(), "it is not all that follows from it");
    assert_eq!(tops, BTreeSet::from(["etcd-1".to_owned(), "worker-2".to_owned()]));
    let whole = case.tree();
    for (path, file) in
        tree::read(Path::new(&out)).iter().filter(|(path, _)| path.starts_with("nodes/"))
    {
        assert_eq!(Some(file), whole.get(path), "{path}");
    }
    let unknown =
        run(&["render", &spec, "-o", &path(scratch.path(), "other"), "--node", "worker-9"])
            .ends_with(2);
    assert!(unknown.stderr.contains("worker-9"), "{}", unknown.stderr);
    assert!(!scratch.path().join("other").exists());
}

#[test]
fn the_spec_may_come_by_standard_input() {
    let case = Case::named("one-plus-two");
    let scratch = tempdir().unwrap();
    let out = path(scratch.path(), "out");
    run_with_input(&["render", "-", "-o", &out], case.text.as_bytes()).ends_with(0);
    assert_none("stdin", &compare(&with_lock(&case), &tree::read(Path::new(&out))));
    let bad = run_with_input(&["validate", "-"], b"kubecore: v2\n").ends_with(1);
    assert!(bad.stderr.contains("KC0105"), "{}", bad.stderr);
    let binary = run_with_input(&["validate", "-"], b"name: \xff\n").ends_with(1);
    assert!(binary.stderr.contains("KC0001"), "{}", binary.stderr);
    let deep = run_with_input(&["validate", "-"], "[".repeat(10 << 20).as_bytes()).ends_with(1);
    assert!(
        deep.stderr.contains("KC0006") && deep.stderr.len() < 10_000,
        "{} bytes",
        deep.stderr.len()
    );
}

#[test]
fn exit_codes_tell_whose_fault_it_is() {
    let scratch = tempdir().unwrap();
    let good = path(&Case::named("published").folder, "cluster.yaml");
    let strict = path(&Case::named("flatcar-small").folder, "cluster.yaml");
    let warned = path(&Case::named("release-1-5").folder, "cluster.yaml");
    let faulty = write(&scratch, "faulty.yaml", "kubecore: v1\nname: Demo\n");
    let missing = path(scratch.path(), "missing.yaml");
    let folder = path(scratch.path(), "");
    run(&["validate", &good]).ends_with(0);
    run(&["validate", "--strict", &strict]).ends_with(0);
    run(&["validate", "--strict", &good]).ends_with(1);
    run(&["validate", &warned]).ends_with(0);
    run(&["validate", "--strict", &warned]).ends_with(1);
    run(&["validate", &faulty]).ends_with(1);
    run(&["render", &faulty, "-o", &path(scratch.path(), "out")]).ends_with(1);
    for usage in [
        vec!["validate", &missing],
        vec!["validate", &folder],
        vec!["validate"],
        vec!["frobnicate"],
        vec!["validate", "--nonsense", &good],
    ] {
        let run = run(&usage).ends_with(2);
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{usage:?}: {run:?}");
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn data_goes_to_stdout_and_talk_to_stderr() {
    let good = path(&Case::named("published").folder, "cluster.yaml");
    let nodes = run(&["nodes", &good]).ends_with(0);
    for name in ["etcd-1", "controller-1", "worker-1"] {
        assert!(nodes.stdout.contains(name), "{}", nodes.stdout);
    }
    let schema = run(&["schema"]).ends_with(0);
    assert!(serde_json::from_str::<serde_json::Value>(&schema.stdout).unwrap().is_object());
    assert!(run(&["explain", "KC0207"]).ends_with(0).stdout.contains("KC0207"));
    run(&["explain", "KC9999"]).ends_with(2);
    assert!(run(&["completions", "bash"]).ends_with(0).stdout.contains("kubecore-cli"));
    // Nothing here is a terminal, so nothing may be coloured.
    assert!(!run(&["validate", &good]).stderr.contains('\u{1b}'));
}

/// The same findings for programs: codes, places and words are the core's.
#[test]
fn json_diagnostics_are_the_cores() {
    for name in ["twelve-faults", "overlap-allowed", "syntax-unclosed-quote", "half-full"] {
        let file = path(&home().join("diagnostics"), &format!("{name}.yaml"));
        let source = Source::new(file.clone(), fs::read_to_string(&file).unwrap());
        let report = compile(&source).report;
        let run =
            run(&["validate", "--format", "json", &file]).ends_with(i32::from(report.has_errors()));
        let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let told: Vec<String> = json["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| {
                let text = |key: &str| d[key].as_str().unwrap().to_owned();
                let (line, column) = (&d["start"]["line"], &d["start"]["column"]);
                format!(
                    "{line}:{column} {} {} {} (help: {})",
                    text("severity"),
                    text("code"),
                    text("message"),
                    text("help")
                )
            })
            .collect();
        let wanted: Vec<String> =
            report.diagnostics().iter().map(|d| Expected::of(d).to_string()).collect();
        assert_eq!(told, wanted, "{name}");
    }
}

#[test]
fn what_init_writes_is_accepted_as_it_is() {
    let scratch = tempdir().unwrap();
    let spec = path(scratch.path(), "cluster.yaml");
    run(&["init", "-o", &spec]).ends_with(0);
    let printed = run(&["init"]).ends_with(0).stdout;
    assert_eq!(fs::read_to_string(&spec).unwrap(), printed);
    run(&["validate", "--strict", &spec]).ends_with(0);
    run(&["render", &spec, "-o", &path(scratch.path(), "out")]).ends_with(0);
    run(&["init", "-o", &spec]).ends_with(2);
    assert_eq!(
        fs::read_to_string(&spec).unwrap(),
        printed,
        "a file of the user is not written over"
    );
}

#[test]
fn every_profile_has_examples_that_render() {
    for profile in Profile::ALL {
        let listed = run(&["profiles"]).ends_with(0).stdout;
        assert!(listed.lines().any(|line| line.starts_with(profile.as_str())), "{listed}");
        for topology in topologies(*profile) {
            let scratch = tempdir().unwrap();
            let words = ["--profile", profile.as_str(), "--topology", topology.as_str()];
            let spec = run(&[&["init"], words.as_slice()].concat()).ends_with(0).stdout;
            run_with_input(&["validate", "--strict", "-"], spec.as_bytes()).ends_with(0);
            let out = path(scratch.path(), "out");
            run_with_input(&["render", "-", "-o", &out], spec.as_bytes()).ends_with(0);
        }
    }
}

#[test]
fn a_faulty_spec_writes_nothing() {
    let scratch = tempdir().unwrap();
    let faulty = write(&scratch, "faulty.yaml", "kubecore: v1\nname: Demo\n");
    run(&["render", &faulty, "-o", &path(scratch.path(), "out")]).ends_with(1);
    run(&["render", &faulty, "--zip", &path(scratch.path(), "out.zip")]).ends_with(1);
    assert_eq!(names(scratch.path()), ["faulty.yaml"]);
}

#[test]
fn what_was_there_before_is_not_touched() {
    let case = Case::named("one-machine");
    let spec = path(&case.folder, "cluster.yaml");
    let scratch = tempdir().unwrap();
    fs::create_dir(scratch.path().join("mine")).unwrap();
    fs::write(scratch.path().join("mine/notes.txt"), "keep me").unwrap();
    fs::write(scratch.path().join("file"), "keep me too").unwrap();
    let before = tree::read(scratch.path());
    for target in ["mine", "file", "file/below"] {
        for force in [false, true] {
            let target = path(scratch.path(), target);
            let mut arguments = vec!["render", &spec, "-o", &target];
            arguments.extend(force.then_some("--force"));
            let run = run(&arguments).ends_with(2);
            assert!(!run.stderr.is_empty() && !run.stderr.contains("panicked"), "{}", run.stderr);
            assert_none(&format!("{arguments:?}"), &compare(&before, &tree::read(scratch.path())));
        }
    }
}

/// Nobody can write there, not even root.
#[cfg(target_os = "linux")]
#[test]
fn a_target_that_cannot_be_written_is_named() {
    let spec = path(&Case::named("one-machine").folder, "cluster.yaml");
    for target in [["-o", "/proc/kubecore/out"], ["--zip", "/proc/kubecore.zip"]] {
        let run = run(&["render", &spec, target[0], target[1]]).ends_with(2);
        assert!(
            run.stderr.contains("/proc/kubecore") && !run.stderr.contains("panicked"),
            "{}",
            run.stderr
        );
    }
}

#[cfg(unix)]
#[test]
fn a_write_that_fails_halfway_leaves_nothing() {
    let scratch = tempdir().unwrap();
    let (first, second) = (Case::named("one-plus-two"), Case::named("one-machine"));
    let out = path(scratch.path(), "out");
    run(&["render", &path(&first.folder, "cluster.yaml"), "-o", &out]).ends_with(0);
    let before = tree::read(scratch.path());
    let spec = path(&second.folder, "cluster.yaml");
    let (new, zip) = (path(scratch.path(), "new"), path(scratch.path(), "new.zip"));
    for target in [vec!["-o", &out, "--force"], vec!["-o", &new], vec!["--zip", &zip]] {
        let run = run_on_full_disk(&[vec!["render", &spec], target.clone()].concat()).ends_with(2);
        assert!(run.stderr.contains("file too large") && run.stdout.is_empty(), "{run:?}");
        assert_none(&format!("{target:?}"), &compare(&before, &tree::read(scratch.path())));
        assert_eq!(names(scratch.path()), ["out"], "{target:?}");
    }
}

#[test]
fn only_force_replaces_a_former_render() {
    let scratch = tempdir().unwrap();
    let out = path(scratch.path(), "out");
    let (first, second) = (Case::named("one-plus-two"), Case::named("ha-calico"));
    run(&["render", &path(&first.folder, "cluster.yaml"), "-o", &out]).ends_with(0);
    let spec = path(&second.folder, "cluster.yaml");
    let refused = run(&["render", &spec, "-o", &out]).ends_with(2);
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_none("refused", &compare(&with_lock(&first), &tree::read(Path::new(&out))));
    run(&["render", &spec, "-o", &out, "--force"]).ends_with(0);
    assert_none("replaced", &compare(&with_lock(&second), &tree::read(Path::new(&out))));
    assert_eq!(names(scratch.path()), ["out"], "nothing is left beside it");
    // Keys that were made inside are the user's, not ours.
    fs::write(Path::new(&out).join("ca-key.pem"), "secret").unwrap();
    let before = tree::read(scratch.path());
    run(&["render", &spec, "-o", &out, "--force"]).ends_with(2);
    assert_none("foreign file", &compare(&before, &tree::read(scratch.path())));
    // So is the spec, once it is edited.
    fs::remove_file(Path::new(&out).join("ca-key.pem")).unwrap();
    let spec_there = Path::new(&out).join("cluster.yaml");
    let text = fs::read_to_string(&spec_there).unwrap();
    fs::write(&spec_there, text.clone() + "# mine\n").unwrap();
    let refused = run(&["render", &spec, "-o", &out, "--force"]).ends_with(2);
    assert!(refused.stderr.contains("cluster.yaml"), "{}", refused.stderr);
    fs::write(&spec_there, text).unwrap();
    run(&["render", &spec, "-o", &out, "--force"]).ends_with(0);
}

#[test]
fn an_empty_folder_may_be_filled() {
    let case = Case::named("one-machine");
    let scratch = tempdir().unwrap();
    run(&["render", &path(&case.folder, "cluster.yaml"), "-o", &path(scratch.path(), "")])
        .ends_with(0);
    assert_none("filled", &compare(&with_lock(&case), &tree::read(scratch.path())));
}

/// The core's bundles and the lock file over them.
fn with_lock(case: &Case) -> Tree {
    let bundles = case.bundles();
    let spec = spec(&case.text);
    let mut lock = lock_of(case).head() + &Lock::line(&spec);
    lock.extend(bundles.iter().map(Lock::lines));
    let mut tree = tree_of(&bundles);
    tree.insert(spec.path, File { mode: spec.mode, bytes: spec.bytes.to_vec() });
    tree.insert(Lock::PATH.into(), File { mode: PLAIN, bytes: lock.into_bytes() });
    tree
}

/// What the lock file begins with.
fn lock_of(case: &Case) -> Lock {
    let plan = compile(&Source::new("cluster.yaml", case.text.clone())).plan.unwrap();
    lock(&plan, None, &case.text)
}

/// The core's own zip.
fn archive(case: &Case) -> Vec<u8> {
    let mut archive = Archive::new(std::io::Cursor::new(Vec::new()), lock_of(case));
    archive.add_file(&spec(&case.text)).unwrap();
    for bundle in case.bundles() {
        archive.add(&bundle).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn unzip(file: &Path) -> Tree {
    let mut zip = zip::ZipArchive::new(StdFile::open(file).unwrap()).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            let mode = entry.unix_mode().expect("a mode") & 0o7777;
            (entry.name().unwrap().into_owned(), File { mode, bytes })
        })
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

fn write(scratch: &TempDir, name: &str, text: &str) -> String {
    let file = path(scratch.path(), name);
    fs::write(&file, text).unwrap();
    file
}
