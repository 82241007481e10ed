//! What is wrong is said once, with its remedy, and keeps nobody else waiting.

use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use kubecore_tests::overlord::{Conflict, Machine, Manner, World, machines};

use super::{CORRECTED, world};

/// Short limits, so that what needs help is told soon.
const HASTY: &str = "pace: { round: 20, steady: 30 }\n\
    limits: { metadata: 1, master: 2, download: 3, unit: 3, registration: 3 }\n";

fn hasty(world: &World) {
    world.configure(HASTY);
    for machine in machines(2) {
        world.join(&machine);
    }
}

fn unit(name: &str, number: usize) -> String {
    format!("{name}@{number:032x}.service")
}

/// One machine is wrong; the three others are done all the same.
#[track_caller]
fn assert_named_once(world: &World, words: &str) {
    let run = world.run(&["--once"]).ends_with(1);
    assert_eq!(run.stderr.matches(words).count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("error: not every machine is done: "), "{}", run.stderr);
    assert_eq!(world.done().len(), 3);
    assert_eq!(world.created().len(), 10);
}

#[test]
fn malformed_machines_are_named_and_passed_over() {
    let id = "f".repeat(32);
    for (object, words) in [
        ("{", "cannot be read: its object is not what fleet writes"),
        (r#"{"ID":"x","PublicIP":"10.0.0.1"}"#, "cannot be read: its object is of the machine `x`"),
        (
            &*format!(r#"{{"ID":"{id}","PublicIP":"ten"}}"#),
            "cannot be read: its PublicIP `ten` is no address",
        ),
        (
            &*format!(
                r#"{{"ID":"{id}","PublicIP":"10.0.0.9","Metadata":{{"kubernetes_role":"x"}}}}"#
            ),
            "its kubernetes_role is x, and not master",
        ),
        (&*format!(r#"{{"ID":"{id}","PublicIP":"10.0.0.9"}}"#), "set fleet's metadata there"),
    ] {
        let Some(world) = world(CORRECTED, Manner::default()) else { return };
        hasty(&world);
        world.object(&id, object);
        assert_named_once(&world, words);
    }
}

#[test]
fn a_machine_that_says_nothing_is_awaited_in_the_documents_words() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    hasty(&world);
    let id = "f".repeat(32);
    world.appear(&id);
    assert_named_once(
        &world,
        &format!("Waiting for machine ({id}) metadata to be available in fleet..."),
    );
    world.join(&Machine::new(&id, "10.0.0.9", "minion"));
    world.run(&["--once"]).ends_with(0);
    assert_eq!(world.created().len(), 13);
}

#[test]
fn two_machines_with_one_address_are_named() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    hasty(&world);
    world.run(&["--once"]).ends_with(0);
    let id = "f".repeat(32);
    world.join(&Machine::new(&id, "10.11.0.2", "minion"));
    assert_named_once(&world, &format!("{id} is left alone: 10.11.0.2 is also the address of"));
}

#[test]
fn a_unit_that_fleet_refuses_is_named_with_its_words() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    hasty(&world);
    let name = unit("minion-kubelet", 2);
    world.refuse(&name, true);
    let run = world.run(&["--once"]).ends_with(1);
    let words = format!("Refused: submit and start {name}: answers 400: invalid unit: line 3");
    assert_eq!(run.stderr.matches(&words).count(), 1, "{}", run.stderr);
    assert_eq!(world.done().len(), 2);
    world.refuse(&name, false);
    world.run(&["--once"]).ends_with(0);
    assert_eq!(world.created().len(), 10);
}

#[test]
fn a_mark_that_cannot_be_read_is_named() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    hasty(&world);
    let id = format!("{:032x}", 2);
    world.set_mark(&id, Some("yes"));
    let run = world.run(&["--once"]).ends_with(1);
    let words = format!(
        "it is no mark: expected value at line 1 column 1; remove /kubecore/overlord/machines/{id}"
    );
    assert_eq!(run.stderr.matches(&words).count(), 1, "{}", run.stderr);
    world.set_mark(&id, None);
    world.run(&["--once"]).ends_with(0);
    assert_eq!(world.created().len(), 10);
}

#[test]
fn every_fleet_replaces_a_unit_that_says_something_else() {
    for conflict in [Conflict::Refuses, Conflict::Ignores, Conflict::Replaces] {
        let Some(world) = world(CORRECTED, Manner { conflict, ..Manner::default() }) else {
            return;
        };
        hasty(&world);
        world.run(&["--once"]).ends_with(0);
        let id = format!("{:032x}", 1);
        world.join(&Machine::new(&id, "10.11.0.77", "minion"));
        let run = world.run(&["--once"]).ends_with(0);
        assert!(
            run.stderr.contains("its address was 10.11.0.2, and is 10.11.0.77"),
            "{}",
            run.stderr
        );
        assert_eq!(world.destroyed(), [unit("minion-kubelet", 1), unit("minion-proxy", 1)]);
        let kubelets = world.commands("minion-kubelet");
        assert!(kubelets.iter().any(|line| line.contains("10.11.0.77")), "{kubelets:?}");
    }
}

#[test]
fn a_unit_that_failed_is_started_again() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    world.configure("pace: { round: 20, steady: 30 }\n");
    for machine in machines(1) {
        world.join(&machine);
    }
    let name = unit("minion-download-kubernetes", 1);
    world.fail_once(&name);
    let run = world.run(&["--once"]).ends_with(0);
    let words =
        format!("{name} failed: `fleetctl journal {name}` says why; it is started again in 10 s");
    assert_eq!(run.stderr.matches(&words).count(), 1, "{}", run.stderr);
    assert_eq!(world.created().len(), 7);
}

#[test]
fn sigterm_ends_it_cleanly() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    for machine in machines(1) {
        world.join(&machine);
    }
    let mut child = world.spawn(&[], "stopped.log");
    let log = || std::fs::read_to_string(world.path("stopped.log")).unwrap_or_default();
    let end = Instant::now() + Duration::from_secs(120);
    while !log().contains("All machines are done") {
        assert!(Instant::now() < end, "{}", log());
        sleep(Duration::from_millis(10));
    }
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(killed.expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_machine_that_leaves_and_comes_back_is_noticed() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    let all = machines(1);
    for machine in &all {
        world.join(machine);
    }
    let mut child = world.spawn(&[], "moving.log");
    let log = || std::fs::read_to_string(world.path("moving.log")).unwrap_or_default();
    let end = Instant::now() + Duration::from_secs(120);
    let wait = |words: &str| {
        while !log().contains(words) {
            assert!(Instant::now() < end, "{words}: {}", log());
            sleep(Duration::from_millis(10));
        }
    };
    wait("All machines are done");
    world.leave(&all[1].id);
    wait(&format!("The machine {} has left", all[1].id));
    world.join(&all[1]);
    wait(&format!("The machine {} is back", all[1].id));
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(world.created().len(), 7);
}
