//! `install.sh` on machines of today: files, keys in folders of their own, links, units that must not run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kubecore_tests::assert_none;
use kubecore_tests::case::{Case, below, rootfs};
use kubecore_tests::made::{Made, installed};
use kubecore_tests::settings::extension;
use kubecore_tests::tree::{self, File, Tree, compare};

const PKI: &str = "/etc/kubernetes/pki/";

fn cases() -> Vec<String> {
    let names: Vec<String> = Case::of("flatcar").into_iter().map(|case| case.name).collect();
    assert!(names.len() >= 7, "{names:?}");
    names
}

#[test]
fn everything_lands_at_its_place_with_its_mode() {
    for made in cases().iter().map(|case| Made::with_keys(case)) {
        let tree = tree::read(&made.path("out"));
        for machine in made.case.machines() {
            let what = format!("{}: {}", made.case.name, machine.name);
            let root = made.path("root").join(&machine.name);
            let (success, said) = made.install(&machine.name, &root, &[]);
            assert!(success, "{what}: {said}");
            let (links, files) = installed(&root);
            assert_none(&what, &compare(&rootfs(&tree, &machine.name), &files));
            assert_eq!(links, wanted_links(&made, &machine.name), "{what}");
            let keys = files.iter().filter(|(path, _)| path.starts_with(PKI));
            let keys: Vec<_> =
                keys.filter(|(path, _)| !["crt", "pub"].contains(&extension(path))).collect();
            assert!(keys.iter().all(|(_, file)| file.mode == 0o600), "{what}: {keys:?}");
        }
    }
}

/// docker's extension is kept out of Flatcar, and its units of Fedora CoreOS.
#[test]
fn docker_does_not_run() {
    let linked = |case: &str| wanted_links(&Made::with_keys(case), "worker-1");
    let null = PathBuf::from("/dev/null");
    let wanted = |paths: &[&str]| paths.iter().map(|p| ((*p).to_owned(), null.clone())).collect();
    let units = ["/etc/systemd/system/docker.service", "/etc/systemd/system/docker.socket"];
    assert_eq!(linked("flatcar-fcos"), wanted(&units));
    assert_eq!(linked("flatcar-small"), wanted(&["/etc/extensions/docker-flatcar.raw"]));
}

#[test]
fn a_second_run_changes_nothing() {
    for case in ["flatcar-vip", "flatcar-fcos"] {
        let made = Made::with_keys(case);
        for machine in made.case.machines() {
            let root = made.path("root").join(&machine.name);
            let run = || {
                let (success, said) = made.install(&machine.name, &root, &[]);
                assert!(success, "{said}");
                (installed(&root), times(&root))
            };
            assert_eq!(run(), run(), "{case}: {}", machine.name);
        }
    }
}

/// After a first boot that brought all else.
#[test]
fn keys_are_placed_alone() {
    for case in ["flatcar-ha-dual-stack", "flatcar-sysext"] {
        let made = Made::with_keys(case);
        for machine in made.case.machines() {
            let root = made.path("root").join(&machine.name);
            let (success, said) = made.install(&machine.name, &root, &["--tls-only"]);
            assert!(success, "{said}");
            let wanted = rootfs(&tree::read(&made.path("out")), &machine.name);
            let wanted: Tree =
                wanted.into_iter().filter(|(path, _)| path.starts_with(PKI)).collect();
            assert!(wanted.keys().any(|path| extension(path) == "key"), "{}", machine.name);
            let (links, files) = installed(&root);
            assert_none(&machine.name, &compare(&wanted, &files));
            assert!(links.is_empty(), "{links:?}");
        }
    }
}

/// Brought apart from the bundle, in folders as they lie on the machine.
#[test]
fn keys_come_from_a_directory() {
    let (keyed, made) = (Made::with_keys("flatcar-vip"), Made::without_keys("flatcar-vip"));
    let tls = keyed.path("out/nodes/controller-1/rootfs/etc/kubernetes/pki");
    let root = made.path("root");
    let (success, said) = made.install("controller-1", &root, &["--tls", tls.to_str().unwrap()]);
    assert!(success, "{said}");
    let wanted = rootfs(&tree::read(&keyed.path("out")), "controller-1");
    assert_none("controller-1", &compare(&wanted, &installed(&root).1));
}

/// Those of any machine are missed one by one, whether they lie in a folder or not.
#[test]
fn a_key_that_is_missing_is_named() {
    let (keyed, made) = (Made::with_keys("flatcar-vip"), Made::without_keys("flatcar-vip"));
    let pki =
        below(&tree::read(&keyed.path("out")), "nodes/controller-2/rootfs/etc/kubernetes/pki");
    assert!(pki.len() > 20, "{:?}", pki.keys());
    for (number, missing) in pki.keys().enumerate() {
        let others: Tree = pki.iter().filter(|(path, _)| *path != missing).map(own).collect();
        let tls = made.path(&format!("tls-{number}"));
        tree::write(&tls, &others);
        let root = made.path(&format!("root-{number}"));
        let arguments = ["--tls-only", "--tls", tls.to_str().unwrap()];
        let (success, said) = made.install("controller-2", &root, &arguments);
        let name = missing.trim_start_matches('/');
        assert!(!success && said.contains(&format!(" has no {name}:")), "{missing}: {said}");
    }
}

#[test]
fn a_bundle_without_keys_says_so() {
    let made = Made::without_keys("flatcar-small");
    let (success, said) = made.install("worker-1", &made.path("root"), &["--tls-only"]);
    assert!(!success && said.contains("this bundle has no keys"), "{said}");
}

fn own((path, file): (&String, &File)) -> (String, File) {
    (path.clone(), file.clone())
}

/// What `install.env` says of links and of units that must not run.
fn wanted_links(made: &Made, machine: &str) -> BTreeMap<String, PathBuf> {
    let text =
        fs::read_to_string(made.path("out/nodes").join(machine).join("install.env")).unwrap();
    let words = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name}=")));
        let list = line.expect("it is set").trim_matches(['\'', '"']);
        list.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let links = words("KUBECORE_LINKS").into_iter().map(|link| {
        let (path, target) = link.split_once('=').expect("a path and its target");
        (path.to_owned(), PathBuf::from(target))
    });
    let masked = words("KUBECORE_MASKED").into_iter();
    let masked = masked.map(|unit| (format!("/etc/systemd/system/{unit}"), "/dev/null".into()));
    links.chain(masked).collect()
}

fn times(root: &Path) -> Vec<(String, SystemTime)> {
    let files = installed(root).1.into_keys();
    let time = |path: &str| fs::metadata(root.join(&path[1..])).unwrap().modified().unwrap();
    files.map(|path| (path.clone(), time(&path))).collect()
}
