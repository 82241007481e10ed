//! Placements are written as every fleet reads them, and what some fleet reads otherwise is found.

use super::*;
use crate::format::hole::{Filler, Hole, fill};

const LEADER: Metadata = Metadata::known("role", "leader");
const APISERVER: UnitName = UnitName::known("kube-apiserver.service");

fn x_fleet(on: On, metadata: Vec<Metadata>) -> String {
    let unit = placed(UnitFile::new(), &Placement { on, metadata });
    assert_eq!(check(&unit, "a@b.service"), []);
    unit.to_string()
}

#[test]
fn placements_look_as_people_write_them() {
    let ssd = Metadata::new("disk", "ssd").unwrap();
    let id = MachineId::new("2ddf1e3bd6b0447a9c8b1b7f6e0a4c11").unwrap();
    for (on, metadata, expected) in [
        (On::Any, vec![], ""),
        (On::Any, vec![LEADER], "MachineMetadata=role=leader\n"),
        (On::Every, vec![], "Global=true\n"),
        (On::Every, vec![LEADER], "Global=true\nMachineMetadata=role=leader\n"),
        (
            On::Every,
            vec![LEADER, ssd],
            "Global=true\nMachineMetadata=\"role=leader\" \"disk=ssd\"\n",
        ),
        (On::MachineOf(APISERVER), vec![], "MachineOf=kube-apiserver.service\n"),
        (
            On::Machine(id),
            vec![LEADER],
            "MachineMetadata=role=leader\nMachineID=2ddf1e3bd6b0447a9c8b1b7f6e0a4c11\n",
        ),
    ] {
        let section = if expected.is_empty() { "" } else { "[X-Fleet]\n" };
        assert_eq!(x_fleet(on, metadata), format!("{section}{expected}"));
    }
}

#[test]
fn a_machine_may_be_named_later() {
    let id = Hole::new(Filler::Template, "ID");
    let unit = placed(UnitFile::new(), &Placement::new(On::Machine(id.into()), LEADER));
    let text = fill(&unit.to_string(), Filler::Template, |name, _| Some(format!("<{name}>")));
    assert_eq!(text, "[X-Fleet]\nMachineMetadata=role=leader\nMachineID=<ID>\n");
}

#[test]
fn each_fault_is_found() {
    let long = format!("[Service]\nA={}\n", "x".repeat(2047));
    for (text, expected) in [
        (long.as_str(), "[Service] A: is 2049 bytes long, more than 2048"),
        ("[X-Fleet]\nReplaces=a.service\n", "[X-Fleet] Replaces: is no key that every fleet knows"),
        (
            "[X-Fleet]\nX-ConditionMachineOf=a.service\n",
            "[X-Fleet] X-ConditionMachineOf: is no key that every fleet knows",
        ),
        ("[X-Fleet]\nGlobal=yes\n", "[X-Fleet] Global: `yes` is not `true` to fleet before 0.13"),
        ("[X-Fleet]\nMachineID=2ddf1e3b\n", "[X-Fleet] MachineID: `2ddf1e3b` is not a machine id"),
        (
            "[X-Fleet]\nMachineOf=a.service b.service\n",
            "[X-Fleet] MachineOf: `a.service b.service` is not the name of a unit",
        ),
        (
            "[X-Fleet]\nMachineMetadata=role=leader disk=ssd\n",
            "[X-Fleet] MachineMetadata: `role=leader disk=ssd` is not one KEY=VALUE: fleet drops it, and the unit runs anywhere",
        ),
        (
            "[X-Fleet]\nMachineMetadata=\"role=leader\" \"disk=ssd=x\"\n",
            "[X-Fleet] MachineMetadata: `disk=ssd=x` is not one KEY=VALUE: fleet drops it, and the unit runs anywhere",
        ),
        (
            "[X-Fleet]\nMachineMetadata=role=%m\n",
            "[X-Fleet] MachineMetadata: `role=%m` has a `%` that fleet does not replace",
        ),
        (
            "[X-Fleet]\nConflicts=a* b*\n",
            "[X-Fleet] Conflicts: `a* b*` is one name to fleet before 1.0.0",
        ),
        (
            "[X-Fleet]\nGlobal=true\nMachineOf=a.service\n",
            "[X-Fleet]: Global cannot be used with MachineOf",
        ),
        (
            "[X-Fleet]\nGlobal=true\nConflicts=a*\n",
            "[X-Fleet]: Global cannot be used with Conflicts",
        ),
        ("[X-Fleet]\nGlobal=true\nGlobal=true\n", "[X-Fleet]: Global stands there twice"),
    ] {
        let unit = UnitFile::parse(text).unwrap();
        let found: Vec<String> =
            check(&unit, "a.service").iter().map(ToString::to_string).collect();
        assert_eq!(found, [expected]);
    }
    let sound =
        "[X-Fleet]\nMachineMetadata=role=a\nMachineMetadata=role=b\nMachineOf=%p@1.service\n";
    assert_eq!(check(&UnitFile::parse(sound).unwrap(), "a@2.service"), []);
    assert_eq!(check(&UnitFile::new(), "a").len(), 1);
}
