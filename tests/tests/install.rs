//! `install.sh` puts a machine's files where they belong, once, and refuses what is not its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use kubecore_tests::assert_none;
use kubecore_tests::case::{Case, Machine, rootfs};
use kubecore_tests::made::{Made, installed};
use kubecore_tests::tree::{self, File, Tree, compare};

const SSL: &str = "/etc/kubernetes/ssl/";

#[test]
fn every_file_lands_at_its_place_with_its_mode() {
    for made in ["published", "options"].iter().filter_map(|case| Made::of(case)) {
        for machine in made.case.machines() {
            let installed = install(&made, &machine);
            let (tls, files): (Tree, Tree) =
                installed.into_iter().partition(|(path, _)| path.starts_with(SSL));
            let wanted = rootfs(&made.case.tree(), &machine.name);
            assert_none(
                &format!("{}: {}", made.case.name, machine.name),
                &compare(&wanted, &files),
            );
            let own = format!("{}-worker", machine.name);
            let wanted: Vec<(String, u32)> = match machine.role.as_str() {
                "control-plane" => vec![
                    ("apiserver-key.pem".into(), 0o600),
                    ("apiserver.pem".into(), 0o644),
                    ("ca.pem".into(), 0o644),
                ],
                "worker" => vec![
                    ("ca.pem".into(), 0o644),
                    (format!("{own}-key.pem"), 0o600),
                    (format!("{own}.pem"), 0o644),
                    ("worker-key.pem".into(), 0o600),
                    ("worker.pem".into(), 0o644),
                ],
                _ => Vec::new(),
            };
            let mut found: Vec<(String, u32)> =
                tls.iter().map(|(path, file)| (path[SSL.len()..].to_owned(), file.mode)).collect();
            found.sort();
            let mut wanted = wanted;
            wanted.sort();
            assert_eq!(found, wanted, "{}: {}", made.case.name, machine.name);
        }
    }
}

/// The others have no certificates; flatcar's are looked at in `install_flatcar.rs`.
#[test]
fn every_file_of_every_profile_lands_at_its_place() {
    let apart = ["coreos-guide", "flatcar"];
    for case in Case::all().iter().filter(|case| !apart.contains(&case.profile().as_str())) {
        let Some(made) = Made::of(&case.name) else { return };
        let tree = made.case.tree();
        let own =
            |machine: &Machine| tree.contains_key(&format!("nodes/{}/install.sh", machine.name));
        for machine in made.case.machines().into_iter().filter(own) {
            let root = made.path("root").join(&machine.name);
            let (success, said) = made.install(&machine.name, &root, &[]);
            assert!(success, "{said}");
            let installed = followed(&root);
            let wanted = rootfs(&tree, &machine.name);
            assert_none(&format!("{}: {}", case.name, machine.name), &compare(&wanted, &installed));
        }
    }
}

/// A bundle that holds its keys needs nothing else, and `--tls-only` places them alone, after a first boot with
/// cloud-config.
#[test]
fn keys_in_the_bundle_are_installed_from_it() {
    let made = Made::with_keys("one-plus-two");
    for (machine, own) in [
        ("controller-1", vec!["apiserver-key.pem", "apiserver.pem", "ca.pem"]),
        (
            "worker-1",
            vec![
                "ca.pem",
                "worker-1-worker-key.pem",
                "worker-1-worker.pem",
                "worker-key.pem",
                "worker.pem",
            ],
        ),
    ] {
        for only in [false, true] {
            let root = made.path(&format!("root/{machine}-{only}"));
            let options: &[&str] = if only { &["--tls-only"] } else { &[] };
            let (success, said) = made.install(machine, &root, options);
            assert!(success, "{said}");
            let (tls, others): (Tree, Tree) =
                followed(&root).into_iter().partition(|(path, _)| path.starts_with(SSL));
            assert_eq!(others.is_empty(), only, "{machine}");
            let names: Vec<&str> = tls.keys().map(|path| &path[SSL.len()..]).collect();
            assert_eq!(names, own, "{machine}");
            for (path, file) in &tls {
                let is_key = file.text().contains("PRIVATE KEY-----");
                assert_eq!(is_key, path.ends_with("-key.pem"), "{path}");
                assert_eq!(file.mode, if is_key { 0o600 } else { 0o644 }, "{path}");
            }
        }
    }
}

#[test]
fn a_bundle_without_keys_says_where_they_are_missing() {
    let Some(made) = Made::of("one-plus-two") else { return };
    let (success, said) = made.install("worker-1", &made.path("root"), &["--tls-only"]);
    assert!(!success && said.contains("this bundle has no keys"), "{said}");
}

#[test]
fn a_workers_pair_is_reached_by_relative_links() {
    let Some(made) = Made::of("published") else { return };
    let root = made.path("root/worker-1");
    let (name, role) = ("worker-1".into(), "worker".into());
    install(&made, &Machine { name, role, ..Machine::default() });
    for file in ["worker.pem", "worker-key.pem"] {
        let target = fs::read_link(root.join(&SSL[1..]).join(file)).unwrap();
        assert_eq!(target, Path::new(&format!("worker-1-{file}")));
    }
}

#[test]
fn a_second_run_changes_nothing() {
    let Some(made) = Made::of("published") else { return };
    for machine in made.case.machines() {
        let first = install(&made, &machine);
        let kubelet = made.path("root").join(&machine.name).join("etc/systemd/system");
        let before = times(&kubelet);
        let second = install(&made, &machine);
        assert_none(&machine.name, &compare(&first, &second));
        assert_eq!(before, times(&kubelet), "{}: a file was written again", machine.name);
    }
}

#[test]
fn a_damaged_bundle_is_refused() {
    let Some(made) = Made::of("published") else { return };
    let unit = made.path("out/nodes/worker-1/rootfs/etc/systemd/system/kubelet.service");
    fs::write(&unit, "[Service]\nExecStart=/bin/false\n").unwrap();
    let root = made.path("root");
    let (success, said) = made.install("worker-1", &root, &[]);
    assert!(!success, "{said}");
    assert!(tree::read(&root).is_empty(), "something was placed");
}

#[test]
fn another_machines_keys_are_refused() {
    let Some(made) = Made::of("ha-calico") else { return };
    let tls = made.path("tls/nodes/worker-2");
    let (success, said) =
        made.install("worker-1", &made.path("root"), &["--tls", tls.to_str().unwrap()]);
    assert!(!success && said.contains("worker-1"), "{said}");
}

/// The guide's four calls, seen by a program that only writes down what it is asked.
#[test]
fn kubectl_is_told_of_the_cluster() {
    let Some(made) = Made::of("ha-calico") else { return };
    let recorder = File { mode: 0o755, bytes: b"#!/bin/sh\necho \"$*\" >>\"$RECORD\"\n".to_vec() };
    tree::write(&made.path("bin"), &Tree::from([("kubectl".to_owned(), recorder)]));
    let path = format!("{}:{}", made.path("bin").display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .arg(made.path("out/cluster/admin/setup-kubectl.sh"))
        .arg(made.path("tls"))
        .env("PATH", path)
        .env("RECORD", made.path("record"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tls = made.path("tls").canonicalize().unwrap().display().to_string();
    let asked = fs::read_to_string(made.path("record")).unwrap();
    let wanted = [
        format!(
            "config set-cluster ha --server=https://api.ha.example --certificate-authority={tls}/ca.pem"
        ),
        format!(
            "config set-credentials ha-admin --client-key={tls}/admin-key.pem --client-certificate={tls}/admin.pem"
        ),
        "config set-context ha --cluster=ha --user=ha-admin".to_owned(),
        "config use-context ha".to_owned(),
    ];
    assert_eq!(asked.lines().collect::<Vec<_>>(), wanted);
}

/// Installs into `root/<machine>` and reads what lies there, links followed, by absolute path.
fn install(made: &Made, machine: &Machine) -> Tree {
    let root = made.path("root").join(&machine.name);
    let tls = made.path("tls/nodes").join(&machine.name);
    let arguments =
        if machine.role == "etcd" { vec![] } else { vec!["--tls", tls.to_str().unwrap()] };
    let (success, said) = made.install(&machine.name, &root, &arguments);
    assert!(success, "{said}");
    followed(&root)
}

/// What lies below `root`, links followed, by absolute path.
fn followed(root: &Path) -> Tree {
    let (links, files) = installed(root);
    let targets = tree::read(root).into_iter().map(|(path, file)| (format!("/{path}"), file));
    targets.filter(|(path, _)| links.contains_key(path) || files.contains_key(path)).collect()
}

fn times(folder: &Path) -> Vec<(String, std::time::SystemTime)> {
    let mut times: Vec<_> = tree::read(folder)
        .into_keys()
        .map(|path| {
            let modified = fs::metadata(folder.join(&path)).unwrap().modified().unwrap();
            (path, modified)
        })
        .collect();
    times.sort();
    times
}
