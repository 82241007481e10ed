//! Machines that leave, come back, and change; clusters that change.

use super::sim::{IDS, Sim, foreign, fresh, others, times};
use crate::overlord::{MarkState, Options, Overlord, Step};

#[test]
fn leaving_and_coming_back_is_noticed_once_and_changes_nothing() {
    let mut sim = Sim::four(false);
    let mut overlord = fresh(false);
    sim.settle(&mut overlord);
    let gone = sim.machines[2].clone();
    sim.leave(&gone.id);
    let (decision, _) = sim.round(&mut overlord);
    assert!(decision.rows.iter().any(|row| row.machine == gone.id && row.step == Step::Left));
    let mut again = fresh(false);
    let said = sim.rounds(&mut again, 10);
    assert_eq!(times(&said, "has left"), 1, "also by one that was started since");
    sim.machines.push(gone);
    let said = sim.rounds(&mut again, 10);
    assert_eq!((times(&said, "is back"), times(&said, "Starting")), (1, 0), "{said:?}");
    sim.assert_done();
}

#[test]
fn one_that_leaves_while_it_is_started_goes_on_when_it_is_back() {
    for at in 0..60 {
        let mut sim = Sim::four(true);
        let mut overlord = fresh(true);
        sim.rounds(&mut overlord, at);
        let gone = sim.machines[1].clone();
        sim.leave(&gone.id);
        sim.rounds(&mut overlord, 20);
        sim.machines.insert(1, gone);
        sim.settle(&mut overlord);
        sim.assert_done();
    }
}

#[test]
fn a_minion_with_another_address_gets_units_with_it() {
    let mut sim = Sim::four(false);
    let mut overlord = fresh(false);
    sim.settle(&mut overlord);
    sim.join(IDS[3], "10.10.10.77", "minion");
    let said = sim.settle(&mut overlord);
    assert_eq!(times(&said, "its address was 10.10.10.14, and is 10.10.10.77"), 1);
    // The download says nothing of the address, and stays.
    assert_eq!(sim.destroyed.len(), 2, "{:?}", sim.destroyed);
    sim.assert_end();
}

#[test]
fn a_master_with_another_address_takes_its_minions_along() {
    let mut sim = Sim::four(false);
    let mut overlord = fresh(false);
    sim.settle(&mut overlord);
    sim.join(IDS[0], "10.10.10.99", "master");
    let mut said = Vec::new();
    while times(&said, "its master's address was 10.10.10.11, and is 10.10.10.99") < 3 {
        said.extend(sim.rounds(&mut overlord, 1));
        assert!(said.len() < 500, "{said:#?}");
    }
    sim.settle(&mut overlord);
    sim.assert_end();
    for given in sim.units.values() {
        assert!(given.options.iter().all(|option| !option.value.contains("10.10.10.11:")));
    }
}

#[test]
fn a_master_that_is_away_for_a_while_keeps_its_minions() {
    let mut sim = Sim::four(false);
    sim.join(&"b".repeat(32), "10.10.10.2", "master");
    let mut overlord = fresh(false);
    sim.settle(&mut overlord);
    let (marks, master) = (sim.marks.clone(), sim.machines[0].clone());
    sim.leave(&master.id);
    sim.rounds(&mut overlord, 100);
    assert_eq!(sim.marks, marks);
}

#[test]
fn a_machine_of_another_role_gets_that_roles_units() {
    let mut sim = Sim::four(false);
    let mut overlord = fresh(false);
    sim.settle(&mut overlord);
    sim.join(IDS[3], "10.10.10.14", "master");
    let said = sim.settle(&mut overlord);
    assert_eq!(times(&said, "it was a minion, and is a master"), 1);
    assert!(sim.created.contains(&format!("master-scheduler@{}.service", IDS[3])));
}

#[test]
fn another_clusters_units_stay_unless_they_are_to_be_replaced() {
    let mut sim = Sim::four(false);
    sim.settle(&mut fresh(false));
    let created = sim.created.len();
    let mut careful = Overlord::new(others(), Options::default());
    let said = sim.settle(&mut careful);
    assert_eq!(times(&said, "--replace starts it anew"), 4);
    assert_eq!(sim.created.len(), created);
    let options = Options { replace: true, ..Options::default() };
    let mut bold = Overlord::new(others(), options);
    sim.settle(&mut bold);
    sim.assert_end();
    assert!(sim.created.len() > created);
    // The careful one has nothing to say against it.
    assert_eq!(sim.destroyed.len(), 4);
}

#[test]
fn what_another_cluster_began_is_not_taken_over() {
    let mut sim = Sim::four(false);
    let mut overlord = fresh(false);
    sim.rounds(&mut overlord, 3);
    let mut mark = sim.marks[IDS[0]].mark.clone().unwrap();
    assert_eq!(mark.state, MarkState::Started);
    mark.templates = foreign();
    sim.mark(IDS[0], Ok(mark));
    let mut overlord = fresh(false);
    let before = sim.created.len();
    let (decision, _) = (0..5).map(|_| sim.round(&mut overlord)).last().unwrap();
    assert!(decision.rows.iter().any(|row| row.step == Step::Held && row.stuck));
    assert_eq!(sim.created.len(), before);
}

#[test]
fn a_unit_of_the_same_name_that_says_something_else_is_replaced() {
    let mut sim = Sim::four(false);
    sim.settle(&mut fresh(false));
    sim.marks.remove(IDS[1]);
    let name = format!("minion-proxy@{}.service", IDS[1]);
    sim.units.get_mut(&name).unwrap().options.pop();
    sim.settle(&mut fresh(false));
    assert_eq!(sim.destroyed, [name]);
    sim.assert_end();
}

#[test]
fn nothing_is_remembered_of_machines_that_are_gone() {
    let mut sim = Sim::four(false);
    let mut overlord = fresh(false);
    sim.settle(&mut overlord);
    let size = |overlord: &Overlord| format!("{overlord:?}").len();
    let before = size(&overlord);
    for number in 0..200 {
        let id = format!("{number:032x}");
        sim.join(&id, &format!("10.20.0.{number}"), "queen");
        sim.rounds(&mut overlord, 1);
        sim.leave(&id);
        sim.rounds(&mut overlord, 1);
    }
    assert!(size(&overlord) < before + 200, "{} {before}", size(&overlord));
}
