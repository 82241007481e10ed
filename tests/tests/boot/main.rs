//! Machines of today's profile under systemd 257 as their first process: what it makes of units, conditions, orders
//! and paths at the first boot, when `install.sh` brings the keys, at the next boot, and when it takes all back.
//!
//! Programs are stood for by one that notes how it was started, and refuses files that are not there; so is the
//! network, and the extension image by its files. What Kubernetes does with its own is not looked at here.

mod machine;

use std::collections::BTreeSet;

use kubecore_tests::case::Case;
use kubecore_tests::made::Made;
use kubecore_tests::{assert_none, chosen, note};
use machine::Machine;

/// What a machine of those runs for ever, or once.
const PROGRAMS: [&str; 3] = ["etcd", "kubeadm", "kubelet"];

#[test]
#[ignore = "minutes, and as root: cargo xtask boot"]
fn machines_start_get_their_keys_and_start_again() {
    let mut findings = Vec::new();
    for case in Case::of("flatcar").into_iter().filter(|case| chosen(&case.name)) {
        let mut roles = BTreeSet::new();
        let firsts =
            case.machines().into_iter().filter(|machine| roles.insert(machine.role.clone()));
        let names: Vec<String> = firsts.map(|machine| machine.name).collect();
        let made = Made::keyed(case);
        for name in names {
            let found = life(&made, &name);
            note(&format!("{}: {name}: {} finding(s)", made.case.name, found.len()));
            findings.extend(
                found.iter().map(|finding| format!("{}: {name}: {finding}", made.case.name)),
            );
        }
    }
    assert_none("machines under systemd", &findings);
}

/// What goes wrong from the first boot to the second.
fn life(made: &Made, name: &str) -> Vec<String> {
    let mut machine = Machine::new(made, name);
    let mut findings = Vec::new();
    let mut say = |when: &str, found: Vec<String>| {
        findings.extend(found.into_iter().map(|finding| format!("{when}: {finding}")));
    };
    say("first boot", machine.boot());
    let [once, next] = expected(&machine);
    let (first, later) = if machine.has_keys { (&once[..], &[][..]) } else { (&[][..], &once[..]) };
    say("first boot", programs(&mut machine, first));
    say("keys", machine.install());
    say("keys", programs(&mut machine, later));
    machine.turn_off();
    say("next boot", machine.boot());
    say("next boot", programs(&mut machine, &next));
    say("uninstalled", machine.uninstall());
    machine.turn_off();
    findings
}

/// The programs that start once the keys are there, and at the next boot: each once.
fn expected(machine: &Machine) -> [Vec<&'static str>; 2] {
    let has = |unit: &str| machine.units.iter().any(|known| known == unit);
    if has("kubeadm.service") {
        // It starts the kubelet itself, and has nothing to do any more at the next boot.
        return [vec!["kubeadm", "kubeadm is done", "kubelet"], vec!["kubelet"]];
    }
    let runs = [("etcd.service", "etcd"), ("kubelet.service", "kubelet")];
    let runs: Vec<_> =
        runs.into_iter().filter(|(unit, _)| has(unit)).map(|(_, program)| program).collect();
    [runs.clone(), runs]
}

/// The programs that were started, where they are others than these, or not as often.
fn programs(machine: &mut Machine, expected: &[&str]) -> Vec<String> {
    let mut started = machine.started();
    started.retain(|line| PROGRAMS.iter().any(|program| line.starts_with(program)));
    // Units that do not wait for each other come in any order.
    started.sort();
    if started == expected {
        Vec::new()
    } else {
        vec![format!("{started:?} were started, not {expected:?}")]
    }
}
