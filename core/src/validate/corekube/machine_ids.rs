//! What fleet knows machines by.

use super::block;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::spec::draft::Draft;
use crate::spec::{CorekubeMachine, Field};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let machines = draft.spec.corekube.machines.items();
    let at = |index: usize| block("machines").index(index);
    for (index, CorekubeMachine { name, id }) in machines.iter().enumerate() {
        for (key, is_absent) in [("name", name.is_absent()), ("id", id.is_absent())] {
            if is_absent {
                report.push(
                    Diagnostic::new(Code::Missing, format!("`{key}` is missing"))
                        .path(at(index).key(key))
                        .help("say which machine has which id"),
                );
            }
        }
        if let Some(name) = name.given() {
            let role = draft.machine(name).map(|machine| machine.role);
            let message = match role {
                None => format!("no machine is called {name}"),
                Some(Some(role)) if !role.runs_kubernetes() => {
                    format!("{name} has the role {role}, which has no units to fill in")
                }
                Some(_) => String::new(),
            };
            if !message.is_empty() && !draft.machines.is_empty() {
                report.push(
                    Diagnostic::new(Code::UnknownMachine, message)
                        .path(at(index).key("name"))
                        .help("name the master or a minion, as `nodes` does"),
                );
            }
        }
        let earlier =
            |same: &dyn Fn(&CorekubeMachine) -> bool| machines.iter().take(index).position(same);
        if let (Field::Given(name), Some(first)) =
            (name, earlier(&|m| name.given().is_some() && m.name == *name))
        {
            report.push(
                Diagnostic::new(Code::NameTwice, format!("the machine {name} is given twice"))
                    .path(at(index).key("name"))
                    .related_path(at(first).key("name"), "first given here")
                    .help("keep one of the two"),
            );
        }
        if let (Field::Given(id), Some(first)) =
            (id, earlier(&|m| id.given().is_some() && m.id == *id))
        {
            report.push(
                Diagnostic::new(Code::MachineIdTwice, format!("the id {id} is given twice"))
                    .path(at(index).key("id"))
                    .related_path(at(first).key("id"), "first given here")
                    .help("look each machine's own id up: `fleetctl list-machines --full`"),
            );
        }
    }
}
