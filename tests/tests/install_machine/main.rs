//! `install.sh` as on a machine, units and all: a machine of each role of each profile.

mod cut_off;
mod machine;
mod succession;

use std::collections::BTreeMap;
use std::fs;

use kubecore_tests::case::{Case, below, rootfs};
use kubecore_tests::made::Made;
use kubecore_tests::tree::{self, Tree, compare};
use kubecore_tests::{assert_none, change};
use machine::Machine;

/// A case with keys or without, and its machines, one of each role.
const ROLES: [(&str, bool, &[&str]); 6] = [
    ("one-plus-two", true, &["controller-1", "worker-1"]),
    ("cni-flannel", false, &["etcd-1"]),
    ("fleet-units-small", false, &["leader-1", "worker-1"]),
    ("weave-clouds", false, &["master", "iron-1"]),
    ("corekube-small", false, &["discovery-1", "master-1", "minion-1", "overlord-1"]),
    ("flatcar-sysext", true, &["controller-1", "etcd-1", "worker-1"]),
];

fn made(case: &str, keys: bool) -> Made {
    if keys { Made::with_keys(case) } else { Made::without_keys(case) }
}

/// Each machine of each role.
fn each(mut look: impl FnMut(&Made, &str)) {
    for (case, keys, machines) in ROLES {
        let made = made(case, keys);
        for machine in machines {
            look(&made, machine);
        }
    }
}

#[test]
fn files_get_their_modes_and_owners_and_units_start_in_order() {
    each(|made, name| {
        let what = format!("{}: {name}", made.case.name);
        let machine = Machine::new(made, name);
        let (success, said) = machine.install(&[]);
        assert!(success, "{what}: {said}");
        let state = machine.state();
        let mut files = state.files.clone();
        files.remove("/etc/coreos/update.conf");
        let wanted = rootfs(&tree::read(&made.path("out")), name);
        assert_none(&what, &compare(&wanted, &files));
        assert_eq!(state.owners, owners(made, name), "{what}");
        let asked = machine.asked();
        let of = |verb: &str| {
            let words = asked.iter().filter_map(|line| line.strip_prefix(verb));
            // That one is told when updates reboot, and is none of the bundle's.
            let words = words.filter(|word| *word != "locksmithd.service");
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(of("enable "), machine.words("KUBECORE_ENABLE"), "{what}");
        // What waits for a file would start with the first, and be disturbed by what follows.
        let paths =
            machine.words("KUBECORE_UNITS").into_iter().filter(|unit| unit.contains(".path"));
        let held: Vec<String> = paths.map(|unit| format!("stop {unit}")).collect();
        assert!(asked.starts_with(&held), "{what}: {asked:?}");
        assert_eq!(of("restart "), machine.words("KUBECORE_UNITS"), "{what}");
        assert_eq!(of("hostname "), [name], "{what}");
        assert!(state.is_settled(), "{what}");
        // Again: nothing is new, so nothing is restarted.
        let (success, said) = machine.install(&[]);
        assert!(success, "{what}: {said}");
        assert_eq!(machine.state(), state, "{what}");
        let again = machine.asked();
        assert!(again.iter().all(|line| !line.starts_with("restart ")), "{what}: {again:?}");
    });
}

/// As `files.list` has it, which the renderer writes for a reader other than `install.sh`, too.
fn owners(made: &Made, name: &str) -> BTreeMap<String, String> {
    let list = made.path("out/nodes").join(name).join("files.list");
    let list = fs::read_to_string(list).expect("files.list");
    let owner = |line: &str| {
        let mut words = line.split(' ').skip(1);
        let path = words.next().expect("a path").to_owned();
        (path, words.next().unwrap_or("root:root").to_owned())
    };
    list.lines().map(owner).collect()
}

#[test]
fn another_machines_bundle_is_refused() {
    let made = Made::without_keys("corekube-small");
    let mut machine = Machine::new(&made, "minion-1");
    machine.bring(&made, "minion-2");
    let (success, said) = machine.install(&[]);
    assert!(!success && said.contains("this bundle is for minion-2"), "{said}");
    assert_untouched(&machine);
    // One that begins with the same digits is another.
    machine.write("state/addresses", "2: eth0    inet 10.0.0.1/24\n");
    let (success, _) = machine.install(&["--uninstall"]);
    assert!(!success);
}

/// A machine of many pods has many interfaces, and its own is among the first.
#[test]
fn many_interfaces_are_no_hindrance() {
    let made = Made::without_keys("corekube-small");
    let machine = Machine::new(&made, "minion-1");
    let own = fs::read_to_string(machine.path("state/addresses")).unwrap();
    let others = "9: cali0    inet6 fe80::ecee:eeff:feee:eeee/64 scope link\n".repeat(20_000);
    machine.write("state/addresses", &(own + &others));
    let (success, said) = machine.install(&[]);
    assert!(success, "{said}");
}

#[test]
fn only_root_installs() {
    let made = Made::without_keys("corekube-small");
    let machine = Machine::new(&made, "minion-1");
    machine.write("state/user", "1000\n");
    let (success, said) = machine.install(&[]);
    assert!(!success && said.contains("run this as root"), "{said}");
    assert_untouched(&machine);
}

fn assert_untouched(machine: &Machine) {
    assert_eq!(tree::read(&machine.path("root")), Tree::new());
    assert_eq!(machine.asked(), Vec::<String>::new());
}

/// Each file of a bundle taken away, emptied, made longer, or no longer in the list of sums; nothing of it is run. The
/// script itself is left: it must be there to refuse anything.
#[test]
fn a_bundle_that_is_damaged_anywhere_is_refused() {
    let case = Case::named("corekube-small");
    let whole = below(&case.tree(), "nodes/minion-1");
    let others = || whole.iter().filter(|(path, _)| *path != "/install.sh");
    assert!(others().count() > 8, "{:?}", whole.keys());
    let mut damages: Vec<(&str, Option<Vec<u8>>)> = Vec::new();
    for (path, file) in others() {
        let longer = [file.bytes.as_slice(), b"\ntouch \"$ROOT/canary\"\n"].concat();
        damages.extend([None, Some(Vec::new()), Some(longer)].map(|bytes| (path.as_str(), bytes)));
    }
    let sums = whole["/SHA256SUMS"].text();
    let is_needed = |line: &&str| {
        let (_, path) = line.split_once("  ").expect("a sum and a path");
        path.starts_with("rootfs/") || ["install.env", "files.list"].contains(&path)
    };
    for line in sums.lines().filter(is_needed) {
        let rest = sums.replace(&format!("{line}\n"), "");
        damages.push(("/SHA256SUMS", Some(rest.into_bytes())));
    }
    for (number, (path, bytes)) in damages.into_iter().enumerate() {
        let made = Made::rendered(case.clone());
        let machine = Machine::new(&made, "minion-1");
        let target = made.path("out/nodes/minion-1").join(&path[1..]);
        match bytes {
            None => fs::remove_file(target).unwrap(),
            Some(bytes) => fs::write(target, bytes).unwrap(),
        }
        let (success, said) = machine.install(&[]);
        assert!(!success && said.contains("damaged"), "{number}: {path}: {said}");
        assert_untouched(&machine);
    }
}

#[test]
fn files_of_two_clusters_are_not_mixed() {
    let case = Case::named("corekube-small");
    let one = Made::rendered(case.clone());
    let text = change::set(&case.text, "name", Some("second"));
    let two = Made::rendered(Case { text, ..case });
    let mut machine = Machine::new(&one, "minion-1");
    assert!(machine.install(&[]).0);
    let (state, _) = (machine.state(), machine.asked());
    machine.bring(&two, "minion-1");
    for arguments in
        [&[][..], &["--dry-run"], &["--uninstall"], &["--tls-only"], &["--any-address"]]
    {
        let (success, said) = machine.install(arguments);
        assert!(!success && said.contains("here are the files of the machine minion-1"), "{said}");
        assert_eq!(machine.state(), state);
        assert_eq!(machine.asked(), Vec::<String>::new());
    }
    machine.bring(&one, "minion-2");
    let (success, said) = machine.install(&["--any-address"]);
    assert!(!success && said.contains("minion-2 of the cluster"), "{said}");
    machine.bring(&one, "minion-1");
    assert!(machine.install(&["--uninstall"]).0);
    machine.bring(&two, "minion-1");
    let (success, said) = machine.install(&[]);
    assert!(success, "{said}");
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    each(|made, name| {
        let what = format!("{}: {name}", made.case.name);
        let machine = Machine::new(made, name);
        let would = |arguments: &[&str]| {
            let (success, said) = machine.install(arguments);
            assert!(success, "{what}: {said}");
            let lines = said.lines().filter_map(|line| line.strip_prefix("would "));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let list = |verb: &str, names: Vec<&str>| {
            names.into_iter().map(|name| format!("{verb} {name}")).collect::<Vec<_>>()
        };
        let files: Vec<String> = owners(made, name).into_keys().collect();
        let said = would(&["--dry-run"]);
        assert_untouched(&machine);
        let mut placed: Vec<&str> =
            said.iter().filter_map(|line| line.strip_prefix("place ")).collect();
        placed.sort_unstable();
        placed.dedup();
        let mut wanted: Vec<&str> = files.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        assert_eq!(placed, wanted, "{what}");
        let units = machine.words("KUBECORE_UNITS");
        assert!(said.ends_with(&list("restart", units.clone())), "{what}: {said:?}");
        assert!(machine.install(&[]).0);
        let state = machine.state();
        machine.asked();
        let said = would(&["--dry-run"]);
        assert_eq!(said[1..], list("start", units), "{what}: nothing is new");
        let first = &files[0];
        machine.write(&format!("root{first}"), "changed\n");
        let said = would(&["--dry-run"]);
        assert_eq!(said[0], format!("place {first}"), "{what}");
        assert!(machine.install(&[]).0);
        assert_eq!(machine.state().files, state.files, "{what}");
        machine.asked();
        let before = machine.state();
        let said = would(&["--uninstall", "--dry-run"]);
        assert!(said.contains(&format!("remove {first}")), "{what}: {said:?}");
        assert_eq!(machine.state(), before, "{what}");
        assert_eq!(machine.asked(), Vec::<String>::new(), "{what}");
    });
}

#[test]
fn uninstalling_leaves_nothing_of_it() {
    each(|made, name| {
        let what = format!("{}: {name}", made.case.name);
        let machine = Machine::new(made, name);
        machine.write("root/etc/os-release", "NAME=test\n");
        assert!(machine.install(&[]).0);
        machine.asked();
        let (success, said) = machine.install(&["--uninstall"]);
        assert!(success, "{what}: {said}");
        let left: Vec<String> = tree::read(&machine.path("root")).into_keys().collect();
        let own = ["etc/coreos/update.conf", "etc/os-release"];
        assert!(left.iter().all(|path| own.contains(&path.as_str())), "{what}: {left:?}");
        let asked = machine.asked();
        let stopped: Vec<&str> =
            asked.iter().filter_map(|line| line.strip_prefix("stop ")).collect();
        let units = machine.words("KUBECORE_UNITS");
        let brought = |unit: &&&str| {
            made.path("out/nodes").join(name).join("rootfs/etc/systemd/system").join(unit).exists()
        };
        let wanted: Vec<&str> = units.iter().rev().filter(brought).copied().collect();
        assert_eq!(stopped, wanted, "{what}");
        assert_eq!(asked.last().map(String::as_str), Some("daemon-reload"), "{what}");
        // Nothing is left to do.
        let (success, said) = machine.install(&["--uninstall"]);
        assert!(success, "{what}: {said}");
    });
}
