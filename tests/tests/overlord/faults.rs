//! Killed after every write, every service failing in every way, two at once: the same end.

use std::collections::BTreeSet;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

use kubecore_tests::overlord::{Fault, Manner, Trap, World, machines};

use super::document::published;
use super::{CORRECTED, world};

/// A hang is a failure, too; a slow machine is none.
const PATIENCE: Duration = Duration::from_secs(120);

/// Two writes for each machine's mark, four units and three.
const WRITES: usize = 2 * 2 + 4 + 3;

fn start(world: &World) {
    for machine in machines(1) {
        world.join(&machine);
    }
}

#[track_caller]
fn assert_end(world: &World, told: bool) {
    let ids: BTreeSet<String> = machines(1).into_iter().map(|machine| machine.id).collect();
    assert_eq!(world.done(), ids);
    let created = world.created();
    let once: BTreeSet<String> = created.iter().cloned().collect();
    assert_eq!((created.len(), once.len()), (7, 7), "each unit is submitted once: {created:?}");
    assert_eq!(world.running(), once);
    assert_eq!(world.early(), Vec::<String>::new());
    assert_eq!(world.told().len(), usize::from(told));
}

#[track_caller]
fn wait_for(what: &str, mut is: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is() {
        assert!(Instant::now() < end, "{what}: not within {} s", PATIENCE.as_secs());
        sleep(Duration::from_millis(5));
    }
}

fn end(mut child: Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// Starts the overlord, and ends it at the write with this number, counted from 1.
#[track_caller]
fn killed_after(world: &World, writes: usize) {
    let trap = Trap::after(writes);
    world.trap(Some(&trap));
    let child = world.spawn(&["--once"], "killed.log");
    wait_for("the write", || trap.is_sprung());
    end(child);
    world.trap(None);
    trap.release();
}

#[test]
fn killed_after_every_single_write_it_goes_on() {
    for (spec, path, told) in
        [(CORRECTED.to_owned(), "/fleet/v1", false), (published(), "/v1-alpha", true)]
    {
        let writes = WRITES + usize::from(told);
        for after in 1..=writes {
            let Some(world) = world(&spec, Manner { path, ..Manner::default() }) else { return };
            start(&world);
            killed_after(&world, after);
            world.run(&["--once"]).ends_with(0);
            assert_end(&world, told);
        }
    }
}

#[test]
fn killed_after_every_write_of_one_cluster_it_goes_on() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    start(&world);
    for _ in 0..WRITES {
        killed_after(&world, 1);
    }
    world.run(&["--once"]).ends_with(0);
    assert_end(&world, false);
}

#[test]
fn every_service_failing_in_every_way_is_named_once_and_nothing_is_lost() {
    for (service, name) in ["etcd", "fleet", "The API server"].into_iter().enumerate() {
        for (fault, words) in [
            (Fault::Drop, "breaks off in its answer"),
            (Fault::Deaf, "breaks off in its answer"),
            (Fault::Status(500), "answers 500"),
            (Fault::Cut, "breaks off in its answer"),
            (Fault::Garbage, "gives an answer that cannot be read"),
        ] {
            let Some(world) =
                world(&published(), Manner { path: "/v1-alpha", ..Manner::default() })
            else {
                return;
            };
            start(&world);
            world.gates[service].fail(fault);
            let child = world.spawn(&["--once"], "failing.log");
            let log = || std::fs::read_to_string(world.path("failing.log")).unwrap_or_default();
            wait_for(&format!("{name} {words}"), || log().contains(words));
            // Long enough for several tries.
            sleep(Duration::from_millis(1_500));
            world.gates[service].fail(Fault::None);
            wait_for("the end", || log().contains("All machines are done"));
            end(child);
            assert_eq!(log().matches(&format!("{name} {words}")).count(), 1, "{}", log());
            assert_eq!(log().matches(&format!("{name} answers again")).count(), 1, "{}", log());
            assert_end(&world, true);
        }
    }
}

#[test]
fn a_slow_service_only_takes_longer() {
    for service in 0..3 {
        let Some(world) = world(CORRECTED, Manner::default()) else { return };
        start(&world);
        world.gates[service].fail(Fault::Delay(Duration::from_millis(100)));
        let run = world.run(&["--once"]).ends_with(0);
        assert!(!run.stderr.contains("again"), "{}", run.stderr);
        assert_end(&world, false);
    }
}

#[test]
fn one_that_never_answers_is_not_waited_for_without_end() {
    let Some(world) = world(CORRECTED, Manner::default()) else { return };
    start(&world);
    world.gates[0].fail(Fault::Delay(Duration::from_secs(600)));
    let child = world.spawn(&["--once"], "hanging.log");
    let log = || std::fs::read_to_string(world.path("hanging.log")).unwrap_or_default();
    wait_for("the limit", || log().contains("etcd does not answer within 10 s"));
    world.gates[0].fail(Fault::None);
    wait_for("the end", || log().contains("All machines are done"));
    end(child);
    assert_end(&world, false);
}

#[test]
fn two_at_once_do_no_harm() {
    for (spec, path, told) in
        [(CORRECTED.to_owned(), "/fleet/v1", false), (published(), "/v1-alpha", true)]
    {
        for _ in 0..3 {
            let Some(world) = world(&spec, Manner { path, ..Manner::default() }) else { return };
            start(&world);
            let both = ["one.log", "two.log"].map(|log| world.spawn(&["--once"], log));
            for mut child in both {
                assert!(child.wait().expect("it ends").success());
            }
            assert_end(&world, told);
        }
    }
}
