//! What is said, in which order, and how much is done at a time.

use super::sim::{IDS, Sim, fresh, templates, times};
use crate::overlord::{Item, MarkState, Options, Overlord, Step};

#[test]
fn four_machines_come_to_their_end_in_both_editions() {
    for published in [true, false] {
        let mut sim = Sim::four(published);
        let said = sim.settle(&mut fresh(published));
        sim.assert_done();
        assert_eq!(times(&said, "Starting unit file:"), 13);
        assert_eq!(times(&said, "has completed:"), 13);
        assert_eq!(times(&said, "Registered machine"), 3);
        assert_eq!(times(&said, "Found machine:"), 4);
        // Only the published edition's kubelets have to be told of.
        assert_eq!(sim.told.len(), if published { 3 } else { 0 });
    }
}

#[test]
fn a_units_lines_stand_in_the_documents_order() {
    let mut sim = Sim::four(true);
    let options = Options { at_once: Some(1), ..Options::default() };
    let said = sim.settle(&mut Overlord::new(templates(true), options));
    let place = |text: &str| said.iter().position(|line| line.contains(text));
    for id in IDS {
        let role = if id == IDS[0] { "master" } else { "minion" };
        let lines = [
            format!("-- ID: {id}"),
            format!("Created all unit files for: {id}"),
            format!("Starting unit file: {role}-download-kubernetes@{id}.service"),
            format!(
                "-- Waiting for the following unit file to complete: {role}-download-kubernetes@{id}"
            ),
            format!("The following unit file has completed: {role}-download-kubernetes@{id}"),
        ];
        let places: Vec<usize> = lines.iter().map(|line| place(line).expect(line)).collect();
        assert!(places.is_sorted(), "{places:?}");
    }
    let last_unit = said.iter().rposition(|line| line.contains("has completed:"));
    assert!(last_unit < place("Registered machine"), "the document registers last");
    assert_eq!(said.last().map(String::as_str), Some("All machines are done"));
}

#[test]
fn no_more_machines_are_started_than_was_asked_for() {
    let mut sim = Sim::four(false);
    for number in 1..=8 {
        sim.join(&format!("{number:032x}"), &format!("10.10.20.{number}"), "minion");
    }
    let options = Options { at_once: Some(2), ..Options::default() };
    let mut overlord = Overlord::new(templates(false), options);
    for _ in 0..1_000 {
        let (decision, _) = sim.round(&mut overlord);
        let busy = decision.rows.iter().filter(|row| matches!(row.step, Step::Unit(..))).count();
        assert!(busy <= 2, "{:?}", decision.rows);
        if decision.settled {
            sim.assert_done();
            return;
        }
    }
    panic!("not settled");
}

#[test]
fn one_look_has_at_most_one_action_for_a_machine() {
    let mut sim = Sim::four(true);
    let mut overlord = fresh(true);
    for _ in 0..200 {
        let (decision, _) = sim.round(&mut overlord);
        let mut of: Vec<&str> = decision
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Action(action) => Some(action.machine()),
                Item::Line(_) => None,
            })
            .collect();
        let count = of.len();
        of.sort_unstable();
        of.dedup();
        assert_eq!(of.len(), count);
    }
}

#[test]
fn who_is_done_is_left_alone_and_nobody_is_asked() {
    let mut sim = Sim::four(false);
    let mut overlord = fresh(false);
    sim.settle(&mut overlord);
    // As if somebody had stopped it by hand: the document does not start a machine twice, either.
    sim.units.clear();
    let asks = overlord.asks(sim.now);
    assert!(!asks.fleet && asks.api.is_empty());
    assert!(sim.rounds(&mut overlord, 50).is_empty());
    assert!(sim.rounds(&mut fresh(false), 50).iter().all(|line| !line.contains("Starting")));
    assert!(sim.marks.values().all(|kept| kept.mark.as_ref().unwrap().state == MarkState::Done));
}

#[test]
fn minions_wait_for_a_master_and_say_so_once() {
    let mut sim = Sim::four(false);
    sim.leave(IDS[0]);
    let mut overlord = fresh(false);
    let said = sim.rounds(&mut overlord, 4_000);
    assert_eq!(times(&said, "waits for a master"), 3);
    assert!(sim.created.is_empty() && sim.marks.is_empty());
    sim.join(IDS[0], "10.10.10.11", "master");
    sim.settle(&mut overlord);
    sim.assert_done();
}

#[test]
fn several_masters_are_all_started() {
    let mut sim = Sim::four(false);
    sim.join(&"b".repeat(32), "10.10.10.2", "master");
    sim.settle(&mut fresh(false));
    assert_eq!(sim.created.iter().filter(|name| name.starts_with("master-apiserver")).count(), 2);
    assert_eq!(sim.created.len(), 17);
}
