//! A bundle that comes after another: what the new one lacks is gone, as if the old one had never been there.

use std::fs;

use kubecore_tests::case::{Case, below};
use kubecore_tests::made::Made;
use kubecore_tests::{home, note, tree};

use crate::cut_off::{assert_same, cut_off, ends_of_lines};
use crate::machine::Machine;

/// Cases of `diff/` whose new bundle lacks files, with keys or without, and their machines.
const SUCCESSIONS: [(&str, bool, &[&str]); 3] = [
    ("profile", false, &["leader-1", "worker-1"]),
    ("member-added", true, &["controller-1"]),
    ("pod-network", true, &["controller-1"]),
];

/// The old cluster and the new.
fn succession(case: &str, keys: bool) -> (Made, Made) {
    let folder = home().join("diff").join(case);
    let side = |file: &str| {
        let text = fs::read_to_string(folder.join(file)).expect("a spec");
        let case = Case { name: case.to_owned(), folder: folder.clone(), text };
        if keys { Made::keyed(case) } else { Made::rendered(case) }
    };
    (side("old.yaml"), side("new.yaml"))
}

/// A machine with the files of the old, to which the new was brought.
fn succeeded((old, new): &(Made, Made), name: &str) -> Machine {
    let mut machine = Machine::new(old, name);
    let (success, said) = machine.install(&[]);
    assert!(success, "{name}: {said}");
    machine.asked();
    machine.bring(new, name);
    machine
}

/// The files that only the old bundle has.
fn lacking((old, new): &(Made, Made), name: &str) -> Vec<String> {
    let files =
        |made: &Made| below(&tree::read(&made.path("out")), &format!("nodes/{name}/rootfs"));
    let new = files(new);
    files(old).into_keys().filter(|path| !new.contains_key(path)).collect()
}

#[test]
fn what_a_new_bundle_lacks_is_gone() {
    for (case, keys, names) in SUCCESSIONS {
        let both = succession(case, keys);
        for name in names {
            let what = format!("{case}: {name}");
            let gone = lacking(&both, name);
            assert!(!gone.is_empty(), "{what}: the new bundle has all that the old one had");
            let machine = succeeded(&both, name);
            let before = machine.state();
            let (success, said) = machine.install(&["--dry-run"]);
            assert!(success, "{what}: {said}");
            for path in &gone {
                assert!(said.contains(&format!("would remove {path}\n")), "{what}: {path}: {said}");
            }
            assert_eq!(machine.state(), before, "{what}");
            assert_eq!(machine.asked(), Vec::<String>::new(), "{what}");
            let (success, said) = machine.install(&[]);
            assert!(success, "{what}: {said}");
            let alone = Machine::new(&both.1, name);
            assert!(alone.install(&[]).0, "{what}");
            assert_same(&machine.state(), &alone.state(), &what);
            machine.asked();
            // Again: nothing is left to remove, and nothing is new.
            assert!(machine.install(&[]).0, "{what}");
            assert_same(&machine.state(), &alone.state(), &what);
            let asked = machine.asked();
            let mut acts = asked.iter().filter_map(|line| line.split(' ').next());
            assert!(
                acts.all(|verb| !["stop", "disable", "restart"].contains(&verb)),
                "{what}: {asked:?}"
            );
        }
    }
}

#[test]
fn a_succession_that_is_cut_off_is_made_good_by_the_next() {
    let both = succession("profile", false);
    let count = cut_off(|| succeeded(&both, "leader-1"), &[], ends_of_lines);
    note(&format!("leader-1 after another bundle: cut off {count} times"));
}

/// What user-data set up, and `--tls-only` brought keys to.
#[test]
fn what_user_data_placed_is_known_once_the_keys_are_brought() {
    let both = succession("member-added", true);
    let name = "controller-1";
    let mut machine = Machine::new(&both.0, name);
    let rootfs = below(&tree::read(&both.0.path("out")), &format!("nodes/{name}/rootfs"));
    tree::write(
        &machine.path("root"),
        &rootfs.into_iter().map(|(p, f)| (p[1..].into(), f)).collect(),
    );
    assert!(machine.install(&["--tls-only"]).0);
    machine.bring(&both.1, name);
    // Keys alone take nothing away.
    assert!(machine.install(&["--tls-only"]).0);
    let gone = lacking(&both, name);
    let there = || tree::read(&machine.path("root"));
    assert!(gone.iter().all(|path| there().contains_key(&path[1..])), "{gone:?}");
    let (success, said) = machine.install(&[]);
    assert!(success, "{said}");
    assert!(!gone.iter().any(|path| there().contains_key(&path[1..])), "{gone:?}");
}

#[test]
fn uninstalling_takes_what_former_bundles_left() {
    let both = succession("profile", false);
    let machine = succeeded(&both, "worker-1");
    let (success, said) = machine.install(&["--uninstall"]);
    assert!(success, "{said}");
    let left: Vec<String> = tree::read(&machine.path("root")).into_keys().collect();
    assert!(left.iter().all(|path| path == "etc/coreos/update.conf"), "{left:?}");
    let state = machine.state();
    assert!(!state.units.keys().any(|unit| machine.own.contains(unit)), "{:?}", state.units);
    assert!(state.enabled.is_empty(), "{:?}", state.enabled);
}
