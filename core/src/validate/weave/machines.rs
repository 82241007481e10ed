//! Which machines there are, and which of them keep the cluster's state.

use std::collections::BTreeMap;

use super::{machine, missing, weave};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::weave::Joined;
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::value::Name;
use crate::spec::{Field, Role};

/// What the block says of single machines: each is one of the cluster's, once.
pub(super) fn entries(draft: &Draft<'_>, report: &mut Report) {
    let mut seen: BTreeMap<&Name, usize> = BTreeMap::new();
    // Which machines there are is not known while one has no readable name.
    let all_named = draft.machines.iter().all(|machine| machine.name.is_some())
        && draft.spec.nodes != Field::Invalid
        && draft.spec.pools != Field::Invalid;
    for (index, entry) in draft.spec.weave.machines.items().iter().enumerate() {
        let at = machine(index).key("name");
        let name = match &entry.name {
            Field::Given(name) => name,
            Field::Absent => {
                report.push(missing(at, "name", "say which machine this is about"));
                continue;
            }
            Field::Invalid => continue,
        };
        if let Some(first) = seen.get(name) {
            report.push(
                Diagnostic::new(Code::NameTwice, format!("the machine {name} is described twice"))
                    .path(at)
                    .related_path(machine(*first).key("name"), "first described here")
                    .help("put everything about it into one entry"),
            );
            continue;
        }
        seen.insert(name, index);
        if all_named && draft.machine(name).is_none() {
            report.push(
                Diagnostic::new(Code::UnknownMachine, format!("no machine is called {name}"))
                    .path(at)
                    .help("write a name from `nodes`, or one that a pool counts out to, such as worker-001"),
            );
        }
    }
}

/// The document's one master is in every URL.
pub(super) fn roles(draft: &Draft<'_>, report: &mut Report) {
    let count = draft.of_role(Role::ControlPlane).count();
    let Some(second) = draft.of_role(Role::ControlPlane).nth(1) else { return };
    report.push(
        Diagnostic::new(
            Code::RoleCount,
            format!("this profile has one control plane, and {count} are given"),
        )
        .path(second.origin.path().key("role"))
        .help("make the others workers; etcd members are chosen under `weave.machines`"),
    );
}

/// How many machines keep the cluster's state.
pub(super) fn members(draft: &Draft<'_>, joined: &[Joined<'_>], report: &mut Report) {
    if joined.is_empty() || joined.iter().any(|joined| joined.etcd.is_none()) {
        return;
    }
    let members = joined.iter().filter(|joined| joined.etcd == Some(true)).count();
    let at = if draft.spec.weave.machines.is_absent() {
        FieldPath::root().key("nodes")
    } else {
        weave("machines")
    };
    if members == 0 {
        report.push(
            Diagnostic::new(Code::RoleCount, "no machine runs an etcd member")
                .path(at)
                .help("leave `etcd: false` away on one machine, or on three"),
        );
    } else if members % 2 == 0 {
        report.push(
            Diagnostic::new(
                Code::EvenMembers,
                format!("{members} etcd members survive no more failures than {}", members - 1),
            )
            .path(at)
            .help(format!(
                "use {} or {}: set `etcd` of a machine under `weave.machines`",
                members - 1,
                members + 1
            )),
        );
    }
}
