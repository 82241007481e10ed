//! The document's four machines, its log, and its end.

use std::time::Duration;

use kubecore_tests::case::Case;
use kubecore_tests::overlord::{Machine, Manner, World};

use super::world;

/// The document's machines, in the order in which its log finds them.
const MACHINES: [(&str, &str, &str); 4] = [
    ("a43295d4ed574a45a6f91b86baea0093", "10.209.35.141", "master"),
    ("cacff367124f4021b5697de895934ca5", "10.209.36.4", "minion"),
    ("28df6146a18f42b6a99162e082c0ae28", "10.209.35.248", "minion"),
    ("e0e14b428b454a2fab7caff4b4f21b1a", "10.209.35.240", "minion"),
];

const UNITS: [(&str, &[&str]); 2] = [
    ("master", &["download-kubernetes", "apiserver", "controller-manager", "scheduler"]),
    ("minion", &["download-kubernetes", "kubelet", "proxy"]),
];

const WAITING: &str = "-- Waiting for the following unit file to complete: ";

pub(super) fn published() -> String {
    let cases = Case::all();
    let case = cases.iter().find(|case| case.name == "corekube-published").expect("the case");
    case.text.clone()
}

/// fleet 0.8.3, as the document has it: two units a page, so that there are many.
pub(super) fn old() -> Manner {
    Manner { path: "/v1-alpha", page: 2, ..Manner::default() }
}

fn units(id: &str, role: &str) -> Vec<String> {
    let names = UNITS.iter().filter(|(of, _)| *of == role).flat_map(|(_, names)| *names);
    names.map(|name| format!("{role}-{name}@{id}.service")).collect()
}

/// The document's log, without the waiting lines (how many there are is up to the clock) and with the unit
/// names that its page lost.
fn log() -> Vec<String> {
    let dashes = "-".repeat(48);
    let mut lines = vec![dashes.clone(), "Current # of machines discovered: (4)".into()];
    for (id, ip, role) in MACHINES {
        lines.extend([
            dashes.clone(),
            "Found machine:".into(),
            format!("-- ID: {id}"),
            format!("-- IP: {ip}"),
            format!("-- Metadata: (kubernetes_role => {role})"),
            format!("Created all unit files for: {id}"),
        ]);
        for unit in units(id, role) {
            lines.push(format!("Starting unit file: {unit}"));
            lines.push(format!("The following unit file has completed: {unit}"));
        }
    }
    for (_, ip, _) in MACHINES.iter().skip(1) {
        lines.extend([dashes.clone(), format!("Registered machine with the master: {ip}")]);
    }
    lines.extend([dashes, "Current # of machines discovered: (4)".into()]);
    lines
}

fn join_all(world: &World) {
    world.join(&Machine::new(&"0".repeat(31).replacen('0', "10", 1), "10.209.35.142", "overlord"));
    for (id, ip, role) in MACHINES {
        world.join(&Machine::new(id, ip, role));
    }
}

fn assert_end(world: &World) {
    let all: Vec<String> = MACHINES.iter().flat_map(|(id, _, role)| units(id, role)).collect();
    assert_eq!(all.len(), 13, "as many as the document starts");
    let mut created = world.created();
    created.sort();
    let mut wanted = all.clone();
    wanted.sort();
    assert_eq!(created, wanted, "each unit is submitted once");
    assert_eq!(world.running(), wanted.into_iter().collect());
    assert_eq!(world.early(), Vec::<String>::new());
    assert_eq!(world.done(), MACHINES.iter().map(|(id, ..)| (*id).to_owned()).collect());
    let ips: Vec<&str> = MACHINES.iter().skip(1).map(|(_, ip, _)| *ip).collect();
    assert_eq!(world.told(), ips);
}

#[test]
fn one_machine_at_a_time_gives_the_documents_log() {
    let slow = Manner { delay: Duration::from_millis(150), ..old() };
    let Some(world) = world(&published(), slow) else { return };
    world.configure("at_once: 1\npace: { round: 20, steady: 30 }\n");
    join_all(&world);
    let run = world.run(&["--once"]).ends_with(0);
    let lines: Vec<&str> = run.stderr.lines().collect();
    let mut said: Vec<&str> = lines.iter().filter_map(|line| line.get(20..)).collect();
    for line in &lines {
        let stamp = line.get(..20).unwrap_or_default();
        let shape: String =
            stamp.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        assert_eq!(shape, "0000/00/00 00:00:00 ", "{line}");
    }
    assert!(said.iter().any(|line| line.starts_with(WAITING)), "{}", run.stderr);
    said.retain(|line| !line.starts_with(WAITING));
    assert_eq!(said.pop(), Some("All machines are done"));
    assert_eq!(said, log());
    assert_end(&world);
}

#[test]
fn all_machines_at_once_come_to_the_same_end() {
    let Some(world) = world(&published(), old()) else { return };
    join_all(&world);
    let run = world.run(&["--once"]).ends_with(0);
    // The lines of one machine are in the document's order, whatever the others do in between.
    for (id, _, _) in MACHINES {
        let of = |line: &&str| line.contains(id) && !line.contains(WAITING);
        let said: Vec<&str> =
            run.stderr.lines().filter(of).filter_map(|line| line.get(20..)).collect();
        let log = log();
        let wanted: Vec<&str> =
            log.iter().map(String::as_str).filter(|line| line.contains(id)).collect();
        assert_eq!(said, wanted);
    }
    let mut told = world.told();
    told.sort();
    assert_eq!(told, ["10.209.35.240", "10.209.35.248", "10.209.36.4"]);
    assert_eq!(world.created().len(), 13);
    // Run again, it has nothing to do and says so.
    let again = world.run(&["--once"]).ends_with(0);
    assert!(!again.stderr.contains("Starting"), "{}", again.stderr);
    assert_eq!(world.created().len(), 13);
}
