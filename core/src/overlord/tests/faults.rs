//! What goes wrong is said once with its remedy, holds up nobody else, and is put right by itself.

use std::collections::BTreeMap;

use super::sim::{IDS, Sim, fresh, times};
use crate::overlord::{Object, Step};

#[test]
fn a_service_that_is_away_is_named_once_and_nothing_is_lost() {
    for (service, name) in
        [(0, "etcd is away"), (1, "fleet is away"), (2, "The API server is away")]
    {
        for from in [0, 1, 3, 10, 20, 30, 40, 50] {
            let mut sim = Sim::four(true);
            let mut overlord = fresh(true);
            let mut said = sim.rounds(&mut overlord, from);
            sim.down[service] = true;
            said.extend(sim.rounds(&mut overlord, 60));
            assert!(times(&said, name) <= 1, "{said:#?}");
            sim.down[service] = false;
            said.extend(sim.settle(&mut overlord));
            sim.assert_done();
            assert_eq!(times(&said, name), times(&said, "answers again"), "{said:#?}");
        }
    }
}

#[test]
fn a_service_that_is_away_is_asked_less_and_less() {
    let mut sim = Sim::four(false);
    sim.down[0] = true;
    let mut overlord = fresh(false);
    let waits: Vec<u64> = (0..7).map(|_| sim.round(&mut overlord).0.wait).collect();
    assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
}

#[test]
fn a_machine_that_is_wrong_is_named_once_and_holds_up_nobody() {
    let none =
        Object::Machine { address: "10.10.10.99".parse().unwrap(), metadata: BTreeMap::new() };
    let odd = BTreeMap::from([("kubernetes_role".to_owned(), "queen".to_owned())]);
    let odd = Object::Machine { address: "10.10.10.98".parse().unwrap(), metadata: odd };
    for (object, remedy, step) in [
        (Object::Broken("its object is no JSON".into()), "restart fleet there", Step::Held),
        (odd, "not master, minion or overlord", Step::Held),
        (Object::NotYet, "set fleet's metadata there", Step::Metadata),
        (none, "set fleet's metadata there", Step::Metadata),
    ] {
        let mut sim = Sim::four(false);
        let id = "f".repeat(32);
        sim.object(&id, object);
        let mut overlord = fresh(false);
        let said = sim.rounds(&mut overlord, 600);
        assert_eq!(times(&said, remedy), 1, "{said:#?}");
        assert_eq!(sim.created.len(), 13);
        let (decision, _) = sim.round(&mut overlord);
        let row = decision.rows.iter().find(|row| row.machine == id).unwrap();
        assert_eq!((row.step, row.stuck), (step, true));
        assert!(decision.stuck && !decision.settled);
        // Once it is put right, it is done like the others.
        sim.join(&id, "10.10.10.99", "minion");
        sim.settle(&mut overlord);
        sim.assert_done();
    }
}

#[test]
fn two_machines_with_one_address_are_left_alone_unless_one_had_it() {
    let mut sim = Sim::four(false);
    let (one, two) = ("b".repeat(32), "c".repeat(32));
    sim.join(&one, "10.10.10.50", "minion");
    sim.join(&two, "10.10.10.50", "minion");
    // It takes the address of a machine that is done.
    let mut overlord = fresh(false);
    let said = sim.rounds(&mut overlord, 600);
    assert_eq!(times(&said, "is also the address of"), 2);
    assert_eq!(sim.created.len(), 13);
    sim.leave(&two);
    sim.settle(&mut overlord);
    sim.assert_done();
    sim.join(&two, "10.10.10.12", "minion");
    let said = sim.rounds(&mut overlord, 600);
    assert_eq!(times(&said, &format!("also the address of {}", IDS[1])), 1);
    sim.join(&two, "10.10.10.51", "minion");
    sim.settle(&mut overlord);
    sim.assert_done();
}

#[test]
fn a_unit_that_fleet_refuses_is_named_once_and_tried_again() {
    let mut sim = Sim::four(false);
    sim.refused = Some(format!("minion-kubelet@{}.service", IDS[2]));
    let mut overlord = fresh(false);
    let said = sim.rounds(&mut overlord, 900);
    assert_eq!(times(&said, "line 3 is wrong"), 2, "once refused, once late: {said:#?}");
    assert_eq!(sim.created.len(), 11);
    sim.refused = None;
    sim.settle(&mut overlord);
    sim.assert_done();
}

#[test]
fn a_unit_that_fails_is_started_again_and_again() {
    let mut sim = Sim::four(false);
    let name = format!("master-download-kubernetes@{}.service", IDS[0]);
    sim.fails.insert(name.clone(), 2);
    let said = sim.settle(&mut fresh(false));
    assert_eq!(
        times(&said, &format!("`fleetctl journal {name}` says why; it is started again")),
        2
    );
    sim.assert_done();
}

#[test]
fn a_step_that_takes_too_long_is_named_once_with_its_reason() {
    let mut sim = Sim::four(false);
    let name = format!("minion-proxy@{}.service", IDS[3]);
    sim.fails.insert(name.clone(), u32::MAX);
    let mut overlord = fresh(false);
    let said = sim.rounds(&mut overlord, 1_500);
    assert_eq!(times(&said, "does not get on"), 1, "{said:#?}");
    assert_eq!(
        sim.round(&mut overlord).0.rows.iter().filter(|row| row.step == Step::Done).count(),
        3
    );
    sim.fails.clear();
    sim.settle(&mut overlord);
    sim.assert_done();
}

#[test]
fn a_mark_that_cannot_be_read_is_left_for_somebody() {
    let mut sim = Sim::four(false);
    sim.mark(IDS[1], Err("it is no mark".into()));
    let mut overlord = fresh(false);
    let said = sim.rounds(&mut overlord, 500);
    assert_eq!(times(&said, &format!("remove /kubecore/overlord/machines/{}", IDS[1])), 1);
    assert_eq!(sim.created.len(), 10);
    sim.marks.remove(IDS[1]);
    sim.settle(&mut overlord);
    sim.assert_done();
}

#[test]
fn a_clock_that_jumps_starts_nothing_twice() {
    const DAY: u64 = 86_400_000;
    for at in 0..60 {
        for back in [true, false] {
            let mut sim = Sim::four(true);
            sim.ahead = DAY;
            let mut overlord = fresh(true);
            sim.rounds(&mut overlord, at);
            sim.ahead = if back { 0 } else { 2 * DAY };
            sim.settle(&mut overlord);
            sim.assert_done();
        }
    }
}

#[test]
fn nobody_at_all_is_not_the_end() {
    let mut sim = Sim::four(false);
    sim.machines.clear();
    let mut overlord = fresh(false);
    let (decision, lines) = sim.round(&mut overlord);
    assert!(!decision.settled);
    assert_eq!(
        lines.last().map(|line| line.text.as_str()),
        Some("Current # of machines discovered: (0)")
    );
    assert!(sim.rounds(&mut overlord, 20).is_empty());
}
