//! Whether every machine gets into the network.

use std::collections::{BTreeMap, BTreeSet};

use super::machine;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::weave::Joined;
use crate::spec::Role;
use crate::spec::draft::Draft;

/// Each machine must be connected to the control plane, over whatever machines, in whatever
/// direction: Weave tells addresses on. A peer that is no machine here is a name from outside, such
/// as that of a load balancer, and taken for a way to the control plane.
pub(super) fn check(draft: &Draft<'_>, joined: &[Joined<'_>], report: &mut Report) {
    let Some(first) = joined.iter().position(|one| one.machine.role == Some(Role::ControlPlane))
    else {
        return;
    };
    if joined.iter().any(|one| one.peers.is_none() || one.machine.name.is_none()) {
        return;
    }
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (number, one) in joined.iter().enumerate() {
        numbers.extend(one.machine.name.iter().map(|name| (name.to_string(), number)));
        numbers.extend(one.machine.ip.iter().map(|ip| (ip.to_string(), number)));
    }
    let mut neighbours = vec![Vec::new(); joined.len()];
    for (number, one) in joined.iter().enumerate() {
        for peer in one.peers.iter().flatten() {
            let other = numbers.get(peer.host()).copied().unwrap_or(first);
            for (from, to) in [(number, other), (other, number)] {
                neighbours.get_mut(from).into_iter().for_each(|list: &mut Vec<_>| list.push(to));
            }
        }
    }
    let reached = reached(first, &neighbours);
    for (number, one) in joined.iter().enumerate() {
        if reached.contains(&number) {
            continue;
        }
        let name = one.machine.name.as_ref().map(ToString::to_string).unwrap_or_default();
        let at = match one.entry {
            Some((index, _)) => machine(index).key("peers"),
            None => one.machine.origin.path(),
        };
        let control_plane = draft.of_role(Role::ControlPlane).next().and_then(|m| m.ip);
        report.push(
            Diagnostic::new(
                Code::NotConnected,
                format!("no chain of peers leads from {name} to the control plane"),
            )
            .path(at)
            .help(match control_plane {
                Some(ip) => format!(
                    "name a peer that {name} can reach, such as {ip}, or name {name} at a machine that reaches it"
                ),
                None => "name a peer that it can reach".into(),
            }),
        );
    }
}

/// Everything that a chain leads to from `first`.
fn reached(first: usize, neighbours: &[Vec<usize>]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([first]);
    let mut open = vec![first];
    while let Some(number) = open.pop() {
        for next in neighbours.get(number).into_iter().flatten() {
            if reached.insert(*next) {
                open.push(*next);
            }
        }
    }
    reached
}
