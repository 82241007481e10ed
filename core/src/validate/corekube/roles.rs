//! How many servers of each kind.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::corekube::MOST_MINIONS;
use crate::source::FieldPath;
use crate::spec::Role;
use crate::spec::draft::Draft;

/// The template makes one server of each kind, and up to twelve minions.
pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let path =
        || FieldPath::root().key(if draft.spec.nodes.is_absent() { "pools" } else { "nodes" });
    let unread = draft.machines.iter().any(|machine| machine.role.is_none());
    if unread || draft.machines.is_empty() {
        return;
    }
    let mut found = |message: String, help: &str| {
        report.push(Diagnostic::new(Code::RoleCount, message).path(path()).help(help));
    };
    for (role, what, help) in [
        (
            Role::Etcd,
            "discovery server",
            "give one machine `role: etcd`: it is the discovery server, where the others find each other",
        ),
        (Role::Overlord, "overlord", "give one machine `role: overlord`"),
        (Role::ControlPlane, "master", "give one machine `role: control-plane`"),
    ] {
        match draft.of_role(role).count() {
            1 => {}
            // Said already, in the words of all profiles.
            0 if role == Role::ControlPlane => {}
            0 => found(format!("the stack needs a {what}"), help),
            count => found(format!("the stack has one {what}, and {count} are listed"), help),
        }
    }
    let minions = draft.of_role(Role::Worker).count();
    if minions > MOST_MINIONS as usize {
        found(
            format!("the template makes up to {MOST_MINIONS} minions, and {minions} are listed"),
            "list fewer workers, or make a second cluster",
        );
    } else if minions == 0 {
        found("the stack needs a minion".into(), "give one machine `role: worker`");
    }
}
