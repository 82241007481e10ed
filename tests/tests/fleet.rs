//! `fleet.sh` hands the units to fleet: in order, again without harm, and not to machines that are not there.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use kubecore_tests::case::{Case, below};
use kubecore_tests::tree::{self, File, Tree};

const API: &str = "kube-apiserver.service";
const MANAGER: &str = "kube-controller-manager.service";
const SCHEDULER: &str = "kube-scheduler.service";
const KUBELET: &str = "kube-kubelet.service";
const PROXY: &str = "kube-proxy.service";

/// Before and after fleet could put a unit in another's place.
const OLD: &str = "0.10.2";
const NEW: &str = "1.0.0";

const MACHINES: &str = "aaaa role=leader\nbbbb role=leader\ncccc role=worker\n";

/// A cluster of stubs, and the rendered directory `cluster` beside it.
struct Stubs {
    folder: tempfile::TempDir,
}

impl Stubs {
    fn new(case: &str, version: &str) -> Self {
        let stubs = Self { folder: tempfile::tempdir().unwrap() };
        let program = |text: &str| File { mode: 0o755, bytes: text.as_bytes().to_vec() };
        // The API answers once its unit runs; waiting takes no time.
        let curl =
            "#!/bin/sh\n[ -e \"$STUBS/launched/kube-apiserver.service\" ] || exit 7\nprintf ok\n";
        let programs = Tree::from([
            ("bin/fleetctl".to_owned(), program(include_str!("../fleet/fleetctl"))),
            ("bin/curl".to_owned(), program(curl)),
            ("bin/sleep".to_owned(), program("#!/bin/sh\n")),
        ]);
        tree::write(stubs.folder.path(), &programs);
        let rendered = below(&Case::named(case).tree(), "cluster").into_iter();
        tree::write(
            stubs.folder.path(),
            &rendered.map(|(path, file)| (format!("cluster{path}"), file)).collect(),
        );
        stubs.write("version", version);
        stubs.write("machines", MACHINES);
        stubs
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, command: &str) -> Output {
        let search = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        Command::new(self.path("cluster/fleet.sh"))
            .arg(command)
            .env("PATH", search)
            .env("STUBS", self.folder.path())
            .env("KUBECORE_WAIT", "20")
            .output()
            .expect("bash")
    }

    /// Runs a command that succeeds; what it changed, in order.
    fn changes(&self, command: &str) -> Vec<String> {
        let output = self.run(command);
        assert!(output.status.success(), "{command}: {}", said(&output));
        self.done()
    }

    /// Runs a command that fails, and what it says then.
    fn refusal(&self, command: &str) -> String {
        let output = self.run(command);
        assert_eq!(output.status.code(), Some(1), "{command}: {}", said(&output));
        String::from_utf8(output.stderr).unwrap()
    }

    fn done(&self) -> Vec<String> {
        let done = fs::read_to_string(self.path("done")).unwrap_or_default();
        let _ = fs::remove_file(self.path("done"));
        done.lines().map(str::to_owned).collect()
    }

    /// Renders the unit anew, so to speak.
    fn change(&self, unit: &str) {
        let path = self.path("cluster/units").join(unit);
        let text = fs::read_to_string(&path).unwrap().replace("RestartSec=10", "RestartSec=11");
        fs::write(path, text).unwrap();
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

fn each(verb: &str, units: &[&str]) -> Vec<String> {
    units.iter().map(|unit| format!("{verb} {unit}")).collect()
}

#[test]
fn units_are_started_in_order_and_once() {
    for version in [OLD, NEW, "0.8.3", "0.13.0"] {
        let stubs = Stubs::new("fleet-units-small", version);
        let all = [API, MANAGER, SCHEDULER, KUBELET, PROXY];
        assert_eq!(stubs.changes("start"), [each("submit", &all), each("start", &all)].concat());
        assert_eq!(stubs.changes("start"), [""; 0], "a second start changes nothing");
        assert!(stubs.run("status").status.success());
    }
}

#[test]
fn submitting_starts_nothing() {
    let stubs = Stubs::new("fleet-units-small", OLD);
    let all = [API, MANAGER, SCHEDULER, KUBELET, PROXY];
    assert_eq!(stubs.changes("submit"), each("submit", &all));
    assert!(stubs.refusal("status").contains("does not answer ok"));
    assert_eq!(stubs.changes("start"), each("start", &all));
}

/// In the published edition kubelet and proxy run on every machine, leaders included.
#[test]
fn the_published_units_start_too() {
    let stubs = Stubs::new("fleet-units-published", OLD);
    stubs.changes("start");
    stubs.write("dead", "aaaa\n");
    assert!(stubs.refusal("start").contains("kube-apiserver.service runs on every leader"));
}

#[test]
fn other_versions_are_not_overlooked() {
    for version in [OLD, NEW] {
        let stubs = Stubs::new("fleet-units-small", version);
        stubs.changes("start");
        stubs.change(KUBELET);
        for command in ["submit", "start"] {
            let refusal = stubs.refusal(command);
            assert!(refusal.contains(KUBELET) && refusal.contains("upgrade"), "{refusal}");
            assert!(!refusal.contains(API), "{refusal}");
        }
        assert_eq!(stubs.done(), [""; 0]);
    }
}

#[test]
fn old_fleet_gets_each_unit_anew() {
    let stubs = Stubs::new("fleet-units-small", OLD);
    stubs.changes("start");
    stubs.change(API);
    let anew = |units: &[&str]| -> Vec<String> {
        units.iter().flat_map(|unit| [format!("submit {unit}"), format!("start {unit}")]).collect()
    };
    let wanted = [
        each("destroy", &[SCHEDULER, MANAGER, API]),
        anew(&[API, MANAGER, SCHEDULER]),
        each("destroy", &[PROXY, KUBELET]),
        anew(&[KUBELET, PROXY]),
    ];
    assert_eq!(stubs.changes("upgrade"), wanted.concat());
}

/// What follows the API server stops with it, and fleet would not notice.
#[test]
fn new_fleet_replaces_what_differs() {
    let stubs = Stubs::new("fleet-units-small", NEW);
    stubs.changes("start");
    stubs.change(API);
    let wanted = [
        each("stop", &[MANAGER, SCHEDULER]),
        vec![format!("submit {API}"), format!("start {API}")],
        each("start", &[MANAGER, SCHEDULER]),
    ];
    assert_eq!(stubs.changes("upgrade"), wanted.concat());
}

#[test]
fn upgrading_starts_what_never_ran() {
    for version in [OLD, NEW] {
        let stubs = Stubs::new("fleet-units-small", version);
        stubs.changes("upgrade");
        assert!(stubs.run("status").status.success(), "{version}");
    }
}

#[test]
fn what_is_removed_is_gone() {
    for version in [OLD, NEW] {
        let stubs = Stubs::new("fleet-units-small", version);
        stubs.changes("start");
        let all = [PROXY, KUBELET, SCHEDULER, MANAGER, API];
        assert_eq!(stubs.changes("remove"), each("destroy", &all));
        assert_eq!(stubs.changes("remove"), [""; 0]);
    }
}

#[test]
fn nothing_starts_without_a_leader() {
    let stubs = Stubs::new("fleet-units-small", OLD);
    for machines in ["", "cccc role=worker\n", "cccc role=leaders,tier=role=leader\n", "cccc -\n"] {
        stubs.write("machines", machines);
        for command in ["start", "upgrade"] {
            let refusal = stubs.refusal(command);
            assert!(refusal.contains("no machine has the metadata role=leader"), "{refusal}");
        }
    }
    assert_eq!(stubs.done(), [""; 0]);
    // One of several pairs is enough, and workers may come later.
    stubs.write("machines", "aaaa disk=ssd,role=leader\n");
    let output = stubs.run("start");
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("no machine has the metadata role=worker yet"));
}

#[test]
fn waiting_ends() {
    let stubs = Stubs::new("fleet-units-small", OLD);
    stubs.write("dead", "bbbb\n");
    let refusal = stubs.refusal("start");
    assert!(refusal.contains("not within 20 seconds: kube-apiserver.service runs on every leader"));
    assert_eq!(stubs.done().last(), Some(&format!("start {API}")), "the rest waits for it");
    stubs.write("dead", "cccc\n");
    let refusal = stubs.refusal("start");
    assert!(refusal.contains("not within 20 seconds: kube-kubelet.service"), "{refusal}");
}

#[test]
fn a_cluster_out_of_reach_is_said() {
    let stubs = Stubs::new("fleet-units-small", OLD);
    stubs.write("unreachable", "");
    for command in ["submit", "start", "upgrade", "remove", "status"] {
        assert!(stubs.refusal(command).contains("FLEETCTL_TUNNEL"));
    }
}

#[test]
fn it_explains_itself() {
    let stubs = Stubs::new("fleet-units-small", OLD);
    let help = stubs.run("--help");
    assert!(help.status.success() && help.stderr.is_empty());
    let help = said(&help);
    for command in ["submit", "start", "upgrade", "remove", "status"] {
        assert!(help.contains(&format!("./fleet.sh {command} ")), "{help}");
    }
    for wrong in ["", "restart"] {
        assert_eq!(stubs.run(wrong).status.code(), Some(2));
    }
}

/// The address as `ip` shows it, and one that only begins alike.
const CARDS: &str = "2: eth0    inet 192.168.100.21/24 brd 192.168.100.255 scope global eth0\n\
                     3: eth1    inet 10.0.0.1/8 scope global eth1\n";

#[test]
fn the_address_is_written_once_a_card_has_it() {
    let stubs = Stubs::new("fleet-units-small", OLD);
    let script = stubs.path("setup-network-environment");
    let tree = Case::named("fleet-units-small").tree();
    let rendered = &tree["nodes/worker-1/rootfs/opt/bin/setup-network-environment"];
    tree::write(
        stubs.folder.path(),
        &Tree::from([
            ("setup-network-environment".to_owned(), rendered.clone()),
            (
                "bin/ip".to_owned(),
                File { mode: 0o755, bytes: b"#!/bin/sh\ncat \"$STUBS/cards\"\n".to_vec() },
            ),
        ]),
    );
    stubs.write("cards", CARDS);
    let file = stubs.path("network-environment");
    let run = |address: &str| {
        let search = format!("{}:{}", stubs.path("bin").display(), std::env::var("PATH").unwrap());
        let output = Command::new(&script)
            .arg(&file)
            .env("PATH", search)
            .env("STUBS", stubs.folder.path())
            .env("DEFAULT_IPV4", address)
            .output()
            .expect("bash");
        (output.status.code(), said(&output))
    };
    for foreign in ["192.168.100.2", "92.168.100.21", "192.168.100.211", "10.0.0.0"] {
        let (status, said) = run(foreign);
        assert!(status == Some(1) && said.contains(foreign), "{said}");
    }
    assert!(!file.exists());
    for address in ["192.168.100.21", "10.0.0.1"] {
        assert_eq!(run(address), (Some(0), String::new()));
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("DEFAULT_IPV4={address}\n"));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644);
    }
    let left = tree::read(stubs.folder.path()).into_keys();
    assert_eq!(left.filter(|path| path.starts_with("network-environment")).count(), 1);
}
